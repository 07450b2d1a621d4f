//! What a resource is: its fields, their kinds, who may write them, and the operations that its
//! documents have. Everything that a front end knows of a system, it reads here.

use std::fmt;

/// One of the systems that Roster speaks with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum System {
    /// MPDX REST API v2 (JSON:API, bearer tokens).
    Mpdx,
    /// AgileNow Access Manager (bare JSON objects, OAuth client credentials).
    AgileNow,
    /// Swift SMS 2.0 (enveloped JSON, API keys).
    Swift,
}

/// How calls to a system prove who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Authentication {
    /// A token, given by the person, sent as `Authorization: Bearer`.
    Bearer,
    /// OAuth 2.0 client credentials, exchanged for a bearer token at the system's token endpoint.
    ClientCredentials,
}

impl System {
    /// All systems, in the order in which front ends show them.
    pub const ALL: [System; 3] = [System::Mpdx, System::AgileNow, System::Swift];

    /// The name in configuration files and resource ids: `mpdx`, `agilenow`, `swift`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            System::Mpdx => "mpdx",
            System::AgileNow => "agilenow",
            System::Swift => "swift",
        }
    }

    /// The name that people use for it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            System::Mpdx => "MPDX",
            System::AgileNow => "AgileNow",
            System::Swift => "Swift SMS",
        }
    }

    /// How its calls are authorised.
    #[must_use]
    pub const fn authentication(self) -> Authentication {
        match self {
            System::Mpdx | System::Swift => Authentication::Bearer,
            System::AgileNow => Authentication::ClientCredentials,
        }
    }

    /// The system of that configuration name, if there is one.
    #[must_use]
    pub fn named(name: &str) -> Option<System> {
        System::ALL.into_iter().find(|system| system.name() == name)
    }
}

impl fmt::Display for System {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.label())
    }
}

/// What can be done with the accounts of a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Operation {
    /// Read the accounts, page after page.
    List,
    /// Read one account by its id.
    Get,
    /// Make an account.
    Create,
    /// Change an account.
    Update,
    /// Change the account that matches, or make it.
    Upsert,
    /// Remove an account.
    Delete,
    /// Ask the system to fetch the account's data from its own source.
    Sync,
}

impl Operation {
    /// The verb that the command line and messages use.
    #[must_use]
    pub const fn verb(self) -> &'static str {
        match self {
            Operation::List => "list",
            Operation::Get => "get",
            Operation::Create => "create",
            Operation::Update => "update",
            Operation::Upsert => "upsert",
            Operation::Delete => "delete",
            Operation::Sync => "sync",
        }
    }

    /// Whether the operation may change something in the system. `sync` does, though it is a GET.
    #[must_use]
    pub const fn writes(self) -> bool {
        !matches!(self, Operation::List | Operation::Get)
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.verb())
    }
}

/// One value of an enumeration, as it is sent and as people read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// Exactly as the documents write it.
    pub value: &'static str,
    /// What a person reads.
    pub label: &'static str,
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The account's identifier in its system.
    Id,
    /// Text.
    Text,
    /// An e-mail address.
    Email,
    /// True or false.
    Boolean,
    /// A whole number; as many digits as the system sent.
    Integer,
    /// A moment, RFC 3339 on the wire.
    Timestamp,
    /// One of the listed values. Open: a system may send others, and they are kept.
    Choice(&'static [Choice]),
    /// Another record, named by its type in the documents.
    Reference(&'static str),
    /// Text that is sent and never answered.
    Secret,
}

impl Kind {
    /// The kind's name in `roster fields` and in the package's types.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Id => "id",
            Kind::Text => "text",
            Kind::Email => "email",
            Kind::Boolean => "boolean",
            Kind::Integer => "integer",
            Kind::Timestamp => "timestamp",
            Kind::Choice(_) => "choice",
            Kind::Reference(_) => "reference",
            Kind::Secret => "secret",
        }
    }

    /// The documented values of a choice; empty for other kinds, and for an enumeration of which
    /// the documents list none.
    #[must_use]
    pub const fn choices(self) -> &'static [Choice] {
        match self {
            Kind::Choice(choices) => choices,
            _ => &[],
        }
    }
}

