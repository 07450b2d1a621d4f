/** One form from the first key to the answer: what was entered, what is wrong with it, what was refused. */
import type { FieldDefinition, ResourceDefinition, Saved } from "roster-wasm";

import { inputText, isReference, type Account, type AnyDraft } from "../account";
import { clashOf, messageOf, reasonsOf, wasCancelled, type Clash } from "./failure";
import { Store } from "./store";

/** What an input holds: text, a yes or no, or nothing at all. */
export type Entry = string | boolean | null;

/** Whose value a field of a conflict keeps. */
export type Side = "mine" | "theirs";

/** Filling in, reading what will be sent, or deciding between two changes. */
export type Step = "form" | "review" | "conflict";

/** What a draft says of itself at one revision. */
interface Reading {
  revision: number;
  changed: ReadonlySet<string>;
  problems: ReadonlyMap<string, string[]>;
}

export class Editing extends Store {
  step: Step = "form";
  /** Set while a save is on its way. */
  saving: AbortController | null = null;
  /** Why the last save failed; what was entered stays. */
  error: unknown = null;
  /** The three sides, at the step `conflict`. */
  conflict: Clash | null = null;
  /** What was decided so far for the fields that both sides changed. */
  choices: ReadonlyMap<string, Side> = new Map();
  readonly #entries = new Map<string, Entry>();
  /** Entries that the draft did not take, with its reason. */
  readonly #refusals = new Map<string, string>();
  #reasons: Record<string, readonly string[]> = {};
  #showsEveryProblem = false;
  #read: Reading | null = null;

  constructor(
    readonly definition: ResourceDefinition,
    readonly draft: AnyDraft,
  ) {
    super();
  }

  /** The fields that the operation may send. */
  get fields(): FieldDefinition[] {
    const access = this.draft.operation === "update" ? "update" : "create";
    return this.definition.fields.filter((field) => field[access]);
  }

  /** Whether anything would be lost if the form were closed. */
  get isDirty(): boolean {
    return this.#refusals.size > 0 || this.#reading.changed.size > 0;
  }

  /** What the field's input holds. */
  entry(field: FieldDefinition): Entry {
    const entered = this.#entries.get(field.name);
    if (entered !== undefined) return entered;
    const value = this.draft.values[field.name];
    return typeof value === "boolean" ? value : value === null || value === undefined ? null : inputText(value);
  }

  /** Whether the field holds something else than before. */
  isChanged(field: FieldDefinition): boolean {
    return this.#refusals.has(field.name) || this.#reading.changed.has(field.name);
  }

  /** What is wrong with the field: our own reasons, then the system's. */
  problemsOf(field: FieldDefinition): string[] {
    const refusal = this.#refusals.get(field.name);
    const own = refusal === undefined ? this.#draftProblems(field) : [refusal];
    return [...own, ...(this.#reasons[field.name] ?? [])];
  }

  /** Takes what was entered into the draft; emptying an input clears the field. */
  enter(field: FieldDefinition, entry: Entry): void {
    this.#entries.set(field.name, entry);
    this.#refusals.delete(field.name);
    this.#reasons = { ...this.#reasons, [field.name]: [] };
    try {
      this.#put(field, entry);
    } catch (error) {
      this.#refusals.set(field.name, messageOf(error));
    }
    this.changed();
  }

  /** The field as it was before. */
  undo(field: FieldDefinition): void {
    this.#forget(field.name);
    this.changed();
  }

  /** Goes on to the difference; stays, and shows every problem, while there are some. */
  review(): void {
    this.#showsEveryProblem = true;
    if (!this.fields.some((field) => this.#isWrong(field))) this.#goTo("review");
    this.changed();
  }

  /** Back to the form, with everything that was entered. */
  back(): void {
    this.#goTo("form");
    this.changed();
  }

  /** Decides whose value a field keeps. */
  choose(field: string, side: Side): void {
    this.choices = new Map(this.choices).set(field, side);
    this.changed();
  }

  /** Sends the change. `null` when it was not made, or when that is not known: `error` tells. */
  async save(): Promise<Saved<Account> | null> {
    const saving = new AbortController();
    this.saving = saving;
    this.error = null;
    this.changed();
    try {
      return await this.draft.save({ signal: saving.signal });
    } catch (error) {
      this.#fail(wasCancelled(error) ? new Error(STOPPED) : error);
      return null;
    } finally {
      this.saving = null;
      this.changed();
    }
  }

  /** Puts my change on top of theirs as it was decided, and sends that, when something is left of it. */
  async resolve(): Promise<Saved<Account> | null> {
    const { conflict } = this;
    if (!conflict) return null;
    this.draft.rebase();
    for (const [field, side] of this.choices) if (side === "theirs") this.#forget(field);
    if (this.draft.changes().length > 0) return this.save();
    return { account: conflict.theirs, differs: [], merged: false };
  }

  /** Sends my change over theirs: a person's decision, never ours. */
  async overwrite(): Promise<Saved<Account> | null> {
    this.draft.overwrite = true;
    const saved = await this.save();
    // The permission was for that one attempt.
    this.draft.overwrite = false;
    return saved;
  }

  /** What the draft says of itself: asked once after each change, not once for each field. */
  get #reading(): Reading {
    const revision = this.revision();
    if (this.#read?.revision === revision) return this.#read;
    const problems = new Map<string, string[]>();
    for (const { field, message } of this.draft.problems()) {
      problems.set(field, [...(problems.get(field) ?? []), message]);
    }
    const changed = new Set(this.draft.changes().map((change) => change.field));
    this.#read = { revision, changed, problems };
    return this.#read;
  }

  #put(field: FieldDefinition, entry: Entry): void {
    const before = this.draft.base?.[field.name];
    const isEmpty = entry === null || entry === "";
    const wasEmpty = before === null || before === undefined || before === "";
    const same = typeof before === "boolean" ? entry === before : !isEmpty && entry === inputText(before);
    if (same || (isEmpty && wasEmpty)) this.draft.reset(field.name);
    else if (isEmpty) this.draft.set(field.name, null);
    else if (field.kind === "reference" && typeof entry === "string") this.draft.set(field.name, { id: entry });
    else this.draft.set(field.name, entry);
  }

  #draftProblems(field: FieldDefinition): string[] {
    if (!this.#showsEveryProblem && !this.#entries.has(field.name)) return [];
    return this.#reading.problems.get(field.name) ?? [];
  }

  #isWrong(field: FieldDefinition): boolean {
    return this.#refusals.has(field.name) || this.#reading.problems.has(field.name);
  }

  #forget(field: string): void {
    this.#entries.delete(field);
    this.#refusals.delete(field);
    this.#reasons = { ...this.#reasons, [field]: [] };
    this.draft.reset(field);
  }

  #goTo(step: Step): void {
    this.step = step;
    this.error = null;
    this.conflict = null;
    this.choices = new Map();
  }

  #fail(error: unknown): void {
    const clash = clashOf(error);
    const reasons = reasonsOf(error);
    const belongsToForm = this.fields.some((field) => (reasons[field.name]?.length ?? 0) > 0);
    this.#goTo(clash ? "conflict" : belongsToForm ? "form" : this.step === "conflict" ? "review" : this.step);
    this.conflict = clash;
    this.error = clash ? null : error;
    this.#reasons = reasons;
  }
}

/** The name of the record that an input's id stands for, where the account told it. */
export function referenceName(value: unknown, entered: Entry): string | null {
  return isReference(value) && value.id === entered ? value.name : null;
}

const STOPPED =
  "You stopped waiting for the answer: it is not known whether the change was made. Look at the account before you repeat it.";
