//! A day of traffic in virtual time: thousands of clients, each with its own pace, against a system
//! with MPDX's rate limit that fails when it is told to. Nothing sleeps, and the same seed gives
//! the same day.

mod system;
mod world;

use std::time::Duration;

use system::{System, Weather};
use world::{Habit, World};

const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

/// A call every ten minutes.
const ORDINARY: Habit = Habit {
    every: Duration::from_secs(600),
    burst: 1,
};
/// Every half hour a list of 200 pages, four at a time.
const HEAVY: Habit = Habit {
    every: Duration::from_secs(1800),
    burst: 200,
};

#[test]
fn a_system_that_is_down_is_hardly_asked_twice() {
    let mut world = World::new(1, System::new(vec![Weather::down(Duration::ZERO..2 * DAY)]));
    world.clients(2000, ORDINARY);
    let day = world.run(DAY);
    assert_eq!(day.succeeded, 0);
    assert!(day.asked > 280_000, "{day:?}");
    let ratio = day.requests(Duration::ZERO..DAY) as f64 / day.asked as f64;
    println!("100 % failures for a day: {ratio:.3} requests for each one asked");
    assert!(ratio <= 1.1, "{ratio}");
}

#[test]
fn an_outage_ends_without_a_rush() {
    let outage = 8 * HOUR..14 * HOUR;
    let mut world = World::new(2, System::new(vec![Weather::down(outage.clone())]));
    world.clients(2000, ORDINARY);
    let day = world.run(DAY);
    let asked = day.asked_during(outage.clone());
    let ratio = day.requests(outage) as f64 / asked as f64;
    println!("six hours of outage: {ratio:.3} requests for each one asked");
    assert!(ratio <= 1.1, "{ratio}");
    let before = day.busiest_minute(HOUR..8 * HOUR);
    let after = day.busiest_minute(14 * HOUR..15 * HOUR);
    println!("busiest minute: {before} requests before, {after} in the hour after");
    assert!(
        after as f64 <= before as f64 * 1.1,
        "{before} before, {after} after"
    );
    // Of what was asked outside of the outage, nothing failed.
    assert_eq!(day.succeeded, day.asked - asked, "{day:?}");
}

#[test]
fn a_limit_is_approached_and_never_crossed() {
    let mut world = World::new(3, System::new(Vec::new()));
    world.clients(4, HEAVY);
    world.clients(50, ORDINARY);
    let day = world.run(6 * HOUR);
    assert_eq!(
        (day.refused_by_limit, day.succeeded),
        (0, day.asked),
        "{day:?}"
    );
    println!("fullest ten seconds: {} of 50 calls", day.fullest_window);
    assert!(
        (45..=50).contains(&day.fullest_window),
        "{}",
        day.fullest_window
    );
}

#[test]
fn passing_failures_are_not_seen_by_people() {
    let mut world = World::new(
        4,
        System::new(vec![Weather::showers(Duration::ZERO..DAY, 0.02)]),
    );
    world.clients(300, ORDINARY);
    let day = world.run(DAY);
    let share = day.succeeded as f64 / day.asked as f64;
    println!(
        "2 % of requests fail: {:.3} % of calls do",
        (1.0 - share) * 100.0
    );
    assert!(share > 0.999, "{share}");
    assert!(
        (day.requests(Duration::ZERO..DAY) as f64) < day.asked as f64 * 1.1,
        "{day:?}"
    );
}
