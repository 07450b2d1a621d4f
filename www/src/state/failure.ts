/** What a failure tells a person, whatever was thrown. */
import { ConflictError, RosterError, shown } from "roster-wasm";

import type { Account } from "../account";

/** The whole story, a line for each part, safe to show: the package's own report where it threw. */
export function reportOf(error: unknown): string[] {
  if (error instanceof RosterError) return error.report;
  if (error instanceof Error) return [shown(error.message)];
  return [shown(String(error))];
}

/** The one line that says what is wrong with what a person just typed. */
export function messageOf(error: unknown): string {
  return shown(error instanceof Error ? error.message : String(error));
}

/** The system's reasons by field; empty where it named none. */
export function reasonsOf(error: unknown): Readonly<Record<string, string[]>> {
  return error instanceof RosterError ? error.fields : {};
}

/** The error, when it is an update that met a change of somebody else and knows all sides. */
export function clashOf(error: unknown): ConflictError<Account> | null {
  return error instanceof ConflictError && error.theirs ? (error as ConflictError<Account>) : null;
}

/** Whether a call ended because this page called it off. */
export function wasCancelled(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
