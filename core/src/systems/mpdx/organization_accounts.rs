//! MPDX organization accounts (`/api/v2/user/organization_accounts`): a person's login at an
//! organization, whose donations MPDX downloads.
//!
//! Contract: "Organization Accounts Documentation". It types `disable_downloads` a string and
//! answers a boolean, so it is a boolean here.

use crate::schema::{Access, Field, IdFormat, Locking, Operation, Resource, System};
use crate::systems::model::{Id, Timestamp, WriteOnly, model, reference_types};

reference_types! {
    /// The organization that an account belongs to.
    Organization => "organizations";
    /// The person that an account belongs to.
    Person => "people";
}

model! {
    /// An organization account.
    OrganizationAccount {
        /// UUID.
        id: Id = "id" Field::labelled("Id");
        /// The login name at the organization.
        username: String = "username" Field::labelled("Username").writable()
            .help("Checked at the organization, where it needs a login, each time the account is saved.");
        /// The password at the organization.
        password: WriteOnly = "password" Field::labelled("Password").access(Access::WRITE_ONLY)
            .help("Sent and never shown again.");
        /// The organization.
        organization: Organization = "organization" Field::labelled("Organization").writable().required()
            .help("The organization's id. A person has one account at each.");
        /// The person.
        person: Person = "person" Field::labelled("Person").writable()
            .help("The person's id. It has to be the token's own; left out, it is.");
        /// Whether the nightly import leaves the account out.
        disable_downloads: bool = "disable_downloads" Field::labelled("Downloads disabled").writable()
            .help("The nightly import skips the account.");
        /// When data was last downloaded.
        last_download: Timestamp = "last_download" Field::labelled("Last download").writable()
            .help("Documented as a parameter, but some servers drop it without an error.");
        /// The date of the latest donation.
        latest_donation_date: Timestamp = "latest_donation_date"
            Field::labelled("Latest donation").writable()
            .help("Documented as a parameter, but some servers drop it without an error.");
        /// Since when an import is running.
        locked_at: Timestamp = "locked_at" Field::labelled("Import running since").writable()
            .help("Set while an import is running.");
        /// The account's id at the organization.
        remote_id: String = "remote_id" Field::labelled("Remote id").writable()
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
pub static ORGANIZATION_ACCOUNTS: Resource = Resource {
    id: "mpdx/organization-accounts",
    system: System::Mpdx,
    label: "Organization accounts",
    singular: "organization account",
    fields: OrganizationAccount::FIELDS,
    ids: IdFormat::Uuid,
    operations: &[
        Operation::List,
        Operation::Get,
        Operation::Create,
        Operation::Update,
        Operation::Delete,
        Operation::Sync,
    ],
    locking: Locking::Checked("updated_in_db_at"),
    matched_by: &[],
    found_by: &[],
    permissions: &[],
    title: &["username", "organization"],
    notes: &[
        (
            Operation::Create,
            "MPDX signs in at the organization and fetches profiles from it first, which can take \
             a minute. An organization with oauth is connected in a browser instead.",
        ),
        (
            Operation::Update,
            "Username and password are checked at the organization, where it needs them.",
        ),
        (
            Operation::Delete,
            "The person's designation profiles for the organization go with the account; past \
             donations stay.",
        ),
        (
            Operation::Sync,
            "The import happens within the next 24 hours; watch the last download.",
        ),
        (
            Operation::Upsert,
            "MPDX has no upsert; create or update the account",
        ),
    ],
};
