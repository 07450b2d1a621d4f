/** The dialogs that ask before an account is deleted or synchronised. */
import { idOf, titleOf, type Account } from "../account";
import type { Accounts } from "../state/accounts";
import { Confirm } from "./confirm";
import { useNotices } from "./notices";
import { Text } from "./value";

interface Props {
  accounts: Accounts;
  account: Account;
  onDone: () => void;
  onClose: () => void;
}

export function DeleteDialog({ accounts, account, onDone, onClose }: Props) {
  const notices = useNotices();
  const { definition, collection } = accounts;
  const id = idOf(definition, account);
  const title = titleOf(definition, account);
  return (
    <Confirm
      title={`Delete this ${definition.singular}?`}
      verb="Delete"
      note={definition.notes["delete"]}
      isDangerous
      act={async (signal) => collection?.delete(id, { signal })}
      onDone={() => {
        accounts.touched();
        notices.show("done", `Deleted ${title}`);
        onDone();
      }}
      onClose={onClose}
    >
      <Subject title={title} id={id} />
    </Confirm>
  );
}

export function SyncDialog({ accounts, account, onDone, onClose }: Props) {
  const notices = useNotices();
  const { definition, collection } = accounts;
  const id = idOf(definition, account);
  const title = titleOf(definition, account);
  return (
    <Confirm
      title={`Sync this ${definition.singular}?`}
      verb="Sync"
      note={definition.notes["sync"]}
      act={async (signal) => collection?.sync(id, { signal })}
      onDone={() => {
        notices.show("done", `The system took the request to sync ${title}`);
        onDone();
      }}
      onClose={onClose}
    >
      <Subject title={title} id={id} />
    </Confirm>
  );
}

function Subject({ title, id }: { title: string; id: string }) {
  return (
    <p>
      <strong>
        <Text>{title}</Text>
      </strong>
      <br />
      <code className="muted">
        <Text>{id}</Text>
      </code>
    </p>
  );
}
