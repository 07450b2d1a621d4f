/**
 * Text and values of a system, drawn inert: React escapes, `shown` makes acting characters visible,
 * and `<bdi>` keeps the direction of a text to itself.
 */
import { shown, type FieldDefinition } from "roster-wasm";

import { isReference, words } from "../account";
import "./value.css";

/** Any text that came from outside. */
export function Text({ children }: { children: string }) {
  return <bdi>{shown(children)}</bdi>;
}

/** A field's value: short enough for a table cell, with what it leaves out in the tooltip. */
export function Value({ field, value }: { field: FieldDefinition; value: unknown }) {
  if (value === undefined) return <span className="value-absent" title="not in the system's answer" />;
  if (value === null || value === "") return <Nothing value={value} />;
  if (typeof value === "boolean") return <span className={value ? "value-yes" : "value-no"}>{value ? "Yes" : "No"}</span>;
  if (isReference(value)) return <Named id={value.id} name={value.name} field={field} />;
  const text = words(value);
  if (field.kind === "timestamp") return <Moment text={text} />;
  if (field.kind === "choice") return <Named id={text} name={null} field={field} />;
  return <Text>{text}</Text>;
}

/** Null and the empty text, told apart. */
function Nothing({ value }: { value: null | "" }) {
  return (
    <span className="value-nothing" title={value === null ? "null" : "empty text"}>
      {value === null ? "—" : "“”"}
    </span>
  );
}

/** A record or a choice by its name, with its id in the tooltip. */
function Named({ id, name, field }: { id: string; name: string | null; field: FieldDefinition }) {
  const label = name ?? field.choices.find((choice) => choice.value === id)?.label;
  return (
    <span title={shown(id)} className={label === undefined ? "value-id" : undefined}>
      <Text>{label ?? id}</Text>
    </span>
  );
}

/** A moment as it was sent, easier to read; never moved to another zone, never rounded. */
function Moment({ text }: { text: string }) {
  const [, date, time, fraction, zone] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d+)?(.*)$/.exec(text) ?? [];
  if (date === undefined) return <Text>{text}</Text>;
  return (
    <time dateTime={text} title={shown(text)}>
      {date} {time}
      {fraction}
      <Text>{zone ?? ""}</Text>
    </time>
  );
}
