/** One field of a form: the input that its kind asks for, its help, and what is wrong with it. */
import { useId, type ReactNode } from "react";
import type { FieldDefinition } from "roster-wasm";

import type { Choices } from "../state/accounts";
import { referenceName, type Editing } from "../state/editing";
import { Icon } from "./icon";
import { BooleanInput, ChoiceInput, ReferenceInput, TextInput } from "./inputs";
import { Text } from "./value";
import "./field-input.css";

interface Props {
  editing: Editing;
  field: FieldDefinition;
  /** Records that this field may point to, as far as they are known. */
  known: Choices;
}

export function FieldInput({ editing, field, known }: Props) {
  const id = useId();
  const problems = editing.problemsOf(field);
  const described = [field.help !== "" && `${id}-help`, problems.length > 0 && `${id}-problems`].filter(Boolean).join(" ");
  const shared = { id, field, editing, described, isInvalid: problems.length > 0 };
  return (
    <div className="field" data-field={field.name} data-invalid={problems.length > 0} data-changed={editing.isChanged(field)}>
      <div className="field-head">
        <label htmlFor={id} id={`${id}-label`} title={field.name}>
          {field.label}
          {field.required && (
            <span className="field-required" title="needed">
              {" "}
              *
            </span>
          )}
        </label>
        {editing.isChanged(field) && editing.draft.operation === "update" && (
          <button
            type="button"
            className="button-quiet field-undo"
            aria-label={`Undo the change of ${field.label}`}
            onClick={() => editing.undo(field)}
          >
            <Icon name="undo" />
          </button>
        )}
      </div>
      {input(field, shared, known)}
      <Aside editing={editing} field={field} known={known} />
      {field.help !== "" && (
        <p id={`${id}-help`} className="field-help">
          {field.help}
        </p>
      )}
      {problems.length > 0 && (
        <ul id={`${id}-problems`} className="field-problems">
          {problems.map((problem) => (
            <li key={problem}>
              <Text>{problem}</Text>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** What every input is told. */
export interface InputProps {
  id: string;
  field: FieldDefinition;
  editing: Editing;
  /** Ids of what describes the input. */
  described: string;
  isInvalid: boolean;
}

function input(field: FieldDefinition, shared: InputProps, known: Props["known"]): ReactNode {
  switch (field.kind) {
    case "boolean":
      return <BooleanInput {...shared} />;
    case "choice":
      return field.choices.length > 0 ? <ChoiceInput {...shared} /> : <TextInput {...shared} />;
    case "reference":
      return <ReferenceInput {...shared} known={known} />;
    default:
      return <TextInput {...shared} />;
  }
}

/** The name behind a reference's id. */
function Aside({ editing, field, known }: Props) {
  if (field.kind !== "reference") return null;
  const entry = editing.entry(field);
  const held = referenceName(editing.draft.base?.[field.name], entry);
  const name = held ?? (typeof entry === "string" ? known.get(entry) : null);
  return name ? (
    <p className="field-help">
      <Text>{name}</Text>
    </p>
  ) : null;
}
