//! MPDX: headers, authentication, lists and the neighbours of the accounts.

use reqwest::Method;
use roster_sandbox::{Settings, credentials, landmarks};
use serde_json::json;

use crate::client::{NOW, World, send};

const JSON_API: &str = "application/vnd.api+json";

#[tokio::test]
async fn the_headers_are_checked_before_the_token() {
    let world = World::new().await;
    let list = || world.request(Method::GET, "/api/v2/user/key_accounts");

    let reply = send(list()).await;
    assert_eq!(
        reply.expect(415),
        json!({ "errors": [{ "status": "415", "title": "Unsupported Media Type" }] })
    );
    assert_eq!(
        send(list().header("content-type", "application/json"))
            .await
            .status,
        415
    );

    for accept in [
        "application/json",
        "application/vnd.api+json; charset=utf-8",
    ] {
        let request = list()
            .header("content-type", JSON_API)
            .header("accept", accept);
        assert_eq!(send(request).await.status, 406, "{accept}");
    }
    for accept in ["*/*", JSON_API, "application/vnd.api+json, text/plain"] {
        let request = list().header("content-type", "application/vnd.api+json; charset=utf-8");
        assert_eq!(
            send(request.header("accept", accept)).await.status,
            401,
            "{accept}"
        );
    }
    world.stop().await;
}

#[tokio::test]
async fn only_a_good_token_is_let_in() {
    let world = World::new().await;
    let list = || {
        world
            .request(Method::GET, "/api/v2/user/key_accounts")
            .header("content-type", JSON_API)
    };
    let mut forged = credentials::mpdx_token();
    forged.replace_range(..1, "x");
    for token in [
        "nonsense".to_owned(),
        credentials::mpdx_token_until(NOW),
        format!("{}x", credentials::mpdx_token()),
        forged,
    ] {
        let reply = send(list().bearer_auth(&token)).await;
        assert_eq!(
            reply.expect(401)["errors"][0]["title"],
            "Unauthorized",
            "{token}"
        );
    }
    assert_eq!(credentials::mpdx_token(), credentials::mpdx_token());
    let reply = send(list().bearer_auth(credentials::mpdx_token())).await;
    assert_eq!(reply.status, 200);
    assert_eq!(
        reply.header("content-type"),
        "application/vnd.api+json; charset=utf-8"
    );
    let query = [("access_token", credentials::mpdx_token())];
    assert_eq!(send(list().query(&query)).await.status, 200);
    world.stop().await;
}

#[tokio::test]
async fn pages_are_echoed_as_they_were_sent() {
    let world = World::new().await;
    let body = world.get("user/key_accounts").await.expect(200);
    assert_eq!(body["data"].as_array().unwrap().len(), 25);
    assert_eq!(
        body["meta"],
        json!({
            "pagination": { "page": 1, "per_page": 25, "total_count": 30, "total_pages": 2 },
            "sort": null,
            "filter": {},
        })
    );
    let body = world
        .get("user/key_accounts?page=2&per_page=20")
        .await
        .expect(200);
    assert_eq!(body["data"].as_array().unwrap().len(), 10);
    assert_eq!(
        body["meta"]["pagination"],
        json!({ "page": "2", "per_page": "20", "total_count": 30, "total_pages": 2 })
    );
    let body = world.get("user/key_accounts?page=9").await.expect(200);
    assert_eq!(body["data"], json!([]));
    for query in ["page=0", "per_page=0", "page=two"] {
        assert_eq!(
            world
                .get(&format!("user/key_accounts?{query}"))
                .await
                .status,
            400,
            "{query}"
        );
    }
    world.stop().await;
}

