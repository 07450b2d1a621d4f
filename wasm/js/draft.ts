/** One account while it is edited. */
import { call, now, text, type CallOptions } from "./call.js";
import type { ResourceDefinition } from "./definitions.js";
import type { Saved } from "./resource.js";
import type { Draft as Held } from "./roster_wasm.js";
import type { FieldValue } from "./values.js";

/** What would be sent of one field. `from` is `undefined` when the account did not have it. */
export interface Change {
  field: string;
  from: unknown;
  to: unknown;
}

/** What the system will not like about one field. */
export interface Problem {
  field: string;
  message: string;
}

/** One account while it is edited, or a new one. Nothing is sent before {@link save}. */
export class Draft<Account extends object, Values extends object = object> {
  readonly #held: Held;
  #overwrite = false;

  /** @internal */
  constructor(held: Held) {
    this.#held = held;
  }

  /** What the account is. */
  get definition(): ResourceDefinition {
    return now(() => this.#held.definition()) as ResourceDefinition;
  }

  /** What {@link save} does. */
  get operation(): "create" | "update" | "upsert" {
    return now(() => this.#held.operation) as "create" | "update" | "upsert";
  }

  /** The account as it was; `null` for a new one. */
  get base(): Account | null {
    return (now(() => this.#held.base) as Account | undefined) ?? null;
  }

  /** The account with the changes. */
  get values(): Account {
    return now(() => this.#held.values) as Account;
  }

  /** Whether {@link save} undoes what others changed meanwhile: a person's decision. */
  get overwrite(): boolean {
    return this.#overwrite;
  }

  set overwrite(yes: boolean) {
    now(() => this.#held.overwrite(yes));
    this.#overwrite = yes;
  }

  /**
   * Sets a field; `null` clears it, `undefined` takes the change back. Text is read as the field's
   * kind wants it, so that what a person typed can be given as it is.
   *
   * @throws {@link InvalidError} for a field that cannot be sent, or a value that it cannot hold.
   */
  set(field: keyof Values & string, value: FieldValue | undefined): void {
    now(() => this.#held.set(text("field", field), value));
  }

  /** Takes the change of a field back. */
  reset(field: keyof Values & string): void {
    now(() => this.#held.reset(text("field", field)));
  }

  /** What would be sent: only what differs. */
  changes(): Change[] {
    return now(() => this.#held.changes()) as Change[];
  }

  /** What the system will not like, as far as its documents tell. */
  problems(): Problem[] {
    return now(() => this.#held.problems()) as Problem[];
  }

  /**
   * Sends the changes. Then the collection has the account as it was answered, and the draft goes
   * on from it. Should it fail, the draft keeps its changes.
   *
   * @throws {@link ConflictError} when somebody else changed the same field meanwhile.
   */
  async save(options?: CallOptions): Promise<Saved<Account>> {
    return call(options, () => this.#held.save(options));
  }

  /**
   * After a {@link ConflictError}: goes on from `theirs`, own changes kept. Where theirs is to win,
   * {@link reset} the field; then save again.
   */
  rebase(): void {
    now(() => this.#held.rebase());
  }
}
