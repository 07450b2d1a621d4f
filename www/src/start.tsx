/** Before the page: the package's WebAssembly, and with it what there is to show. */
import { useEffect, useState } from "react";
import { resources, systems, type ResourceDefinition, type SystemDefinition } from "roster-wasm";

import { App } from "./app";

/** The systems that the package knows, and their resources. */
export interface Catalog {
  systems: readonly SystemDefinition[];
  resources: readonly ResourceDefinition[];
}

async function readCatalog(): Promise<Catalog> {
  return { systems: await systems(), resources: await resources() };
}

export function Start() {
  const [catalog, setCatalog] = useState<Catalog | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    readCatalog().then(setCatalog, (error: unknown) => setFailure(error instanceof Error ? error.message : String(error)));
  }, []);
  if (catalog) return <App catalog={catalog} />;
  // Not our usual report: what would draw it is what did not load.
  if (failure !== null) {
    return (
      <div className="app-empty" role="alert">
        <h1>The dashboard could not start</h1>
        <p>{failure}</p>
        <button type="button" className="button" onClick={() => location.reload()}>
          Try again
        </button>
      </div>
    );
  }
  return <p className="visually-hidden">Loading…</p>;
}
