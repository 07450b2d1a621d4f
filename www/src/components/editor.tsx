/** Makes or changes an account: fill in, read what will be sent, send, decide if somebody was faster. */
import { useEffect, useRef, useState } from "react";
import type { Saved } from "roster-wasm";

import { titleOf, type Account } from "../account";
import type { Accounts } from "../state/accounts";
import { Editing } from "../state/editing";
import { useStore } from "../state/store";
import { ConflictStep } from "./conflict-step";
import { Dialog } from "./dialog";
import { FormStep } from "./form-step";
import { ReviewStep } from "./review-step";

interface Props {
  accounts: Accounts;
  editing: Editing;
  onSaved: (saved: Saved<Account>) => void;
  onClose: () => void;
}

/** What each step of the dialog is given. */
export interface StepProps {
  accounts: Accounts;
  editing: Editing;
  /** Sends what `how` sends, and closes the dialog when it was taken. */
  send: (how: () => Promise<Saved<Account> | null>) => void;
  onClose: () => void;
}

export function Editor({ accounts, editing, onSaved, onClose }: Props) {
  useStore(editing);
  const [isLeaving, setLeaving] = useState(false);
  // The page may be left while an answer is awaited: then nobody is there to be told.
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
      editing.saving?.abort();
    };
  }, [editing]);
  const { isDirty } = editing;
  useEffect(() => {
    if (!isDirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [isDirty]);
  const leave = () => {
    if (editing.saving) return;
    if (isDirty && !isLeaving) setLeaving(true);
    else onClose();
  };
  const send: StepProps["send"] = (how) => {
    void how().then((saved) => {
      if (saved && isHere.current) onSaved(saved);
    });
  };
  const steps = { accounts, editing, send, onClose: leave };
  return (
    <Dialog title={titleOfStep(accounts, editing)} shape="sheet" onClose={leave}>
      {isLeaving && (
        <div className="caution leave" role="alert">
          <p>What you entered is not saved.</p>
          <button type="button" className="button" onClick={() => setLeaving(false)} autoFocus>
            Keep editing
          </button>
          <button type="button" className="button button-danger" onClick={onClose}>
            Discard
          </button>
        </div>
      )}
      {editing.step === "form" && <FormStep {...steps} />}
      {editing.step === "review" && <ReviewStep {...steps} />}
      {editing.step === "conflict" && <ConflictStep {...steps} />}
    </Dialog>
  );
}

function titleOfStep({ definition }: Accounts, { draft, step }: Editing): string {
  if (step === "conflict") return "Somebody else changed this account";
  if (draft.operation === "create") return `New ${definition.singular}`;
  if (draft.operation === "upsert") return `Match or create: ${definition.singular}`;
  return draft.base ? `Edit ${titleOf(definition, draft.base)}` : `Edit ${definition.singular}`;
}
