import { version as versionOfModule } from "./roster_wasm.js";
import { ready } from "./start.js";

/** Version of Roster. */
export async function version(): Promise<string> {
  await ready();
  return versionOfModule();
}
