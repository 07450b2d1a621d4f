//! What the two sides of a conflict are, and why a system sees one.

use crate::account::Account;
use crate::schema::Field;
use crate::text;
use crate::value::Value;

/// An update that met a change of somebody else.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// The account as it was when the edit began. Only its version, where no more is known of it.
    pub base: Account,
    /// The account as the edit would have it.
    pub mine: Account,
    /// The account as the system holds it now.
    pub theirs: Account,
    /// The fields that both sides changed, to different values.
    pub fields: Vec<&'static Field>,
}

/// Why a system sees a conflict. MPDX answers 409 for all of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ConflictCause {
    /// The account was changed since the version that the update named.
    StaleVersion,
    /// The update named no version.
    MissingVersion,
    /// The body is of another type than the address takes.
    WrongType,
    /// An id stands among the attributes, where none may be.
    IdAmongAttributes,
    /// The id that the client chose belongs to an account already.
    IdTaken,
    /// The person has an account at that organization already.
    SecondAccount,
    /// Another account has the same GUID, in small or capital letters.
    GuidTaken,
    /// Something is unique and exists already; the system did not say what.
    NotUnique,
}

impl ConflictCause {
    /// A stable name, for front ends to match on.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            ConflictCause::StaleVersion => "stale_version",
            ConflictCause::MissingVersion => "missing_version",
            ConflictCause::WrongType => "wrong_type",
            ConflictCause::IdAmongAttributes => "id_among_attributes",
            ConflictCause::IdTaken => "id_taken",
            ConflictCause::SecondAccount => "second_account",
            ConflictCause::GuidTaken => "guid_taken",
            ConflictCause::NotUnique => "not_unique",
        }
    }
}

impl Conflict {
    /// Base, mine and theirs, a line for each field in which they differ; safe to show.
    #[must_use]
    pub fn report(&self) -> Vec<String> {
        let side = |account: &Account, field: &Field| match account.get(field.name) {
            None => "(not known)".to_owned(),
            Some(Value::Null) => "(none)".to_owned(),
            Some(value) => format!("\"{}\"", text::shown(&value.words())),
        };
        let resource = self.theirs.resource();
        resource
            .answered()
            .filter(|field| {
                let theirs = self.theirs.get(field.name);
                let differs = |side: &Account| {
                    side.get(field.name)
                        .is_some_and(|value| Some(value) != theirs)
                };
                differs(&self.mine) || differs(&self.base)
            })
            .map(|field| {
                format!(
                    "{}: base {} · mine {} · theirs {}",
                    field.name,
                    side(&self.base, field),
                    side(&self.mine, field),
                    side(&self.theirs, field),
                )
            })
            .collect()
    }
}
