/** What there is, for tables and forms that are made from it. */
import { call } from "./call.js";
import { definitions, systemDefinitions } from "./roster_wasm.js";

/** What can be done with the accounts of a resource. */
export type Operation = "list" | "get" | "create" | "update" | "upsert" | "delete" | "sync";

/** What a field holds. */
export type FieldKind =
  | "id"
  | "text"
  | "email"
  | "boolean"
  | "integer"
  | "timestamp"
  | "choice"
  | "reference"
  | "secret";

/** A kind of account in one system. */
export interface ResourceDefinition {
  /** `mpdx/key-accounts` and so on. */
  id: string;
  system: "mpdx" | "agilenow" | "swift";
  /** Many of them, as a heading. */
  label: string;
  /** One of them, inside a sentence. */
  singular: string;
  /** The field that identifies an account. */
  idField: string;
  /** The field that tells one version of an account from the next; `null` where there is none. */
  versionField: string | null;
  /** Fields that say in a few words which account it is, most telling first. */
  title: string[];
  /** What the system's documents offer. */
  operations: Operation[];
  /** What a person must know before an operation runs, or why it is not offered. */
  notes: { [operation in Operation]?: string };
  /** The fields, in the order in which they are shown. */
  fields: FieldDefinition[];
}

/** One field of a resource. */
export interface FieldDefinition {
  /** The name on the wire, which is also the property of the account. */
  name: string;
  label: string;
  kind: FieldKind;
  /** The documented values of a choice. A system may answer others. */
  choices: { value: string; label: string }[];
  /** The type of record that a reference points to. */
  reference: string | null;
  /** Answers have it. */
  read: boolean;
  /** A create (and an upsert) may send it. */
  create: boolean;
  /** An update may send it. */
  update: boolean;
  /** A create without it is refused. */
  required: boolean;
  /** No two accounts share its value. */
  unique: boolean;
  /** One or two sentences for the person who fills it in; may be empty. */
  help: string;
}

/** One of the systems. */
export interface SystemDefinition {
  /** What {@link Roster.connect} and the first part of a resource's id call it. */
  id: "mpdx" | "agilenow" | "swift";
  label: string;
  /** Whether it takes a token, or client credentials. */
  authentication: "bearer" | "client_credentials";
}

/** Every resource that Roster knows. */
export const resources = once(() => definitions() as readonly ResourceDefinition[]);

/** Every system that Roster knows. */
export const systems = once(() => systemDefinitions() as readonly SystemDefinition[]);

/** Read when it is first wanted, and then kept. */
function once<T>(read: () => T): () => Promise<T> {
  let known: T | undefined;
  return async () => (known ??= await call(undefined, async () => read()));
}
