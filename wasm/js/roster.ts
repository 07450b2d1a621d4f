/** The systems, each with its resources. */
import { call, now } from "./call.js";
import { invalid } from "./errors.js";
import { resourceIds, type AgileNow, type Mpdx, type Swift } from "./generated.js";
import { Connection, Resource } from "./resource.js";
import { shown as shownByModule, version as versionOfModule } from "./roster_wasm.js";

/** The accounts of any resource, by the documents' own field names. */
export type AnyResource = Resource<Record<string, unknown>, Record<string, unknown>>;

/** Settings that all systems have. */
export interface Settings {
  /** Where the system is: https, or http on this machine. */
  baseUrl: string | URL;
  /** Refuse everything that changes something. */
  readOnly?: boolean | undefined;
  /** Milliseconds that a whole call may take; 60,000 when it is left out. */
  timeout?: number | undefined;
}

/** Settings of a system that takes a token. */
export interface TokenOptions extends Settings {
  /** Asked whenever a token is needed; kept nowhere. */
  token: () => string | Promise<string>;
}

/** Settings of a system that exchanges client credentials for a token. */
export interface ClientOptions extends Settings {
  clientId: string;
  /** Asked whenever the secret is needed; kept nowhere. */
  clientSecret: () => string | Promise<string>;
}

/** The systems. Nothing is loaded or sent before the first call. */
export class Roster {
  /** MPDX REST API v2. */
  static mpdx(options: TokenOptions): Mpdx {
    return connect("mpdx", options);
  }

  /** AgileNow Access Manager. */
  static agilenow(options: ClientOptions): AgileNow {
    return connect("agilenow", options);
  }

  /** Swift SMS 2.0. */
  static swift(options: TokenOptions): Swift {
    return connect("swift", options);
  }

  /** The resources of the system of that id, for programs that treat all of them alike. */
  static connect(system: string, options: TokenOptions | ClientOptions): AnyResource[] {
    if (!Object.hasOwn(resourceIds, system)) {
      throw invalid(`no system "${system}"; there are ${Object.keys(resourceIds).join(", ")}`);
    }
    return Object.values(connect<Record<string, AnyResource>>(system as keyof typeof resourceIds, options));
  }
}

function connect<System>(system: keyof typeof resourceIds, options: Settings): System {
  const connection = new Connection(system, {
    ...options,
    baseUrl: options.baseUrl instanceof URL ? options.baseUrl.href : options.baseUrl,
  });
  const named = Object.entries(resourceIds[system]).map(([name, id]) => [name, new Resource(connection, id)]);
  return Object.freeze(Object.fromEntries(named)) as System;
}

/** Version of Roster. */
export function version(): Promise<string> {
  return call(undefined, async () => versionOfModule());
}

/**
 * Text of a server made safe to show: control characters, bidirectional overrides and other
 * characters that act instead of being seen are replaced. For {@link ready} or any call before it.
 */
export function shown(text: string): string {
  return now(() => shownByModule(text));
}
