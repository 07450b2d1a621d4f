/** Errors: real `Error`s, made from what the module throws as data. */

/** One reason, in the system's own words. */
export interface Reason {
  /** The field that it speaks of, where the system said. */
  field: string | null;
  /** Shown to a person, it has to be inserted as text: it comes from a server. */
  message: string;
}

/** What a failed call did to the system: `unknown` means that the change may have been made. */
export type Effect = "nothing_sent" | "not_applied" | "unknown" | "applied";

/**
 * Why a system sees a conflict: the account was changed meanwhile (`stale_version`) or the update named
 * no version; the body is of another type, or has an id where none may be; or something exists already:
 * the id, the person's account at that organization, the GUID, or what the system did not name.
 */
export type ConflictReason =
  | "stale_version"
  | "missing_version"
  | "wrong_type"
  | "id_among_attributes"
  | "id_taken"
  | "second_account"
  | "guid_taken"
  | "not_unique";

/** What the module throws. */
export interface Failure {
  code: string;
  message: string;
  status: number | null;
  retryable: boolean;
  retryAfter: number | null;
  requestId: string | null;
  effect: Effect;
  reasons: Reason[];
  report: string[];
  cause?: unknown;
  clashing?: string[];
  reason?: ConflictReason;
  base?: object;
  mine?: object;
  theirs?: object;
}

/** Anything that went wrong. Every other error class here is one of these. */
export class RosterError extends Error {
  override name = "RosterError";
  /** A stable word for the kind of error, such as `not_found`. */
  readonly code: string;
  /** The HTTP status of the answer, where one came. */
  readonly status: number | null;
  /** Whether the same call may well succeed later, unchanged. */
  readonly retryable: boolean;
  /** Milliseconds that the system asks to wait. */
  readonly retryAfter: number | null;
  /** The id by which the system's support finds the request. */
  readonly requestId: string | null;
  /** What the failed call did to the system. */
  readonly effect: Effect;
  /** The system's own reasons, in its order. */
  readonly reasons: readonly Reason[];
  /** The whole story, a line for each part, with nothing in it that acts on a screen. */
  readonly report: readonly string[];

  /** @internal */
  constructor(failure: Failure) {
    super(failure.message, "cause" in failure ? { cause: failure.cause } : undefined);
    this.code = failure.code;
    this.status = failure.status;
    this.retryable = failure.retryable;
    this.retryAfter = failure.retryAfter;
    this.requestId = failure.requestId;
    this.effect = failure.effect;
    this.reasons = failure.reasons;
    this.report = failure.report;
  }

  /** The reasons by field, for a form. Those of no field are in {@link reasons} alone. */
  get fields(): Record<string, string[]> {
    const fields: Record<string, string[]> = Object.create(null);
    for (const { field, message } of this.reasons) {
      if (field !== null) (fields[field] ??= []).push(message);
    }
    return fields;
  }
}

/** What was asked makes no sense: a field, a value, a filter, an id, an option. Nothing was sent. */
export class InvalidError extends RosterError {
  override name = "InvalidError";
}

/** The documents of the system have no such operation. Nothing was sent. */
export class UnsupportedError extends RosterError {
  override name = "UnsupportedError";
}

/** There is no such account. */
export class NotFoundError extends RosterError {
  override name = "NotFoundError";
}

/** Somebody else changed the account meanwhile, or something unique exists already. */
export class ConflictError<Account = Record<string, unknown>> extends RosterError {
  override name = "ConflictError";
  /** The account when the edit began; `null` when it is another kind of conflict. */
  readonly base: Account | null;
  /** The account as the edit would have it. */
  readonly mine: Account | null;
  /** The account as the system holds it now. */
  readonly theirs: Account | null;
  /** The fields that both sides changed, to different values. */
  readonly clashing: readonly string[];
  /** Why the system sees a conflict; `null` where it does not tell. */
  readonly reason: ConflictReason | null;

  /** @internal */
  constructor(failure: Failure) {
    super(failure);
    this.base = (failure.base as Account | undefined) ?? null;
    this.mine = (failure.mine as Account | undefined) ?? null;
    this.theirs = (failure.theirs as Account | undefined) ?? null;
    this.clashing = failure.clashing ?? [];
    this.reason = failure.reason ?? null;
  }
}

/** No token, or one that the system does not take. `cause` is what the token function threw. */
export class UnauthorizedError extends RosterError {
  override name = "UnauthorizedError";
}

/** The token is good, but not for this. */
export class ForbiddenError extends RosterError {
  override name = "ForbiddenError";
}

/** The system understood the values and refused them: see `fields`. */
export class RejectedError extends RosterError {
  override name = "RejectedError";
}

/** Too many calls in too short a time: see `retryAfter`. */
export class RateLimitedError extends RosterError {
  override name = "RateLimitedError";
}

/** No connection, or it was lost. */
export class ConnectionError extends RosterError {
  override name = "ConnectionError";
}

/** No answer in time. */
export class RosterTimeoutError extends RosterError {
  override name = "RosterTimeoutError";
}

/** An answer came that is not what the documents describe. */
export class MalformedError extends RosterError {
  override name = "MalformedError";
}

/** The system says that it failed. */
export class ServerError extends RosterError {
  override name = "ServerError";
}

/** The WebAssembly module could not be loaded, or stopped. */
export class ModuleError extends RosterError {
  override name = "ModuleError";

  /** @internal */
  constructor(message: string, retryable: boolean, cause?: unknown) {
    const effect = retryable ? "nothing_sent" : "unknown";
    super({ ...blank, code: "module", message, retryable, effect, report: [message], cause });
  }
}

const blank = { status: null, retryable: false, retryAfter: null, requestId: null, reasons: [] };

const classes: Record<string, new (failure: Failure) => RosterError> = {
  invalid: InvalidError,
  unsupported: UnsupportedError,
  not_found: NotFoundError,
  conflict: ConflictError,
  unauthorized: UnauthorizedError,
  forbidden: ForbiddenError,
  rejected: RejectedError,
  rate_limited: RateLimitedError,
  connection: ConnectionError,
  timeout: RosterTimeoutError,
  malformed: MalformedError,
  server: ServerError,
};

/** What was given to the package itself makes no sense. */
export function invalid(message: string): InvalidError {
  return new InvalidError({ ...blank, code: "invalid", message, effect: "nothing_sent", report: [message] });
}

/** The error for whatever was thrown: data of the module as its class, anything else as it is. */
export function asError(thrown: unknown): unknown {
  if (thrown instanceof Error || typeof thrown !== "object" || thrown === null || !("report" in thrown)) return thrown;
  const failure = thrown as Failure;
  return new (classes[failure.code] ?? RosterError)(failure);
}
