/** The language of the search box, and the field names that it knows here. */
import type { ResourceDefinition } from "roster-wasm";

import { Dialog } from "./dialog";
import "./filter-help.css";

const forms: readonly (readonly [string, string])[] = [
  ["anna berlin", "both words, in any text"],
  ["email:example.org", "the word in that field"],
  ["username=anna", "exactly that value; also !="],
  ["updated_at>2024-06", "later, or larger; also <, >=, <="],
  ["locked_at:null", "has no value"],
  ["-primary:true", "does not match"],
  ["\"anna b\"", "words that belong together"],
];

export function FilterHelp({ definition, onClose }: { definition: ResourceDefinition; onClose: () => void }) {
  return (
    <Dialog title="How to search" onClose={onClose}>
      <div className="dialog-body">
        <table className="filter-help">
          <tbody>
            {forms.map(([example, meaning]) => (
              <tr key={example}>
                <th scope="row">
                  <code>{example}</code>
                </th>
                <td>{meaning}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p>
          Fields of {definition.label.toLowerCase()}:{" "}
          {definition.fields
            .filter((field) => field.read)
            .map((field, place) => (
              <span key={field.name}>
                {place > 0 && ", "}
                <code>{field.name}</code>
              </span>
            ))}
        </p>
      </div>
    </Dialog>
  );
}
