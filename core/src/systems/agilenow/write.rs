//! Bodies of AgileNow requests: bare objects; the three enumerations as plain text. (The page's
//! sentence about `FieldType` is template text for them.)

use crate::account::Change;
use crate::schema::{Kind, Operation, Resource};
use crate::systems::UpdateAsk;
use crate::value::Value;

/// `AccountData`, `AccountInsertData` or `AccountUpdateData`.
pub(super) fn account(changes: &[Change]) -> String {
    let members = changes.iter().map(|Change { field, value }| {
        let value = match (field.kind, value) {
            // The platform treats absent, null and empty alike, and an absent member may be kept:
            // empty text is what clears.
            (Kind::Text | Kind::Email, Value::Null) => Value::text(""),
            (Kind::Choice(_) | Kind::Text | Kind::Email | Kind::Id, value) if !value.is_null() => {
                Value::text(value.plain())
            }
            (_, value) => value.clone(),
        };
        (field.name.to_owned(), value)
    });
    Value::Object(members.collect()).to_json()
}

/// The changes, with every yes-or-no field that is known: the server takes an absent one for no,
/// and an omitted `Is_Active` would switch the account off.
pub(super) fn with_booleans(resource: &Resource, update: &UpdateAsk) -> Vec<Change> {
    let mut changes = update.changes.clone();
    let known = resource.sent_by(Operation::Update).filter_map(|field| {
        let value = update.base.as_ref()?.get(field.name)?;
        let asked = update.changes.iter().any(|change| change.field == field);
        (field.kind == Kind::Boolean && !asked).then(|| Change {
            field,
            value: value.clone(),
        })
    });
    changes.extend(known);
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Account;
    use crate::systems::agilenow::accounts::ACCOUNTS;
    use crate::value::Reference;

    fn change(name: &str, value: Value) -> Change {
        Change {
            field: ACCOUNTS.field(name).expect("a field"),
            value,
        }
    }

    #[test]
    fn an_enumeration_is_sent_as_plain_text() {
        let finnish = Value::Reference(Reference {
            id: "fi-FI".into(),
            ..Reference::default()
        });
        let body = account(&[change("LanguageId", finnish), change("Phone", Value::Null)]);
        assert_eq!(body, r#"{"LanguageId":"fi-FI","Phone":""}"#);
    }

    #[test]
    fn an_update_sends_the_booleans_that_it_knows() {
        let mut base = Account::new(&ACCOUNTS, "1");
        base.set("Is_Active", Value::Bool(true));
        base.set("EmailVerified", Value::Bool(true));
        base.set("NotifyBySMS", Value::Bool(true));
        let update = UpdateAsk {
            id: "1".into(),
            changes: vec![change("NotifyBySMS", Value::Bool(false))],
            base: Some(base),
            version: None,
            overwrite: false,
        };
        let body = account(&with_booleans(&ACCOUNTS, &update));
        assert_eq!(body, r#"{"NotifyBySMS":false,"Is_Active":true}"#);
    }
}
