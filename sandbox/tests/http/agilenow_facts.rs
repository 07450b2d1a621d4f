//! AgileNow: which members a body may have, and what is made of those that it has not.

use reqwest::Method;
use serde_json::{Value, json};

use crate::client::World;

/// Members that are in no structure.
fn of_the_system() -> Value {
    json!({
        "FirstName": "Anna", "LastName": "Salo", "Email": "anna@example.org", "Username": "anna",
        "TenantId": { "Id": 42 }, "EmailVerified": true, "PhoneVerified": true,
        "ModifiedOn": "2001-01-01T00:00:00Z", "CreatedOn": "2001-01-01T00:00:00Z",
    })
}

#[tokio::test]
async fn what_the_system_alone_sets_is_dropped_from_every_body() {
    let world = World::new().await;
    let made = world
        .agilenow(Method::POST, "Account", Some(of_the_system()))
        .await
        .expect(200);
    let path = format!("Account/{}", made["Id"].as_str().unwrap());
    let mut change = of_the_system();
    change["PhoneVerified"] = json!(false);
    let put = world
        .agilenow(Method::PUT, &path, Some(change))
        .await
        .expect(200);
    let patched = world
        .agilenow(Method::PATCH, "Account", Some(of_the_system()))
        .await
        .expect(200);
    for answer in [made, put, patched] {
        assert_ne!(answer["TenantId"]["Id"], 42);
        assert_eq!(answer["EmailVerified"], false);
        assert_eq!(answer["PhoneVerified"], true, "not in AccountUpdateData");
        assert_eq!(answer["CreatedOn"], "2026-01-01T00:00:00Z");
        assert_eq!(answer["ModifiedOn"], "2026-01-01T00:00:00Z");
    }
    world.stop().await;
}

#[tokio::test]
async fn a_create_may_choose_its_id() {
    let world = World::new().await;
    let mut body = of_the_system();
    body["Id"] = json!("a chosen/id");
    let made = world
        .agilenow(Method::POST, "Account", Some(body))
        .await
        .expect(200);
    assert_eq!(made["Id"], "a chosen/id");
    let got = world
        .agilenow(Method::GET, "Account/base64%7CYSBjaG9zZW4vaWQ%3D", None)
        .await
        .expect(200);
    assert_eq!(got, made);
    world.stop().await;
}

#[tokio::test]
async fn null_and_empty_text_are_the_same() {
    let world = World::new().await;
    for nothing in [json!(null), json!("")] {
        let mut body = of_the_system();
        for member in ["Id", "ExternalId", "Phone", "LanguageId"] {
            body[member] = nothing.clone();
        }
        let answer = world
            .agilenow(Method::PATCH, "Account", Some(body))
            .await
            .expect(200);
        assert_eq!(
            (
                &answer["Phone"],
                &answer["ExternalId"],
                &answer["LanguageId"]
            ),
            (&json!(null), &json!(null), &json!(null))
        );
    }
    world.stop().await;
}
