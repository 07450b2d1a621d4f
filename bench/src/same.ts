/** Whether contestants did the same work: what they gave, brought into one form and hashed. */
import type { Difference, Row, Shown } from "./contestant.js";

/**
 * Two 32-bit FNV-1a hashes of the text's UTF-16 code units, as 16 hexadecimal digits. The benchmarks
 * in Rust compute the same.
 */
export function hash(text: string): string {
  let one = 0x811c9dc5;
  let other = 0x050c5d1f;
  for (let place = 0; place < text.length; place += 1) {
    const unit = text.charCodeAt(place);
    one = Math.imul(one ^ unit, 0x01000193);
    other = Math.imul(other ^ unit, 0x01000193);
  }
  return hex(one) + hex(other);
}

function hex(number: number): string {
  return (number >>> 0).toString(16).padStart(8, "0");
}

/** A value without regard to the order of members, the name of a member at a time. */
export function canonical(value: unknown): string {
  if (typeof value === "string") return `"${digits(value)}"`;
  if (typeof value !== "object" || value === null) return digits(String(value));
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([name, member]) => `${name}:${canonical(member)}`).join()}}`;
}

/**
 * `JSON.parse` rounds numbers of more than 53 bits, such as AgileNow's ids of tenants. Those are
 * compared by the digits that survive, which spares the JavaScript the work of keeping all of them.
 */
function digits(text: string): string {
  return text.length > 15 && /^\d+$/.test(text) ? `${text.slice(0, 15)}…${text.length}` : text;
}

/** What a page of a view shows, and how many accounts the view has. */
export function shown({ matches, rows }: Shown): string {
  return hash(`${matches}\n${rows.map(canonical).join("\n")}`);
}

/** All accounts, with every member. */
export function all(rows: Row[]): string {
  return hash(rows.map(canonical).join("\n"));
}

/** What a refresh found, and what was shown then. */
export function refreshed(difference: Difference, view: Shown): string {
  const changes = difference.changed.map(({ id, fields }) => `${id}:${[...fields].sort().join()}`);
  return hash([difference.added.join(), changes.join(), difference.removed.join(), shown(view)].join("\n"));
}
