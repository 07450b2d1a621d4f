import { defineConfig } from "@playwright/test";

import chrome from "./wasm/webdriver.json" with { type: "json" };

const sandbox = process.env.ROSTER_SANDBOX;
if (!sandbox) {
  throw new Error(
    "These tests talk to a sandbox. `cargo xtask test --only web` starts one; or start " +
      "`cargo run -p roster-sandbox` yourself and set ROSTER_SANDBOX to the address that it prints.",
  );
}

export default defineConfig({
  projects: [
    { name: "package", testDir: "wasm/js/tests" },
    { name: "dashboard", testDir: "www/tests" },
    { name: "bench", testDir: "bench/tests" },
  ],
  // A client that has used up MPDX's limit of calls waits for up to 10 seconds, as it should.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  outputDir: "test-results",
  // One server and its data for all of them.
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  reporter: "list",
  use: {
    baseURL: sandbox,
    trace: "off",
    headless: true,
    launchOptions: {
      executablePath: process.env.ROSTER_CHROMIUM ?? "/usr/bin/chromium",
      // Works as root and in a container, and asks nobody for updates while a test runs.
      args: chrome["goog:chromeOptions"].args,
    },
  },
});
