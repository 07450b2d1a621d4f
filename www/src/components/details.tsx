/** One account with every field, the unknown ones too, and what can be done with it. */
import { useEffect, useRef, useState } from "react";
import type { FieldDefinition } from "roster-wasm";

import { idOf, isReference, titleOf, unknownMembers, words, type Account } from "../account";
import type { Accounts, Action } from "../state/accounts";
import { useStore } from "../state/store";
import { ActionButton } from "./action-button";
import { Failure } from "./failure";
import { Icon } from "./icon";
import { Text, Value } from "./value";
import "./details.css";

/** What a person asked for here; the screen opens the dialog for it. */
export type AccountAction = Extract<Action, "update" | "delete" | "sync">;

interface Props {
  accounts: Accounts;
  account: Account;
  /** Counts the times that somebody asked to be taken here with the keyboard. */
  visits: number;
  onAct: (action: AccountAction) => void;
  onClose: () => void;
}

const actions: readonly (readonly [AccountAction, string, string])[] = [
  ["update", "Edit", "button button-main"],
  ["sync", "Sync", "button"],
  ["delete", "Delete", "button button-danger"],
];

export function Details({ accounts, account, visits, onAct, onClose }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { definition } = accounts;
  useEffect(() => {
    if (visits > 0) heading.current?.focus();
  }, [visits]);
  const refused = actions.flatMap(([action, label]) => {
    const reason = accounts.whyNot(action);
    return reason === null ? [] : [{ label, reason }];
  });
  return (
    <aside className="details" aria-label="Details">
      <header className="details-head">
        <h2 ref={heading} tabIndex={-1}>
          <Text>{titleOf(definition, account)}</Text>
        </h2>
        <button type="button" className="button-quiet" aria-label="Close details" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div className="details-body">
        <div className="details-actions">
          {actions.map(([action, label, look]) => (
            <ActionButton key={action} className={look} whyNot={accounts.whyNot(action)} onAct={() => onAct(action)}>
              {label}
            </ActionButton>
          ))}
          <ReadAgain key={idOf(definition, account)} accounts={accounts} id={idOf(definition, account)} />
        </div>
        {refused.length > 0 && (
          <ul className="details-reasons">
            {refused.map(({ label, reason }) => (
              <li key={label}>
                <b>{label}:</b> {reason}
              </li>
            ))}
          </ul>
        )}
        <dl>
          {definition.fields
            .filter((field) => field.read)
            .map((field) => (
              <Member key={field.name} field={field} value={account[field.name]} />
            ))}
        </dl>
        <Unknown accounts={accounts} account={account} />
      </div>
    </aside>
  );
}

function Member({ field, value }: { field: FieldDefinition; value: unknown }) {
  return (
    <div className="details-member">
      <dt title={field.name}>{field.label}</dt>
      <dd data-kind={field.kind}>
        {value === undefined ? <span className="muted">not in the answer</span> : <Value field={field} value={value} />}
        {isReference(value) && value.name !== null && (
          <div className="details-id">
            <Text>{value.id}</Text>
          </div>
        )}
      </dd>
    </div>
  );
}

/** What a system sent that its documents do not know. It is kept, and shown as it came. */
function Unknown({ accounts, account }: { accounts: Accounts; account: Account }) {
  const names = unknownMembers(accounts.definition, account);
  if (names.length === 0) return null;
  return (
    <>
      <h3>Not in the documents</h3>
      <dl>
        {names.map((name) => (
          <div key={name} className="details-member">
            <dt>
              <Text>{name}</Text>
            </dt>
            <dd>
              <code>
                <Text>{account[name] === null ? "null" : words(account[name])}</Text>
              </code>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** Asks the system for this one account, and puts the answer into the table. */
function ReadAgain({ accounts, id }: { accounts: Accounts; id: string }) {
  const [failure, setFailure] = useState<unknown>(null);
  const running = useRef<AbortController>(null);
  useStore(accounts);
  useEffect(() => () => running.current?.abort(), []);
  const read = async () => {
    running.current?.abort();
    const { signal } = (running.current = new AbortController());
    setFailure(null);
    try {
      const account = await accounts.resource.get(id, { signal });
      if (!signal.aborted) accounts.replace(account);
    } catch (error) {
      if (!signal.aborted) setFailure(error);
    }
  };
  return (
    <>
      <button type="button" className="button" aria-label="Read again" title="Read again" onClick={() => void read()}>
        <Icon name="reload" />
      </button>
      {failure !== null && <Failure error={failure} />}
    </>
  );
}
