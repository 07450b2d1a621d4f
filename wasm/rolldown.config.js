// Bundles the package's JavaScript: an entry for browsers, one for Node, and what both share.
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
// An object of a class says in a console what it is.
const keepNames = { class: true, function: false };

export default {
  input: { index: here("js/index.ts"), node: here("js/node.ts") },
  platform: "neutral",
  external: ["node:fs/promises"],
  tsconfig: here("tsconfig.json"),
  resolve: {
    alias: { "./roster_wasm.js": here("build/glue/roster_wasm.js") },
    extensionAlias: { ".js": [".ts", ".js"] },
  },
  output: {
    dir: here("build/pkg"),
    chunkFileNames: "[name].js",
    minify: { compress: { target: "es2022", keepNames }, mangle: { keepNames } },
  },
};
