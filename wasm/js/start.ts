/** Starts WebAssembly once, when the first call needs it: no import has to wait for it. */

type Load = () => Promise<unknown>;

let load: Load | undefined;
let started: Promise<unknown> | undefined;

/** Says how the module is read here; the entry of each platform calls it. */
export function loadWith(how: Load): void {
  load = how;
}

/** Settles when the module runs. A load that failed is tried again by the next call. */
export async function ready(): Promise<void> {
  if (!load) throw new Error("roster-wasm was imported without its entry; import \"roster-wasm\"");
  started ??= load().catch((error: unknown) => {
    started = undefined;
    throw error;
  });
  await started;
}
