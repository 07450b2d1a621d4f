/** Node itself: rounds in one process, and each contestant's memory in one of its own. */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { memory, type Memory } from "./memory.js";
import { quick, rounds, type Measured, type Plan } from "./rounds.js";
import { answerFile, workOf, works, type Work } from "./work.js";

const execute = promisify(execFile);

/** A contestant's memory with one resource at one size. */
export type Remembered = Memory & { contestant: string; resource: string; size: number };

async function bytes(plan: Plan, work: Work, size: number, which: "older" | "newer"): Promise<Uint8Array> {
  return new Uint8Array(await readFile(join(plan.answers, answerFile(work, size, which))));
}

/** Measures every resource. */
export async function inNode(plan: Plan, tell: (line: string) => void): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const work of works) {
    const answers = async (size: number) => ({
      older: await bytes(plan, work, size, "older"),
      newer: await bytes(plan, work, size, "newer"),
    });
    measured.push(...(await rounds(plan, work, answers, tell)));
  }
  return measured;
}

/** Measures one contestant's memory, here. */
export function memoryHere(plan: Plan, resource: string, size: number, contestant: string): Promise<Memory> {
  const work = workOf(resource);
  return memory(contestant, work, size, plan.loads, (size) => bytes(plan, work, size, "older"));
}

/** Measures the memory of those who are quick, by this program started again for each. */
export async function memoryInNode(
  plan: Plan,
  measured: Measured[],
  program: string,
  planFile: string,
): Promise<Remembered[]> {
  const all: Remembered[] = [];
  for (const size of plan.memory) {
    for (const work of works) {
      for (const name of quick(measured, plan, work, size)) {
        const given = ["--expose-gc", "--max-old-space-size=12000", program, "memory", planFile];
        const { stdout } = await execute(process.execPath, [...given, work.resource, String(size), name]);
        all.push({ contestant: name, resource: work.resource, size, ...(JSON.parse(stdout) as Memory) });
      }
    }
  }
  return all;
}
