import { fileURLToPath } from "node:url";

import { defineConfig } from "vite";

const out = fileURLToPath(new URL("../target/xtask/bench", import.meta.url));

/** `vite build` makes the page, `vite build --ssr src/main.ts` what runs in Node. */
export default defineConfig(({ isSsrBuild }) => ({
  base: "./",
  build: { target: "es2022", outDir: `${out}/${isSsrBuild ? "node" : "page"}`, emptyOutDir: true, modulePreload: false },
  ssr: {
    // Bundled as for the page; but Roster reads its module from beside its own file.
    noExternal: true,
    external: ["roster-wasm", "@playwright/test"],
  },
}));
