//! What was received, and the exact rate limit.

use std::time::Duration;

use reqwest::Method;
use roster_sandbox::{Received, System, credentials};
use serde_json::json;

use super::{create, failing, set, with_rate_limit};
use crate::client::{World, send};

#[tokio::test]
async fn every_call_is_kept_in_order() {
    let world = failing(&["lost-after:method=POST", "latency:1,system=swift"]).await;
    let (http, origin) = (&world.http, world.sandbox.origin());
    http.get(format!("{origin}/api/v2/user?access_token=secret&page=2"))
        .header("content-type", "application/vnd.api+json")
        .send()
        .await
        .unwrap();
    world.advance(3);
    create(&world, "Lost Ltd").send().await.unwrap_err();
    world
        .swift(Method::GET, "accounts?limit=1", None)
        .await
        .expect(200);
    let received = world.sandbox.log().received();
    let at = |seconds: i64| (crate::client::NOW + seconds) * 1_000_000;
    assert_eq!(
        received[0],
        Received {
            number: 1,
            at: at(0),
            system: System::Mpdx,
            method: "GET".to_owned(),
            path: "/api/v2/user".to_owned(),
            query: Some("access_token=[hidden]&page=2".to_owned()),
            authorized: false,
            status: Some(401),
            faults: Vec::new(),
        }
    );
    assert_eq!(
        (received[1].at, received[1].status, &received[1].faults[..]),
        (at(3), None, &["lost-after", "latency"][..])
    );
    assert!(received[1].authorized);
    assert_eq!(
        (received[2].status, &received[2].faults[..]),
        (Some(200), &["latency"][..])
    );
    assert_eq!(received.len(), 3);

    let swift = world.sandbox.log().counts(System::Swift);
    assert_eq!(
        (
            swift.received,
            swift.unanswered,
            swift.faulted,
            swift.answered[&200]
        ),
        (2, 1, 2, 1)
    );
    world.sandbox.log().clear();
    assert_eq!(world.sandbox.log().received(), []);
    assert_eq!(world.sandbox.log().counts(System::Swift).received, 0);
    world.stop().await;
}

#[tokio::test]
async fn the_control_request_shows_the_last_ones_and_the_counts() {
    let world = World::new().await;
    world.get("user").await.expect(200);
    let sync = format!(
        "user/organization_accounts/{}/sync",
        world.first("organization_accounts").await["id"]
            .as_str()
            .unwrap()
    );
    assert_eq!(world.get(&sync).await.status, 200);
    world
        .agilenow(Method::GET, "Accounts", None)
        .await
        .expect(200);
    let log = |query: &str| {
        let path = format!("/sandbox/log{query}");
        send(world.request(Method::GET, &path))
    };
    let shown = log("").await.expect(200);
    let paths: Vec<_> = shown["requests"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["path"])
        .collect();
    assert_eq!(paths.len(), 5);
    // Sent once, and the token before the call that needs it.
    assert_eq!(
        paths
            .iter()
            .filter(|path| **path == &json!(format!("/api/v2/{sync}")))
            .count(),
        1
    );
    assert_eq!(
        paths[3..],
        ["/oAuth/rest/v2/Token", "/Endpoint/rest/api/v1/Accounts"]
    );
    assert_eq!(
        shown["counts"]["mpdx"],
        json!({ "received": 3, "answered": { "200": 3 }, "unanswered": 0, "faulted": 0, "most_in_10_seconds": 3 })
    );
    assert_eq!(shown["counts"]["token"]["received"], 1);
    assert_eq!(shown["counts"]["swift"]["received"], 0);
    let last = log("?limit=1").await.expect(200)["requests"].clone();
    assert_eq!(
        last,
        json!([{ "number": 5, "at": "2026-01-01T00:00:00.000000Z", "system": "agilenow", "method": "GET",
                 "path": "/Endpoint/rest/api/v1/Accounts", "query": null, "authorized": true, "status": 200, "faults": [] }])
    );
    assert_eq!(log("?limit=all").await.status, 400);
    assert!(
        !shown
            .to_string()
            .contains(credentials::AGILENOW_CLIENT_SECRET)
    );
    let cleared = send(world.request(Method::DELETE, "/sandbox/log")).await;
    assert_eq!(cleared.status, 204);
    assert_eq!(log("").await.expect(200)["requests"], json!([]));
    world.stop().await;
}

