/** Roster in a browser: the module is fetched from beside this file. */
import start from "./roster_wasm.js";
import { loadWith } from "./start.js";

loadWith(() => start({ module_or_path: new URL("./roster_wasm_bg.wasm", import.meta.url) }));

export * from "./public.js";
