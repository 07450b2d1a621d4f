//! Swift SMS accounts (`/api/v1/accounts`): an account and the sub-accounts under it.
//!
//! Contract: "Account" of Swift SMS 2.0. It has no update and no delete.

use crate::schema::{Access, Field, IdFormat, Kind, Locking, Operation, Resource, System};
use crate::systems::model::{Id, Timestamp, model, text_types};

text_types! {
    /// A Coverage Access Flag. `NONE` is the only value shown anywhere, so any other is kept.
    Coverage => Kind::Choice(&[crate::schema::Choice { value: "NONE", label: "None" }]);
}

model! {
    /// An account.
    Account {
        /// ULID.
        id: Id = "id" Field::labelled("Id");
        /// The canonical name.
        name: String = "name" Field::labelled("Name").access(Access::CREATE).required()
            .help("The canonical name of the account.");
        /// A serial number, the legacy system's where the account came from there.
        customer_id: i64 = "customer_id" Field::labelled("Customer number");
        /// SMS access level.
        sms_access: Coverage = "sms_access" Field::labelled("SMS access");
        /// MMS access level.
        mms_access: Coverage = "mms_access" Field::labelled("MMS access");
        /// Whether the legacy interfaces may be used.
        legacy_access: bool = "legacy_access" Field::labelled("Legacy access");
        /// Whether the LRN interfaces may be used.
        lrn_access: bool = "lrn_access" Field::labelled("LRN access");
        /// Whether calls must come from allowed addresses.
        require_ip_api_access: bool = "require_ip_api_access" Field::labelled("Allowed IPs only, API");
        /// Whether GraphQL calls, and so dashboards, must come from allowed addresses.
        require_ip_gql_access: bool = "require_ip_gql_access"
            Field::labelled("Allowed IPs only, dashboards");
        /// When it was made.
        inserted_at: Timestamp = "inserted_at" Field::labelled("Created");
        /// When it was last changed.
        updated_at: Timestamp = "updated_at" Field::labelled("Updated");
    }
}

/// The resource.
pub static ACCOUNTS: Resource = Resource {
    id: "swift/accounts",
    system: System::Swift,
    label: "Accounts",
    singular: "account",
    fields: Account::FIELDS,
    ids: IdFormat::Ulid,
    operations: &[Operation::List, Operation::Get, Operation::Create],
    locking: Locking::None,
    matched_by: &[],
    found_by: &[],
    permissions: &[],
    title: &["name"],
    notes: &[
        (
            Operation::Create,
            "Makes a sub-account under the token's own account.",
        ),
        (
            Operation::Update,
            "Swift SMS documents no update of an account",
        ),
        (
            Operation::Upsert,
            "Swift SMS documents no update of an account",
        ),
        (
            Operation::Delete,
            "Swift SMS documents no deletion of an account",
        ),
        (
            Operation::Sync,
            "Swift SMS accounts have no source to sync with",
        ),
    ],
};
