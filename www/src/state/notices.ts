/** What happened, in a few lines, until a person has read it. */
import type { ResourceDefinition, Saved } from "roster-wasm";

import { titleOf, words, type Account } from "../account";
import { Store } from "./store";

/** One message. The lines may hold text of a system: whatever draws them makes it safe. */
export interface Notice {
  id: number;
  tone: "done" | "warning";
  title: string;
  lines: string[];
}

/** The messages that are on the page; a message of success goes when the next one comes. */
export class Notices extends Store {
  held: readonly Notice[] = [];
  #next = 1;

  /** Shows a message. */
  show(tone: Notice["tone"], title: string, lines: string[] = []): void {
    const unread = this.held.filter((notice) => notice.tone === "warning");
    this.held = [...unread, { id: this.#next, tone, title, lines }];
    this.#next += 1;
    this.changed();
  }

  /** Takes a message away. */
  dismiss(id: number): void {
    this.held = this.held.filter((notice) => notice.id !== id);
    this.changed();
  }

  /** Says that an account was saved, and what the system made of the values. */
  saved(definition: ResourceDefinition, saved: Saved<Account>): void {
    const name = titleOf(definition, saved.account);
    const label = (name: string) => definition.fields.find((field) => field.name === name)?.label ?? name;
    const lines = saved.differs.map(
      ({ field, asked, got }) => `${label(field)}: asked for ${quoted(asked)}, the system holds ${quoted(got)}`,
    );
    if (saved.merged) lines.push("Somebody else had changed other fields meanwhile; those changes were kept.");
    if (saved.differs.length === 0) this.show("done", `Saved ${name}`, lines);
    else this.show("warning", `Saved ${name}, but not everything was taken`, lines);
  }
}

function quoted(value: unknown): string {
  if (typeof value === "boolean") return value ? "Yes" : "No";
  const text = words(value);
  return text === "" ? "nothing" : `“${text}”`;
}
