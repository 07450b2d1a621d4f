/** How wide a column is, by what it holds. */
import type { FieldDefinition } from "roster-wasm";

/** Height of a row, in pixels: fixed, so that the place of any row is known without drawing it. */
export const ROW_HEIGHT = 34;

const least: Record<FieldDefinition["kind"], number> = {
  id: 290,
  text: 170,
  email: 280,
  boolean: 110,
  integer: 170,
  timestamp: 180,
  choice: 150,
  reference: 190,
  secret: 110,
};

/** Kinds that take the room that is left over. */
const elastic = new Set<FieldDefinition["kind"]>(["text", "email", "reference"]);

/** The columns for CSS, and the width under which they do not fit. */
export function layout(fields: readonly FieldDefinition[]): { template: string; least: number } {
  return {
    template: fields
      .map((field) => (elastic.has(field.kind) ? `minmax(${widthOf(field)}px, 1fr)` : `${widthOf(field)}px`))
      .join(" "),
    least: fields.reduce((sum, field) => sum + widthOf(field), 0),
  };
}

/** A heading fits, with the arrow that says how it is sorted. */
function widthOf(field: FieldDefinition): number {
  return Math.max(least[field.kind], 52 + 8 * field.label.length);
}
