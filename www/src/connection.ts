/**
 * How the page reaches the systems. Credentials live in memory only: never in storage, never in an
 * address.
 */
import { Roster, type AnyResource, type SystemDefinition } from "roster-wasm";

/** What a person enters for one system. */
export interface Connection {
  /** Address that the system's documented paths are below. */
  baseUrl: string;
  /** The OAuth client, where the system has such. */
  clientId: string;
  /** The token or the client's secret. */
  secret: string;
  /** Offer nothing that changes something. */
  readOnly: boolean;
}

/** Connections by the system's id; a system without one is not connected. */
export type Connections = Readonly<Record<string, Connection>>;

/** Where the connections come from, which the header says. */
export type Origin = "sandbox" | "person";

/** All resources of a system through one connection. */
export function connect(system: SystemDefinition, connection: Connection): AnyResource[] {
  const { baseUrl, clientId, readOnly } = connection;
  const secret = () => connection.secret;
  const options =
    system.authentication === "client_credentials"
      ? { baseUrl, clientId, clientSecret: secret, readOnly }
      : { baseUrl, token: secret, readOnly };
  return Roster.connect(system.id, options);
}

/**
 * The public credentials of the sandbox that serves this page; `null` when it is served by anything
 * else. They open nothing but that sandbox.
 */
export async function sandboxConnections(
  systems: readonly SystemDefinition[],
  signal: AbortSignal,
): Promise<Connections | null> {
  try {
    const answer = await fetch("sandbox/credentials", { signal, headers: { accept: "application/json" } });
    if (!answer.ok) return null;
    return readCredentials(systems, await answer.json());
  } catch (error) {
    if (signal.aborted) throw error;
    // Any other server may answer with anything at all: then there is no sandbox here.
    return null;
  }
}

function readCredentials(systems: readonly SystemDefinition[], answer: unknown): Connections | null {
  if (typeof answer !== "object" || answer === null) return null;
  const members = answer as Record<string, unknown>;
  const found: Record<string, Connection> = {};
  for (const system of systems) {
    const entry = members[system.id];
    if (typeof entry !== "object" || entry === null) continue;
    const text = (name: string) => {
      const value = (entry as Record<string, unknown>)[name];
      return typeof value === "string" ? value : "";
    };
    // A path of this origin, whatever the answer says: the sandbox sends nobody elsewhere.
    const baseUrl = new URL(text("base_path"), location.origin);
    if (baseUrl.origin !== location.origin) continue;
    found[system.id] = {
      baseUrl: baseUrl.href,
      clientId: text("client_id"),
      secret: text("token") || text("client_secret"),
      readOnly: false,
    };
  }
  return Object.keys(found).length > 0 ? found : null;
}
