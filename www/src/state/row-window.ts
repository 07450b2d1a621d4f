/** The rows on the screen as objects, each made once while it stays in sight. */
import type { Account, AnyCollection } from "../account";

/** Keeps what was taken out of a collection last, and takes out only what is new. */
export class RowWindow {
  #collection: AnyCollection | null = null;
  #revision = -1;
  #first = 0;
  #rows: Account[] = [];

  /** The rows from `first`; `revision` differs whenever the collection holds or shows something else. */
  take(collection: AnyCollection, revision: number, first: number, count: number): readonly Account[] {
    if (collection !== this.#collection || revision !== this.#revision) this.#rows = [];
    this.#collection = collection;
    this.#revision = revision;
    const end = first + count;
    const heldEnd = this.#first + this.#rows.length;
    const overlaps = this.#rows.length > 0 && first < heldEnd && end > this.#first;
    if (!overlaps) {
      this.#rows = collection.page(first, count);
    } else {
      const before = first < this.#first ? collection.page(first, this.#first - first) : [];
      const after = end > heldEnd ? collection.page(heldEnd, end - heldEnd) : [];
      const kept = this.#rows.slice(Math.max(0, first - this.#first), end - this.#first);
      this.#rows = [...before, ...kept, ...after];
    }
    this.#first = first;
    return this.#rows;
  }
}
