//! Facts of the AgileNow document and its family that show on the wire, or in the sandbox's own
//! reading of them.

use roster_core::account::Account;
use roster_core::call::Cancel;
use roster_core::edit::Draft;
use roster_core::error::ErrorKind;
use roster_core::schema::System;
use roster_core::systems::agilenow::accounts::ACCOUNTS;
use roster_core::systems::agilenow::enums::{DATE_FORMATS, LANGUAGES, TIMEZONES};
use roster_core::value::Value;

use crate::recorder::{Recorder, Seen, json};
use crate::support::*;

const ROOT: &str = "/our/own/Endpoint/rest/api/v1";
const ACCOUNT: &str = r#"{"Id":"7","Username":"anna","Is_Active":true,"ModifiedOn":"m"}"#;

const ANNA: [(&str, &str); 5] = [
    ("FirstName", "Anna"),
    ("LastName", "Salo"),
    ("Email", "anna@example.org"),
    ("Username", "anna"),
    ("Is_Active", "true"),
];

fn documented(seen: &Seen) -> crate::recorder::Answer {
    if seen.target.ends_with("/Token") {
        let granted = r#"{"token_type":"bearer","expires_in":3599,"access_token":"got"}"#;
        return json(200, granted);
    }
    match seen.target.contains("/Accounts") {
        true => json(200, r#"{"Meta":{"TotalItems":0},"Data":[]}"#),
        false => json(200, ACCOUNT),
    }
}

#[tokio::test]
async fn every_call_goes_where_the_documents_say_with_one_token() {
    let server = Recorder::with(documented).await;
    // The host is the customer's own.
    let client = server.client(System::AgileNow, "/our/own");
    let never = Cancel::never();
    load(&client, &ACCOUNTS).await;
    get(&client, &ACCOUNTS, "7").await.expect("one");
    let find = client.find(&ACCOUNTS, "Username", "anna", &never);
    find.await.expect("one");
    client
        .save(&filled(Draft::create(&ACCOUNTS), &ANNA), &never)
        .await
        .expect("made");
    client
        .save(&filled(Draft::upsert(&ACCOUNTS), &ANNA), &never)
        .await
        .expect("matched");
    let mut base = Account::new(&ACCOUNTS, "7");
    base.set("ModifiedOn", Value::text("m"));
    base.set("Is_Active", Value::Bool(true));
    let draft = filled(Draft::edit(base), &[("Username", "anna")]);
    client.save(&draft, &never).await.expect("changed");
    client
        .delete(&ACCOUNTS, "7", &never)
        .await
        .expect("deleted");

    assert_eq!(
        server.lines(),
        [
            "POST /our/own/oAuth/rest/v2/Token".to_owned(),
            format!("GET {ROOT}/Accounts?CurrentPage=0&PageSize=1000&Orders=Id%20ASC"),
            format!("GET {ROOT}/Account/7"),
            format!("GET {ROOT}/Account/anna?Name=Username"),
            format!("POST {ROOT}/Account"),
            format!("PATCH {ROOT}/Account"),
            // Before an update it is looked whether somebody else changed the account.
            format!("GET {ROOT}/Account/7"),
            format!("PUT {ROOT}/Account/7"),
            format!("DELETE {ROOT}/Account/7"),
        ]
    );
    let seen = server.seen();
    assert_eq!(seen[0].header("authorization"), None);
    assert_eq!(
        seen[0].header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(
        seen[0].body,
        "grant_type=client_credentials&client_id=roster&client_secret=t0ken&scope=%2A"
    );
    for seen in &seen[1..] {
        let line = seen.line();
        assert_eq!(seen.header("authorization"), Some("Bearer got"), "{line}");
        assert_eq!(seen.header("accept"), Some("application/json"), "{line}");
        let typed = (!seen.body.is_empty()).then_some("application/json");
        assert_eq!(seen.header("content-type"), typed, "{line}");
    }
    // Bare objects, with what was typed and the yes-or-no fields that are known.
    let bodies: Vec<&str> = seen[4..8].iter().map(|seen| seen.body.as_str()).collect();
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(bodies[0]).expect("an object"),
        serde_json::json!({
            "FirstName": "Anna", "LastName": "Salo", "Email": "anna@example.org",
            "Username": "anna", "Is_Active": true,
        })
    );
    assert_eq!(bodies[0], bodies[1]);
    assert_eq!(bodies[3], r#"{"Username":"anna","Is_Active":true}"#);
}

/// The sandbox has lists of its own, as long as these, and refuses what is not in them.
#[tokio::test]
async fn every_choice_is_taken_and_answered_with_its_label() {
    let sandbox = sandbox().await;
    let client = client(&sandbox, System::AgileNow);
    let never = Cancel::never();
    let made = client
        .save(&filled(Draft::create(&ACCOUNTS), &ANNA), &never)
        .await
        .expect("made");
    let mut account = made.account;
    for place in 0..TIMEZONES.len() {
        let mut draft = Draft::edit(account);
        for (field, choices) in [
            ("LanguageId", LANGUAGES),
            ("TimezoneId", TIMEZONES),
            ("DateFormatId", DATE_FORMATS),
        ] {
            let choice = choices[place % choices.len()];
            draft
                .set(field, Value::text(choice.value))
                .expect(choice.value);
        }
        draft.overwrite(true);
        let saved = client.save(&draft, &never).await.expect("the three");
        assert_eq!(saved.differs, []);
        account = saved.account;
        for (field, choices) in [
            ("LanguageId", LANGUAGES),
            ("TimezoneId", TIMEZONES),
            ("DateFormatId", DATE_FORMATS),
        ] {
            let choice = choices[place % choices.len()];
            let held = account.get(field).expect(field);
            assert_eq!(held.plain(), choice.value);
            assert_eq!(held.words(), choice.label, "{}", choice.value);
        }
    }
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn an_upsert_matches_by_external_id_makes_without_keys_and_tells_of_several() {
    let sandbox = sandbox().await;
    let client = client(&sandbox, System::AgileNow);
    let never = Cancel::never();
    let save = async |values: &[(&str, &str)]| {
        let draft = filled(Draft::upsert(&ACCOUNTS), values);
        client.save(&draft, &never).await
    };
    let mut anna = ANNA.to_vec();
    anna.push(("ExternalId", "guid-1"));
    let made = save(&anna).await.expect("made");
    // What makes it safe to repeat: the second one finds the first.
    let again = save(&anna).await.expect("found");
    assert_eq!(again.account.id(), made.account.id());
    let changed = save(&[("ExternalId", "guid-1"), ("LastName", "Berg")]).await;
    let changed = changed.expect("changed").account;
    assert_eq!(changed.id(), made.account.id());
    assert_eq!(words(&changed, "LastName"), "Berg");
    assert_eq!(words(&changed, "FirstName"), "Anna", "not sent, so kept");

    let error = save(&[("Username", "kiosk"), ("ExternalId", "guid-1")]).await;
    let error = error.expect_err("two match");
    assert_eq!(error.kind(), ErrorKind::Rejected);
    assert_eq!(error.message(), "several accounts match");

    let error = save(&[("FirstName", "No"), ("LastName", "Key")]).await;
    let error = error.expect_err("without a key all that is required is needed");
    assert_eq!(error.kind(), ErrorKind::Invalid);
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn what_was_left_out_is_made_by_the_system() {
    let sandbox = sandbox().await;
    let client = client(&sandbox, System::AgileNow);
    let draft = filled(Draft::create(&ACCOUNTS), &ANNA);
    let made = client.save(&draft, &Cancel::never()).await.expect("made");
    assert_eq!(words(&made.account, "Name"), "Salo Anna");
    assert!(!made.account.id().is_empty());
    assert_eq!(made.account.get("NotifyBySMS"), Some(&Value::Bool(false)));
    sandbox.stop().await.expect("an end");
}
