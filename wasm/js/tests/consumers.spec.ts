import { join } from "node:path";

import { expect, test, type Page } from "@playwright/test";
import { build, createServer } from "vite";

import { Project, serve } from "./installed.js";

const sandbox = process.env["ROSTER_SANDBOX"] ?? "";

/** Lists the accounts of all four resources, and hands on how many there are of each. */
const list = (tell: string) => `
  import { Roster } from "roster-wasm";

  const sandbox = ${JSON.stringify(sandbox)};
  async function count() {
    const { mpdx, agilenow, swift } = await (await fetch(sandbox + "/sandbox/credentials")).json();
    const { keyAccounts, organizationAccounts } = Roster.mpdx({
      baseUrl: sandbox + mpdx.base_path,
      token: () => mpdx.token,
    });
    const { accounts } = Roster.agilenow({
      baseUrl: sandbox + agilenow.base_path,
      clientId: agilenow.client_id,
      clientSecret: () => agilenow.client_secret,
    });
    const { accounts: others } = Roster.swift({ baseUrl: sandbox + swift.base_path, token: () => swift.token });
    const counts = [];
    for (const resource of [keyAccounts, organizationAccounts, accounts, others]) {
      const ids = new Set();
      for await (const account of resource.list()) ids.add(account.id ?? account.Id);
      counts.push(ids.size);
    }
    return counts.join(" ");
  }
  count().then(${tell});
`;

/** The sandbox is filled with more than this of each. */
const counts = /^[1-9]\d+ [1-9]\d+ [1-9]\d+ [1-9]\d+$/;

let project: Project;

test.beforeAll(async () => {
  project = await Project.create({
    "index.html": `<!doctype html><title>…</title><script type="module" src="./app.js"></script>`,
    "app.js": list("(counts) => { document.title = counts; }"),
    "plain.html": `<!doctype html><title>…</title>
      <script type="importmap">{ "imports": { "roster-wasm": "./node_modules/roster-wasm/index.js" } }</script>
      <script type="module">${list("(counts) => { document.title = counts; }")}</script>`,
    "script.mjs": list("console.log"),
  });
});

test.afterAll(() => project.remove());

async function lists(page: Page, folder: string, path: string): Promise<void> {
  const server = await serve(folder);
  try {
    await page.goto(server.address + path);
    await expect(page).toHaveTitle(counts, { timeout: 20_000 });
  } finally {
    await server.close();
  }
}

test("a plain page lists accounts", ({ page }) => lists(page, project.folder, "/plain.html"));

test("what Vite builds lists accounts", async ({ page }) => {
  await build({ root: project.folder, logLevel: "warn", configFile: false });
  await lists(page, join(project.folder, "dist"), "/");
});

test("a page of Vite's development server lists accounts", async ({ page }) => {
  const server = await createServer({
    root: project.folder,
    logLevel: "warn",
    configFile: false,
    server: { host: "127.0.0.1", port: 0 },
  });
  try {
    await server.listen();
    await page.goto(server.resolvedUrls?.local[0] ?? "");
    await expect(page).toHaveTitle(counts, { timeout: 20_000 });
  } finally {
    await server.close();
  }
});

test("Node lists accounts", async () => {
  expect((await project.run("node", "script.mjs")).trim()).toMatch(counts);
});
