//! Calls that end without what was asked for, and what is said of them.

use super::*;

/// The end of a create that is refused as a conflict, when looking finds no account of its id.
fn refused(mut ride: Ride) -> Error {
    ride.sent();
    ride.answer(409, "");
    ride.sent();
    ride.answer(404, "");
    let error = ride.error();
    assert_eq!(error.kind(), ErrorKind::Conflict);
    assert_eq!(error.what_was_done(), Effect::NotApplied);
    error
}

#[test]
fn a_create_that_is_refused_the_second_time_gives_the_reason() {
    let mut ride = Ride::new(create());
    ride.sent();
    ride.lose();
    ride.sent();
    ride.answer(404, "");
    let error = refused(ride);
    let tries = "it was sent 2 times, and then looked for 2 times".to_owned();
    assert!(error.report().contains(&tries), "{:?}", error.report());
}

#[test]
fn a_web_page_does_not_say_that_anything_was_done() {
    let mut ride = Ride::new(delete());
    ride.sent();
    ride.answer(200, "<html><body>Please sign in</body></html>");
    let error = ride.error();
    assert_eq!(error.kind(), ErrorKind::Malformed);
    assert_eq!(error.what_was_done(), Effect::Unknown);
}

#[test]
fn a_token_that_does_not_come_is_asked_for_again_if_that_may_help() {
    let none = |kind| Err(Error::new(kind, "no token came").effect(Effect::NothingSent));
    let mut ride = Ride::new(get());
    for _ in 0..3 {
        ride.call.step(ride.now, &mut ride.pace);
        ride.token(none(ErrorKind::Server));
        while let Step::Wait(time) = ride.call.step(ride.now, &mut ride.pace) {
            ride.now += time;
        }
    }
    assert_eq!(ride.now, Duration::from_millis(500 + 1000 + 2000));
    ride.token(none(ErrorKind::Server));
    assert_eq!(ride.error().what_was_done(), Effect::NothingSent);

    let mut ride = Ride::new(get());
    ride.token(none(ErrorKind::Unauthorized));
    assert_eq!(ride.error().kind(), ErrorKind::Unauthorized);
}

#[test]
fn a_list_that_is_not_found_is_looked_for_in_the_wrong_place() {
    let mut ride = Ride::new(Ask::List(crate::systems::PageAsk::default()));
    ride.sent();
    ride.answer(404, "");
    let error = ride.error();
    assert_eq!(error.kind(), ErrorKind::Malformed);
    assert!(
        error
            .what_next()
            .is_some_and(|next| next.contains("base URL"))
    );
}

#[test]
fn a_create_that_a_browser_sent_twice_is_found_by_its_own_id() {
    for status in [400, 409] {
        let mut ride = Ride::new(create());
        ride.sent();
        ride.answer(status, "");
        let look = ride.sent();
        assert_eq!((look.method.name(), look.path.contains(ID)), ("GET", true));
        ride.answer(200, &account());
        assert!(matches!(ride.end(), Ok(Outcome::Account(account)) if account.id() == ID));
    }
    refused(Ride::new(create()));
}
