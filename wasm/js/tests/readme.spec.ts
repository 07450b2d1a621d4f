/** The README's own examples, run against the sandbox. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "@playwright/test";

import { Project, serve } from "./installed.js";
import type { Credentials } from "./page.js";

const origin = process.env["ROSTER_SANDBOX"] ?? "";
let project: Project;
let credentials: Credentials;

test.beforeAll(async () => {
  project = await Project.create({});
  credentials = (await (await fetch(`${origin}/sandbox/credentials`)).json()) as Credentials;
});
test.afterAll(() => project.remove());

/** The README's blocks of a language, with the sandbox in the place of the systems. */
async function blocks(language: string, system: "mpdx" | "swift"): Promise<string> {
  const readme = await readFile(join(project.folder, "node_modules/roster-wasm/README.md"), "utf8");
  const found = [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"))].map((block) => block[1]);
  expect(found.length).toBeGreaterThan(0);
  const { token, base_path } = credentials[system];
  return found
    .map((block) => (block!.includes("const { account }") ? `{\n${block}}\n` : block))
    .join("\n")
    .replaceAll("session.token", JSON.stringify(token))
    .replaceAll(/"https:\/\/api\.[^"]*"/g, JSON.stringify(origin + base_path));
}

test("the examples run in Node, one after the other", async () => {
  // A program that has nothing more to do must not wait for the example's timer.
  const script = `${await blocks("js", "mpdx")}\nconsole.log("done", count);\nprocess.exit();\n`;
  await project.write({ "readme.mjs": script });
  const printed = await project.run("node", "readme.mjs");
  expect(printed).toMatch(/^[0-9a-f-]{36} \S+@\S+$/m);
  expect(printed).toMatch(/^\d+ of \d+$/m);
  expect(printed).toContain("not_found 404 get mpdx/key-accounts");
  expect(printed).toMatch(/^mpdx\/key-accounts \[/m);
  expect(printed).toMatch(/^done \d+$/m);
});

test("the page without a bundler shows accounts", async ({ page }) => {
  await project.write({ "page.html": `<!doctype html><body>\n${await blocks("html", "swift")}` });
  const server = await serve(project.folder);
  try {
    await page.goto(`${server.address}/page.html`);
    await expect(page.locator("body")).toContainText("ACME Corp");
  } finally {
    await server.close();
  }
});
