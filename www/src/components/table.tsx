/** The accounts of a view. Only the rows on the screen are taken out of the collection and drawn. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useId, useMemo, useRef, type CSSProperties, type KeyboardEvent } from "react";

import { columnsOf, idOf, type AnyCollection } from "../account";
import type { Accounts } from "../state/accounts";
import { useStore } from "../state/store";
import { layout, ROW_HEIGHT } from "./columns";
import { HeaderRow } from "./table-header";
import { Row } from "./table-row";
import "./table.css";

interface Props {
  accounts: Accounts;
  collection: AnyCollection;
  /** The id of the selected account. */
  selected: string | null;
  onSelect: (id: string) => void;
  /** Enter was pressed: show it and go there. */
  onOpen: (id: string) => void;
}

export function Table({ accounts, collection, selected, onSelect, onOpen }: Props) {
  useStore(accounts);
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useId();
  const { definition } = accounts;
  const columns = useMemo(() => columnsOf(definition), [definition]);
  const { template, least } = useMemo(() => layout(columns), [columns]);
  const virtual = useVirtualizer({
    count: collection.matches,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    // The header stands above the rows in the same scrolling element, and stays in sight.
    scrollMargin: ROW_HEIGHT,
    scrollPaddingStart: ROW_HEIGHT,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  // Accounts that stay in sight are mostly the same objects, whose rows are not drawn again.
  const rows = collection.page(first, items.length);
  const active = selected === null ? -1 : collection.indexOf(selected);

  useEffect(() => {
    if (active >= 0) virtual.scrollToIndex(active, { align: "auto" });
    // Only when another row is selected: scrolling away from it is a person's right.
  }, [selected]);

  const goTo = (index: number) => {
    const place = Math.max(0, Math.min(collection.matches - 1, index));
    const account = collection.page(place, 1)[0];
    if (!account) return;
    onSelect(idOf(definition, account));
    virtual.scrollToIndex(place, { align: "auto" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2);
    const steps: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: collection.matches - 1,
    };
    const next = steps[event.key];
    if (next !== undefined) goTo(next);
    else if (event.key === "Enter" && selected !== null) onOpen(selected);
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={scroller}
      className="table"
      role="grid"
      tabIndex={0}
      aria-label={definition.label}
      aria-rowcount={collection.matches + 1}
      aria-colcount={columns.length}
      aria-activedescendant={active >= 0 ? `${grid}-${active}` : undefined}
      onKeyDown={onKeyDown}
      style={{ "--columns": template, "--least": `${least}px` } as CSSProperties}
    >
      <HeaderRow accounts={accounts} columns={columns} />
      <div className="table-body" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {rows.map((account, offset) => {
          const index = first + offset;
          const id = idOf(definition, account);
          return (
            <Row
              key={id}
              id={id}
              domId={`${grid}-${index}`}
              index={index}
              account={account}
              columns={columns}
              isSelected={id === selected}
              onSelect={onSelect}
            />
          );
        })}
      </div>
      {collection.matches === 0 && (
        <p className="table-empty">
          {collection.size === 0 ? `There is no ${definition.singular} yet.` : `No ${definition.singular} matches.`}
        </p>
      )}
    </div>
  );
}
