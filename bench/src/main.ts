/**
 * What `cargo xtask bench` starts, with `node --expose-gc`:
 *
 *     main.js record ORIGIN PLAN                    answers of the sandbox, into the plan's folder
 *     main.js node PLAN OUT                         measures in Node
 *     main.js chromium PLAN OUT                     measures in Chromium (ROSTER_CHROMIUM)
 *     main.js memory PLAN RESOURCE SIZE CONTESTANT  measures one contestant's memory
 */
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { record } from "./answers.js";
import { inChromium, launch } from "./chromium.js";
import { watchWebAssembly } from "./garbage.js";
import { inNode, memoryHere, memoryInNode } from "./node.js";
import type { Plan } from "./rounds.js";

const [task, ...given] = process.argv.slice(2);
const program = fileURLToPath(import.meta.url);
const planOf = async (file: string) => JSON.parse(await readFile(file, "utf8")) as Plan;
const tell = (line: string) => console.log(`    ${line}`);
watchWebAssembly();

switch (task) {
  case "record": {
    const plan = await planOf(given[1]!);
    await record(given[0]!, plan.answers, plan.sizes);
    break;
  }
  case "node": {
    const plan = await planOf(given[0]!);
    const measured = await inNode(plan, tell);
    const memory = await memoryInNode(plan, measured, program, given[0]!);
    await write(given[1]!, { version: process.version, measured, memory });
    break;
  }
  case "chromium": {
    const plan = await planOf(given[0]!);
    const browser = await launch();
    try {
      const built = fileURLToPath(new URL("../page", import.meta.url));
      await write(given[1]!, { version: browser.version(), ...(await inChromium(browser, built, plan, tell)) });
    } finally {
      await browser.close();
    }
    break;
  }
  case "memory": {
    const [file, resource, size, contestant] = given;
    console.log(JSON.stringify(await memoryHere(await planOf(file!), resource!, Number(size), contestant!)));
    break;
  }
  default:
    throw new Error(`no task ${task}`);
}

async function write(file: string, results: object): Promise<void> {
  await writeFile(file, JSON.stringify(results, null, 1));
}
