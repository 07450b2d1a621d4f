/** Values of some fields beside each other: before and after, or base, mine and theirs. */
import type { ReactNode } from "react";
import type { FieldDefinition } from "roster-wasm";

import { Value } from "./value";
import "./sides.css";

export interface SidesRow {
  field: FieldDefinition;
  /** One for each heading. */
  values: readonly unknown[];
  /** What can be decided for the field. */
  decision?: ReactNode;
}

interface Props {
  caption: string;
  headings: readonly string[];
  rows: readonly SidesRow[];
}

/** On a narrow page every value is named again, because the columns stand below each other. */
export function Sides({ caption, headings, rows }: Props) {
  const decides = rows.some((row) => row.decision !== undefined);
  return (
    <table className="sides">
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          {headings.map((heading) => (
            <th key={heading} scope="col">
              {heading}
            </th>
          ))}
          {decides && <th scope="col">Keep</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ field, values, decision }) => (
          <tr key={field.name} data-field={field.name}>
            <th scope="row" title={field.name}>
              {field.label}
            </th>
            {headings.map((heading, place) => (
              <td key={heading} data-heading={heading}>
                <Side field={field} value={values[place]} />
              </td>
            ))}
            {decides && <td data-heading="Keep">{decision}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A password is never drawn, only that there is one. */
function Side({ field, value }: { field: FieldDefinition; value: unknown }) {
  if (field.kind === "secret") {
    return value === null || value === undefined ? <Value field={field} value={value} /> : <span title="not shown">••••••••</span>;
  }
  return <Value field={field} value={value} />;
}
