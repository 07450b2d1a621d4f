/** What a contestant holds in memory. Each is measured in a program of its own. */
import { contestants } from "./contestants/index.js";
import type { Contestant, Held } from "./contestant.js";
import { used } from "./garbage.js";
import { beginning, sizes, type Work } from "./work.js";

/** Bytes for each account. */
export interface Memory {
  /** Once loaded, and nothing else. */
  held: number;
  /** After a sort and a search. */
  queried: number;
  /**
   * What the program has after one load more than before it: with WebAssembly also the room that
   * only the load needed, since its memory does not shrink. The next load uses it again.
   */
  first: number;
  /** The answer itself. */
  json: number;
}

/**
 * Measures one. A single collection does not show what it holds, because the room of a load is not
 * given back; each of `more` further ones adds what it holds and nothing else.
 */
export async function memory(
  name: string,
  work: Work,
  size: number,
  more: number,
  answer: (size: number) => Promise<Uint8Array>,
): Promise<Memory> {
  const contestant = contestants.find((known) => known.name === name)!;
  // What is made once and not for each account.
  await (await load(contestant, work, () => answer(sizes[0]))).free();
  const before = await total();
  const all: Held[] = [await load(contestant, work, () => answer(size))];
  const one = await total();
  while (all.length <= more) all.push(await load(contestant, work, () => answer(size)));
  const many = await total();
  for (const { table } of all) {
    await table?.sort();
    await table?.search(beginning(work.words[0]));
  }
  const queried = await total();
  const json = (await answer(size)).length;
  // Still held here, whatever the optimiser thinks.
  for (const held of all) await held.free();
  const held = (many - one) / more;
  return {
    held: held / size,
    queried: (held + (queried - many) / all.length) / size,
    first: (one - before) / size,
    json: json / size,
  };
}

/** Apart, so that the bytes are gone when it returns. */
async function load(contestant: Contestant, work: Work, answer: () => Promise<Uint8Array>): Promise<Held> {
  return contestant.load(work, await answer());
}

async function total(): Promise<number> {
  const { heap, wasm } = await used();
  return heap + wasm;
}
