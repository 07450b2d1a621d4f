/** The inputs themselves. All hold what was typed, valid or not: the form keeps it through errors. */
import { useState } from "react";
import { shown, type FieldDefinition } from "roster-wasm";

import type { Choices } from "../state/accounts";
import type { Entry } from "../state/editing";
import type { InputProps } from "./field-input";

const asText = (entry: Entry) => (typeof entry === "string" ? entry : "");

const inputModes: Partial<Record<FieldDefinition["kind"], "email" | "numeric">> = {
  email: "email",
  integer: "numeric",
};

export function TextInput({ id, field, editing, described, isInvalid }: InputProps) {
  const [isSeen, setSeen] = useState(false);
  const isSecret = field.kind === "secret";
  return (
    <div className="field-line">
      <input
        id={id}
        // Never type="email" or "number": the browser would refuse or rewrite what the system takes.
        type={isSecret && !isSeen ? "password" : "text"}
        inputMode={inputModes[field.kind]}
        autoComplete={isSecret ? "new-password" : "off"}
        spellCheck={false}
        dir="auto"
        placeholder={field.kind === "timestamp" ? "2024-05-17T09:30:00Z" : undefined}
        aria-required={field.required}
        aria-invalid={isInvalid}
        aria-describedby={described || undefined}
        value={asText(editing.entry(field))}
        onChange={(event) => editing.enter(field, event.target.value)}
      />
      {isSecret && (
        <button type="button" className="button" aria-pressed={isSeen} onClick={() => setSeen(!isSeen)}>
          Show
        </button>
      )}
    </div>
  );
}

/** Yes, no, and nothing, which is neither. */
export function BooleanInput({ id, field, editing, described, isInvalid }: InputProps) {
  const entry = editing.entry(field);
  const options: readonly (readonly [string, boolean | null])[] = [
    ["Yes", true],
    ["No", false],
    ["Not set", null],
  ];
  return (
    <div
      className="field-segments"
      role="radiogroup"
      aria-labelledby={`${id}-label`}
      aria-describedby={described || undefined}
      aria-invalid={isInvalid}
    >
      {options.map(([label, value], place) => (
        <label key={label}>
          <input
            type="radio"
            id={place === 0 ? id : undefined}
            name={id}
            checked={entry === value}
            onChange={() => editing.enter(field, value)}
          />
          <span>{label}</span>
        </label>
      ))}
    </div>
  );
}

/** The documented values, and the one that is held when it is another. */
export function ChoiceInput({ id, field, editing, described, isInvalid }: InputProps) {
  const entry = asText(editing.entry(field));
  const isUnknown = entry !== "" && !field.choices.some((choice) => choice.value === entry);
  return (
    <select
      id={id}
      aria-required={field.required}
      aria-invalid={isInvalid}
      aria-describedby={described || undefined}
      value={entry}
      onChange={(event) => editing.enter(field, event.target.value)}
    >
      <option value="">Not set</option>
      {isUnknown && <option value={entry}>{shown(entry)} (not in the documents)</option>}
      {field.choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label === choice.value ? choice.label : `${choice.label} · ${choice.value}`}
        </option>
      ))}
    </select>
  );
}

/** An id, with those that are known to choose from by name. */
export function ReferenceInput(props: InputProps & { known: Choices }) {
  const { id, field, editing, described, isInvalid, known } = props;
  return (
    <>
      <input
        id={id}
        type="text"
        list={`${id}-known`}
        autoComplete="off"
        spellCheck={false}
        placeholder="id"
        aria-required={field.required}
        aria-invalid={isInvalid}
        aria-describedby={described || undefined}
        value={asText(editing.entry(field))}
        onChange={(event) => editing.enter(field, event.target.value)}
      />
      <datalist id={`${id}-known`}>
        {[...known].map(([value, name]) => (
          <option key={value} value={value} label={name === null ? undefined : shown(name)} />
        ))}
      </datalist>
    </>
  );
}
