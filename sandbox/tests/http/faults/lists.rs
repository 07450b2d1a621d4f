//! Lists that change between two pages.

use reqwest::Method;
use serde_json::Value;

use super::{failing, set};
use crate::client::World;

/// The ids of one page of ten accounts.
async fn page(world: &World, list: &str, number: usize) -> Vec<String> {
    let (body, accounts, id) = match list {
        "agilenow" => {
            let path = format!("Accounts?PageSize=10&CurrentPage={}", number - 1);
            (
                world.agilenow(Method::GET, &path, None).await,
                "/Data",
                "Id",
            )
        }
        kind => (
            world
                .get(&format!("user/{kind}?per_page=10&page={number}"))
                .await,
            "/data",
            "id",
        ),
    };
    let body = body.expect(200);
    let accounts = body.pointer(accounts).and_then(Value::as_array).unwrap();
    accounts
        .iter()
        .map(|account| account[id].as_str().unwrap().to_owned())
        .collect()
}

const LISTS: [&str; 3] = ["key_accounts", "organization_accounts", "agilenow"];

#[tokio::test]
async fn an_account_that_is_inserted_shows_another_one_twice() {
    for list in LISTS {
        let world = failing(&["list-insert:2"]).await;
        let first = page(&world, list, 1).await;
        let second = page(&world, list, 2).await;
        assert_eq!(second[0], first[9], "{list}");
        let again = page(&world, list, 1).await;
        assert_eq!(again[1..], first[..9]);
        // Once, where nothing else is said.
        assert_eq!(page(&world, list, 2).await, second);
        world.stop().await;
    }
}

#[tokio::test]
async fn an_account_that_is_deleted_hides_another_one() {
    for list in LISTS {
        let world = World::new().await;
        let whole = [page(&world, list, 1).await, page(&world, list, 2).await];
        set(&world, &["list-delete"]);
        assert_eq!(page(&world, list, 1).await, whole[0], "{list}");
        let second = page(&world, list, 2).await;
        assert_eq!(second[..9], whole[1][1..]);
        assert_eq!(page(&world, list, 1).await[9], whole[1][0]);
        world.stop().await;
    }
}

#[tokio::test]
async fn an_account_that_moves_comes_twice_and_hides_another_one() {
    for list in LISTS {
        let world = World::new().await;
        let mut whole = Vec::new();
        for number in 1..=3 {
            whole.extend(page(&world, list, number).await);
        }
        set(&world, &["list-move:2"]);
        let mut read = Vec::new();
        for number in 1..=3 {
            read.extend(page(&world, list, number).await);
        }
        assert_eq!((whole.len(), read.len()), (30, 30));
        let moved = read.last().unwrap();
        assert!(read[..10].contains(moved), "{list}");
        let hidden: Vec<_> = whole.iter().filter(|id| !read.contains(id)).collect();
        assert_eq!(hidden, [&whole[10]]);
        world.stop().await;
    }
}

#[tokio::test]
async fn swifts_pages_are_counted_from_the_first() {
    let world = failing(&["list-delete:2,system=swift"]).await;
    let list = async |query: &str| {
        let path = format!("accounts?limit=10{query}");
        world.swift(Method::GET, &path, None).await.expect(200)["data"]["page_info"].clone()
    };
    let first = list("").await;
    assert_eq!(list("").await["total"], first["total"]);
    let after = first["after"].as_str().unwrap();
    assert_eq!(list(&format!("&after={after}")).await["total"], 29.0);
    set(&world, &["list-insert:1,system=swift"]);
    assert_eq!(list("").await["total"], 30.0);
    set(&world, &["list-move:1,system=swift"]);
    assert_eq!(list("").await["total"], 30.0);
    world.stop().await;
}
