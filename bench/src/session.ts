/** One contestant's session with one resource's answers: every step once, timed. */
import type { Contestant } from "./contestant.js";
import { collectGarbage } from "./garbage.js";
import { all, refreshed, shown } from "./same.js";
import type { Step, Work } from "./work.js";

/** The two answers that a session reads. */
export interface Answers {
  older: Uint8Array;
  newer: Uint8Array;
}

/** Milliseconds of each step, and what came of it, hashed. */
export interface Session {
  times: Partial<Record<Step, number>>;
  results: Partial<Record<Step, string>>;
}

/** How a session is run. */
export interface Manner {
  /** Hash all accounts after the load, not only what is shown. */
  checksAll: boolean;
  /** Begin with a clean heap: the two steps that read answers, the others leave little behind. */
  tidies: boolean;
}

/** Runs one session. */
export async function session(
  contestant: Contestant,
  work: Work,
  { older, newer }: Answers,
  { checksAll, tidies }: Manner,
): Promise<Session> {
  const { times, results }: Session = { times: {}, results: {} };
  const time = async <T>(step: Step, act: () => T | Promise<T>): Promise<T> => {
    if (tidies && (step === "load" || step === "refresh")) collectGarbage();
    const began = performance.now();
    const result = await act();
    times[step] = performance.now() - began;
    return result;
  };

  const held = await time("load", () => contestant.load(work, older));
  const { table } = held;
  if (checksAll) results.load = all(held.rows());
  await time("objects", () => void held.objects());
  if (table) {
    results.sort = shown(await time("sort", () => table.sort()));
    await table.search(work.search[0]);
    results.letter = shown(await time("letter", () => table.search(work.search[1])));
  }
  if (table) {
    await table.open();
    const after = await time("refresh", () => table.refresh(newer));
    results.refresh = refreshed(after.difference, after.shown);
  }
  await held.free();
  return { times, results };
}
