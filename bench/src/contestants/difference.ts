/** Hand-written JavaScript: what newer accounts have otherwise. */
import type { Difference, Row } from "../contestant.js";
import { idField, type Work } from "../work.js";

/** Compares by version where there is one, else member by member. */
export function difference(work: Work, older: Map<string, Row>, newer: Map<string, Row>): Difference {
  const found: Difference = { added: [], changed: [], removed: [] };
  const id = idField(work);
  for (const row of newer.values()) {
    const before = older.get(row[id] as string);
    if (!before) {
      found.added.push(row[id] as string);
    } else if (!isSameVersion(work, before, row)) {
      const fields = changed(before, row);
      if (fields.length > 0) found.changed.push({ id: row[id] as string, fields });
    }
  }
  for (const known of older.keys()) if (!newer.has(known)) found.removed.push(known);
  return found;
}

function isSameVersion({ version }: Work, one: Row, other: Row): boolean {
  return version !== null && typeof one[version] === "string" && one[version] === other[version];
}

function changed(before: Row, after: Row): string[] {
  const fields: string[] = [];
  for (const name in after) if (!isEqual(before[name], after[name])) fields.push(name);
  for (const name in before) if (!(name in after)) fields.push(name);
  return fields;
}

function isEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => name in other && isEqual((one as Row)[name], (other as Row)[name]))
  );
}
