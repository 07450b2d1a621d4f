//! The meanings of MPDX's 409, told apart by pointer and meta. Where an answer has neither, by what
//! no translation changes: types in quotes, and the names of columns in a message of the database.

use crate::error::{ConflictCause, Error};
use crate::schema::Resource;
use crate::systems::mpdx::errors::ErrorObject;
use crate::systems::mpdx::record_type;

/// The error with its cause, and what to do about it.
pub(super) fn explained(resource: &Resource, objects: &[ErrorObject], error: Error) -> Error {
    let Some(cause) = cause(resource, objects) else {
        return error;
    };
    let (message, advice) = told(cause);
    let error = error.because(cause).worded(message).advice(advice);
    match cause {
        ConflictCause::StaleVersion | ConflictCause::MissingVersion => {
            let mut held = objects.iter();
            let held = held.find_map(|object| object.held_version.clone());
            error.current_version(held.unwrap_or_default())
        }
        _ => error,
    }
}

fn cause(resource: &Resource, objects: &[ErrorObject]) -> Option<ConflictCause> {
    // A version that is missing is told by two objects, a stale one by one.
    let of_lock = |object: &&ErrorObject| {
        object.held_version.is_some()
            || (object.member().is_some() && object.member() == resource.locking.field())
    };
    match objects.iter().filter(of_lock).count() {
        0 => {}
        1 => return Some(ConflictCause::StaleVersion),
        _ => return Some(ConflictCause::MissingVersion),
    }
    objects
        .iter()
        .find_map(|object| by_pointer(object).or_else(|| by_shape(resource, object)))
}

fn by_pointer(object: &ErrorObject) -> Option<ConflictCause> {
    let pointer = object.pointer.as_deref()?;
    let member = object.member()?;
    let among_attributes = pointer.contains("/attributes/");
    match member {
        "type" if !among_attributes => Some(ConflictCause::WrongType),
        "remote_id" => Some(ConflictCause::GuidTaken),
        "id" if among_attributes => Some(ConflictCause::IdAmongAttributes),
        "id" => Some(ConflictCause::IdTaken),
        _ if among_attributes && member.ends_with("_id") => Some(ConflictCause::IdAmongAttributes),
        _ => None,
    }
}

fn by_shape(resource: &Resource, object: &ErrorObject) -> Option<ConflictCause> {
    let detail = object.detail.as_deref()?;
    if detail.contains(&format!("'{}'", record_type(resource))) {
        return Some(ConflictCause::WrongType);
    }
    let names = |column: &str| {
        detail
            .split(|character: char| !(character.is_ascii_alphanumeric() || character == '_'))
            .any(|word| word == column || word.ends_with(&format!("_{column}")))
    };
    if names("organization_id") {
        return Some(ConflictCause::SecondAccount);
    }
    if names("remote_id") {
        return Some(ConflictCause::GuidTaken);
    }
    // PostgreSQL: `Key (id)=(…)` and `…_pkey`; SQLite: `UNIQUE constraint failed: accounts.id`.
    let primary_key = detail.contains("(id)=") || detail.contains("_pkey") || {
        detail.trim_end().ends_with(".id")
    };
    if primary_key {
        return Some(ConflictCause::IdTaken);
    }
    // `PG::UniqueViolation`, `UNIQUE constraint`: SQL's own word, whatever the language.
    let unique = detail.to_ascii_lowercase().contains("unique");
    unique.then_some(ConflictCause::NotUnique)
}

/// What happened, and what to do next.
const fn told(cause: ConflictCause) -> (&'static str, &'static str) {
    match cause {
        ConflictCause::StaleVersion => (
            "the account was changed by somebody else in the meantime",
            "read the account again, or save with overwrite to replace what is there",
        ),
        ConflictCause::MissingVersion => (
            "the update did not say which version of the account it changes",
            "read the account and change what was read, or save with overwrite to replace what is \
             there",
        ),
        ConflictCause::WrongType => (
            "the system expects another type of record at this address",
            "look whether the base URL of the profile ends in the API's own path, such as /api/v2/",
        ),
        ConflictCause::IdAmongAttributes => (
            "the system takes a field that was sent for an id, which no field may be",
            "leave the field out; a record is pointed to by a relationship",
        ),
        ConflictCause::IdTaken => (
            "there is an account with the id that the new one was to have",
            "look for it in the list: it may be the one that an earlier attempt made; creating again \
             takes another id",
        ),
        ConflictCause::SecondAccount => (
            "the person has an account at this organization already",
            "change that account instead, or delete it first",
        ),
        ConflictCause::GuidTaken => (
            "there is an account with the same remote_id, in small or capital letters",
            "look for it in the list with remote_id:, and change that one",
        ),
        ConflictCause::NotUnique => (
            "something that is sent has to be unique and exists already",
            "look in the list for an account that has the same values",
        ),
    }
}
