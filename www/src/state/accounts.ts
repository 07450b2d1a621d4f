/** The accounts of one resource: loading, the view of them, and what may be done with them. */
import type { AnyResource, FieldDefinition, Progress, ResourceDefinition } from "roster-wasm";

import type { Account, AnyCollection } from "../account";
import { Store } from "./store";

/** One column of the order in which rows are shown. */
export interface SortKey {
  field: string;
  descending: boolean;
}

/** Something that a person may want to do with an account. */
export type Action = "create" | "update" | "upsert" | "delete" | "sync";

/** Records that a field may point to: id to name. */
export type Choices = ReadonlyMap<string, string | null>;

/** The accounts of one resource, loaded when they are first looked at and kept until reloaded. */
export class Accounts extends Store {
  /** How many there are, as far as known before they are loaded. */
  total: number | null = null;
  /** Set while a load runs. */
  progress: Progress | null = null;
  /** That the list changed while it was read last: how many there were at first, and are now. */
  moved: Progress["moved"] = null;
  /** How many the system says that there are, where it gave fewer. */
  missing: number | null = null;
  /** By field, the records that it may point to, once the system has listed them. */
  choices: ReadonlyMap<string, Choices> = new Map();
  /** Why the last load failed. */
  failure: unknown = null;
  /** What is held; a failed reload keeps the last. */
  collection: AnyCollection | null = null;
  /** What stands in the search box, valid or not. */
  query = "";
  /** Why the query is none; the view is still that of the last valid one. */
  queryProblem: unknown = null;
  sort: readonly SortKey[] = [];
  /** The last valid query, which the view shows. */
  #applied = "";
  #running: AbortController | null = null;

  constructor(
    readonly resource: AnyResource,
    readonly definition: ResourceDefinition,
    readonly readOnly: boolean,
  ) {
    super();
  }

  /** Why the action cannot be done here; `null` when it can. */
  whyNot(action: Action): string | null {
    const { operations, notes } = this.definition;
    if (!operations.includes(action)) return notes[action] ?? "Its documents have no such call.";
    return this.readOnly ? "This connection only reads." : null;
  }

  /** Asks how many there are, without loading them. An answer that does not come is no matter. */
  async count(signal: AbortSignal): Promise<void> {
    if (this.collection || this.progress || this.total !== null) return;
    try {
      const total = await this.resource.count({ signal });
      if (this.collection) return;
      this.total = total;
      this.changed();
    } catch {
      // The load, which says why, meets the same obstacle.
    }
  }

  /** Loads all of them, or again; ends a load that is under way. */
  async load(): Promise<void> {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    this.failure = null;
    this.progress = { loaded: 0, total: this.total, moved: null };
    this.moved = null;
    this.missing = null;
    this.changed();
    let last: Progress | null = null;
    const onProgress = (progress: Progress) => {
      if (running.signal.aborted) return;
      this.progress = last = progress;
      this.moved = progress.moved;
      this.changed();
    };
    try {
      const loaded = await this.resource.load({ signal: running.signal, onProgress });
      if (running.signal.aborted) return;
      this.#take(loaded);
      this.missing = short(last, loaded.size);
    } catch (error) {
      if (running.signal.aborted) return;
      this.failure = error;
    }
    this.#running = null;
    this.progress = null;
    this.changed();
  }

  /** Asks which records the field may point to, once. An answer that does not come is no matter. */
  async choose(field: FieldDefinition, signal: AbortSignal): Promise<void> {
    if (field.kind !== "reference" || this.choices.has(field.name)) return;
    try {
      const listed = await this.resource.references(field.name, { signal });
      this.choices = new Map(this.choices).set(field.name, new Map(listed.map(({ id, name }) => [id, name])));
      this.changed();
    } catch {
      // The field suggests what other accounts point to, and takes any id.
    }
  }

  /** Ends a load that is under way; what was held before stays. */
  cancel(): void {
    if (!this.#running) return;
    this.#running.abort();
    this.#running = null;
    this.progress = null;
    this.changed();
  }

  /** Shows the accounts that match, or says why the expression is none. */
  search(query: string): void {
    this.query = query;
    try {
      this.collection?.filter(query);
      this.#applied = query;
      this.queryProblem = null;
    } catch (error) {
      this.queryProblem = error;
    }
    this.changed();
  }

  /** Ascending, then descending, then as it was. `additional` keeps the other keys. */
  sortBy(field: string, additional: boolean): void {
    const held = this.sort.find((key) => key.field === field);
    const next = held === undefined ? [{ field, descending: false }] : held.descending ? [] : [{ field, descending: true }];
    const others = this.sort.filter((key) => key.field !== field);
    this.sort = additional ? [...others, ...next] : next;
    this.#order(this.collection);
    this.changed();
  }

  /** Puts an account that was just read in the place of the one held. */
  replace(account: Account): void {
    this.collection?.insert(account);
    this.changed();
  }

  /** Tells everyone that the collection changed in place: a draft was saved, an account deleted. */
  touched(): void {
    this.total = this.collection?.size ?? this.total;
    this.changed();
  }

  #take(loaded: AnyCollection): void {
    this.#order(loaded);
    loaded.filter(this.#applied);
    this.collection = loaded;
    this.total = loaded.size;
    this.search(this.query);
  }

  #order(collection: AnyCollection | null): void {
    collection?.sort(this.sort.map((key) => (key.descending ? "-" : "") + key.field).join(","));
  }
}

/** The total that was told, when fewer came. */
function short(progress: Progress | null, came: number): number | null {
  const total = progress?.total ?? null;
  return total !== null && total > came ? total : null;
}
