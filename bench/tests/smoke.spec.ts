/** The benchmarks' own test: all contestants do the same work, wherever they run. Nothing is timed. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { expect, test } from "@playwright/test";

import { record } from "../src/answers.js";
import { cut, join as joined, replaced } from "../src/records.js";
import type { Measured } from "../src/rounds.js";
import { answerFile, workOf, works } from "../src/work.js";

const execute = promisify(execFile);
const bench = fileURLToPath(new URL("..", import.meta.url));
// Not where `cargo xtask bench` builds: it may be running.
const built = fileURLToPath(new URL("../../target/xtask/bench-test", import.meta.url));
const program = join(built, "node/main.js");
const vite = fileURLToPath(new URL("../../node_modules/vite/bin/vite.js", import.meta.url));

let folder: string;
let plan: string;

test.beforeAll(async () => {
  const page = ["build", "--outDir", join(built, "page")];
  const node = ["build", "--ssr", "src/main.ts", "--outDir", join(built, "node")];
  for (const what of [page, node]) {
    await execute(process.execPath, [vite, ...what, "--logLevel", "warn"], { cwd: bench });
  }
  folder = await mkdtemp(join(tmpdir(), "roster-bench-"));
  plan = join(folder, "plan.json");
  await record(process.env["ROSTER_SANDBOX"] ?? "", folder, [100]);
  // The first round, in which every account is compared, and none that is timed.
  await writeFile(plan, JSON.stringify({ answers: folder, sizes: [100], rounds: [0], limit: 60_000, memory: [], loads: 0 }));
});
test.afterAll(() => rm(folder, { recursive: true, force: true }));

/** What everybody gave, by resource and contestant. */
async function run(where: "node" | "chromium"): Promise<Map<string, Measured>> {
  const out = join(folder, `${where}.json`);
  const env = { ...process.env, NODE_ENV: "production", ROSTER_CHROMIUM: process.env["ROSTER_CHROMIUM"] ?? "/usr/bin/chromium" };
  await execute(process.execPath, ["--expose-gc", program, where, plan, out], { env });
  const { measured } = JSON.parse(await readFile(out, "utf8")) as { measured: Measured[] };
  return new Map(measured.map((one) => [`${one.resource} ${one.contestant}`, one]));
}

test("all contestants do the same work in Node and in Chromium", async () => {
  const node = await run("node");
  const chromium = await run("chromium");
  // Four that read everything, and three that read JSON:API.
  expect(node.size).toBe(4 * 4 + 2 * 3);
  for (const { resource } of works) {
    const { results } = node.get(`${resource} Roster`)!;
    expect(Object.keys(results).sort()).toEqual(["letter", "load", "refresh", "sort"]);
    for (const contestant of ["hand-written", "TanStack DB"]) {
      expect(node.get(`${resource} ${contestant}`)!.results).toEqual(results);
      expect(chromium.get(`${resource} ${contestant}`)!.results).toEqual(results);
    }
    expect(chromium.get(`${resource} Roster`)!.results).toEqual(results);
  }
  for (const library of ["jsona", "kitsu-core", "yayson"]) {
    for (const resource of ["mpdx/key-accounts", "mpdx/organization-accounts"]) {
      const { load } = node.get(`${resource} Roster`)!.results;
      expect(node.get(`${resource} ${library}`)!.results).toEqual({ load });
      expect(chromium.get(`${resource} ${library}`)!.results).toEqual({ load });
    }
  }
});

test("contestants that give other accounts end the run", async () => {
  const work = workOf("swift/accounts");
  const file = join(folder, answerFile(work, 100, "older"));
  const answer = await readFile(file, "utf8");
  // One id twice: those that hold accounts by id have one less than those that hold a list.
  const { records, ...rest } = cut(answer, '"items":[');
  const twice = records.map((record, place) => (place === 9 ? replaced(record, "id", '"TWICE"') : record));
  await writeFile(file, joined({ ...rest, records }, [...twice, twice[9]!]));
  const out = join(folder, "other.json");
  const running = execute(process.execPath, ["--expose-gc", program, "node", plan, out]);
  await expect(running).rejects.toThrow(/did not do the same as Roster: load of 100 swift\/accounts/);
  await writeFile(file, answer);
});
