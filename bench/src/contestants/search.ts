/** Hand-written JavaScript: the text of an account in which a person searches. */
import type { Row } from "../contestant.js";
import type { Work } from "../work.js";
import { lowerCase } from "./order.js";

/** AgileNow's null. */
export const noMoment = "1900-01-01T00:00:00Z";

/** Every value of the documented fields, a line each, in lower case; of a reference id and name. */
export function searchText(work: Work, row: Row): string {
  let text = "";
  for (const name of work.text) {
    const value = row[name];
    if (value !== null && value !== undefined) text += `${value as string}\n`;
  }
  for (const name of work.references) {
    const value = row[name] as { id: string; name: string | null } | null | undefined;
    if (value) text += value.name === null ? `${value.id}\n` : `${value.id}\n${value.name}\n`;
  }
  for (const name of work.timestamps) {
    const value = row[name];
    if (value !== null && value !== undefined && value !== noMoment) text += `${value as string}\n`;
  }
  return lowerCase(text);
}
