import type { Page } from "@playwright/test";
import type { AgileNow, Mpdx, Swift } from "roster-wasm";

import { Project, serve } from "./installed.js";

/** What the test page puts where `page.evaluate` finds it. */
declare global {
  interface Window {
    roster: typeof import("roster-wasm");
    sandbox: { origin: string; credentials: Credentials };
    mpdx: Mpdx;
    agilenow: AgileNow;
    swift: Swift;
    /** Waits for a rejection and returns what it rejected with. */
    failure(work: () => unknown): Promise<any>;
  }
}

export interface Credentials {
  mpdx: { base_path: string; token: string };
  agilenow: { base_path: string; client_id: string; client_secret: string };
  swift: { base_path: string; token: string };
}

/** A page without any tool: an import map stands for the address that a CDN would have. */
const html = `<!doctype html>
<title>…</title>
<ul></ul>
<script type="importmap">{ "imports": { "roster-wasm": "./node_modules/roster-wasm/index.js" } }</script>
<script type="module">
  import * as roster from "roster-wasm";

  const origin = new URLSearchParams(location.search).get("sandbox");
  const credentials = await (await fetch(origin + "/sandbox/credentials")).json();
  const { mpdx, agilenow, swift } = credentials;
  window.roster = roster;
  window.sandbox = { origin, credentials };
  window.mpdx = roster.Roster.mpdx({ baseUrl: origin + mpdx.base_path, token: () => mpdx.token });
  window.agilenow = roster.Roster.agilenow({
    baseUrl: origin + agilenow.base_path,
    clientId: agilenow.client_id,
    clientSecret: async () => agilenow.client_secret,
  });
  window.swift = roster.Roster.swift({ baseUrl: new URL(swift.base_path, origin), token: async () => swift.token });
  window.failure = async (work) => {
    try {
      await work();
    } catch (error) {
      return error;
    }
    throw new Error("it did not fail");
  };
  document.title = "ready";
</script>
`;

/** The installed package, served to a page of another origin than the sandbox. */
export class Site {
  private constructor(
    private readonly project: Project,
    private readonly server: { address: string; close(): Promise<void> },
  ) {}

  static async open(): Promise<Site> {
    const project = await Project.create({ "index.html": html });
    return new Site(project, await serve(project.folder));
  }

  async visit(page: Page): Promise<void> {
    await page.goto(`${this.server.address}/?sandbox=${encodeURIComponent(process.env["ROSTER_SANDBOX"] ?? "")}`);
    await page.waitForFunction(() => document.title === "ready");
  }

  async close(): Promise<void> {
    await this.server.close();
    await this.project.remove();
  }
}
