//! Two changes of one account, from the same base.

use crate::account::Account;
use crate::compare::{is_nothing, same};
use crate::edit::Draft;

use crate::schema::{Field, Kind};
use crate::value::Value;

/// A draft on top of what somebody else made of the account meanwhile.
#[derive(Debug, Clone, PartialEq)]
pub struct Merge {
    /// The draft, based on theirs. Where both changed a field it holds mine: it is not to be sent
    /// before a person has decided.
    pub draft: Draft,
    /// The fields that both sides changed, to different values.
    pub clashes: Vec<Clash>,
}

/// A field that both sides changed, to different values. `None` stands for an absent member.
#[derive(Debug, Clone, PartialEq)]
pub struct Clash {
    /// The field.
    pub field: &'static Field,
    /// What it was when the edit began.
    pub base: Option<Value>,
    /// What the draft makes of it.
    pub mine: Value,
    /// What the system holds now.
    pub theirs: Option<Value>,
}

impl Draft {
    /// Puts the draft's changes on top of the account as the system holds it now.
    ///
    /// A field that only one side changed is as that side has it, and the same change on both sides
    /// is one change. A field whose base is not known counts as changed by them: nothing of theirs
    /// is lost without a word. Secrets are never answered, so mine is sent. The merged draft is of
    /// their version, and no longer strict about another.
    #[must_use]
    pub fn merge(&self, theirs: &Account) -> Merge {
        let mut draft = self.clone();
        draft.base = Some(theirs.clone());
        draft.values.clear();
        draft.strict = None;
        let mut clashes = Vec::new();
        for change in self.changes() {
            let field = change.field;
            let now = theirs.get(field.name);
            if field.kind != Kind::Secret {
                if alike(field, Some(&change.to), now) {
                    continue;
                }
                if !alike(field, change.from.as_ref(), now) {
                    clashes.push(Clash {
                        field,
                        base: change.from,
                        mine: change.to.clone(),
                        theirs: now.cloned(),
                    });
                }
            }
            draft.values.push((field, change.to));
        }
        Merge { draft, clashes }
    }
}

/// Whether both sides hold the same, or both hold nothing.
fn alike(field: &Field, one: Option<&Value>, other: Option<&Value>) -> bool {
    let something = |value: &&Value| !is_nothing(field, value);
    match (one.filter(something), other.filter(something)) {
        (Some(one), Some(other)) => same(field, one, other),
        (one, other) => one.is_none() && other.is_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::sample::{RESOURCE, anna};
    use proptest::prelude::*;

    fn theirs(changes: &[(&str, Value)]) -> Account {
        let mut account = anna();
        account.set("version", Value::text("2022-01-13T00:00:00Z"));
        for (name, value) in changes {
            account.set(name, value.clone());
        }
        account
    }

    fn draft(changes: &[(&str, &str)]) -> Draft {
        let mut draft = Draft::edit(anna());
        for (name, text) in changes {
            draft.set_text(name, text).expect("a value");
        }
        draft
    }

    fn names(draft: &Draft) -> Vec<&'static str> {
        draft
            .changes()
            .iter()
            .map(|change| change.field.name)
            .collect()
    }

    #[test]
    fn different_fields_merge() {
        let merge = draft(&[("name", "Anne"), ("password", "new")])
            .merge(&theirs(&[("email", Value::text("anne@example.org"))]));
        assert_eq!(merge.clashes, []);
        assert_eq!(names(&merge.draft), ["name", "password"]);
        assert_eq!(merge.draft.version(), Some("2022-01-13T00:00:00Z"));
        assert_eq!(
            merge.draft.value("email"),
            Some(&Value::text("anne@example.org"))
        );
    }

    #[test]
    fn the_same_change_is_one() {
        let both = draft(&[
            ("name", "Anne"),
            ("seen_at", "2022-02-01"),
            ("language", ""),
        ]);
        let merge = both.merge(&theirs(&[
            ("name", Value::text("Anne")),
            ("seen_at", Value::text("2022-02-01T02:00:00+02:00")),
            ("language", Value::text("")),
        ]));
        assert_eq!(
            (names(&merge.draft), merge.clashes),
            (Vec::new(), Vec::new())
        );
    }

    #[test]
    fn different_changes_of_one_field_clash() {
        let merge = draft(&[("name", "Anne"), ("email", "a@b")])
            .merge(&theirs(&[("name", Value::text("Anja"))]));
        assert_eq!(
            merge.clashes,
            [Clash {
                field: RESOURCE.field("name").expect("a field"),
                base: Some(Value::text("Anna")),
                mine: Value::text("Anne"),
                theirs: Some(Value::text("Anja")),
            }]
        );
        assert_eq!(names(&merge.draft), ["name", "email"]);
    }

    #[test]
    fn a_base_that_is_not_known_protects_theirs() {
        let mut base = anna();
        base.remove("name");
        let mut draft = Draft::edit(base);
        draft.set_text("name", "Anne").expect("text");
        assert_eq!(draft.merge(&theirs(&[])).clashes.len(), 1);
        assert_eq!(draft.merge(&theirs(&[("name", Value::Null)])).clashes, []);
    }

    #[test]
    fn a_merged_draft_is_not_strict() {
        let mut draft = draft(&[("name", "Anne")]);
        draft.at_version("some other");
        draft.overwrite(true);
        let merged = draft.merge(&theirs(&[])).draft;
        assert!(!merged.is_strict() && merged.overwrites());
        assert_eq!(merged.version(), Some("2022-01-13T00:00:00Z"));
    }

    const FIELDS: [&str; 3] = ["name", "email", "language"];

    proptest! {
        /// Every field of the merged account is whose it must be, for all pairs of changes.
        #[test]
        fn each_field_is_as_the_side_that_changed_it(
            mine in prop::array::uniform3(proptest::option::of(0_u8..3)),
            others in prop::array::uniform3(proptest::option::of(0_u8..3)),
        ) {
            let mut draft = Draft::edit(anna());
            let mut account = anna();
            for ((field, mine), theirs) in FIELDS.iter().zip(mine).zip(others) {
                if let Some(mine) = mine {
                    draft.set_text(field, &mine.to_string()).expect("text");
                }
                if let Some(theirs) = theirs {
                    account.set(field, Value::text(theirs.to_string()));
                }
            }
            let merge = draft.merge(&account);
            let merged = merge.draft.mine();
            for ((field, mine), theirs) in FIELDS.iter().zip(mine).zip(others) {
                let wanted = mine.or(theirs).map_or_else(
                    || anna().get(field).cloned(),
                    |text| Some(Value::text(text.to_string())),
                );
                prop_assert_eq!(merged.get(field), wanted.as_ref());
                let clash = mine.is_some() && theirs.is_some() && mine != theirs;
                prop_assert_eq!(merge.clashes.iter().any(|found| found.field.name == *field), clash);
            }
        }
    }
}
