/** Starts WebAssembly once, when the first call needs it: no import has to wait for it. */
import { ModuleError } from "./errors.js";
import { onPanic } from "./roster_wasm.js";

type Load = () => Promise<unknown>;

let load: Load | undefined;
let started: Promise<void> | undefined;
let broken: ModuleError | undefined;
const waiting = new Set<(error: ModuleError) => void>();

/** Says how the module is read here; the entry of each platform calls it. */
export function loadWith(how: Load): void {
  load = how;
}

/**
 * Loads the WebAssembly module ahead of the first call, which otherwise does it. A load that failed
 * is tried again by the next call.
 *
 * @throws {@link ModuleError} when it cannot be loaded.
 */
export function ready(): Promise<void> {
  started ??= start().catch((cause: unknown) => {
    started = undefined;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ModuleError(`the WebAssembly module of roster-wasm could not be loaded: ${why}`, true, cause);
  });
  return started;
}

async function start(): Promise<void> {
  if (!load) throw new Error('import "roster-wasm" itself, not a file in it');
  await load();
  onPanic(stop);
}

/** No promise of a module that has panicked would ever settle, so they are all rejected here. */
function stop(message: string): void {
  broken = new ModuleError(`roster-wasm stopped because of a defect of its own: ${message}`, false);
  for (const reject of waiting) reject(broken);
  waiting.clear();
}

/** Calls the module, which has to run already. */
export function run<T>(work: () => T): T {
  if (broken) throw broken;
  try {
    return work();
  } catch (error) {
    throw broken ?? error;
  }
}

/** Calls the module and waits for it, for as long as it lives. */
export function wait<T>(work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const working = run(work);
    waiting.add(reject);
    working.then(resolve, reject).finally(() => waiting.delete(reject));
  });
}
