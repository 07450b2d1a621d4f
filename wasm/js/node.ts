/** Roster in Node, whose fetch does not read files. */
import { readFile } from "node:fs/promises";

import start from "./roster_wasm.js";
import { loadWith } from "./start.js";

loadWith(async () => start({ module_or_path: await readFile(new URL("./roster_wasm_bg.wasm", import.meta.url)) }));

export * from "./public.js";
