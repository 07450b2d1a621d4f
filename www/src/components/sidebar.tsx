/** Systems and their resources, each with how many accounts it has. */
import { useEffect, useRef } from "react";
import type { ResourceDefinition } from "roster-wasm";

import type { Catalog } from "../start";
import type { Accounts } from "../state/accounts";
import { addressOf } from "../state/route";
import { useStore } from "../state/store";
import "./sidebar.css";

interface Props {
  catalog: Catalog;
  rooms: ReadonlyMap<string, Accounts>;
  chosen: ResourceDefinition | undefined;
}

export function Sidebar({ catalog, rooms, chosen }: Props) {
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a narrow page the resources are a line that scrolls.
    nav.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [chosen]);
  return (
    <nav ref={nav} className="sidebar" aria-label="Resources">
      {catalog.systems.map((system) => (
        <section key={system.id}>
          <h2>{system.label}</h2>
          <ul>
            {catalog.resources
              .filter((resource) => resource.system === system.id)
              .map((resource) => (
                <li key={resource.id}>
                  <a
                    href={addressOf(resource)}
                    aria-current={resource.id === chosen?.id ? "page" : undefined}
                    aria-label={`${system.label}: ${resource.label}`}
                  >
                    <span className="sidebar-system">{system.label}</span>
                    <span className="sidebar-label">{resource.label}</span>
                    <Count accounts={rooms.get(resource.id)} />
                  </a>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

function Count({ accounts }: { accounts: Accounts | undefined }) {
  return accounts ? <KnownCount accounts={accounts} /> : <span className="sidebar-count">not connected</span>;
}

function KnownCount({ accounts }: { accounts: Accounts }) {
  useStore(accounts);
  const total = accounts.collection?.size ?? accounts.total;
  return <span className="sidebar-count">{total === null ? "" : total.toLocaleString("en")}</span>;
}
