//! A body with account data: read, applied to an account, and the outcome checked.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use rusqlite::Connection;
use serde_json::{Map, Value};

use crate::agilenow::account::Account;
use crate::agilenow::choices::{Choices, DATE_FORMATS, LANGUAGES, TIMEZONES};
use crate::agilenow::error::Failure;
use crate::agilenow::field_type;

/// Which of the two structures a body is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Structure {
    /// AccountData and AccountInsertData.
    Full,
    /// AccountUpdateData: without Id and PhoneVerified.
    Update,
}

/// A body whose members are read one by one. Members that are in no structure are ignored.
pub struct Draft {
    members: Map<String, Value>,
    structure: Structure,
}

impl Draft {
    pub fn read(
        body: Result<Bytes, BytesRejection>,
        structure: Structure,
    ) -> Result<Self, Failure> {
        let body = object(body)?;
        Ok(Self {
            members: body,
            structure,
        })
    }

    /// A text that was sent and is not empty.
    pub fn given(&self, member: &str) -> Result<Option<String>, Failure> {
        Ok(self.text(member)?.flatten())
    }

    /// `None` when absent; `Some(None)` when null or empty, which are the same here.
    fn text(&self, member: &str) -> Result<Option<Option<String>>, Failure> {
        match self.members.get(member) {
            None => Ok(None),
            Some(Value::Null) => Ok(Some(None)),
            Some(Value::String(text)) => {
                Ok(Some(Some(text.clone()).filter(|text| !text.is_empty())))
            }
            Some(_) => Err(Failure::mismatch(member, "is not a string")),
        }
    }

    fn set_text(&self, member: &str, value: &mut Option<String>) -> Result<(), Failure> {
        if let Some(text) = self.text(member)? {
            *value = text;
        }
        Ok(())
    }

    /// The platform's default for a boolean that is not sent is false.
    fn boolean(&self, member: &str) -> Result<bool, Failure> {
        match self.members.get(member) {
            None | Some(Value::Null) => Ok(false),
            Some(Value::Bool(flag)) => Ok(*flag),
            Some(_) => Err(Failure::mismatch(member, "is not a boolean")),
        }
    }

    fn set_choice(
        &self,
        member: &str,
        choices: &Choices,
        value: &mut Option<String>,
    ) -> Result<(), Failure> {
        let Some(sent) = self.members.get(member) else {
            return Ok(());
        };
        let Some(sent) = field_type::read(member, sent)? else {
            *value = None;
            return Ok(());
        };
        let known = if sent.field == "Name" {
            choices.named(&sent.value)
        } else {
            choices.value(&sent.value)
        };
        match known {
            Some(known) => *value = Some(known.to_owned()),
            None => {
                let what = format!("has the unknown {} {:?}", choices.kind, sent.value);
                return Err(Failure::mismatch(member, &what));
            }
        }
        Ok(())
    }

    /// Takes over what was sent: texts that were not sent stay, booleans that were not sent become
    /// false.
    pub fn apply(&self, account: &mut Account) -> Result<(), Failure> {
        self.set_text("Name", &mut account.name)?;
        self.set_text("FirstName", &mut account.first_name)?;
        self.set_text("LastName", &mut account.last_name)?;
        self.set_text("Phone", &mut account.phone)?;
        self.set_text("Email", &mut account.email)?;
        self.set_text("Identifier", &mut account.identifier)?;
        self.set_text("Username", &mut account.username)?;
        self.set_text("ExternalId", &mut account.external_id)?;
        self.set_choice("LanguageId", &LANGUAGES, &mut account.language)?;
        self.set_choice("TimezoneId", &TIMEZONES, &mut account.timezone)?;
        self.set_choice("DateFormatId", &DATE_FORMATS, &mut account.date_format)?;
        account.identifier_verified = self.boolean("IdentifierVerified")?;
        account.notify_by_email = self.boolean("NotifyByEmail")?;
        account.notify_by_sms = self.boolean("NotifyBySMS")?;
        account.is_active = self.boolean("Is_Active")?;
        if self.structure == Structure::Full {
            account.phone_verified = self.boolean("PhoneVerified")?;
        }
        if account.name.is_none() {
            account.name = full_name(account);
        }
        Ok(())
    }
}

/// The body, which has to be a JSON object.
pub fn object(body: Result<Bytes, BytesRejection>) -> Result<Map<String, Value>, Failure> {
    let body = body.map_err(|rejection| Failure::bad(rejection.to_string()))?;
    match serde_json::from_slice(&body) {
        Ok(Value::Object(members)) => Ok(members),
        Ok(_) => Err(Failure::mismatch("The body", "is not an object")),
        Err(error) => Err(Failure::bad(format!(
            "The user has provided input that the browser is unable to convert. ({error})"
        ))),
    }
}

/// `LastName FirstName`.
fn full_name(account: &Account) -> Option<String> {
    let parts: Vec<_> = [&account.last_name, &account.first_name]
        .into_iter()
        .filter_map(|part| part.as_deref())
        .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Required members and unique values; every complaint at once.
pub fn check(account: &Account, connection: &Connection) -> Result<(), Failure> {
    let mut errors = Vec::new();
    for (member, value) in [
        ("FirstName", &account.first_name),
        ("LastName", &account.last_name),
        ("Email", &account.email),
        ("Username", &account.username),
    ] {
        if value.as_deref().is_none_or(|text| text.trim().is_empty()) {
            errors.push(format!("The value of {member} is required."));
        }
    }
    for (member, column, value) in [
        ("Username", "username", &account.username),
        ("ExternalId", "external_id", &account.external_id),
        ("Email", "email", &account.email),
        ("Phone", "phone", &account.phone),
    ] {
        let Some(value) = value else {
            continue;
        };
        let select =
            format!("SELECT 1 FROM agilenow_accounts WHERE {column} = ?1 AND number <> ?2");
        if connection
            .prepare_cached(&select)?
            .exists((value, account.number))?
        {
            errors.push(format!(
                "The value '{value}' of {member} must be unique, and another record has it."
            ));
        }
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Failure::bad_input(errors))
    }
}
