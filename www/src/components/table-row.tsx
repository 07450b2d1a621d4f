/** One account in the table. */
import { memo, type CSSProperties } from "react";
import type { FieldDefinition } from "roster-wasm";

import type { Account } from "../account";
import { ROW_HEIGHT } from "./columns";
import { Value } from "./value";

interface Props {
  /** The account's. */
  id: string;
  /** The row's, for the grid to point at. */
  domId: string;
  /** Its place in the view. */
  index: number;
  account: Account;
  columns: readonly FieldDefinition[];
  isSelected: boolean;
  onSelect: (id: string) => void;
}

/** Drawn again only when it shows something else: scrolling makes new rows, and no old ones. */
export const Row = memo(
  function Row({ id, domId, index, account, columns, isSelected, onSelect }: Props) {
    return (
      <div
        id={domId}
        className="table-row"
        role="row"
        aria-rowindex={index + 2}
        aria-selected={isSelected}
        style={{ transform: `translateY(${index * ROW_HEIGHT}px)` } as CSSProperties}
        onClick={() => onSelect(id)}
      >
        {columns.map((field) => (
          <div key={field.name} role="gridcell" className="table-cell" data-kind={field.kind}>
            <Value field={field} value={account[field.name]} />
          </div>
        ))}
      </div>
    );
  },
  (before, after) =>
    before.account === after.account &&
    before.index === after.index &&
    before.isSelected === after.isSelected &&
    before.onSelect === after.onSelect &&
    before.columns === after.columns,
);
