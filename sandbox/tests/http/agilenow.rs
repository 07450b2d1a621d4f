//! AgileNow: the operations on accounts and their tenants.

use reqwest::Method;
use roster_sandbox::{credentials, landmarks};
use serde_json::{Value, json};

use crate::client::{World, send};

/// `base64|` and the base64 of a text, as it stands in a path.
fn encoded(text: &str) -> String {
    use base64::Engine as _;
    format!(
        "base64%7C{}",
        base64::engine::general_purpose::STANDARD_NO_PAD
            .encode(text)
            .replace('/', "%2F")
    )
}

fn anna() -> Value {
    json!({
        "FirstName": "Anna", "LastName": "Åkesson", "Email": "anna@example.org", "Username": "anna",
        "ExternalId": "ext-anna", "Phone": "+46 555 123", "LanguageId": "sv-se", "Is_Active": true,
        "TimezoneId": "W. Europe Standard Time", "DateFormatId": "YYYY-MM-DD", "PhoneVerified": true,
    })
}

#[tokio::test]
async fn an_account_has_the_documented_shape() {
    let world = World::new().await;
    let account = world
        .agilenow(
            Method::GET,
            &format!("Account/{}", landmarks::AGILENOW_ACCOUNT),
            None,
        )
        .await
        .expect(200);
    let mut members: Vec<_> = account
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    members.sort_unstable();
    assert_eq!(
        members,
        [
            "CreatedOn",
            "DateFormatId",
            "Email",
            "EmailVerified",
            "ExternalId",
            "FirstName",
            "Id",
            "Identifier",
            "IdentifierVerified",
            "Is_Active",
            "LanguageId",
            "LastName",
            "ModifiedOn",
            "Name",
            "NotifyByEmail",
            "NotifyBySMS",
            "Phone",
            "PhoneVerified",
            "TenantId",
            "TimezoneId",
            "Username",
        ]
    );
    assert_eq!(
        account["LanguageId"],
        json!({ "Id": "en-US", "ExternalId": null, "Name": "English", "Type": "Language" })
    );
    assert!(account["TenantId"]["Id"].is_i64());
    world.stop().await;
}

#[tokio::test]
async fn ids_are_found_plain_encoded_and_by_name() {
    let world = World::new().await;
    let get = async |path: &str| world.agilenow(Method::GET, path, None).await;
    // The documents' own example.
    let body = get("Account/base64%7CbmFtZUBkb21haW4uY29t?Name=Username")
        .await
        .expect(200);
    assert_eq!(body["Id"], landmarks::AGILENOW_ACCOUNT);
    let body = get("Account/base64|bmFtZUBkb21haW4uY29t?Name=Username")
        .await
        .expect(200);
    assert_eq!(body["Username"], "name@domain.com");
    let awkward = format!("Account/{}", encoded(landmarks::AWKWARD_AGILENOW_ACCOUNT));
    assert_eq!(get(&awkward).await.expect(200)["Username"], "kiosk");

    world
        .agilenow(Method::POST, "Account", Some(anna()))
        .await
        .expect(200);
    assert_eq!(
        get("Account/ext-anna?Name=ExternalId").await.expect(200)["Username"],
        "anna"
    );
    let body = get("Account/nobody").await.expect(404);
    assert_eq!(
        (&body["Type"], &body["Title"]),
        (&json!("/Errors/Not Found"), &json!("Not Found"))
    );
    assert_eq!(get("Account/anna?Name=Email").await.status, 400);
    assert_eq!(get("Account/base64%7C%21%21").await.status, 400);
    world.stop().await;
}

