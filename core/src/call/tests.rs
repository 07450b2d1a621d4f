mod endings;

use std::time::Duration;

use super::*;
use crate::account::Change;
use crate::systems::mpdx::key_accounts::KEY_ACCOUNTS;
use crate::systems::mpdx::organization_accounts::ORGANIZATION_ACCOUNTS;
use crate::systems::{CreateAsk, Rate, UpdateAsk};
use crate::value::Value;

const LIMITS: Limits = Limits {
    call: Duration::from_secs(60),
    attempt: Duration::from_secs(20),
};
const ID: &str = "54ecd774-ac41-4026-a103-03893eedeb53";

/// A call with its pace and a clock that moves when it waits.
struct Ride {
    call: Call,
    pace: Pace,
    now: Elapsed,
    waited: Duration,
}

impl Ride {
    fn new(ask: Ask) -> Ride {
        let call = Call::new(&KEY_ACCOUNTS, ask, Duration::ZERO, LIMITS).expect("a call");
        Ride {
            call,
            pace: Pace::new(None),
            now: Duration::ZERO,
            waited: Duration::ZERO,
        }
    }

    /// Goes on to the next request; waits as long as it is told to, and always has a token.
    fn sent(&mut self) -> Request {
        match self.next() {
            Ok(request) => request,
            Err(end) => panic!("expected a request, not {end:?}"),
        }
    }

    fn end(&mut self) -> Result<Outcome> {
        match self.next() {
            Ok(request) => panic!("expected the end, not {request:?}"),
            Err(end) => *end,
        }
    }

    fn error(&mut self) -> Error {
        self.end().expect_err("an error")
    }

    fn next(&mut self) -> Result<Request, Box<Result<Outcome>>> {
        loop {
            match self.call.step(self.now, &mut self.pace) {
                Step::Token { stale: None, .. } => self.token(Ok(Secret::new("old"))),
                Step::Token { .. } => self.token(Ok(Secret::new("new"))),
                Step::Wait(time) => {
                    self.now += time;
                    self.waited += time;
                }
                Step::Send { request, .. } => return Ok(request),
                Step::Done(end) => return Err(Box::new(end)),
            }
        }
    }

    fn token(&mut self, token: Result<Secret>) {
        let now = self.now;
        self.call.authorized(now, token, 1.0, &mut self.pace);
    }

    fn answer(&mut self, status: u16, body: &str) {
        self.answer_with(status, &[], body);
    }

    fn answer_with(&mut self, status: u16, headers: &[(&str, &str)], body: &str) {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let headers = headers.iter().map(owned).collect();
        let body = body.as_bytes().to_vec();
        self.come(Ok(Response {
            status,
            headers,
            body,
        }));
    }

    fn come(&mut self, answer: Result<Response, TransportError>) {
        self.call.answered(self.now, answer, 1.0, &mut self.pace);
    }

    fn lose(&mut self) {
        self.come(Err(TransportError::Lost("reset".into())));
    }
}

fn get() -> Ask {
    Ask::Get {
        id: ID.into(),
        by: None,
    }
}

fn delete() -> Ask {
    Ask::Delete { id: ID.into() }
}

fn create() -> Ask {
    let field = KEY_ACCOUNTS.field("email").expect("a field");
    let changes = vec![Change {
        field,
        value: Value::text("a@b"),
    }];
    Ask::Create(CreateAsk {
        changes,
        id: Some(ID.into()),
    })
}

fn update(version: &str) -> Ask {
    let field = KEY_ACCOUNTS.field("email").expect("a field");
    Ask::Update(UpdateAsk {
        id: ID.into(),
        changes: vec![Change {
            field,
            value: Value::text("a@b"),
        }],
        base: None,
        version: Some(version.into()),
        overwrite: false,
    })
}

