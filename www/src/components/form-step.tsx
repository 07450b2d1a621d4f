/** The form: one input for each field that the operation may send. */
import { useEffect, useMemo, useRef, type FormEvent } from "react";

import { isReference } from "../account";
import type { Accounts, Choices } from "../state/accounts";
import { useStore } from "../state/store";
import type { StepProps } from "./editor";
import { Failure } from "./failure";
import { FieldInput } from "./field-input";
import "./form-step.css";

/** How many accounts are looked at for the records that they refer to. */
const LOOKED_AT = 500;

export function FormStep({ accounts, editing, onClose }: StepProps) {
  const form = useRef<HTMLFormElement>(null);
  const revision = useStore(accounts);
  const references = useMemo(() => referencesOf(accounts), [accounts, revision]);
  const note = accounts.definition.notes[editing.draft.operation];
  useEffect(() => {
    const wrong = form.current?.querySelector<HTMLElement>('[data-invalid="true"] :is(input, select)');
    const first = form.current?.querySelector<HTMLElement>(":is(input, select)");
    (wrong ?? first)?.focus();
  }, []);
  useEffect(() => {
    const leaving = new AbortController();
    for (const field of editing.fields) void accounts.choose(field, leaving.signal);
    return () => leaving.abort();
  }, [accounts, editing]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    editing.review();
    form.current?.querySelector<HTMLElement>('[data-invalid="true"] :is(input, select)')?.focus();
  };
  return (
    <form ref={form} className="form-step" noValidate onSubmit={submit} aria-label={accounts.definition.singular}>
      <div className="dialog-body">
        {editing.error !== null && <Failure error={editing.error} />}
        {note !== undefined && <p className="caution">{note}</p>}
        {editing.fields.map((field) => (
          <FieldInput key={field.name} editing={editing} field={field} known={references.get(field.name) ?? new Map()} />
        ))}
      </div>
      <footer className="dialog-foot">
        <button type="button" className="button left" onClick={onClose}>
          Cancel
        </button>
        <button type="submit" className="button button-main" disabled={!editing.isDirty}>
          Review changes
        </button>
      </footer>
    </form>
  );
}

/** The records that a field may point to, by field: those that the system lists, then those in sight. */
function referencesOf({ definition, collection, choices }: Accounts): Map<string, Choices> {
  const fields = definition.fields.filter((field) => field.kind === "reference");
  const found = new Map(fields.map((field) => [field.name, new Map(choices.get(field.name))]));
  if (fields.length === 0) return found;
  for (const account of collection?.page(0, LOOKED_AT) ?? []) {
    for (const field of fields) {
      const value = account[field.name];
      const known = found.get(field.name);
      if (isReference(value) && !known?.has(value.id)) known?.set(value.id, value.name);
    }
  }
  return found;
}
