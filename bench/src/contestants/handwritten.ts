/**
 * Hand-written JavaScript, as a good developer would write it for a table of many accounts:
 * `JSON.parse`, flat objects, plain arrays. What a search needs is made once for each account, and a
 * longer search narrows the last result.
 */
import type { Contestant, Difference, Held, Row, Shown, Table } from "../contestant.js";
import { idField, page, type Work } from "../work.js";
import { difference } from "./difference.js";
import { flat, parsed } from "./flat.js";
import { compare, key, type Key } from "./order.js";
import { noMoment, searchText } from "./search.js";

/** `JSON.parse` and flat objects. */
export const handwritten: Contestant = {
  name: "hand-written",
  reads: () => true,
  load: (work, answer) => new Accounts(work, answer),
};

class Accounts implements Held, Table {
  readonly table = this;
  #rows: Row[] = [];
  #byId = new Map<string, Row>();
  /** Made by the first search, for each account that it meets. */
  #texts: (string | undefined)[] = [];
  /** Places of all accounts in the order of the last sort. */
  #sorted: number[] = [];
  /** Places of those that are shown. */
  #view: number[] = [];
  #searched = "";

  constructor(
    readonly work: Work,
    answer: Uint8Array,
  ) {
    this.#hold(flat(work, parsed(answer)));
  }

  #hold(rows: Row[]): void {
    const id = idField(this.work);
    this.#rows = rows;
    this.#byId = new Map();
    for (const row of rows) this.#byId.set(row[id] as string, row);
    this.#texts = [];
    this.#searched = "";
    this.#view = this.#sorted = rows.map((_, place) => place);
  }

  objects(): Row[] {
    return this.#rows.slice();
  }

  rows(): Row[] {
    return this.#rows;
  }

  sort(): Shown {
    const names = this.#rows.map((row) => keyOf(row[this.work.sort]));
    this.#sorted = this.#rows.map((_, place) => place);
    this.#sorted.sort((one, other) => byText(names[one]!, names[other]!));
    this.#view = this.#sorted;
    this.#searched = "";
    return this.#shown();
  }

  search(text: string): Shown {
    const among = this.#searched !== "" && text.startsWith(this.#searched) ? this.#view : this.#sorted;
    this.#view = among.filter((place) => this.#text(place).includes(text));
    this.#searched = text;
    return this.#shown();
  }

  open(): Shown {
    const { word, latest, then } = this.work.view;
    const found = this.#rows.map((_, place) => place).filter((place) => this.#text(place).includes(word));
    const keyed = found.map((place) => {
      const row = this.#rows[place]!;
      return { place, moment: row[latest], name: keyOf(row[then]) };
    });
    keyed.sort((one, other) => byLatest(one.moment, other.moment) || byText(one.name, other.name));
    this.#view = keyed.map(({ place }) => place);
    this.#searched = "";
    return this.#shown();
  }

  async refresh(answer: Uint8Array): Promise<{ difference: Difference; shown: Shown }> {
    const older = this.#byId;
    this.#hold(flat(this.work, parsed(answer)));
    return { difference: difference(this.work, older, this.#byId), shown: this.open() };
  }

  free(): void {
    this.#hold([]);
  }

  #shown(): Shown {
    return { matches: this.#view.length, rows: this.#view.slice(0, page).map((place) => this.#rows[place]!) };
  }

  #text(place: number): string {
    return (this.#texts[place] ??= searchText(this.work, this.#rows[place]!));
  }
}

function keyOf(value: unknown): Key | null {
  return value === null || value === undefined ? null : key(value as string);
}

/** Nulls come last. */
function byText(one: Key | null, other: Key | null): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return compare(one, other);
}

/** The latest first, nulls last. All moments of a field are written alike, and so compare as text. */
function byLatest(one: unknown, other: unknown): number {
  if (one === other) return 0;
  if (isNoMoment(one) || isNoMoment(other)) return Number(isNoMoment(one)) - Number(isNoMoment(other));
  return (one as string) > (other as string) ? -1 : 1;
}

function isNoMoment(value: unknown): boolean {
  return value === null || value === undefined || value === noMoment;
}
