/** Which resource is looked at: `#/mpdx/key-accounts`. Nothing else is ever put into the address. */
import { useSyncExternalStore } from "react";
import type { ResourceDefinition } from "roster-wasm";

/** The address of a resource within the page. */
export function addressOf(resource: ResourceDefinition): string {
  return `#/${resource.id}`;
}

/** The resource that the address names, else the first. */
export function useChosenResource(resources: readonly ResourceDefinition[]): ResourceDefinition | undefined {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return resources.find((resource) => addressOf(resource) === hash) ?? resources[0];
}

function subscribe(listener: () => void): () => void {
  addEventListener("hashchange", listener);
  return () => removeEventListener("hashchange", listener);
}
