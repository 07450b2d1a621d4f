/** One call of the module: loaded first, cancelled by a signal, its errors made into classes. */
import { asError, invalid } from "./errors.js";
import { ready, run, wait } from "./start.js";

/** Options of every call that waits. */
export interface CallOptions {
  /** Ends the call, which then rejects with the signal's reason, as `fetch` does. */
  signal?: AbortSignal | undefined;
}

/** Waits for a call of the module. */
export async function call<T>(options: CallOptions | undefined, work: () => Promise<T>): Promise<T> {
  const signal = options?.signal;
  checkAborted(signal);
  try {
    await ready();
    checkAborted(signal);
    return await wait(work);
  } catch (thrown) {
    const error = asError(thrown);
    if ((error as { code?: unknown } | null)?.code === "cancelled") checkAborted(signal);
    throw error;
  }
}

/** Calls the module, which runs already. */
export function now<T>(work: () => T): T {
  try {
    return run(work);
  } catch (thrown) {
    throw asError(thrown);
  }
}

/** Throws the reason of a signal that was aborted; one that is no error is put into an AbortError. */
export function checkAborted(signal: AbortSignal | undefined): void {
  if (!signal?.aborted) return;
  const reason: unknown = signal.reason;
  throw reason instanceof Error ? reason : new DOMException(`the call was aborted: ${String(reason)}`, "AbortError");
}

/** Text, as the types ask for; programs without types give other things. */
export function text(name: string, given: string): string {
  if (typeof given !== "string") throw invalid(`${name} takes text, not ${given === null ? "null" : typeof given}`);
  return given;
}
