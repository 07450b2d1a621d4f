/** The page: header, resources, and the screen of the chosen one. */
import { useEffect, useMemo, useState } from "react";
import type { ResourceDefinition } from "roster-wasm";

import { ConnectionsDialog } from "./components/connections-dialog";
import { Failure } from "./components/failure";
import { Icon } from "./components/icon";
import { NoticeList, NoticesProvider } from "./components/notices";
import { Screen } from "./components/screen";
import { Sidebar } from "./components/sidebar";
import { connect, sandboxConnections, type Connections, type Origin } from "./connection";
import type { Catalog } from "./start";
import { Accounts } from "./state/accounts";
import { Notices } from "./state/notices";
import { useChosenResource } from "./state/route";
import "./app.css";

interface Connected {
  connections: Connections;
  origin: Origin;
}

export function App({ catalog }: { catalog: Catalog }) {
  const [notices] = useState(() => new Notices());
  const [connected, setConnected] = useState<Connected | null>(null);
  const [asks, setAsks] = useState(false);
  const chosen = useChosenResource(catalog.resources);
  const { rooms, failure } = useMemo(() => open(catalog, connected?.connections ?? {}), [catalog, connected]);

  useEffect(() => {
    const looking = new AbortController();
    sandboxConnections(catalog.systems, looking.signal).then(
      (found) => {
        setConnected({ connections: found ?? {}, origin: found ? "sandbox" : "person" });
        setAsks(found === null);
      },
      () => undefined,
    );
    return () => looking.abort();
  }, [catalog]);

  useEffect(() => {
    const leaving = new AbortController();
    for (const accounts of rooms.values()) void accounts.count(leaving.signal);
    return () => leaving.abort();
  }, [rooms]);

  useEffect(() => {
    document.title = chosen ? `${chosen.label} · Roster` : "Roster";
  }, [chosen]);

  const accounts = chosen && rooms.get(chosen.id);
  return (
    <NoticesProvider value={notices}>
      <div className="app">
        <header className="app-head">
          <h1>Roster</h1>
          {connected?.origin === "sandbox" && <span className="app-origin">Sandbox: invented accounts</span>}
          <button type="button" className="button" aria-label="Connections" onClick={() => setAsks(true)}>
            <Icon name="plug" />
            <span className="app-word">Connections</span>
          </button>
        </header>
        <div className="app-body">
          <Sidebar catalog={catalog} rooms={rooms} chosen={chosen} />
          <main className="app-main">
            {failure !== null && <Failure error={failure} />}
            {accounts && <Screen key={chosen.id} accounts={accounts} />}
            {connected && chosen && !accounts && <NotConnected catalog={catalog} chosen={chosen} onConnect={() => setAsks(true)} />}
          </main>
        </div>
      </div>
      {asks && connected && (
        <ConnectionsDialog
          systems={catalog.systems}
          connections={connected.connections}
          onConnect={(connections) => {
            setConnected({ connections, origin: "person" });
            setAsks(false);
          }}
          onClose={() => setAsks(false)}
        />
      )}
      <NoticeList />
    </NoticesProvider>
  );
}

interface NotConnectedProps {
  catalog: Catalog;
  chosen: ResourceDefinition;
  onConnect: () => void;
}

function NotConnected({ catalog, chosen, onConnect }: NotConnectedProps) {
  const system = catalog.systems.find((system) => system.id === chosen.system);
  return (
    <div className="app-empty">
      <h2>{system?.label ?? chosen.system} is not connected</h2>
      <p className="muted">Enter its address and a credential to see its {chosen.label.toLowerCase()}.</p>
      <button type="button" className="button button-main" onClick={onConnect}>
        Connect
      </button>
    </div>
  );
}

/** The accounts of every resource that is connected, by resource id. */
function open(catalog: Catalog, connections: Connections): { rooms: Map<string, Accounts>; failure: unknown } {
  const rooms = new Map<string, Accounts>();
  let failure: unknown = null;
  for (const system of catalog.systems) {
    const connection = connections[system.id];
    if (!connection) continue;
    try {
      for (const resource of connect(system, connection)) {
        const definition = catalog.resources.find(({ id }) => id === resource.id);
        if (definition) rooms.set(resource.id, new Accounts(resource, definition, connection.readOnly));
      }
    } catch (error) {
      failure = error;
    }
  }
  return { rooms, failure };
}
