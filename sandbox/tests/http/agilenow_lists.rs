//! AgileNow: `Fields`, `Filters`, `Orders`, `CurrentPage` and `PageSize`.

use reqwest::Method;
use roster_sandbox::landmarks;
use serde_json::{Value, json};

use crate::client::{Reply, World};

async fn list(world: &World, query: &[(&str, &str)]) -> Reply {
    let query = query.iter().fold(String::new(), |all, (name, value)| {
        format!(
            "{all}{}{name}={}",
            if all.is_empty() { "" } else { "&" },
            percent(value)
        )
    });
    world
        .agilenow(Method::GET, &format!("Accounts?{query}"), None)
        .await
}

fn percent(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// The usernames of a filtered list.
async fn filtered(world: &World, filter: &str) -> Vec<String> {
    let body = list(world, &[("Filters", filter), ("Orders", "Username")])
        .await
        .expect(200);
    let rows = body["Data"].as_array().unwrap();
    assert_eq!(body["Meta"]["TotalItems"], rows.len(), "{filter}");
    rows.iter()
        .map(|row| row["Username"].as_str().unwrap().to_owned())
        .collect()
}

/// Three accounts that no seeded one is like.
async fn three(world: &World) {
    for (username, language, active, phone) in [
        ("t_one", "fo-fo", true, "1"),
        ("t_two", "fo-fo", false, "2"),
        ("tXthree", "ms-MY", true, ""),
    ] {
        let account = json!({
            "FirstName": "Tester", "LastName": username, "Email": format!("{username}@t.example"),
            "Username": username, "LanguageId": language, "Is_Active": active, "Phone": phone,
        });
        world
            .agilenow(Method::POST, "Account", Some(account))
            .await
            .expect(200);
        world.advance(86_400);
    }
}

#[tokio::test]
async fn pages_count_from_zero() {
    let world = World::new().await;
    let body = list(&world, &[]).await.expect(200);
    assert_eq!(
        body["Meta"],
        json!({ "TotalItems": 30, "CurrentPage": 0, "PageSize": 50, "Type": "Account" })
    );
    assert_eq!(body["Data"].as_array().unwrap().len(), 30);
    let all: Vec<Value> = body["Data"].as_array().unwrap().clone();
    let body = list(&world, &[("CurrentPage", "2"), ("PageSize", "12")])
        .await
        .expect(200);
    assert_eq!(body["Data"].as_array().unwrap()[..], all[24..]);
    let body = list(&world, &[("CurrentPage", "9")]).await.expect(200);
    assert_eq!(body["Data"], json!([]));
    for (name, value) in [
        ("PageSize", "0"),
        ("PageSize", "1001"),
        ("CurrentPage", "-1"),
        ("PageSize", "ten"),
    ] {
        let body = list(&world, &[(name, value)]).await.expect(400);
        assert!(body["Errors"][0].as_str().unwrap().contains(name));
    }
    assert_eq!(list(&world, &[("PageSize", "1000")]).await.status, 200);
    world.stop().await;
}

#[tokio::test]
async fn fields_choose_members() {
    let world = World::new().await;
    let body = list(&world, &[("Fields", "Username, Is_Active")])
        .await
        .expect(200);
    assert_eq!(
        body["Data"][0]
            .as_object()
            .unwrap()
            .keys()
            .collect::<Vec<_>>(),
        ["Id", "Is_Active", "Username"]
    );
    for all in ["", "*"] {
        let body = list(&world, &[("Fields", all)]).await.expect(200);
        assert!(body["Data"][0].as_object().unwrap().len() >= 21);
    }
    assert_eq!(list(&world, &[("Fields", "Nonsense")]).await.status, 400);
    world.stop().await;
}

#[tokio::test]
async fn orders_sort_by_several_fields() {
    let world = World::new().await;
    three(&world).await;
    let query = [
        ("Filters", "FirstName = Tester"),
        ("Orders", "LanguageId DESC, CreatedOn ASC"),
    ];
    let body = list(&world, &query).await.expect(200);
    let names: Vec<_> = body["Data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["Username"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["tXthree", "t_one", "t_two"]);
    for order in ["Nonsense", "Name UP", "Name DESC ASC"] {
        assert_eq!(
            list(&world, &[("Orders", order)]).await.status,
            400,
            "{order}"
        );
    }
    world.stop().await;
}

#[tokio::test]
async fn filters_compare_and_combine() {
    let world = World::new().await;
    three(&world).await;
    for (filter, expected) in [
        ("(Username = t_one)", vec!["t_one"]),
        ("Username = t_one", vec!["t_one"]),
        (
            "(FirstName = Tester) AND (Username <> t_one)",
            vec!["tXthree", "t_two"],
        ),
        (
            "(FirstName = Tester) AND (Is_Active = true)",
            vec!["tXthree", "t_one"],
        ),
        (
            "(Username = t_one) OR (Username = t_two)",
            vec!["t_one", "t_two"],
        ),
        (
            "(FirstName = Tester) AND ((LanguageId = ms-MY) OR (Phone = 1))",
            vec!["tXthree", "t_one"],
        ),
        ("(FirstName = Tester AND Is_Active = false)", vec!["t_two"]),
        ("(Username In t_one;t_two;nobody)", vec!["t_one", "t_two"]),
        (
            "(FirstName = Tester) AND (Username NotIn t_one;t_two)",
            vec!["tXthree"],
        ),
        ("(Username Like t_%)", vec!["t_one", "t_two"]),
        ("(Username Like Xthr)", vec!["tXthree"]),
        ("(FirstName = Tester) AND (Phone = )", vec!["tXthree"]),
        (
            "(FirstName = Tester) AND (Phone <> 1)",
            vec!["tXthree", "t_two"],
        ),
        ("(CreatedOn >= 2026-01-02)", vec!["tXthree", "t_two"]),
        ("(CreatedOn > 2026-01-02T00:00:00Z)", vec!["tXthree"]),
        (
            "(FirstName = Tester) AND (CreatedOn < 2026-01-02)",
            vec!["t_one"],
        ),
        (
            "(FirstName = Tester) AND (CreatedOn <= 2026-01-02)",
            vec!["t_one", "t_two"],
        ),
        (
            "(FirstName = Tester) AND (TenantId.Name = Headquarters)",
            vec!["tXthree", "t_one", "t_two"],
        ),
        ("(FirstName = Tester) AND (TenantId In 42,43)", vec![]),
    ] {
        let mut found = filtered(&world, filter).await;
        found.sort();
        let mut expected = expected;
        expected.sort_unstable();
        assert_eq!(found, expected, "{filter}");
    }
    let largest = format!("(TenantId = {})", landmarks::LARGEST_TENANT);
    let body = list(&world, &[("Filters", &largest)]).await.expect(200);
    assert!(!body["Data"].as_array().unwrap().is_empty());
    for row in body["Data"].as_array().unwrap() {
        assert_eq!(
            row["TenantId"]["Id"].as_i64(),
            Some(landmarks::LARGEST_TENANT)
        );
    }
    world.stop().await;
}

#[tokio::test]
async fn a_filter_that_cannot_be_read_is_named() {
    let world = World::new().await;
    let many = vec!["x"; 600].join(";");
    for filter in [
        "Nonsense = 1",
        "(Name = A",
        "Name ~ A",
        "Is_Active = perhaps",
        "CreatedOn > soon",
        "'; DROP TABLE x",
    ] {
        let body = list(&world, &[("Filters", filter)]).await.expect(400);
        assert!(
            body["Errors"][0]
                .as_str()
                .unwrap()
                .starts_with("The value of Filters is not valid")
        );
    }
    assert_eq!(
        list(&world, &[("Filters", &format!("Name In {many}"))])
            .await
            .status,
        400
    );
    world.stop().await;
}

#[tokio::test]
async fn the_seeded_accounts_have_awkward_ones() {
    let world = World::new().await;
    let body = list(&world, &[]).await.expect(200);
    let rows = body["Data"].as_array().unwrap();
    assert!(
        rows.iter()
            .any(|row| row["LanguageId"]["Id"] == "xx-XX"
                && row["LanguageId"]["Name"] == json!(null))
    );
    assert!(
        rows.iter()
            .any(|row| row["ModifiedOn"] == "1900-01-01T00:00:00Z")
    );
    assert!(rows.iter().any(|row| row["LanguageId"] == json!(null)));
    assert!(
        rows.iter()
            .any(|row| row["TenantId"]["Id"].as_i64().unwrap() > 1 << 53)
    );
    assert!(
        rows.iter()
            .any(|row| row.get("Custom_CostCenter").is_some())
    );
    world.stop().await;
}
