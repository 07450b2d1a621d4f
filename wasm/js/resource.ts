/** The accounts of one resource in one system. */
import { call, checkAborted, text, type CallOptions } from "./call.js";
import { Collection } from "./collection.js";
import { resources, type ResourceDefinition } from "./definitions.js";
import { invalid } from "./errors.js";
import { Client } from "./roster_wasm.js";

/** Options of a list. */
export interface ListOptions extends CallOptions {
  /** Relationships whose names come along; all of them when it is left out. */
  include?: string[] | undefined;
  /** Accounts that one request asks for. */
  pageSize?: number | undefined;
}

/** How far a load has come. */
export interface Progress {
  loaded: number;
  /** `null` when the system does not say. */
  total: number | null;
  /** That the list changed while it was read: how many there were at first, and are now; else `null`. */
  moved: { was: number; is: number } | null;
}

/** A record that a field of an account may point to. */
export interface Choice {
  /** What the field is set to. */
  id: string;
  /** What a person would call it; `null` when the system does not say. */
  name: string | null;
}

/** Options of a load. */
export interface LoadOptions extends ListOptions {
  /** Told after every page. */
  onProgress?: ((progress: Progress) => void) | undefined;
}

/** Options of an update. */
export interface UpdateOptions extends CallOptions {
  /** Undo what others changed meanwhile: a person's decision. */
  overwrite?: boolean | undefined;
  /** Refuse when the account has another version than this. */
  version?: string | undefined;
}

/** What a save came to. */
export interface Saved<Account> {
  /** The account, as the system answered it. */
  account: Account;
  /** What the system made of fields otherwise than it was asked, without saying so. */
  differs: { field: string; asked: unknown; got: unknown }[];
  /** Whether somebody else had changed other fields meanwhile: both changes stand. */
  merged: boolean;
}

/** Settings of one system, turned into calls once the module is loaded. */
export class Connection {
  #client: Client | undefined;

  constructor(
    readonly system: string,
    readonly settings: object,
  ) {}

  /** Only inside of a call: the module has to run. */
  get client(): Client {
    return (this.#client ??= new Client(this.system, this.settings));
  }
}

/** The accounts of one resource in one system. */
export class Resource<Account extends object, Values extends object> {
  readonly #connection: Connection;
  /** `mpdx/key-accounts` and so on. */
  readonly id: string;

  /** @internal */
  constructor(connection: Connection, id: string) {
    this.#connection = connection;
    this.id = id;
  }

  /** Its fields and operations. */
  async definition(): Promise<ResourceDefinition> {
    const found = (await resources()).find((definition) => definition.id === this.id);
    if (!found) throw invalid(`no resource ${this.id}`);
    return found;
  }

  /**
   * Every account, page after page. Leaving the loop stops what is still on its way.
   *
   * @throws {@link MalformedError} names the records that could not be read, after the last page.
   */
  async *list(options?: ListOptions): AsyncGenerator<Account, void, undefined> {
    const signal = options?.signal;
    const listing = await call(options, async () => this.#connection.client.list(this.id, options));
    try {
      let page: Account[] | undefined;
      while ((page = (await call(options, () => listing.next())) as Account[] | undefined)) {
        for (const account of page) {
          checkAborted(signal);
          yield account;
        }
      }
    } finally {
      listing.free();
    }
  }

  /**
   * Every account, in a collection that filters, sorts and pages them. Records that cannot be read are
   * in its `unread`.
   */
  async load(options?: LoadOptions): Promise<Collection<Account, Values>> {
    return new Collection(await call(options, () => this.#connection.client.load(this.id, options)));
  }

  /**
   * The accounts of an answer to a list that was kept: its bytes, as the system sent them. Nothing is
   * sent; of a list of several pages the collection holds those of this one.
   *
   * @throws {@link MalformedError} says what is wrong with the whole answer, and where. Single records
   * that cannot be read are in the collection's `unread`.
   */
  async read(answer: ArrayBuffer | Uint8Array): Promise<Collection<Account, Values>> {
    const given = bytes(answer);
    return new Collection(await call(undefined, async () => this.#connection.client.read(this.id, given)));
  }

  /** How many accounts there are; `null` when the system does not say. */
  async count(options?: CallOptions): Promise<number | null> {
    return (await call(options, () => this.#connection.client.count(this.id, options))) ?? null;
  }

  /**
   * The records that a field may point to, such as the organizations that an account may be at.
   *
   * @throws {@link UnsupportedError} when the system lists them nowhere: their ids have to be known.
   */
  async references(field: keyof Values & string, options?: CallOptions): Promise<Choice[]> {
    text("field", field);
    return (await call(options, () => this.#connection.client.references(this.id, field, options))) as Choice[];
  }

  /** One account. */
  async get(id: string, options?: CallOptions): Promise<Account> {
    text("id", id);
    return (await call(options, () => this.#connection.client.get(this.id, id, options))) as Account;
  }

  /** Makes an account. */
  async create(values: Values, options?: CallOptions): Promise<Saved<Account>> {
    return call(options, () => this.#connection.client.create(this.id, object(values), options));
  }

  /** Reads the account and changes what differs from the values; nothing else is sent. */
  async update(id: string, values: Values, options?: UpdateOptions): Promise<Saved<Account>> {
    text("id", id);
    return call(options, () => this.#connection.client.update(this.id, id, object(values), options));
  }

  /** Changes the account that matches, or makes it. */
  async upsert(values: Values, options?: CallOptions): Promise<Saved<Account>> {
    return call(options, () => this.#connection.client.upsert(this.id, object(values), options));
  }

  /** Removes an account. */
  async delete(id: string, options?: CallOptions): Promise<void> {
    text("id", id);
    await call(options, () => this.#connection.client.delete(this.id, id, options));
  }

  /** Asks the system to fetch the account's data from its own source. */
  async sync(id: string, options?: CallOptions): Promise<void> {
    text("id", id);
    await call(options, () => this.#connection.client.sync(this.id, id, options));
  }
}

function bytes(answer: ArrayBuffer | Uint8Array): Uint8Array {
  // Not `instanceof`, which fails for what another frame made.
  const kind: string = Object.prototype.toString.call(answer);
  if (kind === "[object Uint8Array]") return answer as Uint8Array;
  if (kind === "[object ArrayBuffer]") return new Uint8Array(answer);
  throw invalid("an answer is an ArrayBuffer or a Uint8Array");
}

function object<T extends object>(values: T): T {
  if (typeof values !== "object" || values === null) throw invalid("values are an object of fields");
  return values;
}
