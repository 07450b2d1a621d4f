/** One resource: its table, the account that was chosen, and the dialogs about it. */
import { useCallback, useEffect, useRef, useState } from "react";
import type { Saved } from "roster-wasm";

import { idOf, type Account, type AnyDraft } from "../account";
import type { Accounts } from "../state/accounts";
import { Editing } from "../state/editing";
import { useStore } from "../state/store";
import { DeleteDialog, SyncDialog } from "./account-dialogs";
import { Details, type AccountAction } from "./details";
import { Editor } from "./editor";
import { Failure } from "./failure";
import { LoadProgress } from "./load-progress";
import { useNotices } from "./notices";
import { Table } from "./table";
import { Toolbar } from "./toolbar";
import "./screen.css";

/** What is open on top of the table. */
type Open = { kind: "editor"; editing: Editing } | { kind: "delete" | "sync"; account: Account } | null;

export function Screen({ accounts }: { accounts: Accounts }) {
  useStore(accounts);
  const notices = useNotices();
  const [selected, setSelected] = useState<string | null>(null);
  const [visits, setVisits] = useState(0);
  const [returns, setReturns] = useState(0);
  const [open, setOpen] = useState<Open>(null);
  const body = useRef<HTMLDivElement>(null);
  const { collection, definition, failure } = accounts;

  useEffect(() => {
    if (!accounts.collection) void accounts.load();
    // Leaving the screen ends the traffic that only this screen needs.
    return () => accounts.cancel();
  }, [accounts]);

  const select = useCallback((id: string) => setSelected(id), []);
  const visit = useCallback(() => setVisits((count) => count + 1), []);
  const account = selected === null ? undefined : collection?.get(selected);

  // After everything that was open is gone: while a dialog is there, the table takes no focus.
  useEffect(() => {
    if (returns > 0) body.current?.querySelector<HTMLElement>('[role="grid"]')?.focus();
  }, [returns]);

  const close = () => setOpen(null);
  const closeDetails = () => {
    setSelected(null);
    setVisits(0);
    setReturns((count) => count + 1);
  };
  const edit = (draft: AnyDraft) => setOpen({ kind: "editor", editing: new Editing(definition, draft) });
  const act = (action: AccountAction) => {
    if (!collection || !account) return;
    if (action === "update") edit(collection.edit(idOf(definition, account)));
    else setOpen({ kind: action, account });
  };
  const saved = (saved: Saved<Account>) => {
    accounts.touched();
    notices.saved(definition, saved);
    setSelected(idOf(definition, saved.account));
    close();
  };

  return (
    <div className="screen">
      <Toolbar
        accounts={accounts}
        onCreate={() => collection && edit(collection.create())}
        onUpsert={() => collection && edit(collection.upsert())}
      />
      <LoadProgress accounts={accounts} />
      {failure !== null && (
        <div className="screen-failure">
          <Failure error={failure}>
            <button type="button" className="button" onClick={() => void accounts.load()}>
              Try again
            </button>
          </Failure>
        </div>
      )}
      <div
        ref={body}
        className="screen-body"
        onKeyDown={(event) => {
          if (event.key === "Escape" && account) closeDetails();
        }}
      >
        {collection && (
          <Table accounts={accounts} collection={collection} selected={selected} onSelect={select} onOpen={visit} />
        )}
        {account && <Details accounts={accounts} account={account} visits={visits} onAct={act} onClose={closeDetails} />}
      </div>
      {open?.kind === "editor" && <Editor accounts={accounts} editing={open.editing} onSaved={saved} onClose={close} />}
      {open?.kind === "sync" && <SyncDialog accounts={accounts} account={open.account} onDone={close} onClose={close} />}
      {open?.kind === "delete" && (
        <DeleteDialog
          accounts={accounts}
          account={open.account}
          onDone={() => {
            close();
            closeDetails();
          }}
          onClose={close}
        />
      )}
    </div>
  );
}
