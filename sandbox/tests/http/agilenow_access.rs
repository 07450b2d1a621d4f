//! AgileNow: tokens, and what they permit.

use reqwest::Method;
use roster_sandbox::{credentials, landmarks};
use serde_json::{Value, json};

use crate::client::{Reply, World, send};

async fn token(world: &World, form: &[(&str, &str)]) -> Reply {
    send(
        world
            .request(Method::POST, "/oAuth/rest/v2/Token")
            .form(form),
    )
    .await
}

#[tokio::test]
async fn client_credentials_buy_a_token() {
    let world = World::new().await;
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", credentials::AGILENOW_CLIENT_ID),
        ("client_secret", credentials::AGILENOW_CLIENT_SECRET),
    ];
    let body = token(&world, &form).await.expect(200);
    assert_eq!(body["token_type"], "Bearer");
    assert_eq!(body["expires_in"], 3599);
    assert!(body["access_token"].is_string() && body["refresh_token"].is_string());

    let basic = world
        .request(Method::POST, "/oAuth/rest/v2/Token")
        .basic_auth(
            credentials::AGILENOW_CLIENT_ID,
            Some(credentials::AGILENOW_CLIENT_SECRET),
        )
        .form(&[("grant_type", "client_credentials"), ("scope", "*")]);
    assert_eq!(send(basic).await.status, 200);
    world.stop().await;
}

#[tokio::test]
async fn the_token_endpoint_refuses_in_oauths_words_and_the_envelope() {
    let world = World::new().await;
    let client = [
        ("client_id", credentials::AGILENOW_CLIENT_ID),
        ("client_secret", credentials::AGILENOW_CLIENT_SECRET),
    ];
    let with = |more: &[(&'static str, &'static str)]| [&client[..], more].concat();
    for (form, status, code) in [
        (
            vec![
                ("grant_type", "client_credentials"),
                ("client_id", "roster"),
                ("client_secret", "no"),
            ],
            401,
            "invalid_client",
        ),
        (
            vec![("grant_type", "client_credentials")],
            401,
            "invalid_client",
        ),
        (with(&[]), 400, "invalid_request"),
        (
            with(&[("grant_type", "password")]),
            400,
            "unsupported_grant_type",
        ),
        (
            with(&[
                ("grant_type", "client_credentials"),
                ("scope", "Nonsense:Read"),
            ]),
            400,
            "invalid_scope",
        ),
        (
            with(&[("grant_type", "refresh_token"), ("refresh_token", "no")]),
            400,
            "invalid_grant",
        ),
    ] {
        let body = token(&world, &form).await.expect(status);
        assert_eq!(body["error"], code);
        assert!(body["error_description"].is_string());
        assert_eq!(body["StatusCode"], status);
        assert_eq!(body["Instance"], "/oAuth/rest/v2/Token");
        assert!(body["Errors"][0].is_string() && body.get("RequestKey").is_none());
    }
    let json = world
        .request(Method::POST, "/oAuth/rest/v2/Token")
        .json(&json!({ "grant_type": "x" }));
    assert_eq!(send(json).await.expect(400)["error"], "invalid_request");
    world.stop().await;
}

#[tokio::test]
async fn a_refresh_token_is_good_once_and_for_90_days() {
    let world = World::new().await;
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", credentials::AGILENOW_CLIENT_ID),
        ("client_secret", credentials::AGILENOW_CLIENT_SECRET),
    ];
    let first = token(&world, &form).await.expect(200);
    let refresh = async |refresh_token: &Value| {
        let refresh_token = refresh_token.as_str().unwrap();
        let id = credentials::AGILENOW_CLIENT_ID;
        token(
            &world,
            &[
                ("grant_type", "refresh_token"),
                ("refresh_token", refresh_token),
                ("client_id", id),
            ],
        )
        .await
    };
    world.advance(89 * 86_400);
    let second = refresh(&first["refresh_token"]).await.expect(200);
    assert_ne!(second["refresh_token"], first["refresh_token"]);
    assert_eq!(
        refresh(&first["refresh_token"]).await.expect(400)["error"],
        "invalid_grant"
    );
    let bearer = |token: &Value| {
        world
            .request(Method::GET, "/Endpoint/rest/api/v1/Accounts")
            .bearer_auth(token.as_str().unwrap())
    };
    assert_eq!(send(bearer(&first["access_token"])).await.status, 401);
    assert_eq!(send(bearer(&second["access_token"])).await.status, 200);
    world.advance(91 * 86_400);
    assert_eq!(refresh(&second["refresh_token"]).await.status, 400);
    world.stop().await;
}

#[tokio::test]
async fn a_bad_or_expired_token_is_401() {
    let world = World::new().await;
    let list = || world.request(Method::GET, "/Endpoint/rest/api/v1/Accounts");
    let body = send(list()).await.expect(401);
    assert_eq!(
        (&body["Errors"][0], &body["Type"], &body["Title"]),
        (
            &json!("The session Id or OAuth token used has expired or is invalid."),
            &json!("/Errors/Unauthorized"),
            &json!("Unauthorized"),
        )
    );
    assert_eq!(body["Instance"], "/Endpoint/rest/api/v1/Accounts");
    assert!(body["RequestKey"].is_string());
    assert_eq!(
        send(list().bearer_auth(credentials::mpdx_token()))
            .await
            .status,
        401
    );

    let token = world
        .agilenow_token(
            credentials::AGILENOW_CLIENT_ID,
            credentials::AGILENOW_CLIENT_SECRET,
            "*",
        )
        .await;
    assert_eq!(send(list().bearer_auth(&token)).await.status, 200);
    world.advance(3599);
    assert_eq!(send(list().bearer_auth(&token)).await.status, 401);
    world.stop().await;
}

#[tokio::test]
async fn a_token_permits_what_its_scope_says() {
    let world = World::new().await;
    let (id, secret) = (
        credentials::AGILENOW_CLIENT_ID,
        credentials::AGILENOW_CLIENT_SECRET,
    );
    let reader = world
        .agilenow_token(
            credentials::AGILENOW_READER_ID,
            credentials::AGILENOW_READER_SECRET,
            "*",
        )
        .await;
    let creator = world
        .agilenow_token(id, secret, "AccessManager:Read AccessUser:Create")
        .await;
    let call = async |token: &str, method: Method, path: &str| {
        let path = format!("/Endpoint/rest/api/v1/{path}");
        send(
            world
                .request(method, &path)
                .bearer_auth(token)
                .json(&json!({})),
        )
        .await
    };
    let one = format!("Account/{}", landmarks::AGILENOW_ACCOUNT);
    for (token, method, path, forbidden) in [
        (&reader, Method::GET, "Accounts", false),
        (&reader, Method::GET, one.as_str(), false),
        (&reader, Method::POST, "Account", true),
        (&reader, Method::PATCH, "Account", true),
        (&reader, Method::PUT, one.as_str(), true),
        (&reader, Method::DELETE, one.as_str(), true),
        (&creator, Method::POST, "Account", false),
        (&creator, Method::PATCH, "Account", true),
        (&creator, Method::DELETE, one.as_str(), true),
    ] {
        let reply = call(token, method.clone(), path).await;
        assert_eq!(reply.status == 403, forbidden, "{method} {path}: {reply:?}");
        if forbidden {
            let body = reply.json();
            assert_eq!(
                (&body["Type"], &body["Title"]),
                (&json!("/Errors/Permission"), &json!("Bad Request"))
            );
        }
    }
    world.stop().await;
}
