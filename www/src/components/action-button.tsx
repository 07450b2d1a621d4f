/** A button for something that a resource may not offer: then it stays, and tells the reason. */
import { useId, type ReactNode } from "react";

import { useNotices } from "./notices";

interface Props {
  children: ReactNode;
  /** Why it cannot be done; `null` when it can. */
  whyNot: string | null;
  onAct: () => void;
  className?: string;
}

/** Disabled buttons stay focusable, so that the keyboard and touch reach the reason too. */
export function ActionButton({ children, whyNot, onAct, className = "button" }: Props) {
  const reason = useId();
  const notices = useNotices();
  if (whyNot === null) {
    return (
      <button type="button" className={className} onClick={onAct}>
        {children}
      </button>
    );
  }
  return (
    <>
      <button
        type="button"
        className={className}
        aria-disabled="true"
        aria-describedby={reason}
        title={whyNot}
        onClick={() => notices.show("warning", "Not offered here", [whyNot])}
      >
        {children}
      </button>
      <span id={reason} hidden>
        {whyNot}
      </span>
    </>
  );
}
