/** How far a load has come, and a way to end it; then whether the list changed on the way. */
import type { Accounts } from "../state/accounts";
import { useStore } from "../state/store";
import "./load-progress.css";

export function LoadProgress({ accounts }: { accounts: Accounts }) {
  useStore(accounts);
  const { progress, collection, failure, moved, missing } = accounts;
  const number = (count: number) => count.toLocaleString("en");
  if (!progress) {
    if (failure !== null) return null;
    if (collection) {
      if (!moved && missing === null) return null;
      return (
        <div className="load-progress" role="status">
          {moved
            ? `The list changed while it was read: ${number(moved.was)} at first, ${number(moved.is)} now.`
            : `The system says that there are ${number(missing ?? 0)}, and gave ${number(collection.size)}: some may be missing.`}
        </div>
      );
    }
    return (
      <div className="load-progress">
        Not loaded.{" "}
        <button type="button" className="button-link" onClick={() => void accounts.load()}>
          Load
        </button>
      </div>
    );
  }
  const { loaded, total } = progress;
  return (
    <div className="load-progress">
      {/* Without a value the bar moves by itself, so that a wait for the first answer is seen to be one. */}
      <progress aria-label="Loading" value={total === null || loaded === 0 ? undefined : loaded} max={total ?? undefined} />
      <span>
        Loading {number(loaded)}
        {total !== null && ` of ${number(total)}`}…
      </span>
      <button type="button" className="button-link" onClick={() => accounts.cancel()}>
        Stop
      </button>
    </div>
  );
}
