/** The libraries that read JSON:API, as their documentation uses them. */
import { Jsona } from "jsona";
import { deserialise } from "kitsu-core";
import createYayson from "yayson";
import { getType } from "yayson/utils";

import type { Contestant, Row } from "../contestant.js";
import { system, type Work } from "../work.js";
import { nameOf, parsed } from "./flat.js";

/** A library: a document that was parsed into objects, and these in the form of Roster's. */
function library(name: string, deserialize: (document: unknown, work: Work) => Row[], toRow: (model: Row) => Row): Contestant {
  return {
    name,
    reads: (work) => system(work) === "mpdx",
    load(work, answer) {
      let models = deserialize(parsed(answer), work);
      return {
        objects: () => models.slice(),
        rows: () => models.map(toRow),
        free: () => {
          models = [];
        },
      };
    },
  };
}

/** jsona. */
export const jsona = library(
  "jsona",
  (document) => new Jsona().deserialize(document as Parameters<Jsona["deserialize"]>[0]) as unknown as Row[],
  ({ type: _, relationshipNames: __, ...model }) => withReferences(model, (to) => to as Row),
);

/** kitsu-core, which makes an empty object of a relationship that is null. */
export const kitsu = library(
  "kitsu-core",
  (document) => (deserialise(document as object) as { data: Row[] }).data,
  ({ type: _, ...model }) => withReferences(model, (to) => (to as { data?: Row }).data ?? null),
);

/** yayson. */
export const yayson = library(
  "yayson",
  (document, work) => {
    const { Store } = createYayson();
    const type = work.resource.split("/")[1]!.replace("-", "_");
    return new Store().retrieveAll(type, document as Parameters<InstanceType<typeof Store>["retrieveAll"]>[1]) as Row[];
  },
  (model) => withReferences(model, (to) => ({ ...(to as Row), type: getType(to as { id: string }) })),
);

function withReferences(model: Row, related: (to: unknown) => Row | null): Row {
  const row = { ...model };
  for (const name of ["organization", "person"]) {
    if (!row[name]) continue;
    const to = related(row[name]);
    row[name] = to && { id: to["id"], type: to["type"], name: nameOf(to) };
  }
  return row;
}
