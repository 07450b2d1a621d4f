/** Addresses and credentials of the systems. They stay in memory and go when the page is closed. */
import { useState, type FormEvent } from "react";
import type { SystemDefinition } from "roster-wasm";

import type { Connection, Connections } from "../connection";
import { Dialog } from "./dialog";
import "./connections-dialog.css";

interface Props {
  systems: readonly SystemDefinition[];
  connections: Connections;
  onConnect: (connections: Connections) => void;
  onClose: () => void;
}

const none: Connection = { baseUrl: "", clientId: "", secret: "", readOnly: false };

export function ConnectionsDialog({ systems, connections, onConnect, onClose }: Props) {
  const [entered, setEntered] = useState<Connections>(connections);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onConnect(Object.fromEntries(Object.entries(entered).filter(([, connection]) => connection.baseUrl.trim() !== "")));
  };
  return (
    <Dialog title="Connections" shape="sheet" onClose={onClose}>
      <form className="form-step" onSubmit={submit} autoComplete="off">
        <div className="dialog-body">
          <p className="muted">
            Kept in this page's memory only, and gone when it is closed. A system without an address is not connected.
          </p>
          {systems.map((system) => (
            <SystemFields
              key={system.id}
              system={system}
              connection={entered[system.id] ?? none}
              onChange={(connection) => setEntered({ ...entered, [system.id]: connection })}
            />
          ))}
        </div>
        <footer className="dialog-foot">
          <button type="button" className="button left" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button button-main">
            Connect
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

interface FieldsProps {
  system: SystemDefinition;
  connection: Connection;
  onChange: (connection: Connection) => void;
}

function SystemFields({ system, connection, onChange }: FieldsProps) {
  const isClient = system.authentication === "client_credentials";
  return (
    <fieldset className="connection">
      <legend>{system.label}</legend>
      <label>
        Base URL
        <input
          type="url"
          placeholder="https://…"
          value={connection.baseUrl}
          onChange={(event) => onChange({ ...connection, baseUrl: event.target.value })}
        />
      </label>
      {isClient && (
        <label>
          Client id
          <input value={connection.clientId} onChange={(event) => onChange({ ...connection, clientId: event.target.value })} />
        </label>
      )}
      <label>
        {isClient ? "Client secret" : "Token"}
        <input
          type="password"
          autoComplete="new-password"
          value={connection.secret}
          onChange={(event) => onChange({ ...connection, secret: event.target.value })}
        />
      </label>
      <label className="connection-check">
        <input
          type="checkbox"
          checked={connection.readOnly}
          onChange={(event) => onChange({ ...connection, readOnly: event.target.checked })}
        />
        Only read
      </label>
    </fieldset>
  );
}
