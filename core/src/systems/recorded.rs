//! Answers that were recorded: read without a call.

use crate::collection::{Collection, Loading};
use crate::error::{Effect, Error, Result, Unread};
use crate::message::Response;
use crate::schema::{Operation, Resource};
use crate::systems::{Answer, Ask, Outcome, PageAsk, direct, protocol};

/// Reads the bytes of an answer to a list, as the system sent it with a status of success, into a
/// collection. Of a list of several pages it holds those accounts that are in this answer.
///
/// # Errors
/// [`Malformed`](crate::error::ErrorKind::Malformed), saying what came and where it went wrong, when
/// it is no list at all. Single records that cannot be read are [`Collection::unread`].
pub fn recorded(resource: &'static Resource, answer: &dyn Answer) -> Result<Collection> {
    let protocol = protocol(resource.system);
    if let Some(read) = direct::read(resource, protocol, answer) {
        return Ok(held(resource, read.rows, read.unread));
    }
    // Not as answers are: whatever is wrong with it is told by the exact way.
    let mut body = vec![0; answer.length()];
    answer.copy(0, &mut body);
    let response = Response {
        status: 200,
        headers: Vec::new(),
        body,
    };
    let ask = Ask::List(PageAsk::default());
    let read = protocol.outcome(resource, &ask, &response);
    let mut rows = Loading::new(resource);
    let mut unread = Unread::default();
    if let Outcome::Page(page) = read.map_err(|error| refused(resource, error))? {
        page.accounts
            .iter()
            .for_each(|account| rows.account(account));
        unread = page.unread;
    }
    Ok(held(resource, rows, unread))
}

fn held(resource: &'static Resource, rows: Loading, unread: Unread) -> Collection {
    rows.finish(unread.map(|error| refused(resource, error)))
}

/// What a reader says of an answer that has just come is not true of one that somebody kept.
fn refused(resource: &'static Resource, error: Error) -> Error {
    error
        .asked(resource, Operation::List, None)
        .effect(Effect::NothingSent)
        .advice(format!(
            "give the bytes of an answer to a list of {}, as {} sent it",
            resource.label.to_lowercase(),
            resource.system.label()
        ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;
    use crate::systems::agilenow::accounts::ACCOUNTS as AGILENOW;
    use crate::systems::mpdx::key_accounts::KEY_ACCOUNTS;
    use crate::systems::swift::accounts::ACCOUNTS as SWIFT;

    #[test]
    fn an_answer_of_each_system_is_held() {
        let answers: [(_, &str); 3] = [
            (
                &KEY_ACCOUNTS,
                r#"{"data":[{"id":"1","type":"key_accounts","attributes":{"email":"a@b.c"}}]}"#,
            ),
            (
                &AGILENOW,
                r#"{"Meta":{"TotalItems":9},"Data":[{"Id":"1"}]}"#,
            ),
            (
                &SWIFT,
                r#"{"data":{"items":[{"data":{"id":"1"}}],"page_info":{"after":"x"}}}"#,
            ),
        ];
        for (resource, answer) in answers {
            let held = recorded(resource, &answer.as_bytes()).expect("a collection");
            assert_eq!(held.len(), 1, "{}", resource.id);
            assert_eq!(held.id_at(0), Some("1"));
        }
    }

    #[test]
    fn what_is_no_answer_to_a_list_is_told() {
        for (answer, why) in [
            ("", "an empty answer came"),
            ("<html>", "HTML came"),
            (r#"{"errors":[]}"#, "data is missing"),
        ] {
            let error = recorded(&KEY_ACCOUNTS, &answer.as_bytes()).expect_err("no answer");
            assert_eq!(error.kind(), ErrorKind::Malformed);
            assert_eq!(error.what_was_done(), Effect::NothingSent);
            assert!(error.message().contains(why), "{error}");
            let advice = error.what_next().expect("advice");
            assert!(advice.contains("key accounts, as MPDX"), "{advice}");
        }
    }

    #[test]
    fn a_record_that_cannot_be_read_is_named_and_the_rest_is_held() {
        let answer = r#"{"data":[{"id":"1"},{"id":null},{"id":"3","attributes":7},{"id":4}]}"#;
        let held = recorded(&KEY_ACCOUNTS, &answer.as_bytes()).expect("a collection");
        let ids: Vec<_> = (0..2).map(|row| held.id_at(row)).collect();
        assert_eq!((held.len(), ids), (2, vec![Some("1"), Some("4")]));
        let errors: Vec<&Error> = held.unread().errors().collect();
        let [missing, shapeless] = *errors else {
            panic!("{errors:?}");
        };
        assert!(
            missing.message().contains("data[1].id is missing"),
            "{missing}"
        );
        assert!(
            shapeless.message().contains("data[2].attributes: "),
            "{shapeless}"
        );
        assert_eq!(missing.what_was_done(), Effect::NothingSent);
    }
}
