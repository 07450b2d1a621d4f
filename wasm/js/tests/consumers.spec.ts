import { join } from "node:path";

import { expect, test, type Page } from "@playwright/test";
import { build, createServer } from "vite";

import { Project, serve } from "./installed.js";

const script = `
  import { version } from "roster-wasm";
  document.title = await version();
`;

let project: Project;

test.beforeAll(async () => {
  project = await Project.create({
    "index.html": `<!doctype html><title>…</title><script type="module" src="./app.js"></script>`,
    "app.js": script,
    "plain.html": `<!doctype html><title>…</title>
      <script type="importmap">{ "imports": { "roster-wasm": "./node_modules/roster-wasm/index.js" } }</script>
      <script type="module">${script}</script>`,
    "script.mjs": `import { version } from "roster-wasm"; console.log(await version());`,
  });
});

test.afterAll(() => project.remove());

async function showsVersion(page: Page, folder: string, path: string): Promise<void> {
  const server = await serve(folder);
  try {
    await page.goto(server.address + path);
    await expect(page).toHaveTitle(/^\d+\.\d+\.\d+$/);
  } finally {
    await server.close();
  }
}

test("a plain page imports the package", ({ page }) => showsVersion(page, project.folder, "/plain.html"));

test("Vite bundles the package", async ({ page }) => {
  await build({ root: project.folder, logLevel: "warn", configFile: false });
  await showsVersion(page, join(project.folder, "dist"), "/");
});

test("Vite's development server serves the package", async ({ page }) => {
  const server = await createServer({
    root: project.folder,
    logLevel: "warn",
    configFile: false,
    server: { host: "127.0.0.1", port: 0 },
  });
  try {
    await server.listen();
    await page.goto(server.resolvedUrls?.local[0] ?? "");
    await expect(page).toHaveTitle(/^\d+\.\d+\.\d+$/);
  } finally {
    await server.close();
  }
});

test("Node imports the package", async () => {
  expect(await project.run("node", "script.mjs")).toMatch(/^\d+\.\d+\.\d+\n$/);
});