fn account() -> String {
    format!(r#"{{"data":{{"id":"{ID}","type":"key_accounts"}}}}"#)
}

#[test]
fn a_call_asks_for_a_token_then_sends_then_is_done() {
    let mut ride = Ride::new(get());
    let request = ride.sent();
    assert_eq!(request.path, format!("user/key_accounts/{ID}"));
    assert_eq!(request.token, Some(Secret::new("old")));
    ride.answer(200, &account());
    ride.now = LIMITS.call * 2;
    assert!(matches!(ride.end(), Ok(Outcome::Account(_))));
    assert_eq!(ride.error().kind(), ErrorKind::Cancelled);
}

#[test]
fn a_refused_token_is_renewed_once() {
    let mut ride = Ride::new(delete());
    assert_eq!(ride.sent().token, Some(Secret::new("old")));
    ride.answer(401, "");
    assert_eq!(ride.sent().token, Some(Secret::new("new")));
    ride.answer(401, "");
    assert_eq!(ride.error().kind(), ErrorKind::Unauthorized);
}

#[test]
fn the_same_token_again_is_not_sent_again() {
    let mut ride = Ride::new(get());
    ride.sent();
    ride.answer(401, "");
    ride.token(Ok(Secret::new("old")));
    assert_eq!(ride.error().kind(), ErrorKind::Unauthorized);
}

#[test]
fn a_token_that_no_header_can_hold_is_not_sent() {
    for token in [
        "",
        "hunter2\n",
        "Bearer hunter2",
        "hunter2\u{1F4A9}",
        "hunter2\u{7f}",
    ] {
        let mut ride = Ride::new(get());
        ride.call.step(ride.now, &mut ride.pace);
        ride.token(Ok(Secret::new(token)));
        let error = ride.error();
        assert_eq!(error.kind(), ErrorKind::Unauthorized, "{token:?}");
        assert_eq!(error.what_was_done(), Effect::NothingSent);
        assert!(!error.report().join("\n").contains("hunter2"), "{error}");
    }
}

#[test]
fn a_read_is_repeated_until_it_is_answered() {
    let mut ride = Ride::new(get());
    ride.sent();
    ride.lose();
    ride.sent();
    ride.answer(502, "<html>");
    ride.sent();
    ride.answer(200, &account());
    assert!(ride.end().is_ok());
    assert_eq!(ride.waited, Duration::from_millis(500 + 1000));
}

#[test]
fn attempts_end_and_their_number_is_told() {
    let mut ride = Ride::new(get());
    for _ in 0..3 {
        ride.sent();
        ride.lose();
    }
    ride.sent();
    ride.lose();
    let error = ride.error();
    assert_eq!(error.kind(), ErrorKind::Connection);
    assert!(
        error.report().contains(&"it was tried 4 times".to_owned()),
        "{error:?}"
    );
}

#[test]
fn without_a_budget_nothing_is_repeated() {
    let mut ride = Ride::new(get());
    while ride.pace.budget.spend() {}
    ride.sent();
    ride.lose();
    assert_eq!(ride.error().kind(), ErrorKind::Connection);
}

#[test]
fn a_lock_makes_a_lost_update_safe_to_repeat() {
    let mut ride = Ride::new(update("2022-01-12T17:17:58Z"));
    let first = ride.sent();
    ride.lose();
    assert_eq!(ride.sent().body, first.body);
    ride.answer(200, &account());
    assert!(ride.end().is_ok());
}

#[test]
fn a_lost_delete_is_not_repeated_and_a_lost_sync_never() {
    let mut ride = Ride::new(delete());
    ride.sent();
    ride.lose();
    assert_eq!(ride.error().what_was_done(), Effect::Unknown);

    let sync = Ask::Sync { id: ID.into() };
    let accounts = &crate::systems::mpdx::organization_accounts::ORGANIZATION_ACCOUNTS;
    for status in [401, 429, 503] {
        let mut ride = Ride::new(get());
        ride.call = Call::new(accounts, sync.clone(), Duration::ZERO, LIMITS).expect("a call");
        ride.sent();
        ride.answer(status, "");
        assert_eq!(ride.error().http_status(), Some(status));
    }
}

#[test]
fn what_never_arrived_is_sent_again_whatever_it_is() {
    let mut ride = Ride::new(delete());
    ride.sent();
    ride.come(Err(TransportError::NotConnected("refused".into())));
    ride.sent();
    ride.answer_with(429, &[("retry-after", "7")], "");
    ride.sent();
    assert_eq!(ride.waited, Duration::from_millis(500 + 7000 + 1000));
    ride.answer(204, "");
    assert!(ride.end().is_ok());
}

#[test]
fn a_wait_past_the_deadline_is_not_begun() {
    let mut ride = Ride::new(get());
    ride.sent();
    ride.answer_with(429, &[("retry-after", "600")], "");
    let error = ride.error();
    assert_eq!(
        (error.kind(), ride.waited),
        (ErrorKind::RateLimited, Duration::ZERO)
    );
    assert_eq!(error.wait(), Some(Duration::from_secs(600)));
}

#[test]
fn a_full_stretch_is_waited_for() {
    let mut ride = Ride::new(get());
    let per = Duration::from_secs(10);
    ride.pace = Pace::new(Some(Rate { calls: 1, per }));
    assert_eq!(ride.pace.limiter.admit(ride.now), Ok(()));
    ride.pace.limiter.landed(ride.now);
    ride.sent();
    assert_eq!(ride.waited, per);
}

#[test]
fn a_lost_create_is_looked_for_and_found() {
    let mut ride = Ride::new(create());
    assert_eq!(ride.sent().method.name(), "POST");
    ride.lose();
    let look = ride.sent();
    assert_eq!((look.method.name(), look.path.contains(ID)), ("GET", true));
    ride.answer(200, &account());
    assert!(matches!(ride.end(), Ok(Outcome::Account(account)) if account.id() == ID));
}

#[test]
fn a_lost_create_that_is_not_there_is_sent_again_with_the_same_id() {
    let mut ride = Ride::new(create());
    let first = ride.sent();
    ride.lose();
    ride.sent();
    ride.answer(404, "");
    assert_eq!(ride.sent().body, first.body);
    // The first one arrived after all.
    ride.answer(409, "");
    assert_eq!(ride.sent().method.name(), "GET");
    ride.answer(200, &account());
    assert!(ride.end().is_ok());
}

#[test]
fn a_create_that_cannot_be_looked_for_is_not_known() {
    let mut ride = Ride::new(create());
    ride.sent();
    ride.lose();
    for _ in 0..3 {
        ride.sent();
        ride.lose();
    }
    let error = ride.error();
    assert_eq!(
        error.what().map(|asked| asked.operation.verb()),
        Some("create")
    );
    assert_eq!(error.what_was_done(), Effect::Unknown);
}

#[test]
fn a_deadline_ends_the_call() {
    let mut ride = Ride::new(delete());
    ride.sent();
    ride.answer(401, "");
    ride.now = LIMITS.call;
    let error = ride.error();
    assert_eq!(
        (error.kind(), error.what_was_done()),
        (ErrorKind::Timeout, Effect::NotApplied)
    );
}

#[test]
fn what_is_not_known_of_a_write_is_said() {
    let mut lost = Ride::new(delete());
    assert_eq!(lost.call.cancel().what_was_done(), Effect::NothingSent);
    lost.sent();
    assert_eq!(lost.call.cancel().what_was_done(), Effect::Unknown);
    lost.lose();
    assert_eq!(lost.error().what_was_done(), Effect::Unknown);

    let mut unconnected = Ride::new(delete());
    for _ in 0..4 {
        unconnected.sent();
        unconnected.come(Err(TransportError::NotConnected("refused".into())));
    }
    assert_eq!(unconnected.error().what_was_done(), Effect::NothingSent);

    let mut read = Ride::new(get());
    while read.pace.budget.spend() {}
    read.sent();
    read.come(Err(TransportError::TimedOut));
    assert_eq!(read.error().what_was_done(), Effect::NotApplied);
}

#[test]
fn what_the_documents_do_not_have_is_refused_before_anything_is_sent() {
    let sync = Ask::Sync { id: ID.into() };
    let error = Call::new(&KEY_ACCOUNTS, sync, Duration::ZERO, LIMITS).expect_err("no sync");
    assert_eq!(error.kind(), ErrorKind::Unsupported);
    let wrong = Ask::Get {
        id: "../../admin".into(),
        by: None,
    };
    let error = Call::new(&KEY_ACCOUNTS, wrong, Duration::ZERO, LIMITS).expect_err("no id");
    assert_eq!(error.kind(), ErrorKind::Invalid);
}

#[test]
fn an_answer_that_is_not_json_says_what_came() {
    let mut ride = Ride::new(get());
    ride.sent();
    ride.answer(200, "<html><title>Welcome</title>");
    let error = ride.error();
    assert_eq!(error.kind(), ErrorKind::Malformed);
    assert!(error.to_string().contains("HTML came"), "{error}");
}

#[test]
fn an_attempt_that_may_have_been_carried_out_is_not_forgotten() {
    let last: [fn(&mut Ride); 3] = [
        |ride| {
            ride.answer(
                409,
                r#"{"errors":[{"source":{"pointer":"/updated_in_db_at"}}]}"#,
            )
        },
        |ride| ride.answer(403, ""),
        |ride| ride.now = LIMITS.call,
    ];
    for end in last {
        let mut ride = Ride::new(update("2022-01-12T17:17:58Z"));
        ride.sent();
        ride.lose();
        ride.sent();
        end(&mut ride);
        assert_eq!(ride.error().what_was_done(), Effect::Unknown);
    }
}

#[test]
fn a_call_that_reads_changed_nothing_though_its_answer_cannot_be_read() {
    let mut ride = Ride::new(get());
    ride.sent();
    ride.answer(200, "<html>");
    assert_eq!(ride.error().what_was_done(), Effect::NotApplied);
}

#[test]
fn no_secret_shows_in_a_call() {
    let field = ORGANIZATION_ACCOUNTS.field("password").expect("a field");
    let changes = vec![Change {
        field,
        value: Value::text("hunter2"),
    }];
    let ask = Ask::Create(CreateAsk { changes, id: None });
    let call = Call::new(&ORGANIZATION_ACCOUNTS, ask, Duration::ZERO, LIMITS).expect("a call");
    assert!(!format!("{call:?}").contains("hunter2"), "{call:?}");
}