#[tokio::test]
async fn one_key_sorts() {
    let world = World::new().await;
    for kind in ["key_accounts", "organization_accounts"] {
        for (sort, key) in [("created_at", "created_at"), ("-updated_at", "updated_at")] {
            let body = world
                .get(&format!("user/{kind}?per_page=30&sort={sort}"))
                .await
                .expect(200);
            assert_eq!(body["meta"]["sort"], sort);
            let rows = body["data"].as_array().unwrap();
            let moments: Vec<_> = rows
                .iter()
                .map(|row| row["attributes"][key].as_str().unwrap().to_owned())
                .collect();
            let mut expected = moments.clone();
            expected.sort();
            if sort.starts_with('-') {
                expected.reverse();
            }
            assert_eq!(moments, expected);
        }
        let body = world.get(&format!("user/{kind}?sort=id")).await.expect(400);
        assert_eq!(body["errors"][0]["title"], "Bad Request");
        assert_eq!(
            body["errors"][0]["detail"],
            "Sorting by id is not supported for this endpoint."
        );
        assert_eq!(
            world
                .get(&format!("user/{kind}?sort=created_at,updated_at"))
                .await
                .status,
            400
        );
    }
    world.stop().await;
}

#[tokio::test]
async fn a_range_of_updated_at_filters() {
    let world = World::new().await;
    let all = world
        .get("user/key_accounts?per_page=30&sort=updated_at")
        .await
        .expect(200);
    let moments: Vec<_> = all["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["attributes"]["updated_at"].as_str().unwrap().to_owned())
        .collect();
    let (from, to) = (&moments[5], &moments[9]);
    for (dots, count) in [("..", 5), ("...", 4)] {
        let range = format!("{from}{dots}{to}");
        let body = world
            .get(&format!("user/key_accounts?filter[updated_at]={range}"))
            .await
            .expect(200);
        assert_eq!(body["meta"]["pagination"]["total_count"], count);
        assert_eq!(body["meta"]["filter"], json!({ "updated_at": range }));
    }
    let day = &to[..10];
    let body = world
        .get(&format!(
            "user/key_accounts?filter%5Bupdated_at%5D={day}..{day}&filter[nonsense]=1"
        ))
        .await
        .expect(200);
    assert_eq!(body["data"][0]["attributes"]["updated_at"], to.as_str());
    assert_eq!(
        body["meta"]["filter"],
        json!({ "updated_at": format!("{day}..{day}") })
    );
    for range in ["2020", "a..b", "2020-01-01..", "2020-13-01..2020-14-01"] {
        assert_eq!(
            world
                .get(&format!("user/key_accounts?filter[updated_at]={range}"))
                .await
                .status,
            400,
            "{range}"
        );
    }
    world.stop().await;
}

#[tokio::test]
async fn included_names_and_sparse_fields() {
    let world = World::new().await;
    let body = world
        .get("user/organization_accounts?include=organization,person")
        .await
        .expect(200);
    let row = &body["data"][0]["relationships"];
    let included = body["included"].as_array().unwrap();
    let named = |kind: &str, id: &serde_json::Value| {
        included
            .iter()
            .find(|one| one["type"] == kind && &one["id"] == id)
            .cloned()
            .unwrap()
    };
    let organization = named("organizations", &row["organization"]["data"]["id"]);
    for attribute in [
        "abbreviation",
        "code",
        "country",
        "created_at",
        "default_currency_code",
        "gift_aid_percentage",
        "logo",
        "name",
        "oauth",
        "updated_at",
        "updated_in_db_at",
    ] {
        assert!(
            organization["attributes"].get(attribute).is_some(),
            "{attribute}"
        );
    }
    let person = named("people", &row["person"]["data"]["id"]);
    assert_eq!(person["attributes"]["last_name"], "Becker");
    assert_eq!(
        included
            .iter()
            .filter(|one| one["type"] == "people")
            .count(),
        1
    );

    let body = world
        .get("user/organization_accounts?include=*&fields[organizations]=name")
        .await
        .expect(200);
    let organization = &body["included"][0]["attributes"];
    assert_eq!(organization.as_object().unwrap().len(), 1);

    let body = world
        .get("user/organization_accounts?fields[organization_accounts]=username,organization")
        .await
        .expect(200);
    let row = &body["data"][0];
    assert_eq!(
        row["attributes"]
            .as_object()
            .unwrap()
            .keys()
            .collect::<Vec<_>>(),
        ["username"]
    );
    assert_eq!(
        row["relationships"]
            .as_object()
            .unwrap()
            .keys()
            .collect::<Vec<_>>(),
        ["organization"]
    );
    assert!(
        world.get("user/key_accounts?include=*").await.expect(200)["included"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    world.stop().await;
}

#[tokio::test]
async fn a_ticket_becomes_a_token() {
    let world = World::new().await;
    let authenticate = |attributes: serde_json::Value| {
        let body = json!({ "data": { "type": "authenticate", "attributes": attributes } });
        send(
            world
                .request(Method::POST, "/api/v2/user/authenticate")
                .header("content-type", JSON_API)
                .body(body.to_string()),
        )
    };
    let reply = authenticate(json!({ "cas_ticket": credentials::MPDX_CAS_TICKET })).await;
    let body = reply.expect(200);
    assert_eq!(body["data"]["id"], "user::authenticate");
    assert_eq!(body["data"]["type"], "authenticate");
    assert_eq!(body["data"]["attributes"]["updated_in_db_at"], json!(null));
    let token = body["data"]["attributes"]["json_web_token"]
        .as_str()
        .unwrap();
    let user = send(
        world
            .request(Method::GET, "/api/v2/user")
            .header("content-type", JSON_API)
            .bearer_auth(token),
    )
    .await
    .expect(200);
    assert_eq!(user["data"]["id"], landmarks::PERSON);

    let okta = json!({ "provider": "okta", "access_token": credentials::MPDX_OKTA_TOKEN });
    assert_eq!(authenticate(okta).await.status, 200);
    assert_eq!(authenticate(json!({})).await.status, 400);
    assert_eq!(
        authenticate(json!({ "cas_ticket": "ST-bad" })).await.status,
        401
    );

    // Good for 30 days.
    world.advance(30 * 86_400);
    let reply = world
        .request(Method::GET, "/api/v2/user")
        .header("content-type", JSON_API)
        .bearer_auth(token);
    assert_eq!(send(reply).await.status, 401);
    world.stop().await;
}

#[tokio::test]
async fn organizations_and_constants_tell_names() {
    let world = World::new().await;
    let body = world
        .get("organizations?sort=name&per_page=100")
        .await
        .expect(200);
    assert_eq!(body["meta"]["pagination"]["total_count"], 36);
    let id = body["data"][3]["id"].as_str().unwrap();
    let name = &body["data"][3]["attributes"]["name"];
    let constants = world.get("constants").await.expect(200);
    let organization = &constants["data"]["attributes"]["organizations_attributes"][id];
    assert_eq!(&organization["name"], name);
    for attribute in ["api_class", "help_email", "oauth"] {
        assert!(organization.get(attribute).is_some(), "{attribute}");
    }
    assert_eq!(
        &world.get(&format!("organizations/{id}")).await.expect(200)["data"]["attributes"]["name"],
        name
    );
    world.stop().await;
}

#[tokio::test]
async fn unknown_routes_and_methods_are_404() {
    let world = World::new().await;
    assert_eq!(
        world.get("user/nonsense").await.expect(404)["errors"][0]["title"],
        "Not Found"
    );
    assert_eq!(
        world
            .mpdx(Method::DELETE, "user/key_accounts", None)
            .await
            .status,
        404
    );
    world.stop().await;
}

#[tokio::test]
async fn the_rate_limit_is_told_always_and_kept_when_asked() {
    let open = World::new().await;
    for _ in 0..55 {
        open.get("user").await.expect(200);
    }
    let reply = open.get("user").await;
    assert_eq!(
        (reply.status, reply.header("x-ratelimit-limit")),
        (200, "50")
    );
    open.stop().await;

    let strict = World::with(Settings {
        accounts: 1,
        rate_limit: true,
        ..Settings::default()
    })
    .await;
    for left in (0..50).rev() {
        let reply = strict.get("user").await;
        assert_eq!(
            (reply.status, reply.header("x-ratelimit-remaining")),
            (200, left.to_string().as_str())
        );
    }
    strict.advance(4);
    let reply = strict.get("user").await;
    assert_eq!(
        (reply.status, reply.header("x-ratelimit-remaining")),
        (429, "0")
    );
    assert_eq!(reply.header("x-ratelimit-reset"), "6");
    strict.advance(6);
    assert_eq!(
        strict.get("user").await.header("x-ratelimit-remaining"),
        "49"
    );
    strict.stop().await;
}
