/**
 * TanStack DB: a collection that is synchronised by hand, and live queries of it. Answers are read by
 * the hand-written JavaScript, which it leaves to the program.
 */
import {
  count,
  createCollection,
  createLiveQueryCollection,
  type Collection,
  type InitialQueryBuilder,
  type SyncConfig,
} from "@tanstack/db";

import type { Contestant, Difference, Held, Row, Shown, Table } from "../contestant.js";
import { idField, page, type Work } from "../work.js";
import { difference } from "./difference.js";
import { flat, parsed } from "./flat.js";
import { compare, key, type Key } from "./order.js";
import { noMoment, searchText } from "./search.js";

/** TanStack DB. */
export const tanstack: Contestant = {
  name: "TanStack DB",
  reads: () => true,
  async load(work, answer) {
    const held = new Accounts(work);
    await held.write(answer);
    return held;
  },
};

/** An account, with what a query needs beside it. */
interface Item {
  id: string;
  /** Where it arrived; decides between equals. */
  place: number;
  row: Row;
  /** What is searched, made for every account since a live query may ask for it at any time. */
  text: string;
  moment: string | null;
}

type Sync = Parameters<SyncConfig<Item, string>["sync"]>[0];
type Query = Collection<Item, string>;

class Accounts implements Held, Table {
  readonly table = this;
  readonly #collection: Collection<Item, string>;
  #sync!: Sync;
  #items = new Map<string, Item>();
  /** The page that is shown, and how many match. */
  #rows: Query | undefined;
  #count: Query | undefined;
  /** The page before, until the next one is there. */
  #closing: Query | undefined;

  constructor(readonly work: Work) {
    this.#collection = createCollection<Item, string>({
      getKey: ({ id }) => id,
      startSync: true,
      gcTime: 0,
      sync: {
        rowUpdateMode: "full",
        sync: (sync) => {
          this.#sync = sync;
        },
      },
    });
  }

  async write(answer: Uint8Array): Promise<Difference> {
    const items = this.#read(answer);
    const changes = difference(this.work, rowsById(this.#items), rowsById(items));
    const { begin, write, commit, markReady } = this.#sync;
    begin();
    for (const id of changes.added) write({ type: "insert", value: items.get(id)! });
    for (const { id } of changes.changed) write({ type: "update", value: items.get(id)! });
    for (const id of changes.removed) write({ type: "delete", value: this.#items.get(id)! });
    commit();
    markReady();
    this.#items = items;
    await this.#collection.preload();
    return changes;
  }

  #read(answer: Uint8Array): Map<string, Item> {
    const { work } = this;
    const id = idField(work);
    const { latest } = work.view;
    const items = new Map<string, Item>();
    flat(work, parsed(answer)).forEach((row, place) => {
      const item: Item = {
        id: row[id] as string,
        place,
        row,
        text: searchText(work, row),
        moment: row[latest] === noMoment ? null : (row[latest] as string | null),
      };
      items.set(item.id, item);
    });
    return items;
  }

  objects(): Row[] {
    return this.#collection.toArray.map(({ row }) => row);
  }

  rows(): Row[] {
    return [...this.#items.values()].map(({ row }) => row);
  }

  async sort(): Promise<Shown> {
    const { sort } = this.work;
    this.#closing = this.#rows;
    this.#rows = live((from) =>
      from
        .from({ item: this.#collection })
        .orderBy(({ item }) => item.row[sort], byKey())
        .orderBy(({ item }) => item.place)
        .limit(page),
    );
    return this.#shown(() => this.#collection.size);
  }

  async search(text: string): Promise<Shown> {
    const { sort } = this.work;
    const matches = ({ item }: { item: unknown }) => (item as Item).text.includes(text);
    this.#closing = this.#rows;
    this.#rows = live((from) =>
      from
        .from({ item: this.#collection })
        .fn.where(matches)
        .orderBy(({ item }) => item.row[sort], byKey())
        .orderBy(({ item }) => item.place)
        .limit(page),
    );
    return this.#counted(matches);
  }

  async open(): Promise<Shown> {
    const { word, then } = this.work.view;
    const matches = ({ item }: { item: unknown }) => (item as Item).text.includes(word);
    this.#closing = this.#rows;
    this.#rows = live((from) =>
      from
        .from({ item: this.#collection })
        .fn.where(matches)
        .orderBy(({ item }) => item.moment, { direction: "desc", nulls: "last" })
        .orderBy(({ item }) => item.row[then], byKey())
        .orderBy(({ item }) => item.place)
        .limit(page),
    );
    return this.#counted(matches);
  }

  /** How many match is another query, since the first one ends with the page. */
  async #counted(matches: (rows: { item: unknown }) => boolean): Promise<Shown> {
    await this.#count?.cleanup();
    this.#count = live((from) =>
      from
        .from({ item: this.#collection })
        .fn.where(matches)
        .select(({ item }) => ({ matches: count(item.id) })),
    );
    await this.#count.preload();
    return this.#shown(() => this.#matches());
  }

  #matches(): number {
    const [counted] = this.#count!.toArray as unknown as { matches: number }[];
    return counted?.matches ?? 0;
  }

  async #shown(matches: () => number): Promise<Shown> {
    await this.#rows!.preload();
    await this.#closing?.cleanup();
    this.#closing = undefined;
    return { matches: matches(), rows: this.#rows!.toArray.map(({ row }) => row) };
  }

  /** The view is open meanwhile, and its query follows the changes. */
  async refresh(answer: Uint8Array): Promise<{ difference: Difference; shown: Shown }> {
    const changes = await this.write(answer);
    return { difference: changes, shown: await this.#shown(() => this.#matches()) };
  }

  async free(): Promise<void> {
    await this.#rows?.cleanup();
    await this.#count?.cleanup();
    await this.#collection.cleanup();
  }
}

function live(query: (from: InitialQueryBuilder) => unknown): Query {
  // Its types follow a query's rows through every step; here one type for all of them is enough.
  return createLiveQueryCollection({ query: query as never, startSync: true, gcTime: 0 }) as unknown as Query;
}

function rowsById(items: Map<string, Item>): Map<string, Row> {
  const rows = new Map<string, Row>();
  for (const [id, { row }] of items) rows.set(id, row);
  return rows;
}

/** The order of text that all follow; each text's key is made once in a query. */
function byKey() {
  const keys = new Map<string, Key>();
  const keyOf = (text: string): Key => {
    let known = keys.get(text);
    if (!known) keys.set(text, (known = key(text)));
    return known;
  };
  return { nulls: "last" as const, stringSort: "custom" as const, compare: (one: string, other: string) => compare(keyOf(one), keyOf(other)) };
}
