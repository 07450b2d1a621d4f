import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/**
 * What the built page may do. `'wasm-unsafe-eval'` lets it compile the package's WebAssembly (and
 * nothing else); the connections are those that a person may enter: https anywhere, http on this
 * machine. Styles are set through the DOM, so no inline style is needed.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self' https: http://127.0.0.1:* http://localhost:*",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  "form-action 'none'",
].join("; ");

/** Only in the build: the development server needs inline scripts to replace modules. */
function contentSecurityPolicy(): Plugin {
  return {
    name: "content-security-policy",
    apply: "build",
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: policy },
        injectTo: "head-prepend",
      },
    ],
  };
}

// With `ROSTER_SANDBOX=http://127.0.0.1:4010 npm run dev` the development server answers as the
// sandbox does, which serves the built dashboard beside its own paths.
const sandbox = process.env["ROSTER_SANDBOX"];
const sandboxPaths = ["/sandbox", "/api", "/oAuth", "/Endpoint"];

export default defineConfig({
  base: "./",
  plugins: [react(), contentSecurityPolicy()],
  // The package finds its WebAssembly beside its own file, which a pre-bundled copy would not.
  optimizeDeps: { exclude: ["roster-wasm"] },
  build: { target: "es2022" },
  server: sandbox ? { proxy: Object.fromEntries(sandboxPaths.map((path) => [path, sandbox])) } : {},
});
