//! Which calls a fault happens to, and how often.

use reqwest::Method;
use roster_sandbox::{Fault, FaultKind, Settings, System};

use super::{failing, set};
use crate::client::World;

/// The statuses of this many calls.
async fn statuses(world: &World, calls: usize) -> Vec<u16> {
    let mut statuses = Vec::new();
    for _ in 0..calls {
        statuses.push(world.get("user").await.status);
    }
    statuses
}

#[tokio::test]
async fn always_or_the_next_ones_or_every_nth() {
    let world = failing(&["server-error"]).await;
    assert_eq!(statuses(&world, 3).await, [500, 500, 500]);
    set(&world, &["server-error:next=2"]);
    assert_eq!(statuses(&world, 4).await, [500, 500, 200, 200]);
    set(&world, &["server-error:every=3"]);
    assert_eq!(
        statuses(&world, 7).await,
        [200, 200, 500, 200, 200, 500, 200]
    );
    world.sandbox.faults().clear();
    assert_eq!(statuses(&world, 1).await, [200]);
    world.stop().await;
}

#[tokio::test]
async fn the_seed_decides_about_a_probability() {
    let mut runs = Vec::new();
    for seed in [1, 1, 2] {
        let world = World::with(Settings {
            accounts: 1,
            seed,
            faults: vec![Fault::new(FaultKind::ServerError).chance(0.5)],
            ..Settings::default()
        })
        .await;
        runs.push(statuses(&world, 60).await);
        world.stop().await;
    }
    assert_eq!(runs[0], runs[1]);
    assert_ne!(runs[0], runs[2]);
    for run in runs {
        let failed = run.iter().filter(|status| **status == 500).count();
        assert!((15..45).contains(&failed), "{failed} of 60");
    }
}

#[tokio::test]
async fn certain_and_impossible_are_just_that() {
    let world = failing(&["server-error:chance=1"]).await;
    assert_eq!(statuses(&world, 5).await, [500; 5]);
    set(&world, &["server-error:chance=0"]);
    assert_eq!(statuses(&world, 5).await, [200; 5]);
    world.stop().await;
}

#[tokio::test]
async fn only_the_system_the_method_and_the_path_that_were_named() {
    let world = World::new().await;
    let faults = world.sandbox.faults();
    let swift = || world.swift(Method::GET, "accounts", None);

    faults.set(vec![Fault::new(FaultKind::ServerError).on(System::Swift)]);
    assert_eq!(
        (world.get("user").await.status, swift().await.status),
        (200, 500)
    );
    assert_eq!(
        world.agilenow(Method::GET, "Accounts", None).await.status,
        200
    );

    faults.set(vec![Fault::new(FaultKind::ServerError).method("delete")]);
    let delete = world.mpdx(Method::DELETE, "user/key_accounts/unknown", None);
    assert_eq!(
        (world.get("user").await.status, delete.await.status),
        (200, 500)
    );

    faults.set(vec![Fault::new(FaultKind::ServerError).path("key_acc")]);
    assert_eq!(world.get("user/key_accounts").await.status, 500);
    assert_eq!(world.get("user/organization_accounts").await.status, 200);
    let standing = &faults.standing()[0];
    assert_eq!((standing.calls, standing.fired), (1, 1));
    world.stop().await;
}
