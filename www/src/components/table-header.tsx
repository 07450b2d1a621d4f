/** The names of the columns, which also say and change the order. */
import type { FieldDefinition } from "roster-wasm";

import type { Accounts, SortKey } from "../state/accounts";
import { Icon } from "./icon";

interface Props {
  accounts: Accounts;
  columns: readonly FieldDefinition[];
}

export function HeaderRow({ accounts, columns }: Props) {
  return (
    <div className="table-head" role="row" aria-rowindex={1}>
      {columns.map((field) => {
        const place = accounts.sort.findIndex((key) => key.field === field.name);
        const key = accounts.sort[place];
        return (
          <div key={field.name} role="columnheader" className="table-cell" aria-sort={direction(key)}>
            <button
              type="button"
              title={`${field.name}: sort; with Shift, sort by this too`}
              onClick={(event) => accounts.sortBy(field.name, event.shiftKey)}
            >
              <span>{field.label}</span>
              {key && <Icon name={key.descending ? "down" : "up"} />}
              {key && accounts.sort.length > 1 && <small>{place + 1}</small>}
            </button>
          </div>
        );
      })}
    </div>
  );
}

function direction(key: SortKey | undefined): "ascending" | "descending" | undefined {
  if (!key) return undefined;
  return key.descending ? "descending" : "ascending";
}
