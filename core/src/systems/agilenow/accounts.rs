//! AgileNow accounts (`/Endpoint/rest/api/v1/Account`): the people who sign in to a customer's
//! Access Manager.
//!
//! Contract: the page of `PATCH /Endpoint/rest/api/v1/Account`, one of a family of seven. Its text
//! says "use the POST method", which is an error of its own.

use crate::schema::{Access, Field, IdFormat, Locking, Operation, Resource, System};
use crate::systems::agilenow::enums::{DateFormat, Language, Timezone};
use crate::systems::model::{Email, Id, Timestamp, model, reference_types};

reference_types! {
    /// The tenant that an account belongs to: an `AbstractLong`, whose id has up to 64 bits.
    Tenant => "Tenant";
}

model! {
    /// An account.
    Account {
        /// The identifier. A create may choose it; it never changes.
        id: Id = "Id" Field::labelled("Id").access(Access::CREATE)
            .help("Chosen by the system when it is left out. In an upsert: the account to change.");
        /// The full name.
        name: String = "Name" Field::labelled("Name").writable()
            .help("Last and first name when it is left out.");
        /// First name.
        first_name: String = "FirstName" Field::labelled("First name").writable().required();
        /// Last name.
        last_name: String = "LastName" Field::labelled("Last name").writable().required();
        /// The login name.
        username: String = "Username" Field::labelled("Username").writable().required().unique()
            .help("No two accounts share one. An upsert looks for it.");
        /// E-mail address.
        email: Email = "Email" Field::labelled("E-mail").writable().required().unique()
            .help("No two accounts share one.");
        /// Whether the e-mail address was verified.
        email_verified: bool = "EmailVerified" Field::labelled("E-mail verified");
        /// Phone number.
        phone: String = "Phone" Field::labelled("Phone").writable().unique()
            .help("No two accounts share one.");
        /// Whether the phone number was verified.
        phone_verified: bool = "PhoneVerified" Field::labelled("Phone verified")
            .access(Access::CREATE);
        /// A further identifier; newer servers have it.
        identifier: String = "Identifier" Field::labelled("Identifier").writable()
            .help("Known to newer servers only.");
        /// Whether that identifier was verified.
        identifier_verified: bool = "IdentifierVerified" Field::labelled("Identifier verified")
            .writable().help("Known to newer servers only.");
        /// The id in an external sign-on.
        external_id: String = "ExternalId" Field::labelled("External id").writable().unique()
            .help("For example the GUID in Azure AD. No two accounts share one. An upsert looks for it.");
        /// Whether the account can be used.
        is_active: bool = "Is_Active" Field::labelled("Active").writable()
            .help("Whether the account can be used.");
        /// Whether notices come by e-mail.
        notify_by_email: bool = "NotifyByEmail" Field::labelled("Notify by e-mail").writable();
        /// Whether notices come by SMS.
        notify_by_sms: bool = "NotifyBySMS" Field::labelled("Notify by SMS").writable();
        /// Language of the user interface.
        language: Language = "LanguageId" Field::labelled("Language").writable();
        /// Time zone.
        timezone: Timezone = "TimezoneId" Field::labelled("Time zone").writable();
        /// How dates are written.
        date_format: DateFormat = "DateFormatId" Field::labelled("Date format").writable();
        /// The tenant.
        tenant: Tenant = "TenantId" Field::labelled("Tenant");
        /// When it was last changed; 1900-01-01 is the platform's null.
        modified_on: Timestamp = "ModifiedOn" Field::labelled("Modified");
        /// When it was made; 1900-01-01 is the platform's null.
        created_on: Timestamp = "CreatedOn" Field::labelled("Created");
    }
}

/// The resource.
pub static ACCOUNTS: Resource = Resource {
    id: "agilenow/accounts",
    system: System::AgileNow,
    label: "Accounts",
    singular: "account",
    fields: Account::FIELDS,
    ids: IdFormat::Opaque,
    operations: &[
        Operation::List,
        Operation::Get,
        Operation::Create,
        Operation::Update,
        Operation::Upsert,
        Operation::Delete,
    ],
    locking: Locking::Compared("ModifiedOn"),
    matched_by: &["Id", "Username", "ExternalId"],
    found_by: &["Username", "ExternalId"],
    permissions: &[
        (Operation::List, "AccessManager:Read or AccessUser:Read"),
        (Operation::Get, "AccessManager:Read or AccessUser:Read"),
        (
            Operation::Create,
            "AccessManager:Create or AccessUser:Create",
        ),
        (
            Operation::Update,
            "AccessManager:Update or AccessUser:Update",
        ),
        (
            Operation::Upsert,
            "AccessManager:Create, Update or AccessUser:Create, Update",
        ),
        (
            Operation::Delete,
            "AccessManager:Delete or AccessUser:Delete",
        ),
    ],
    title: &["Name", "Username", "Email"],
    notes: &[
        (
            Operation::Update,
            "AgileNow has no version to lock on: the account is read and compared first, but a \
             change between that and the save is not seen.",
        ),
        (
            Operation::Upsert,
            "Changes the account with that Id, else with that Username or ExternalId, else makes \
             one. A yes-or-no field that is left out may become no.",
        ),
        (
            Operation::Sync,
            "AgileNow accounts have no source to sync with",
        ),
    ],
};
