/** What will be sent, field by field, before it is. */
import type { FieldDefinition } from "roster-wasm";

import type { StepProps } from "./editor";
import { Failure } from "./failure";
import { Sides } from "./sides";
import { Waiting } from "./waiting";

export function ReviewStep({ editing, send }: StepProps) {
  const changes = editing.draft.changes();
  const fields = new Map(editing.definition.fields.map((field) => [field.name, field]));
  const rows = changes.flatMap(({ field, from, to }) => {
    const definition: FieldDefinition | undefined = fields.get(field);
    return definition ? [{ field: definition, values: [from, to] }] : [];
  });
  const isUpdate = editing.draft.operation === "update";
  return (
    <>
      <div className="dialog-body">
        <p className="muted">
          {isUpdate ? "Only this is sent; every other field stays as it is." : "This is sent; fields that are not here are left to the system."}
        </p>
        <Sides
          caption="What will be sent"
          headings={isUpdate ? ["Before", "After"] : ["Value"]}
          rows={isUpdate ? rows : rows.map(({ field, values }) => ({ field, values: values.slice(1) }))}
        />
        {editing.error !== null && <Failure error={editing.error} />}
      </div>
      <footer className="dialog-foot">
        <button type="button" className="button left" disabled={editing.saving !== null} onClick={() => editing.back()}>
          Back
        </button>
        <Waiting editing={editing} />
        <button
          type="button"
          className="button button-main"
          data-first
          autoFocus
          disabled={editing.saving !== null}
          onClick={() => send(() => editing.save())}
        >
          {isUpdate ? "Save" : "Create"}
        </button>
      </footer>
    </>
  );
}
