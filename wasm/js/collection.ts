/** Many accounts, kept inside WebAssembly; only those that are shown become objects. */
import { call, now, text, type CallOptions } from "./call.js";
import type { ResourceDefinition } from "./definitions.js";
import { Draft } from "./draft.js";
import { asError, type RosterError } from "./errors.js";
import type { Collection as Held } from "./roster_wasm.js";

/** What a newer collection has otherwise. */
export interface Difference {
  /** Ids of accounts that only the newer one has. */
  added: string[];
  /** Accounts that both have, with the fields that differ. */
  changed: { id: string; fields: string[] }[];
  /** Ids of accounts that the newer one has no more. */
  removed: string[];
}

/** Accounts that have the same value in a field. */
export interface Group {
  /** As accounts have it; `null` for those whose field is null or was not answered. */
  readonly value: unknown;
  /** How many accounts have it. */
  readonly count: number;
}

/** Records of an answer that could not be read, and so are not held. */
export interface Unread {
  /** How many there are. */
  readonly count: number;
  /** Why: an error for each, which names it; for no more than the first hundred. */
  readonly errors: readonly RosterError[];
}

/** The accounts of one resource, and a view of them that is filtered and sorted. */
export class Collection<Account extends object, Values extends object = object> {
  readonly #held: Held;
  #definition: ResourceDefinition | undefined;

  /** @internal */
  constructor(held: Held) {
    this.#held = held;
  }

  /** What its accounts are. */
  get definition(): ResourceDefinition {
    return (this.#definition ??= now(() => this.#held.definition()) as ResourceDefinition);
  }

  /** Accounts that are held. */
  get size(): number {
    return now(() => this.#held.size);
  }

  /** Accounts in the view. */
  get matches(): number {
    return now(() => this.#held.matches);
  }

  /** Records of the answer that could not be read. */
  get unread(): Unread {
    const errors = now(() => this.#held.unread).map(asError) as RosterError[];
    return { count: now(() => this.#held.unreadCount), errors };
  }

  /**
   * Shows the accounts that match: words match any text; `field:word`, `field=value`,
   * `field>value`, `field:null`; `-` in front negates; `"…"` quotes. Empty text shows all.
   *
   * @throws {@link InvalidError} names the term that makes no sense; the view stays as it was.
   */
  filter(expression: string): void {
    now(() => this.#held.filter(text("filter", expression)));
  }

  /**
   * Sorts the view: `-updated_at,email`. Empty text is the order in which they came.
   *
   * @throws {@link InvalidError} names the field that there is not; the view stays as it was.
   */
  sort(keys: string): void {
    now(() => this.#held.sort(text("sort", keys)));
  }

  /**
   * Accounts of the view, from that place on. They are frozen, and on short pages (up to 256) an
   * account that was there before is mostly the same object, until something is changed.
   */
  page(start: number, count: number): Account[] {
    return now(() => this.#held.page(start, count)) as Account[];
  }

  /** Ids of the accounts of the view, from that place on. */
  ids(start: number, count: number): string[] {
    return now(() => this.#held.ids(start, count)) as string[];
  }

  /**
   * The values of a field among the accounts of the view, sorted, and how many accounts have each;
   * those that have none are the last group.
   *
   * @throws {@link InvalidError} names the field that there is not.
   */
  groups(field: string): Group[] {
    return now(() => this.#held.groups(text("field", field))) as Group[];
  }

  /** The account of that id. */
  get(id: string): Account | undefined {
    return now(() => this.#held.get(text("id", id))) as Account | undefined;
  }

  /** The account's place in the view; -1 when it is not in it. */
  indexOf(id: string): number {
    return now(() => this.#held.rowOf(text("id", id))) ?? -1;
  }

  /** The id of the account at that place of the view. */
  idAt(row: number): string | undefined {
    return now(() => this.#held.idAt(row));
  }

  /** What a newer collection has otherwise. */
  difference(newer: Collection<Account, Values>): Difference {
    return now(() => this.#held.difference(newer.#held)) as Difference;
  }

  /** A draft of the account of that id. */
  edit(id: string): Draft<Account, Values> {
    return new Draft(now(() => this.#held.edit(text("id", id))));
  }

  /** A draft of a new account. */
  create(): Draft<Account, Values> {
    return new Draft(now(() => this.#held.create()));
  }

  /** A draft that changes the account which matches, or makes it. */
  upsert(): Draft<Account, Values> {
    return new Draft(now(() => this.#held.upsert()));
  }

  /** Holds the account, in the place of the one with its id. Saved drafts do it by themselves. */
  insert(account: Account): void {
    now(() => this.#held.insert(account));
  }

  /** Removes the account from its system, and then from here. */
  async delete(id: string, options?: CallOptions): Promise<void> {
    text("id", id);
    await call(options, () => this.#held.delete(id, options));
  }

  /** Asks the system to fetch the account's data from its own source. */
  async sync(id: string, options?: CallOptions): Promise<void> {
    text("id", id);
    await call(options, () => this.#held.sync(id, options));
  }

  /** Gives the memory back now, instead of when the collection is no longer used. */
  free(): void {
    this.#held.free();
  }
}
