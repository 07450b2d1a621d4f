/** What is measured: the resources, and what is asked of each. */
import declared from "../works.json" with { type: "json" };

/** How many accounts there are. At 100 nothing is claimed. */
export const sizes = [100, 1_000, 10_000, 100_000] as const;

/** The steps of a session, in their order; `objects` is timed on a held collection. */
export const steps = ["load", "objects", "sort", "letter", "refresh"] as const;
export type Step = (typeof steps)[number];

/** Rows that are shown. */
export const page = 50;

/** One of the four resources, and what is asked of it. The benchmarks in Rust read the same file. */
export interface Work {
  /** As Roster calls it. */
  resource: "mpdx/key-accounts" | "mpdx/organization-accounts" | "agilenow/accounts" | "swift/accounts";
  /** Tells one version of an account from the next; `null` where there is none. */
  version: string | null;
  /** The field of text that is sorted by. */
  sort: string;
  /** What a person types: of each word all but the last letter, and then that one too. */
  words: [string, ...string[]];
  /** The view that is open while newer accounts come: a word; the latest first, then by a text. */
  view: { word: string; latest: string; then: string };
  /** The documented fields that are answered, all of which are searched. The first is the id. */
  text: string[];
  references: string[];
  timestamps: string[];
}

/** All four. */
export const works = declared as Work[];

/** The one of a resource. */
export function workOf(resource: string): Work {
  const found = works.find((work) => work.resource === resource);
  if (!found) throw new Error(`no resource ${resource}`);
  return found;
}

/** What is typed of a word before its last letter. */
export function beginning(word: string): string {
  return word.slice(0, -1);
}

/** The field that identifies an account. */
export function idField(work: Work): string {
  return work.text[0]!;
}

/** The system that a resource is of. */
export function system(work: Work): "mpdx" | "agilenow" | "swift" {
  return work.resource.split("/")[0] as "mpdx" | "agilenow" | "swift";
}

/** File of the answers, below the folder that they are recorded in. */
export function answerFile(work: Work, size: number, which: "older" | "newer"): string {
  return `${work.resource.replace("/", "-")}-${size}-${which}.json`;
}
