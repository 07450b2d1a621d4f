/** Asks once more before something that cannot be taken back, and stays when it fails. */
import { useEffect, useRef, useState, type ReactNode } from "react";

import { Dialog } from "./dialog";
import { Failure } from "./failure";

interface Props {
  title: string;
  /** What the button says. */
  verb: string;
  /** The documents' warning. */
  note: string | undefined;
  isDangerous?: boolean;
  act: (signal: AbortSignal) => Promise<void>;
  onDone: () => void;
  onClose: () => void;
  children: ReactNode;
}

export function Confirm({ title, verb, note, isDangerous = false, act, onDone, onClose, children }: Props) {
  const [failure, setFailure] = useState<unknown>(null);
  const [isRunning, setRunning] = useState(false);
  const running = useRef<AbortController>(null);
  useEffect(() => () => running.current?.abort(), []);
  const run = async () => {
    const { signal } = (running.current = new AbortController());
    setFailure(null);
    setRunning(true);
    try {
      await act(signal);
      onDone();
    } catch (error) {
      if (signal.aborted) return;
      setFailure(error);
      setRunning(false);
    }
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="dialog-body">
        {children}
        {note !== undefined && <p className="caution">{note}</p>}
        {failure !== null && <Failure error={failure} />}
      </div>
      <footer className="dialog-foot">
        <button type="button" className="button" data-first onClick={onClose}>
          Cancel
        </button>
        <button
          type="button"
          className={isDangerous ? "button button-danger" : "button button-main"}
          disabled={isRunning}
          onClick={() => void run()}
        >
          {isRunning ? "Waiting for the answer…" : verb}
        </button>
      </footer>
    </Dialog>
  );
}
