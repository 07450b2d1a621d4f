/** Roster, through the public interface of its npm package. */
import { Roster, type AnyResource, type Collection } from "roster-wasm";

import type { Contestant, Difference, Held, Row, Shown, Table } from "../contestant.js";
import { page, system, type Work } from "../work.js";

type Held1 = Collection<Row, Row>;

/** Roster. */
export const roster: Contestant = {
  name: "Roster",
  reads: () => true,
  async load(work, answer) {
    const resource = resourceOf(work);
    return new Accounts(work, resource, await resource.read(answer));
  },
};

/** Nothing is sent, so nothing has to be true of the settings. */
const settings = {
  baseUrl: "http://127.0.0.1/",
  token: () => "",
  clientId: "",
  clientSecret: () => "",
};

function resourceOf(work: Work): AnyResource {
  const { baseUrl, token, clientId, clientSecret } = settings;
  const options = system(work) === "agilenow" ? { baseUrl, clientId, clientSecret } : { baseUrl, token };
  return Roster.connect(system(work), options).find(({ id }) => id === work.resource)!;
}

class Accounts implements Held, Table {
  readonly table = this;

  constructor(
    readonly work: Work,
    readonly resource: AnyResource,
    private held: Held1,
  ) {}

  objects(): Row[] {
    return this.held.page(0, this.held.size);
  }

  rows(): Row[] {
    return this.objects();
  }

  sort(): Shown {
    this.held.sort(this.work.sort);
    return this.#shown();
  }

  search(text: string): Shown {
    this.held.filter(text);
    return this.#shown();
  }

  open(): Shown {
    const { word, latest, then } = this.work.view;
    this.held.filter(word);
    this.held.sort(`-${latest},${then}`);
    return this.#shown();
  }

  async refresh(answer: Uint8Array): Promise<{ difference: Difference; shown: Shown }> {
    const older = this.held;
    this.held = await this.resource.read(answer);
    const difference = older.difference(this.held);
    older.free();
    return { difference, shown: this.open() };
  }

  free(): void {
    this.held.free();
  }

  #shown(): Shown {
    return { matches: this.held.matches, rows: this.held.page(0, page) };
  }
}
