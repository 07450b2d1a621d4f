/** What runs in the browser; Node tells it what to measure. */
import type { Answers } from "./session.js";
import { watchWebAssembly } from "./garbage.js";
import { memory, type Memory } from "./memory.js";
import { rounds, type Measured, type Plan } from "./rounds.js";
import { answerFile, workOf, type Work } from "./work.js";

declare global {
  interface Window {
    measure(plan: Plan, resource: string): Promise<Measured[]>;
    memory(contestant: string, resource: string, size: number, loads: number): Promise<Memory>;
  }
}

watchWebAssembly();

async function bytes(work: Work, size: number, which: "older" | "newer"): Promise<Uint8Array> {
  const answer = await fetch(`/answers/${answerFile(work, size, which)}`);
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

async function answers(work: Work, size: number): Promise<Answers> {
  return { older: await bytes(work, size, "older"), newer: await bytes(work, size, "newer") };
}

window.measure = (plan, resource) => {
  const work = workOf(resource);
  return rounds(plan, work, (size) => answers(work, size), console.log);
};
window.memory = (contestant, resource, size, loads) => {
  const work = workOf(resource);
  return memory(contestant, work, size, loads, (size) => bytes(work, size, "older"));
};
document.title = "ready";
