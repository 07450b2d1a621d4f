/** What the package offers, on every platform. */
export { Roster, shown, version, type AnyResource, type ClientOptions, type Settings, type TokenOptions } from "./roster.js";
export type { CallOptions } from "./call.js";
export {
  Resource,
  type Choice,
  type ListOptions,
  type LoadOptions,
  type Progress,
  type Saved,
  type UpdateOptions,
} from "./resource.js";
export { Collection, type Difference, type Group, type Unread } from "./collection.js";
export { Draft, type Change, type Problem } from "./draft.js";
export {
  resources,
  systems,
  type FieldDefinition,
  type FieldKind,
  type Operation,
  type ResourceDefinition,
  type SystemDefinition,
} from "./definitions.js";
export {
  ConflictError,
  ConnectionError,
  ForbiddenError,
  InvalidError,
  MalformedError,
  ModuleError,
  NotFoundError,
  RateLimitedError,
  RejectedError,
  RosterError,
  RosterTimeoutError,
  ServerError,
  UnauthorizedError,
  UnsupportedError,
  type ConflictReason,
  type Effect,
  type Reason,
} from "./errors.js";
export { ready } from "./start.js";
export type * from "./values.js";
export type {
  AgileNow,
  AgileNowAccount,
  AgileNowAccountValues,
  AgileNowDateFormat,
  AgileNowLanguage,
  AgileNowTimezone,
  KeyAccount,
  KeyAccountValues,
  Mpdx,
  OrganizationAccount,
  OrganizationAccountValues,
  Swift,
  SwiftAccount,
  SwiftAccountValues,
} from "./generated.js";
