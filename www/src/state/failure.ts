/** What a failure tells a person, whatever was thrown. */
import { ConflictError, RosterError, shown } from "roster-wasm";

import type { Account } from "../account";

/** An account that two changed, from all three sides. */
export interface Clash {
  /** As it was when the edit began. */
  base: Account | null;
  mine: Account;
  theirs: Account;
  /** The fields that both changed. */
  clashing: readonly string[];
}

/** The whole story, a line for each part, safe to show: the package's own report where it threw. */
export function reportOf(error: unknown): readonly string[] {
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

/** The sides, when the error is an update that met a change of somebody else and not another conflict. */
export function clashOf(error: unknown): Clash | null {
  if (!(error instanceof ConflictError)) return null;
  const { base, mine, theirs, clashing } = error as ConflictError<Account>;
  return mine && theirs ? { base, mine, theirs, clashing } : null;
}

/** Whether a call ended because this page called it off. */
export function wasCancelled(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
