/** The messages at the foot of the page, announced when they come. */
import { createContext, useContext } from "react";

import { Notices } from "../state/notices";
import { useStore } from "../state/store";
import { Icon } from "./icon";
import { Text } from "./value";
import "./notices.css";

const Context = createContext(new Notices());

/** Gives the page's messages to everything inside. */
export const NoticesProvider = Context.Provider;

/** The page's messages. */
export function useNotices(): Notices {
  return useContext(Context);
}

/** Draws them. */
export function NoticeList() {
  const notices = useNotices();
  useStore(notices);
  return (
    <div className="notices" role="status" aria-live="polite">
      {notices.held.map((notice) => (
        <div key={notice.id} className="notice" data-tone={notice.tone}>
          <div className="notice-words">
            <strong>
              <Text>{notice.title}</Text>
            </strong>
            {notice.lines.map((line) => (
              <p key={line}>
                <Text>{line}</Text>
              </p>
            ))}
          </div>
          <button type="button" className="button-quiet" aria-label="Dismiss" onClick={() => notices.dismiss(notice.id)}>
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  );
}
