/** Hand-written JavaScript: an answer's bytes into flat objects, with plain `JSON.parse`. */
import type { Row } from "../contestant.js";
import { system, type Work } from "../work.js";

interface Resource {
  id: string;
  type: string;
  attributes: Row;
  relationships?: Record<string, { data: { id: string; type: string } | null }>;
}

/** An answer of MPDX. */
export interface JsonApi {
  data: Resource[];
  included?: Resource[];
}

interface AgileNow {
  Data: Row[];
}

interface Swift {
  data: { items: { data: Row; type: string; associations?: unknown }[] };
}

const decoder = new TextDecoder();

/** An answer, as it stands. */
export function parsed(answer: Uint8Array): unknown {
  return JSON.parse(decoder.decode(answer));
}

/** The accounts of an answer that was parsed, each as a flat object. */
export function flat(work: Work, answer: unknown): Row[] {
  switch (system(work)) {
    case "mpdx":
      return mpdx(answer as JsonApi);
    case "agilenow":
      return (answer as AgileNow).Data.map(agilenow);
    case "swift":
      return (answer as Swift).data.items.map(({ data, associations }) =>
        associations === undefined ? data : { ...data, associations },
      );
  }
}

function mpdx({ data, included = [] }: JsonApi): Row[] {
  const names = new Map<string, string | null>();
  for (const { id, type, attributes } of included) names.set(`${type}/${id}`, nameOf(attributes));
  return data.map(({ id, attributes, relationships }) => {
    const row: Row = { id, ...attributes };
    for (const name in relationships) {
      const to = relationships[name]!.data;
      row[name] = to && { id: to.id, name: names.get(`${to.type}/${to.id}`) ?? null, type: to.type };
    }
    return row;
  });
}

/** What a related record is called. */
export function nameOf({ name, first_name, last_name }: Row): string | null {
  if (typeof name === "string" && name !== "") return name;
  return [first_name, last_name].filter(Boolean).join(" ") || null;
}

function agilenow(record: Row): Row {
  const row = { ...record };
  for (const name of ["LanguageId", "TimezoneId", "DateFormatId", "TenantId"]) {
    const to = row[name] as { Id: string | number; Name: string | null; Type: string | null } | null;
    if (!to) continue;
    const { Id, Name, Type, ...more } = to;
    row[name] = { id: String(Id), name: Name, type: Type, ...more };
  }
  return row;
}
