//! Which account a path names: `{Id}`, plain or as `base64|`, and `?Name=`.

use base64::Engine as _;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use rusqlite::{Connection, OptionalExtension};

use crate::agilenow::account::{Account, COLUMNS, SOURCE};
use crate::agilenow::error::Failure;

/// Padded or not: the documents' own example has none to lose.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Finds the account, or answers 404. `raw_query` is the query of the call.
pub fn account(
    connection: &Connection,
    id: &str,
    raw_query: Option<&str>,
) -> Result<Account, Failure> {
    let id = plain(id)?;
    let column = column(raw_query)?;
    connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM {SOURCE} WHERE a.{column} = ?1"
        ))?
        .query_row([&id], Account::read)
        .optional()?
        .ok_or_else(|| {
            Failure::not_found(format!(
                "The record of Account with the value '{id}' was not found"
            ))
        })
}

/// The text behind `base64|`, or the text itself.
pub fn plain(id: &str) -> Result<String, Failure> {
    let Some(encoded) = id.strip_prefix("base64|") else {
        return Ok(id.to_owned());
    };
    BASE64
        .decode(encoded)
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .ok_or_else(|| Failure::bad(format!("'{encoded}' is not the base64 of a text")))
}

fn column(raw_query: Option<&str>) -> Result<&'static str, Failure> {
    let name = form_urlencoded::parse(raw_query.unwrap_or_default().as_bytes())
        .find(|(key, _)| key == "Name")
        .map(|(_, value)| value.into_owned());
    match name.as_deref() {
        None | Some("" | "Id") => Ok("id"),
        Some("Username") => Ok("username"),
        Some("ExternalId") => Ok("external_id"),
        Some(other) => Err(Failure::bad(format!(
            "Name has to be Id, Username or ExternalId, not '{other}'"
        ))),
    }
}
