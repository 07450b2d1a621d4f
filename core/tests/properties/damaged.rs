//! Every decoder, given documents of the systems that were damaged.

use proptest::prelude::*;
use proptest::sample::Index;
use roster_core::message::Response;
use roster_core::resources;
use roster_core::schema::{Operation, Resource};
use roster_core::systems::mpdx::key_accounts::KeyAccount;
use roster_core::systems::{Ask, Outcome, protocol};
use roster_fuzz::{answer, side, value};

use crate::damage::{Damage, Input, Json, Mishap, damage, mishap};
use crate::seeds;

/// The documents among the seeds, of whatever resource and operation.
fn documents() -> Vec<Json> {
    let seeds = ["answer", "side"].into_iter().flat_map(seeds::of);
    let bodies = seeds.filter_map(|(_, seed)| {
        let text = String::from_utf8(seed).ok()?;
        let (_, body) = text.split_once("\n\n")?;
        serde_json::from_str::<serde_json::Value>(body)
            .ok()
            .map(|_| Json::read(body))
    });
    bodies.collect()
}

fn damaged() -> impl Strategy<Value = Input> {
    let wounds = prop::collection::vec((any::<Index>(), damage()), 0..4);
    (prop::sample::select(documents()), wounds, mishap()).prop_map(
        |(mut document, wounds, mishap): (Json, Vec<(Index, Damage)>, Mishap)| {
            for (place, damage) in &wounds {
                document.damage(*place, damage);
            }
            mishap.befall(&document.write())
        },
    )
}

/// A resource and something that can be asked of it.
fn asked() -> impl Strategy<Value = (&'static Resource, Ask)> {
    (
        prop::sample::select(resources().to_vec()),
        any::<Index>(),
        prop::sample::select(vec!["", "0", "1", "18446744073709551615", "string"]),
    )
        .prop_map(|(resource, operation, place)| {
            let operation: Operation = *operation.get(resource.operations);
            (resource, answer::ask(resource, operation, place))
        })
}

fn status() -> impl Strategy<Value = u16> {
    prop_oneof![
        6 => Just(200_u16),
        1 => prop::sample::select(vec![201, 204, 302, 400, 401, 403, 404, 409, 422, 429, 500, 502]),
        1 => 100..1000_u16,
    ]
}

fn kind() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "application/json",
        "text/html; charset=utf-8",
        "",
        "\u{fffd}",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6_000))]

    #[test]
    fn any_answer_is_an_outcome_or_says_what_is_wrong(
        (resource, ask) in asked(),
        status in status(),
        kind in kind(),
        body in damaged(),
    ) {
        let response = Response {
            status,
            headers: vec![("content-type".to_owned(), kind.to_owned())],
            body: body.0,
        };
        answer::holds(resource, &ask, &response);
    }

    #[test]
    fn any_document_is_a_value_that_comes_back(document in damaged()) {
        value::check(&document.0);
    }

    #[test]
    fn any_answer_beside_the_operations_is_what_was_asked_for_or_says_what_is_wrong(
        call in prop::sample::select(vec!["tenants", "join", "leave", "references", "authenticate", "claims"]),
        body in damaged(),
    ) {
        let mut input = format!("{call} 200\n\n").into_bytes();
        input.extend(body.0);
        side::check(&input);
    }

    #[test]
    fn any_answer_of_the_token_endpoint_is_a_token_or_hides_it(status in status(), body in damaged()) {
        let mut input = format!("x token {status}\n\n").into_bytes();
        input.extend(body.0);
        answer::check(&input);
    }
}

