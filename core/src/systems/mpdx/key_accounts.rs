//! MPDX key accounts (`/api/v2/user/key_accounts`): the identities by which a person signs in.
//!
//! Contract: "Key Accounts Documentation". It types `remote_id` a number and answers text, so it is
//! text here. It lists no DELETE; the route exists in the server of 2018 and its official client.

use crate::schema::{Field, IdFormat, Locking, Operation, Resource, System};
use crate::systems::model::{Email, Id, Timestamp, model};

model! {
    /// A key account.
    KeyAccount {
        /// UUID.
        id: Id = "id" Field::labelled("Id");
        /// First name.
        first_name: String = "first_name" Field::labelled("First name").writable()
            .help("Taken from single sign-on again at the person's next login.");
        /// Last name.
        last_name: String = "last_name" Field::labelled("Last name").writable()
            .help("Taken from single sign-on again at the person's next login.");
        /// E-mail address.
        email: Email = "email" Field::labelled("E-mail").writable().required()
            .help("Taken from single sign-on again at the person's next login.");
        /// GUID of the single sign-on account.
        remote_id: String = "remote_id" Field::labelled("Sign-on GUID").writable().required().unique()
            .help("The account's GUID in single sign-on. No two key accounts share one.");
        /// Whether it is the person's main one.
        primary: bool = "primary" Field::labelled("Primary").writable()
            .help("Documented as a parameter, but some servers drop it without an error.");
        /// When its data was last downloaded.
        last_download: Timestamp = "last_download" Field::labelled("Last download").writable()
            .help("Documented as a parameter, but some servers drop it without an error.");
        /// When it was made.
        created_at: Timestamp = "created_at" Field::labelled("Created");
        /// When it was last changed.
        updated_at: Timestamp = "updated_at" Field::labelled("Updated");
        /// The version that an update is checked against.
        updated_in_db_at: Timestamp = "updated_in_db_at" Field::labelled("Updated in database");
    }
}

/// The resource.
pub static KEY_ACCOUNTS: Resource = Resource {
    id: "mpdx/key-accounts",
    system: System::Mpdx,
    label: "Key accounts",
    singular: "key account",
    fields: KeyAccount::FIELDS,
    ids: IdFormat::Uuid,
    operations: &[
        Operation::List,
        Operation::Get,
        Operation::Create,
        Operation::Update,
        Operation::Delete,
    ],
    locking: Locking::Checked("updated_in_db_at"),
    matched_by: &[],
    found_by: &[],
    permissions: &[],
    title: &["first_name", "last_name", "email"],
    notes: &[
        (
            Operation::Update,
            "Names and e-mail come from single sign-on again at the person's next login.",
        ),
        (
            Operation::Delete,
            "A person whose last key account is deleted finds an empty new account at the next \
             login, without any of the data. The documents do not list this call; older servers \
             have it.",
        ),
        (Operation::Sync, "key accounts have no source to sync with"),
        (
            Operation::Upsert,
            "MPDX has no upsert; create or update the account",
        ),
    ],
};
