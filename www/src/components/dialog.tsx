/** A modal dialog: the browser's own, which keeps the focus inside and gives it back. */
import { useId, useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from "react";

import { Icon } from "./icon";
import "./dialog.css";

interface Props {
  title: string;
  /** `sheet` stands at the side of the page, for what is long. */
  shape?: "box" | "sheet";
  /** Asked to close: by Escape, by the cross. The owner decides. */
  onClose: () => void;
  children: ReactNode;
}

export function Dialog({ title, shape = "box", onClose, children }: Props) {
  const element = useRef<HTMLDialogElement>(null);
  const heading = useId();
  // A layout effect ends before the element is gone: only then can it give the focus back.
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    dialog?.querySelector<HTMLElement>("[data-first]")?.focus();
    return () => dialog?.close();
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    // A browser closes a dialog at the second Escape, whatever its owner says to the first.
    event.preventDefault();
    event.stopPropagation();
    onClose();
  };
  return (
    <dialog
      ref={element}
      className="dialog"
      data-shape={shape}
      aria-labelledby={heading}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header className="dialog-head">
        <h2 id={heading}>{title}</h2>
        <button type="button" className="button-quiet" aria-label="Close" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {children}
    </dialog>
  );
}
