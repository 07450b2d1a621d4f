/** Says that an answer is awaited, and lets a person stop waiting. */
import type { Editing } from "../state/editing";

export function Waiting({ editing }: { editing: Editing }) {
  const { saving } = editing;
  if (!saving) return null;
  return (
    <span className="muted" role="status">
      Waiting for the answer…{" "}
      <button type="button" className="button-link" onClick={() => saving.abort()}>
        Stop waiting
      </button>
    </span>
  );
}
