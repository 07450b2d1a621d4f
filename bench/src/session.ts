/** One contestant's session with one resource's answers: every step once, timed. */
import type { Contestant } from "./contestant.js";
import { collectGarbage } from "./garbage.js";
import { all, refreshed, shown } from "./same.js";
import { beginning, type Step, type Work } from "./work.js";

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
    times[step] = (times[step] ?? 0) + performance.now() - began;
    return result;
  };

  const held = await time("load", () => contestant.load(work, older));
  const { table } = held;
  if (checksAll) results.load = all(held.rows());
  await time("objects", () => void held.objects());
  if (table) {
    results.sort = shown(await time("sort", () => table.sort()));
    const letters: string[] = [];
    for (const word of work.words) {
      await table.search(beginning(word));
      letters.push(shown(await time("letter", () => table.search(word))));
    }
    results.letter = letters.join();
    // A letter takes some ten microseconds, and the clock of a browser counts five at a time.
    times.letter! /= letters.length;
  }
  if (table) {
    await table.open();
    const after = await time("refresh", () => table.refresh(newer));
    results.refresh = refreshed(after.difference, after.shown);
  }
  await held.free();
  return { times, results };
}
