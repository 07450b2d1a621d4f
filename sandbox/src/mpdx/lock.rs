//! Optimistic locking with `updated_in_db_at`.

use crate::moment;
use crate::mpdx::document::Document;
use crate::mpdx::error::Failure;

/// Refuses an update that was prepared on another state of the record than the stored one, unless
/// it says `overwrite: true`. Compared on whole seconds, as the system does: two updates within one
/// second are not told apart.
pub fn check(document: &Document, stored: i64) -> Result<(), Failure> {
    check_readable(document)?;
    if document.text("overwrite") == Some(Some("true".to_owned())) {
        return Ok(());
    }
    let current = moment::in_seconds(stored);
    let unequal = format!("is not equal to the current value in the database ({current})");
    let Some(sent) = document.text("updated_in_db_at") else {
        let missing = "has to be sent in the list of attributes in order to update resource";
        return Err(Failure::stale(&[missing.to_owned(), unequal], &current));
    };
    let sent = sent
        .as_deref()
        .and_then(moment::parse)
        .map(moment::in_seconds);
    if sent.as_ref() == Some(&current) {
        return Ok(());
    }
    Err(Failure::stale(&[unequal], &current))
}

/// `null`, "" and what is no time are 400, on a create too, where the value is otherwise ignored.
pub fn check_readable(document: &Document) -> Result<(), Failure> {
    let Some(sent) = document.text("updated_in_db_at") else {
        return Ok(());
    };
    let text = sent.unwrap_or_default();
    match moment::parse(&text) {
        Some(_) => Ok(()),
        None => Err(Failure::bad_request(format!(
            "no time information in {text:?}"
        ))),
    }
}
