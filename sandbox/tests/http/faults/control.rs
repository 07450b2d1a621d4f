//! The control request, and the command line.

use std::process::Command;

use reqwest::Method;
use roster_sandbox::fault_help;
use serde_json::{Value, json};

use crate::client::{Reply, World, send};

async fn put(world: &World, body: Value) -> Reply {
    send(world.request(Method::PUT, "/sandbox/faults").json(&body)).await
}

#[tokio::test]
async fn faults_are_set_shown_and_cleared() {
    let world = World::new().await;
    let faults = || send(world.request(Method::GET, "/sandbox/faults"));
    assert_eq!(faults().await.expect(200), json!([]));
    let sent = json!([
        { "kind": "server-error", "system": "mpdx", "method": "get", "path": "user", "next": 1 },
        "unavailable:3,every=4",
        { "kind": "latency", "value": 1, "chance": 0.25 },
    ]);
    let stands = json!([
        { "kind": "server-error", "system": "mpdx", "method": "GET", "path": "user", "next": 1, "calls": 0, "fired": 0 },
        { "kind": "unavailable", "value": "3", "every": 4, "calls": 0, "fired": 0 },
        { "kind": "latency", "value": "1", "chance": 0.25, "calls": 0, "fired": 0 },
    ]);
    assert_eq!(put(&world, sent).await.expect(200), stands);
    assert_eq!(world.get("user").await.status, 500);
    let shown = faults().await.expect(200);
    assert_eq!(
        (&shown[0]["calls"], &shown[0]["fired"]),
        (&json!(1), &json!(1))
    );

    // What was shown can be sent again; its counts begin afresh.
    assert_eq!(put(&world, shown).await.expect(200), stands);
    let cleared = send(world.request(Method::DELETE, "/sandbox/faults")).await;
    assert_eq!((cleared.status, cleared.text.as_str()), (204, ""));
    assert_eq!(faults().await.expect(200), json!([]));
    world.stop().await;
}

#[tokio::test]
async fn a_mistake_is_named_and_changes_nothing() {
    let world = World::new().await;
    put(&world, json!(["cut"])).await.expect(200);
    for (body, reason) in [
        (
            json!(["latency:5", { "kind": "slow" }]),
            "there is no fault `slow`; there are latency, ",
        ),
        (
            json!([{ "kind": "cut", "when": "now" }]),
            "there is no option `when`",
        ),
        (
            json!([{ "kind": "cut", "next": -1 }]),
            "next cannot be `-1`",
        ),
        (json!({ "kind": "cut" }), "the body is no list"),
        (json!([7]), "neither an object nor a text"),
    ] {
        let refused = put(&world, body).await.expect(400);
        let error = refused["error"].as_str().unwrap();
        assert!(
            error.contains(reason) && error.ends_with("No fault was changed."),
            "{error}"
        );
    }
    assert_eq!(world.sandbox.faults().standing().len(), 1);
    world.stop().await;
}

#[tokio::test]
async fn the_plain_page_tells_of_both_control_requests() {
    let world = World::new().await;
    let page = send(world.request(Method::GET, "/")).await.text;
    for told in ["/sandbox/faults", "/sandbox/log", "PUT", "latency:20-50"] {
        assert!(page.contains(told), "{told}");
    }
    world.stop().await;
}

fn run(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_roster-sandbox"))
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

#[test]
fn the_help_lists_every_kind_with_an_example() {
    let (code, out, _) = run(&["--help"]);
    assert_eq!(code, Some(0));
    let listed: Vec<_> = out.lines().map(str::trim).collect();
    for line in fault_help().lines().map(str::trim) {
        assert!(listed.contains(&line), "{line}");
    }
    assert_eq!(fault_help().matches("--fault ").count(), 29);
}

#[test]
fn a_fault_that_does_not_exist_ends_it_with_2_and_names_those_that_do() {
    for (fault, allowed) in [
        ("slow:5", "latency, lost-before, lost-after, cut"),
        ("latency:soon", "MS or MS-MS"),
        ("cut:when=now", "system, method, path, next, every, chance"),
    ] {
        let (code, out, error) = run(&["--fault", fault]);
        assert_eq!((code, out.as_str()), (Some(2), ""));
        assert!(error.contains(allowed), "{error}");
    }
}
