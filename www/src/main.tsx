import { StrictMode, useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import { version } from "roster-wasm";

function Application() {
  const [current, setCurrent] = useState("");
  useEffect(() => {
    void version().then(setCurrent);
  }, []);
  return <h1>Roster {current}</h1>;
}

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Application />
    </StrictMode>,
  );
}