#[tokio::test]
async fn a_create_answers_200_and_the_extended_account() {
    let world = World::new().await;
    let created = world
        .agilenow(Method::POST, "Account", Some(anna()))
        .await
        .expect(200);
    assert_eq!(created["Name"], "Åkesson Anna");
    assert_eq!(created["LanguageId"]["Name"], "Swedish");
    assert_eq!(created["TenantId"]["Id"].as_i64(), Some(landmarks::TENANT));
    assert_eq!(
        (&created["Is_Active"], &created["NotifyBySMS"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(
        (&created["PhoneVerified"], &created["EmailVerified"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(created["CreatedOn"], "2026-01-01T00:00:00Z");
    let id = created["Id"].as_str().unwrap();
    assert_eq!(
        world
            .agilenow(Method::GET, &format!("Account/{id}"), None)
            .await
            .expect(200),
        created
    );
    world.stop().await;
}

#[tokio::test]
async fn a_create_is_checked() {
    let world = World::new().await;
    let post = async |body: Value| world.agilenow(Method::POST, "Account", Some(body)).await;
    let body = post(json!({ "FirstName": " " })).await.expect(400);
    assert_eq!(
        (&body["Type"], &body["Title"], &body["StatusCode"]),
        (
            &json!("/Errors/Bad Input"),
            &json!("Bad Request"),
            &json!(400)
        )
    );
    assert_eq!(body["Errors"].as_array().unwrap().len(), 4);

    post(anna()).await.expect(200);
    let mut again = anna();
    again["Username"] = json!("ANNA");
    let errors = post(again).await.expect(400)["Errors"].to_string();
    for member in ["Username", "ExternalId", "Email", "Phone"] {
        assert!(
            errors.contains(&format!("of {member} must be unique")),
            "{errors}"
        );
    }
    for (member, value) in [
        ("LanguageId", json!("sv-SE")),
        ("TimezoneId", json!("Europe/Berlin")),
        ("DateFormatId", json!({ "Value": "YY" })),
        ("FirstName", json!(1)),
        ("Is_Active", json!("true")),
        ("LanguageId", json!(["fi-FI"])),
    ] {
        let mut wrong = anna();
        wrong[member] = value;
        let body = post(wrong).await.expect(400);
        let error = body["Errors"][0].as_str().unwrap();
        assert!(
            error.starts_with("The value does not match the specified entity structure")
                && error.contains(member),
            "{error}"
        );
    }
    let taken = json!({ "Id": landmarks::AGILENOW_ACCOUNT, "FirstName": "B", "LastName": "B", "Email": "b@b.example", "Username": "b" });
    assert!(
        post(taken).await.expect(400)["Errors"][0]
            .as_str()
            .unwrap()
            .contains("of Id must be unique")
    );
    for body in ["[]", "{\"FirstName\":"] {
        let token = world
            .agilenow_token(
                credentials::AGILENOW_CLIENT_ID,
                credentials::AGILENOW_CLIENT_SECRET,
                "*",
            )
            .await;
        let request = world
            .request(Method::POST, "/Endpoint/rest/api/v1/Account")
            .bearer_auth(token)
            .body(body);
        assert_eq!(send(request).await.expect(400)["Type"], "/Errors/Bad Input");
    }
    world.stop().await;
}

#[tokio::test]
async fn enums_are_taken_as_strings_and_as_field_types() {
    let world = World::new().await;
    let mut body = anna();
    body["LanguageId"] = json!({ "Value": "fi-FI" });
    body["TimezoneId"] = json!({ "Field": "Name", "Value": "UTC" });
    body["DateFormatId"] = json!("");
    let created = world
        .agilenow(Method::POST, "Account", Some(body))
        .await
        .expect(200);
    assert_eq!(created["LanguageId"]["Name"], "Finnish");
    assert_eq!(created["TimezoneId"]["Id"], "UTC");
    assert_eq!(created["DateFormatId"], json!(null));
    world.stop().await;
}

#[tokio::test]
async fn an_update_keeps_texts_and_switches_unsent_booleans_off() {
    let world = World::new().await;
    let created = world
        .agilenow(Method::POST, "Account", Some(anna()))
        .await
        .expect(200);
    world.advance(60);
    let id = created["Id"].as_str().unwrap();
    let change = json!({ "FirstName": "Berta", "Phone": "", "Id": "ignored", "TenantId": 42, "NotifyBySMS": true });
    let changed = world
        .agilenow(Method::PUT, &format!("Account/{id}"), Some(change))
        .await
        .expect(200);
    assert_eq!(changed["Id"], id);
    assert_eq!(
        (&changed["FirstName"], &changed["LastName"]),
        (&json!("Berta"), &json!("Åkesson"))
    );
    assert_eq!(
        (&changed["Phone"], &changed["NotifyBySMS"]),
        (&json!(null), &json!(true))
    );
    assert_eq!(changed["Is_Active"], false);
    // Not in AccountUpdateData, so not touched.
    assert_eq!(changed["PhoneVerified"], true);
    assert_eq!(changed["TenantId"], created["TenantId"]);
    assert_eq!(
        (&changed["ModifiedOn"], &changed["CreatedOn"]),
        (&json!("2026-01-01T00:01:00Z"), &created["CreatedOn"])
    );

    let taken = json!({ "Username": "kiosk" });
    assert_eq!(
        world
            .agilenow(Method::PUT, &format!("Account/{id}"), Some(taken))
            .await
            .status,
        400
    );
    assert_eq!(
        world
            .agilenow(Method::PUT, "Account/nobody", Some(json!({})))
            .await
            .status,
        404
    );
    let by_name = world
        .agilenow(
            Method::PUT,
            "Account/anna?Name=Username",
            Some(json!({ "LastName": "C" })),
        )
        .await;
    assert_eq!(by_name.expect(200)["Id"], id);
    world.stop().await;
}

#[tokio::test]
async fn an_upsert_has_three_cases() {
    let world = World::new().await;
    let patch = async |body: Value| world.agilenow(Method::PATCH, "Account", Some(body)).await;

    // 2. Username or ExternalId: no match inserts, a match updates.
    let created = patch(anna()).await.expect(200);
    let mut again = anna();
    again["FirstName"] = json!("Berta");
    assert_eq!(patch(again).await.expect(200)["Id"], created["Id"]);
    let by_external = json!({ "ExternalId": "ext-anna", "LastName": "Berg" });
    let body = patch(by_external).await.expect(200);
    assert_eq!(
        (&body["Id"], &body["LastName"], &body["FirstName"]),
        (&created["Id"], &json!("Berg"), &json!("Berta"))
    );

    // 1. Id: a match is updated, and without one nothing is inserted.
    let body = patch(json!({ "Id": created["Id"], "Username": "renamed" }))
        .await
        .expect(200);
    assert_eq!(
        (&body["Id"], &body["Username"]),
        (&created["Id"], &json!("renamed"))
    );
    assert_eq!(
        patch(json!({ "Id": "nobody", "FirstName": "N" }))
            .await
            .expect(404)["Type"],
        "/Errors/Not Found"
    );

    // 3. None of the three: inserts.
    let nobody = json!({ "FirstName": "No", "LastName": "Body", "Email": "no@body.example" });
    let body = patch(nobody.clone()).await.expect(200);
    assert_eq!(body["Username"], "no@body.example");
    assert_eq!(patch(nobody).await.status, 400);

    // Two accounts that match.
    let both = json!({ "Username": "kiosk", "ExternalId": "ext-anna" });
    let body = patch(both).await.expect(400);
    assert_eq!(
        (&body["Type"], &body["Title"]),
        (&json!("Errors/Multible Rows"), &json!("Bad Request"))
    );
    world.stop().await;
}

#[tokio::test]
async fn a_delete_answers_the_deleted_account() {
    let world = World::new().await;
    let created = world
        .agilenow(Method::POST, "Account", Some(anna()))
        .await
        .expect(200);
    let deleted = world
        .agilenow(Method::DELETE, "Account/anna?Name=Username", None)
        .await
        .expect(200);
    assert_eq!(deleted, created);
    assert_eq!(
        world
            .agilenow(Method::DELETE, "Account/anna?Name=Username", None)
            .await
            .status,
        404
    );
    // Its memberships go with it.
    let awkward = format!("Account/{}", encoded(landmarks::AWKWARD_AGILENOW_ACCOUNT));
    assert_eq!(
        world.agilenow(Method::DELETE, &awkward, None).await.status,
        200
    );
    world.stop().await;
}

#[tokio::test]
async fn tenants_are_listed_added_and_removed() {
    let world = World::new().await;
    world
        .agilenow(Method::POST, "Account", Some(anna()))
        .await
        .expect(200);
    let path = |end: &str| format!("Account/anna/{end}?Name=Username");
    let list = async || {
        world
            .agilenow(Method::GET, &path("Tenants"), None)
            .await
            .expect(200)
    };
    assert_eq!(list().await["Meta"]["TotalItems"], 0);

    let largest = landmarks::LARGEST_TENANT;
    let add = json!({ "UserId": { "Field": "Username", "Value": "anna" }, "TenantId": { "Value": largest.to_string() } });
    let added = world
        .agilenow(Method::POST, &path("Tenant"), Some(add.clone()))
        .await
        .expect(200);
    assert_eq!(added["TenantId"]["Id"].as_i64(), Some(largest));
    assert_eq!(added["UserId"]["Name"], "Åkesson Anna");
    assert!(added["Id"].as_i64().unwrap() > 1 << 53);
    assert_eq!(list().await["Data"], json!([added]));

    let pilot = json!({ "TenantId": { "Field": "ExternalId", "Value": "pilot" } });
    let body = world
        .agilenow(Method::POST, &path("Tenant"), Some(pilot))
        .await
        .expect(200);
    assert_eq!(body["TenantId"]["Id"], 42);
    for (bad, status) in [
        (add, 400),
        (json!({}), 400),
        (json!({ "TenantId": "7" }), 404),
        (json!({ "TenantId": "42", "UserId": "somebody else" }), 400),
    ] {
        assert_eq!(
            world
                .agilenow(Method::POST, &path("Tenant"), Some(bad))
                .await
                .status,
            status
        );
    }
    let sub = path(&format!("Tenant/{}", added["Id"]));
    assert_eq!(
        world.agilenow(Method::DELETE, &sub, None).await.expect(200),
        added
    );
    assert_eq!(world.agilenow(Method::DELETE, &sub, None).await.status, 404);
    assert_eq!(
        world
            .agilenow(Method::DELETE, &path("Tenant/x"), None)
            .await
            .status,
        400
    );
    world.stop().await;
}

#[tokio::test]
async fn unknown_routes_answer_in_the_envelope() {
    let world = World::new().await;
    for (method, path, status) in [
        (Method::GET, "Nonsense", 404),
        (Method::GET, "Account/anna/Pictures", 404),
        (Method::PATCH, "Account/anna", 405),
    ] {
        let body = world.agilenow(method, path, None).await.expect(status);
        assert_eq!(body["StatusCode"], status);
        assert_eq!(body["Instance"], format!("/Endpoint/rest/api/v1/{path}"));
    }
    world.stop().await;
}