/// Where a field may appear: in answers, in the body of a create, in the body of an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Access {
    /// Answers have it.
    pub read: bool,
    /// A create (and an upsert) may send it.
    pub create: bool,
    /// An update may send it.
    pub update: bool,
}

impl Access {
    /// Answered only.
    pub const READ: Access = Access {
        read: true,
        create: false,
        update: false,
    };
    /// Answered, and sent in creates and updates.
    pub const WRITE: Access = Access {
        read: true,
        create: true,
        update: true,
    };
    /// Answered, and sent in creates alone.
    pub const CREATE: Access = Access {
        read: true,
        create: true,
        update: false,
    };
    /// Sent, never answered.
    pub const WRITE_ONLY: Access = Access {
        read: false,
        create: true,
        update: true,
    };

    /// Whether the operation may send the field.
    #[must_use]
    pub const fn sent_by(self, operation: Operation) -> bool {
        match operation {
            Operation::Create | Operation::Upsert => self.create,
            Operation::Update => self.update,
            _ => false,
        }
    }
}

/// One field of a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// The name on the wire, which is also its name everywhere in Roster.
    pub name: &'static str,
    /// What a person reads.
    pub label: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Where it may appear.
    pub access: Access,
    /// A create without it is refused by the system.
    pub required: bool,
    /// No two accounts of the system may share its value.
    pub unique: bool,
    /// One or two sentences for a person who fills it in; empty where the label says it all.
    pub help: &'static str,
}

impl Field {
    /// A field that is only read; the `const` methods below make it more.
    #[must_use]
    pub const fn labelled(label: &'static str) -> Field {
        Field {
            name: "",
            label,
            kind: Kind::Text,
            access: Access::READ,
            required: false,
            unique: false,
            help: "",
        }
    }

    /// With that access.
    #[must_use]
    pub const fn access(mut self, access: Access) -> Field {
        self.access = access;
        self
    }

    /// Sent in creates and updates.
    #[must_use]
    pub const fn writable(self) -> Field {
        self.access(Access::WRITE)
    }

    /// Needed by a create.
    #[must_use]
    pub const fn required(mut self) -> Field {
        self.required = true;
        self
    }

    /// Unique in its system.
    #[must_use]
    pub const fn unique(mut self) -> Field {
        self.unique = true;
        self
    }

    /// With words for the person who fills it in.
    #[must_use]
    pub const fn help(mut self, help: &'static str) -> Field {
        self.help = help;
        self
    }
}

/// How an update is kept from undoing another's change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Locking {
    /// The system compares this field with what it holds and refuses an update that is stale.
    Checked(&'static str),
    /// Roster reads the account first and compares this field. Not atomic: a change between that
    /// read and the write is not seen.
    Compared(&'static str),
    /// The documents have nothing to compare (and no update).
    None,
}

impl Locking {
    /// The field that tells one version of an account from the next.
    #[must_use]
    pub const fn field(self) -> Option<&'static str> {
        match self {
            Locking::Checked(field) | Locking::Compared(field) => Some(field),
            Locking::None => None,
        }
    }
}

/// What an account's id looks like, so that a wrong one is refused before anything is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdFormat {
    /// A UUID: `54ecd774-ac41-4026-a103-03893eedeb53`.
    Uuid,
    /// A ULID: `01J0CRVTXX9KBD9NWS02R5R8RT`.
    Ulid,
    /// Any text that is not empty.
    Opaque,
}

impl IdFormat {
    /// Whether the text can be such an id.
    #[must_use]
    pub fn fits(self, id: &str) -> bool {
        match self {
            IdFormat::Uuid => {
                id.len() == 36
                    && id.bytes().enumerate().all(|(place, byte)| match place {
                        8 | 13 | 18 | 23 => byte == b'-',
                        _ => byte.is_ascii_hexdigit(),
                    })
            }
            // Crockford's base 32 leaves out I, L, O and U.
            IdFormat::Ulid => {
                id.len() == 26
                    && id.bytes().all(|byte| {
                        byte.is_ascii_alphanumeric()
                            && !matches!(byte.to_ascii_uppercase(), b'I' | b'L' | b'O' | b'U')
                    })
            }
            IdFormat::Opaque => !id.is_empty(),
        }
    }

