/** A failure with everything that is known of it: what was asked, what came, what was done, what next. */
import type { ReactNode } from "react";

import { reportOf } from "../state/failure";
import { Text } from "./value";
import "./failure.css";

/** The children are what a person can do about it. */
export function Failure({ error, children }: { error: unknown; children?: ReactNode }) {
  const [headline = "It failed, and gave no reason", ...rest] = reportOf(error);
  return (
    <div className="failure" role="alert">
      <p className="failure-headline">
        <Text>{headline}</Text>
      </p>
      {rest.length > 0 && (
        <ul>
          {rest.map((line, place) => (
            <li key={place}>
              <Text>{line}</Text>
            </li>
          ))}
        </ul>
      )}
      {children}
    </div>
  );
}
