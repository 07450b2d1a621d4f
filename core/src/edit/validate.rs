//! What a system would refuse, said before anything is sent.

use crate::edit::Draft;
use crate::schema::{Field, Kind, Operation};
use crate::value::Value;

/// Why a draft cannot be sent as it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// The field that it is about.
    pub field: &'static Field,
    /// What is wrong, to be read after the field's label: `is required`. No value is repeated.
    pub message: String,
}

impl Draft {
    /// What is wrong with the draft, at most one problem a field, in the order of the fields.
    ///
    /// - A create needs every required field; an upsert too, unless a field that it is matched by
    ///   says which account may be meant; and an update may not clear one.
    /// - An e-mail address has one `@`, something on both sides of it, and no spaces.
    /// - A value stands on one line: it has no control characters.
    ///
    /// A choice that the documents do not know is none: systems know more than their documents.
    /// Only what the draft changes is looked at; what the base holds is the system's affair.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let changes = self.changes();
        let needs_all = match self.operation {
            Operation::Create => true,
            Operation::Upsert => !changes
                .iter()
                .any(|change| self.resource.is_matched_by(change.field) && !is_blank(&change.to)),
            _ => false,
        };
        let problem = |field: &'static Field| {
            let change = changes.iter().find(|change| change.field == field);
            let message = match change {
                Some(change) if field.required && is_blank(&change.to) => {
                    let made = self.operation == Operation::Create || needs_all;
                    Some(
                        if made {
                            REQUIRED
                        } else {
                            "is required and cannot be cleared"
                        }
                        .to_owned(),
                    )
                }
                Some(change) => wrong(field, &change.to),
                None if field.required && needs_all => Some(REQUIRED.to_owned()),
                None => None,
            };
            message.map(|message| Problem { field, message })
        };
        self.resource
            .sent_by(self.operation)
            .filter_map(problem)
            .collect()
    }
}

const REQUIRED: &str = "is required";

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Text(text) => text.trim().is_empty(),
        Value::Reference(reference) => reference.id.trim().is_empty(),
        _ => false,
    }
}

fn wrong(field: &Field, value: &Value) -> Option<String> {
    let (Value::Text(_) | Value::Reference(_)) = value else {
        return None;
    };
    let text = value.plain();
    if let Some(place) = text.chars().position(char::is_control) {
        return Some(format!(
            "has a control character, such as a line end, at character {}",
            place + 1
        ));
    }
    if field.kind == Kind::Email && !text.is_empty() && !is_email(&text) {
        return Some(
            "is no e-mail address: something like name@example.org is expected".to_owned(),
        );
    }
    None
}

/// Whether the text has the shape of an address. Which addresses there are, the system knows.
fn is_email(text: &str) -> bool {
    match text.split_once('@') {
        Some((name, host)) => {
            let parts = [name, host];
            !text.contains(char::is_whitespace)
                && parts
                    .iter()
                    .all(|part| !part.is_empty() && !part.contains('@'))
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::sample::{RESOURCE, anna};

    fn problems(draft: &Draft) -> Vec<(&'static str, String)> {
        let problems = draft.problems().into_iter();
        problems
            .map(|problem| (problem.field.name, problem.message))
            .collect()
    }

    fn names(draft: &Draft) -> Vec<&'static str> {
        problems(draft).into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn a_create_needs_what_is_required() {
        let mut draft = Draft::create(&RESOURCE);
        assert_eq!(
            problems(&draft),
            [
                ("name", REQUIRED.to_owned()),
                ("email", REQUIRED.to_owned())
            ]
        );
        draft.set_text("name", "  ").expect("text");
        draft.set_text("email", "a@b").expect("text");
        assert_eq!(names(&draft), ["name"]);
        draft.set_text("name", "Anna").expect("text");
        assert_eq!(names(&draft), [""; 0]);
    }

    #[test]
    fn an_upsert_needs_all_or_one_that_is_unique() {
        let mut draft = Draft::upsert(&RESOURCE);
        draft.set_text("active", "no").expect("a truth");
        assert_eq!(names(&draft), ["name", "email"]);
        draft.set_text("email", "a@b").expect("text");
        assert_eq!(names(&draft), [""; 0]);
        draft.set_text("name", "").expect("text");
        assert_eq!(names(&draft), ["name"]);
        let mut draft = Draft::upsert(&RESOURCE);
        draft.set_text("id", "7").expect("text");
        assert_eq!(names(&draft), [""; 0]);
    }

    #[test]
    fn an_update_may_not_clear_what_is_required() {
        let mut draft = Draft::edit(anna());
        assert_eq!(names(&draft), [""; 0]);
        draft.set_text("name", "").expect("text");
        draft.clear("language").expect("a choice");
        assert_eq!(
            problems(&draft),
            [("name", "is required and cannot be cleared".to_owned())]
        );
    }

    #[test]
    fn addresses_have_a_shape() {
        let mut draft = Draft::edit(anna());
        for (text, right) in [
            ("a@b", true),
            ("Ünï.cöde+tag@exämple.org", true),
            ("a", false),
            ("@b", false),
            ("a@", false),
            ("a@b@c", false),
            ("a b@c", false),
            (" a@b", false),
        ] {
            draft.set_text("email", text).expect("text");
            assert_eq!(names(&draft).is_empty(), right, "{text}");
        }
    }

    #[test]
    fn values_stand_on_one_line() {
        let mut draft = Draft::edit(anna());
        draft.set_text("name", "a\nb").expect("text");
        draft.set_text("password", "hunter2\r\n").expect("text");
        draft.set_text("language", "anything goes").expect("text");
        assert_eq!(names(&draft), ["name", "password"]);
        assert!(!format!("{:?}", draft.problems()).contains("hunter2"));
        assert!(problems(&draft)[0].1.contains("at character 2"));
    }
}