#[tokio::test]
async fn the_most_in_any_ten_seconds_are_counted() {
    let world = World::new().await;
    for _ in 0..3 {
        for _ in 0..4 {
            world.get("user").await;
        }
        world.advance(5);
    }
    // 4 at 0, 5 and 10 seconds: those at 0 and at 10 are not within 10 seconds.
    let most = || world.sandbox.log().counts(System::Mpdx).most_in_10_seconds;
    assert_eq!(most(), 8);
    world.hands.advance(Duration::from_millis(4_999));
    world.get("user").await;
    assert_eq!(most(), 8);
    world.stop().await;
}

#[tokio::test]
async fn a_client_that_leaves_is_no_answer() {
    let world = failing(&["latency:600000"]).await;
    let call = world.get("user");
    let log = world.sandbox.log();
    let arrived = async {
        while log.received().is_empty() {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        _ = call => panic!("answered at once"),
        () = arrived => {}
    }
    let counts = log.counts(System::Mpdx);
    assert_eq!((counts.received, counts.unanswered), (1, 1));
    assert_eq!(log.received()[0].faults, ["latency"]);
    world.stop().await;
}

#[tokio::test]
async fn the_rate_limit_slides() {
    let world = with_rate_limit().await;
    let ask = async || {
        let reply = world.get("user").await;
        let number = |name| reply.header(name).parse::<u64>().unwrap();
        assert_eq!(number("x-ratelimit-limit"), 50);
        (
            reply.status,
            number("x-ratelimit-remaining"),
            number("x-ratelimit-reset"),
        )
    };
    let advance = |milliseconds| world.hands.advance(Duration::from_millis(milliseconds));
    for left in (25..50).rev() {
        assert_eq!(ask().await, (200, left, 10));
    }
    advance(5_500);
    for left in (0..25).rev() {
        assert_eq!(ask().await, (200, left, 5));
    }
    assert_eq!(ask().await, (429, 0, 5));
    // One millisecond before the first ones leave, and at the moment when they do.
    advance(4_499);
    assert_eq!(ask().await, (429, 0, 1));
    advance(1);
    assert_eq!(ask().await, (200, 24, 6));
    for left in (0..24).rev() {
        assert_eq!(ask().await, (200, left, 6));
    }
    // A window of ten seconds that began with the 26th call would begin afresh 4.5 seconds from
    // here; this one still holds the 25 of just now.
    assert_eq!(ask().await, (429, 0, 6));
    advance(5_500);
    assert_eq!(ask().await, (200, 24, 5));
    world.stop().await;
}

#[tokio::test]
async fn the_rate_limit_is_exact_at_every_pace() {
    let world = with_rate_limit().await;
    // Calls at uneven times, some refused: never may more than 50 be let in within 10 seconds.
    let mut let_in: Vec<u64> = Vec::new();
    let mut now = 0;
    for call in 0..400_u64 {
        let within = |at: &&u64| **at + 10_000 > now;
        let expected = if let_in.iter().filter(within).count() < 50 {
            200
        } else {
            429
        };
        let status = world.get("user").await.status;
        assert_eq!(status, expected, "call {call} at {now} ms");
        if status == 200 {
            let_in.push(now);
        }
        let step = call * 37 % 211;
        now += step;
        world.hands.advance(Duration::from_millis(step));
    }
    assert!(let_in.len() < 400);
    let answered = world.sandbox.log().counts(System::Mpdx).answered;
    assert_eq!(answered[&200] + answered[&429], 400);
    world.stop().await;
}

#[tokio::test]
async fn headers_of_the_limit_come_with_errors_too() {
    let world = with_rate_limit().await;
    for (path, status) in [("user/nonsense", 404), ("user/key_accounts?sort=id", 400)] {
        let reply = world.get(path).await;
        assert_eq!(reply.status, status);
        assert_eq!(reply.header("x-ratelimit-limit"), "50");
    }
    // A call that fails before the system sees it does not count there.
    set(&world, &["bad-gateway:next=1"]);
    world.get("user").await;
    assert_eq!(
        world.get("user").await.header("x-ratelimit-remaining"),
        "47"
    );
    world.stop().await;
}