    /// What such an id is called, with an example.
    #[must_use]
    pub const fn description(self) -> &'static str {
        match self {
            IdFormat::Uuid => "a UUID such as 54ecd774-ac41-4026-a103-03893eedeb53",
            IdFormat::Ulid => "a ULID such as 01J0CRVTXX9KBD9NWS02R5R8RT",
            IdFormat::Opaque => "text that is not empty",
        }
    }
}

/// A kind of account in one system.
pub struct Resource {
    /// `mpdx/key-accounts` and so on: the name in every front end.
    pub id: &'static str,
    /// The system that keeps it.
    pub system: System,
    /// Many of them, as a heading: `Key accounts`.
    pub label: &'static str,
    /// One of them, inside a sentence: `key account`.
    pub singular: &'static str,
    /// The fields in the order in which they are shown.
    pub fields: &'static [Field],
    /// What its ids look like.
    pub ids: IdFormat,
    /// What its documents offer.
    pub operations: &'static [Operation],
    /// How lost updates are prevented.
    pub locking: Locking,
    /// The fields by which an upsert finds the account that it changes.
    pub matched_by: &'static [&'static str],
    /// The fields by which an account can be read instead of its id.
    pub found_by: &'static [&'static str],
    /// What a token has to be allowed for each operation, in the system's own words, where its
    /// documents say.
    pub permissions: &'static [(Operation, &'static str)],
    /// Fields that say in a few words which account this is, most telling first.
    pub title: &'static [&'static str],
    /// What a person must know before the operation runs, or why it is not offered.
    pub notes: &'static [(Operation, &'static str)],
}

impl Resource {
    /// The field of that name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// Its place among the fields.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }

    /// The field that identifies an account: `id` or `Id`.
    #[must_use]
    pub fn id_field(&self) -> &'static str {
        self.fields
            .iter()
            .find(|field| field.kind == Kind::Id)
            .map_or("id", |field| field.name)
    }

    /// Whether its documents have the operation.
    #[must_use]
    pub fn offers(&self, operation: Operation) -> bool {
        self.operations.contains(&operation)
    }

    /// What its documents say of the operation: a warning, or why there is none.
    #[must_use]
    pub fn note(&self, operation: Operation) -> Option<&'static str> {
        self.notes
            .iter()
            .find(|(noted, _)| *noted == operation)
            .map(|(_, note)| *note)
    }

    /// What a token has to be allowed for the operation, in the system's own words.
    #[must_use]
    pub fn permission(&self, operation: Operation) -> Option<&'static str> {
        self.permissions
            .iter()
            .find(|(asked, _)| *asked == operation)
            .map(|(_, permission)| *permission)
    }

    /// Whether an upsert finds its account by that field.
    #[must_use]
    pub fn is_matched_by(&self, field: &Field) -> bool {
        self.matched_by.contains(&field.name)
    }

    /// The fields that the operation may send.
    pub fn sent_by(&self, operation: Operation) -> impl Iterator<Item = &'static Field> {
        self.fields
            .iter()
            .filter(move |field| field.access.sent_by(operation))
    }

    /// The fields that answers have.
    pub fn answered(&self) -> impl Iterator<Item = &'static Field> {
        self.fields.iter().filter(|field| field.access.read)
    }

    /// The fields that point to other records.
    pub fn references(&self) -> impl Iterator<Item = &'static Field> {
        self.fields
            .iter()
            .filter(|field| matches!(field.kind, Kind::Reference(_)))
    }

    /// The last part of the id: `key-accounts`.
    #[must_use]
    pub fn short(&self) -> &'static str {
        self.id.split_once('/').map_or(self.id, |(_, short)| short)
    }
}

impl fmt::Debug for Resource {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id)
    }
}

impl PartialEq for Resource {
    fn eq(&self, other: &Resource) -> bool {
        self.id == other.id
    }
}

impl Eq for Resource {}
