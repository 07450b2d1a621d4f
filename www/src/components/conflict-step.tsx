/** Two changes of one account: base, mine and theirs, and a person's decision for each field. */
import { useState } from "react";
import type { FieldDefinition } from "roster-wasm";

import { inputText, type Account } from "../account";
import type { Side } from "../state/editing";
import type { Clash } from "../state/failure";
import type { StepProps } from "./editor";
import { Sides } from "./sides";
import { Text } from "./value";
import { Waiting } from "./waiting";
import "./conflict-step.css";

export function ConflictStep({ editing, send }: StepProps) {
  const [arms, setArms] = useState(false);
  const { conflict } = editing;
  if (!conflict) return null;
  const clashing = new Set(conflict.clashing);
  const isDecided = conflict.clashing.every((field) => editing.choices.has(field));
  const isSaving = editing.saving !== null;
  const rows = editing.definition.fields
    .filter((field) => clashing.has(field.name) || (field.update && differs(field, conflict)))
    .map((field) => ({
      field,
      values: [conflict.base?.[field.name], conflict.mine[field.name], conflict.theirs[field.name]],
      decision: clashing.has(field.name) ? (
        <Decision field={field} choice={editing.choices.get(field.name)} onChoose={(side) => editing.choose(field.name, side)} />
      ) : (
        <span className="muted">{same(field, conflict.base, conflict.mine) ? "theirs" : "mine"}</span>
      ),
    }));
  const version = editing.definition.versionField;
  return (
    <>
      <div className="dialog-body">
        <p>
          While you were editing, somebody else saved this account
          {version !== null && (
            <>
              {" "}
              (<Text>{inputText(conflict.theirs[version])}</Text>)
            </>
          )}
          . Nothing of yours was saved. Fields that both of you changed need your decision; all others keep whichever
          change there was.
        </p>
        <Sides caption="Both changes" headings={["Base", "Mine", "Theirs"]} rows={rows} />
        {arms && (
          <div className="caution">
            <p>
              Overwriting sends all of your changes and skips the check against other people's: what they wrote into the
              same fields is lost.
            </p>
            <button
              type="button"
              className="button button-danger"
              disabled={isSaving}
              onClick={() => send(() => editing.overwrite())}
            >
              Overwrite theirs
            </button>
          </div>
        )}
      </div>
      <footer className="dialog-foot">
        <button type="button" className="button" disabled={isSaving} onClick={() => editing.back()}>
          Back to the form
        </button>
        <button type="button" className="button left" aria-expanded={arms} disabled={isSaving} onClick={() => setArms(!arms)}>
          Overwrite…
        </button>
        <Waiting editing={editing} />
        <button
          type="button"
          className="button button-main"
          disabled={isSaving || !isDecided}
          title={isDecided ? undefined : "Decide for each field that both changed"}
          onClick={() => send(() => editing.resolve())}
        >
          Save my decision
        </button>
      </footer>
    </>
  );
}

interface DecisionProps {
  field: FieldDefinition;
  choice: Side | undefined;
  onChoose: (side: Side) => void;
}

function Decision({ field, choice, onChoose }: DecisionProps) {
  const sides: readonly (readonly [Side, string])[] = [
    ["mine", "Mine"],
    ["theirs", "Theirs"],
  ];
  return (
    <div className="decision" role="radiogroup" aria-label={`Keep for ${field.label}`}>
      {sides.map(([side, label]) => (
        <label key={side}>
          <input type="radio" name={`keep-${field.name}`} checked={choice === side} onChange={() => onChoose(side)} />
          {label}
        </label>
      ))}
    </div>
  );
}

function differs(field: FieldDefinition, { base, mine, theirs }: Clash): boolean {
  return !same(field, base, mine) || !same(field, base, theirs);
}

function same(field: FieldDefinition, left: Account | null, right: Account | null): boolean {
  return inputText(left?.[field.name]) === inputText(right?.[field.name]);
}
