/** What takes part: every way to hold accounts is measured through this. */
import type { Work } from "./work.js";

/** An account as a plain object. */
export type Row = Record<string, unknown>;

/** A page of a view. */
export interface Shown {
  /** Accounts in the view. */
  matches: number;
  /** The first 50 of them. */
  rows: Row[];
}

/** What newer accounts have otherwise. */
export interface Difference {
  added: string[];
  changed: { id: string; fields: string[] }[];
  removed: string[];
}

/** Accounts that are held. Who only reads answers has no table. */
export interface Held {
  /** Every account as a plain object: those that there are, or those that it takes to make. */
  objects(): Row[];
  /** The same in the form of Roster's, to be compared; not timed. */
  rows(): Row[];
  table?: Table;
  /** Gives the memory back. */
  free(): void | Promise<void>;
}

/** Accounts that can be queried. */
export interface Table {
  /** Sorts by the work's field of text; shows all accounts. */
  sort(): Shown | Promise<Shown>;
  /** Shows those that have the text in any field, in the order of the last sort. */
  search(text: string): Shown | Promise<Shown>;
  /** Shows the work's view. */
  open(): Shown | Promise<Shown>;
  /** Takes newer accounts in the place of those that are held, and shows the view again. */
  refresh(answer: Uint8Array): Promise<{ difference: Difference; shown: Shown }>;
}

/** One way to hold accounts. */
export interface Contestant {
  name: string;
  /** Whether it can read the resource's answers at all. */
  reads(work: Work): boolean;
  load(work: Work, answer: Uint8Array): Held | Promise<Held>;
}
