/**
 * The dashboard: an ordinary application that imports `roster-wasm` as anyone would.
 *
 * Reading order: `start.tsx` and `app.tsx` (what is on the page), `connection.ts` (systems and credentials), then
 * `state/` (`accounts.ts` is the accounts of one resource, `editing.ts` one form from the first key
 * to the answer), then `components/`, which draw that state and hold none of a system.
 */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { Start } from "./start";
import "./styles/tokens.css";
import "./styles/base.css";

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Start />
    </StrictMode>,
  );
}