/// A list and a single account of each system, whose values are a person's.
fn personal() -> Vec<(&'static Resource, Operation, Json)> {
    let anna = r#""anna@example.org""#;
    let key_account = format!(
        r#"{{"id":"7","type":"key_accounts","attributes":{{"email":{anna},"first_name":{anna}}},
        "relationships":{{"person":{{"data":{{"id":"1","type":"people"}}}}}},"more":[{anna}]}}"#
    );
    let person = format!(r#"{{"id":"1","type":"people","attributes":{{"name":{anna}}}}}"#);
    let agilenow = format!(
        r#"{{"Id":"7","Email":{anna},"LanguageId":{{"Id":"fi-FI","Name":{anna}}},"More":[{anna}]}}"#
    );
    let swift = format!(r#"{{"data":{{"id":"7","name":{anna}}},"type":"account","more":{anna}}}"#);
    let documents = [
        (
            "mpdx/key-accounts",
            format!(r#"{{"data":[{key_account}],"included":[{person}],"meta":{{}}}}"#),
            format!(r#"{{"data":{key_account},"included":[{person}]}}"#),
        ),
        (
            "agilenow/accounts",
            format!(r#"{{"Data":[{agilenow}],"Meta":{{"TotalItems":1}}}}"#),
            agilenow,
        ),
        (
            "swift/accounts",
            format!(r#"{{"data":{{"items":[{swift}],"page_info":{{}}}},"type":"list"}}"#),
            swift,
        ),
    ];
    let both = documents.into_iter().flat_map(|(id, list, one)| {
        let resource = roster_core::resource(id).expect("a resource");
        [(Operation::List, list), (Operation::Get, one)]
            .map(|(operation, document)| (resource, operation, Json::read(&document)))
    });
    both.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn no_error_tells_the_values_of_a_record(
        (resource, operation, mut document) in prop::sample::select(personal()),
        wounds in prop::collection::vec((any::<Index>(), damage()), 1..4),
        cut in prop::option::weighted(0.2, any::<Index>()),
    ) {
        for (place, damage) in &wounds {
            document.damage(*place, damage);
        }
        let mut body = document.write().into_bytes();
        let written = String::from_utf8_lossy(&body).to_lowercase();
        // What is said to be an error is told, whatever it is, and a record is named by its id.
        prop_assume!(!written.contains("\"errors\"") && !written.contains("\"id\":\"anna"));
        if let Some(cut) = cut {
            body.truncate(cut.index(body.len() + 1));
        }
        let headers = Vec::new();
        let response = Response { status: 200, headers, body };
        let ask = answer::ask(resource, operation, "");
        let errors = match protocol(resource.system).outcome(resource, &ask, &response) {
            Ok(Outcome::Page(page)) => page.unread.errors().cloned().collect(),
            Ok(Outcome::Account(account)) => KeyAccount::try_from(&account).err().into_iter().collect(),
            Ok(other) => panic!("{other:?}"),
            Err(error) => vec![error],
        };
        for error in errors {
            let told = format!("{error:?} {:?}", error.report());
            prop_assert!(!told.contains("anna"), "{told}");
        }
    }
}

/// What a system sends without end is cut, wherever it stands.
#[test]
fn whatever_is_too_much_is_cut() {
    let long = "long ".repeat(20_000);
    let many = |item: &str| vec![item; 5_000].join(",");
    let members: Vec<String> = (0..20_000)
        .map(|number| format!("\"m{number}\":0"))
        .collect();
    let members = members.join(",");
    let documents = [
        format!(r#"{{"data":{{"id":"7","attributes":"{long}"}}}}"#),
        format!(r#"{{"data":{{"id":"7","attributes":{{{members}}}}}}}"#),
        format!(r#"{{"Id":"7",{members}}}"#),
        format!(r#"{{"data":{{"id":"7",{members}}}}}"#),
        format!(r#"{{"{long}":[[]]}}"#),
        format!(r#"{{"data":{{"id":"7","attributes":{{"{long}":"\ud800"}}}}}}"#),
        format!(r#"{{"Id":"7","{long}":"\ud800"}}"#),
        format!(r#"{{"data":[{}]}}"#, many("{}")),
        format!(r#"{{"errors":[{}]}}"#, many(r#"{"detail":"no"}"#)),
        format!(
            r#"{{"errors":[{{"detail":"{long}"}}],"Errors":["{long}"],"RequestKey":"{long}"}}"#
        ),
        format!(r#"{{"errors":{{"{long}":["{long}"]}}}}"#),
        format!(r#"{{"Errors":[{}]}}"#, many(r#""no""#)),
        "[".repeat(100_000),
        format!("<{long}"),
        long,
    ];
    for body in documents {
        for resource in resources() {
            for operation in [Operation::List, Operation::Get] {
                for status in [200, 409] {
                    let ask = answer::ask(resource, operation, "");
                    let response = Response {
                        status,
                        headers: Vec::new(),
                        body: body.clone().into_bytes(),
                    };
                    answer::holds(resource, &ask, &response);
                }
            }
        }
    }
}
