/** Accounts as the package gives them: plain objects by the documents' own field names. */
import type { Collection, Draft, FieldDefinition, Reference, ResourceDefinition } from "roster-wasm";

/** One account of any resource. Absent, `null` and a value are three things. */
export type Account = Record<string, unknown>;

/** Accounts of some resource, whichever it is, that are held. */
export type AnyCollection = Collection<Account, Account>;
/** A draft of an account of some resource. */
export type AnyDraft = Draft<Account, Account>;

/** The account's id in its system. */
export function idOf(definition: ResourceDefinition, account: Account): string {
  return String(account[definition.idField] ?? "");
}

/** A few words that say which account this is; its id when nothing better is there. */
export function titleOf(definition: ResourceDefinition, account: Account): string {
  const found = new Set(definition.title.map((field) => words(account[field]).trim()));
  found.delete("");
  return found.size > 0 ? [...found].join(" ") : idOf(definition, account);
}

/** The fields in the order in which a table shows them: the telling ones first, the id last. */
export function columnsOf(definition: ResourceDefinition): FieldDefinition[] {
  const rank = (field: FieldDefinition) => {
    const title = definition.title.indexOf(field.name);
    if (title >= 0) return title - definition.title.length;
    return field.name === definition.idField ? 1 : 0;
  };
  return definition.fields.filter((field) => field.read).sort((left, right) => rank(left) - rank(right));
}

/** The members of an account that the documents do not know. */
export function unknownMembers(definition: ResourceDefinition, account: Account): string[] {
  const known = new Set(definition.fields.map((field) => field.name));
  return Object.keys(account).filter((name) => !known.has(name));
}

/** Whether a value names another record. */
export function isReference(value: unknown): value is Reference {
  return typeof value === "object" && value !== null && typeof (value as { id?: unknown }).id === "string";
}

/** The value in words, every digit kept; empty for null and absent. Not yet safe to show. */
export function words(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  if (isReference(value)) return value.name ?? value.id;
  if (typeof value === "object") return json(value);
  return String(value);
}

/** What an input holds for the value: of a reference its id, because that is what is sent. */
export function inputText(value: unknown): string {
  return isReference(value) ? value.id : words(value);
}

/** JSON of a member that the documents do not know. `JSON.stringify` alone refuses a bigint. */
function json(value: object): string {
  return JSON.stringify(value, (_name, member: unknown) => (typeof member === "bigint" ? member.toString() : member));
}
