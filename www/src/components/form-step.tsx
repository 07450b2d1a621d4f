/** The form: one input for each field that the operation may send. */
import { useEffect, useMemo, useRef, type FormEvent } from "react";

import { isReference } from "../account";
import type { Accounts } from "../state/accounts";
import type { StepProps } from "./editor";
import { Failure } from "./failure";
import { FieldInput } from "./field-input";
import "./form-step.css";

/** How many accounts are looked at for the records that they refer to. */
const LOOKED_AT = 500;

export function FormStep({ accounts, editing, onClose }: StepProps) {
  const form = useRef<HTMLFormElement>(null);
  const references = useMemo(() => referencesOf(accounts), [accounts]);
  const note = accounts.definition.notes[editing.draft.operation];
  useEffect(() => {
    const wrong = form.current?.querySelector<HTMLElement>('[data-invalid="true"] :is(input, select)');
    const first = form.current?.querySelector<HTMLElement>(":is(input, select)");
    (wrong ?? first)?.focus();
  }, []);
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

/** The records that accounts in sight refer to: id to name, by field. */
function referencesOf({ definition, collection }: Accounts): Map<string, Map<string, string | null>> {
  const fields = definition.fields.filter((field) => field.kind === "reference");
  const found = new Map(fields.map((field) => [field.name, new Map<string, string | null>()]));
  if (fields.length === 0) return found;
  for (const account of collection?.page(0, LOOKED_AT) ?? []) {
    for (const field of fields) {
      const value = account[field.name];
      if (isReference(value)) found.get(field.name)?.set(value.id, value.name);
    }
  }
  return found;
}
