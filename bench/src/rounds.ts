/** Rounds: all contestants do the same work in turn, so that a noisy machine is as hard on each. */
import { contestants } from "./contestants/index.js";
import type { Contestant } from "./contestant.js";
import { session, type Answers, type Session } from "./session.js";
import { steps, type Step, type Work } from "./work.js";

/** What is to be measured. */
export interface Plan {
  /** Folder of the recorded answers. */
  answers: string;
  sizes: number[];
  /** Rounds of each size. */
  rounds: number[];
  /**
   * Milliseconds that one contestant may take with one resource at one size. Whose sessions are long
   * has fewer rounds, and who would need more for a single one is left out.
   */
  limit: number;
  /** Sizes at which memory is measured. */
  memory: number[];
  /** Loads by which memory is measured, after the first. */
  loads: number;
}

/** One contestant with one resource at one size. */
export interface Measured {
  resource: string;
  size: number;
  contestant: string;
  /** Milliseconds, one of each round. */
  times: Partial<Record<Step, number[]>>;
  /** What came of each step, hashed; the same for all. */
  results: Partial<Record<Step, string>>;
  /** Why it was left out. */
  skipped?: string;
}

/** Who reads the answers of a resource in a time in which its memory can be measured, which takes several loads. */
export function quick(measured: Measured[], { limit }: Plan, { resource }: Work, size: number): string[] {
  const here = measured.filter((one) => one.resource === resource && one.size === size);
  const loads = ({ times }: Measured): number => Math.min(...(times.load ?? []));
  return here.filter((one) => loads(one) < limit / 4).map(({ contestant }) => contestant);
}

/** Measures all contestants with one resource, size after size. */
export async function rounds(
  plan: Plan,
  work: Work,
  answers: (size: number) => Promise<Answers>,
  tell: (line: string) => void,
): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const [place, size] of plan.sizes.entries()) {
    tell(`${work.resource}, ${size}`);
    const taking = contestants.filter((contestant) => contestant.reads(work));
    const here = await atSize(plan, work, size, plan.rounds[place]!, await answers(size), taking, measured);
    measured.push(...here);
  }
  return measured;
}

async function atSize(
  plan: Plan,
  work: Work,
  size: number,
  count: number,
  answers: Answers,
  taking: Contestant[],
  before: Measured[],
): Promise<Measured[]> {
  const all = taking.map((contestant): Measured => {
    const measured: Measured = { resource: work.resource, size, contestant: contestant.name, times: {}, results: {} };
    const needs = foreseen(before, contestant.name, size);
    return needs > plan.limit ? { ...measured, skipped: tooSlow(needs) } : measured;
  });
  const last = taking.map(() => count);
  // The first round warms up, and checks every account.
  for (let round = 0; round <= count; round += 1) {
    for (let turn = 0; turn < taking.length; turn += 1) {
      const place = (turn + round) % taking.length;
      const measured = all[place]!;
      if (measured.skipped || round > last[place]!) continue;
      const done = await several(taking[place]!, work, size, answers, round === 0);
      compare(all[0]!, measured, done);
      if (round > 0) note(measured, done);
      else last[place] = Math.min(count, Math.max(1, Math.floor(plan.limit / sum(done.times))));
    }
  }
  return all;
}

/** Short sessions are repeated: a clock of microseconds says little of one. */
async function several(
  contestant: Contestant,
  work: Work,
  size: number,
  answers: Answers,
  checksAll: boolean,
): Promise<Session> {
  const times = size >= 10_000 || checksAll ? 1 : Math.ceil(3_000 / size);
  const done = await session(contestant, work, answers, { checksAll, tidies: true });
  for (let time = 1; time < times; time += 1) {
    const next = await session(contestant, work, answers, { checksAll: false, tidies: false });
    for (const step of steps) if (done.times[step] !== undefined) done.times[step] += next.times[step]!;
  }
  for (const step of steps) if (done.times[step] !== undefined) done.times[step] /= times;
  return done;
}

function compare(first: Measured, measured: Measured, { results }: Session): void {
  for (const step of steps) {
    const result = results[step];
    if (result === undefined) continue;
    const expected = (first.results[step] ??= result);
    if (result !== expected) {
      const { contestant, resource, size } = measured;
      throw new Error(`${contestant} did not do the same as ${first.contestant}: ${step} of ${size} ${resource}`);
    }
    measured.results[step] = result;
  }
}

function note(measured: Measured, { times }: Session): void {
  for (const step of steps) {
    const time = times[step];
    if (time !== undefined) (measured.times[step] ??= []).push(time);
  }
}

/** Milliseconds that a session will take, by how the time has grown so far. */
function foreseen(before: Measured[], contestant: string, size: number): number {
  const own = before.filter((measured) => measured.contestant === contestant);
  const last = own.at(-1);
  if (!last) return 0;
  if (last.skipped) return Infinity;
  const growth = own.length > 1 ? exponent(own.at(-2)!, last) : 1;
  return total(last) * (size / last.size) ** Math.max(1, growth);
}

function exponent(one: Measured, other: Measured): number {
  return Math.log(total(other) / total(one)) / Math.log(other.size / one.size);
}

function total({ times }: Measured): number {
  return Object.values(times).reduce((sum, samples) => sum + Math.min(...samples), 0);
}

function sum(times: Session["times"]): number {
  return Object.values(times).reduce((sum, time) => sum + time, 0);
}

function tooSlow(milliseconds: number): string {
  return Number.isFinite(milliseconds)
    ? `left out: by its growth so far it would take ${Math.round(milliseconds / 1000)} s`
    : "left out: it already was at fewer accounts";
}
