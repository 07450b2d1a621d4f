/** Search, what it found, and what can be done with the resource as a whole. */
import { useEffect, useId, useRef, useState } from "react";

import type { Accounts } from "../state/accounts";
import { messageOf } from "../state/failure";
import { useStore } from "../state/store";
import { ActionButton } from "./action-button";
import { FilterHelp } from "./filter-help";
import { Icon } from "./icon";
import { Text } from "./value";
import "./toolbar.css";

interface Props {
  accounts: Accounts;
  onCreate: () => void;
  onUpsert: () => void;
}

export function Toolbar({ accounts, onCreate, onUpsert }: Props) {
  useStore(accounts);
  const { definition, collection, progress } = accounts;
  return (
    <div className="toolbar">
      <Search accounts={accounts} />
      <p className="toolbar-count" role="status">
        {collection && matches(collection.matches, collection.size, definition.label.toLowerCase())}
      </p>
      <div className="toolbar-actions">
        <button type="button" className="button" disabled={progress !== null} onClick={() => void accounts.load()}>
          <Icon name="reload" />
          <span className="toolbar-word">Reload</span>
        </button>
        {definition.operations.includes("upsert") && (
          <ActionButton whyNot={accounts.whyNot("upsert")} onAct={onUpsert}>
            <Icon name="match" />
            <span>
              Match<span className="toolbar-word"> or create</span>
            </span>
          </ActionButton>
        )}
        <ActionButton className="button button-main" whyNot={accounts.whyNot("create")} onAct={onCreate}>
          <Icon name="plus" />
          <span>
            New<span className="toolbar-word"> {definition.singular}</span>
          </span>
        </ActionButton>
      </div>
    </div>
  );
}

function matches(found: number, all: number, label: string): string {
  const number = (count: number) => count.toLocaleString("en");
  return found === all ? `${number(all)} ${label}` : `${number(found)} of ${number(all)}`;
}

function Search({ accounts }: { accounts: Accounts }) {
  const input = useRef<HTMLInputElement>(null);
  const [helps, setHelps] = useState(false);
  const problem = useId();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const busy = event.target instanceof Element && event.target.closest("input, select, textarea, dialog");
      if (event.key !== "/" || busy || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      input.current?.focus();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
  return (
    <div className="search">
      <div className="search-box">
        <Icon name="search" />
        <input
          ref={input}
          type="search"
          aria-label={`Search ${accounts.definition.label.toLowerCase()}`}
          aria-keyshortcuts="/"
          aria-invalid={accounts.queryProblem !== null}
          aria-describedby={accounts.queryProblem === null ? undefined : problem}
          placeholder="Search, or field:word"
          autoComplete="off"
          spellCheck={false}
          value={accounts.query}
          onChange={(event) => accounts.search(event.target.value)}
        />
        <button type="button" className="button-quiet" aria-label="How to search" onClick={() => setHelps(true)}>
          <Icon name="help" />
        </button>
      </div>
      {accounts.queryProblem !== null && (
        <p id={problem} className="search-problem" role="alert">
          <Text>{messageOf(accounts.queryProblem)}</Text>
        </p>
      )}
      {helps && <FilterHelp definition={accounts.definition} onClose={() => setHelps(false)} />}
    </div>
  );
}
