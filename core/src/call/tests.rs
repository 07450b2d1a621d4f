use std::time::Duration;

use super::*;
use crate::systems::mpdx::key_accounts::KEY_ACCOUNTS;

const TIMEOUT: Duration = Duration::from_secs(60);

fn call(ask: Ask) -> Call {
    Call::new(&KEY_ACCOUNTS, ask, Duration::ZERO, TIMEOUT).expect("a call")
}

fn get() -> Ask {
    Ask::Get {
        id: "54ecd774-ac41-4026-a103-03893eedeb53".into(),
    }
}

fn delete() -> Ask {
    Ask::Delete {
        id: "54ecd774-ac41-4026-a103-03893eedeb53".into(),
    }
}

fn response(status: u16, body: &str) -> Response {
    Response {
        status,
        headers: Vec::new(),
        body: body.as_bytes().to_vec(),
    }
}

fn send(call: &mut Call, token: &str) -> Request {
    call.authorized(Ok(Secret::new(token)));
    match call.step(Duration::from_secs(1)) {
        Step::Send { request, .. } => request,
        other => panic!("expected a request, not {other:?}"),
    }
}

fn failure(call: &mut Call) -> Error {
    match call.step(Duration::from_secs(2)) {
        Step::Done(Err(error)) => error,
        other => panic!("expected an error, not {other:?}"),
    }
}

#[test]
fn a_call_asks_for_a_token_then_sends_then_is_done() {
    let mut call = call(get());
    assert!(matches!(
        call.step(Duration::ZERO),
        Step::Token { stale: None, .. }
    ));
    let request = send(&mut call, "t");
    assert_eq!(
        request.path,
        "user/key_accounts/54ecd774-ac41-4026-a103-03893eedeb53"
    );
    assert_eq!(request.token, Some(Secret::new("t")));
    call.answered(Ok(response(
        200,
        r#"{"data":{"id":"1","type":"key_accounts"}}"#,
    )));
    assert!(matches!(
        call.step(TIMEOUT * 2),
        Step::Done(Ok(Outcome::Account(_)))
    ));
}

#[test]
fn a_refused_token_is_renewed_once() {
    let mut call = call(get());
    send(&mut call, "old");
    call.answered(Ok(response(401, "")));
    assert!(matches!(
        call.step(Duration::ZERO),
        Step::Token { stale: Some(stale), .. } if stale == Secret::new("old")
    ));
    let request = send(&mut call, "new");
    assert_eq!(request.token, Some(Secret::new("new")));
    call.answered(Ok(response(401, "")));
    assert_eq!(failure(&mut call).kind(), ErrorKind::Unauthorized);
}

#[test]
fn the_same_token_again_is_not_sent_again() {
    let mut call = call(get());
    send(&mut call, "old");
    call.answered(Ok(response(401, "")));
    call.authorized(Ok(Secret::new("old")));
    assert_eq!(failure(&mut call).kind(), ErrorKind::Unauthorized);
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
        let mut call = call(get());
        call.step(Duration::ZERO);
        call.authorized(Ok(Secret::new(token)));
        let error = failure(&mut call);
        assert_eq!(error.kind(), ErrorKind::Unauthorized, "{token:?}");
        assert_eq!(error.what_was_done(), Effect::NothingSent);
        assert!(!error.report().join("\n").contains("hunter2"), "{error}");
    }
}

#[test]
fn a_deadline_ends_the_call() {
    let mut call = call(delete());
    send(&mut call, "t");
    call.answered(Ok(response(401, "")));
    match call.step(TIMEOUT) {
        Step::Done(Err(error)) => assert_eq!(error.kind(), ErrorKind::Timeout),
        other => panic!("expected the end, not {other:?}"),
    }
}

#[test]
fn what_is_not_known_of_a_write_is_said() {
    let mut lost = call(delete());
    assert_eq!(lost.cancel().what_was_done(), Effect::NothingSent);
    send(&mut lost, "t");
    assert_eq!(lost.cancel().what_was_done(), Effect::Unknown);
    lost.answered(Err(TransportError::Lost("reset".into())));
    assert_eq!(failure(&mut lost).what_was_done(), Effect::Unknown);

    let mut unconnected = call(delete());
    send(&mut unconnected, "t");
    unconnected.answered(Err(TransportError::NotConnected("refused".into())));
    assert_eq!(
        failure(&mut unconnected).what_was_done(),
        Effect::NothingSent
    );

    let mut read = call(get());
    send(&mut read, "t");
    read.answered(Err(TransportError::TimedOut));
    assert_eq!(failure(&mut read).what_was_done(), Effect::NotApplied);
}

#[test]
fn what_the_documents_do_not_have_is_refused_before_anything_is_sent() {
    let sync = Ask::Sync {
        id: "54ecd774-ac41-4026-a103-03893eedeb53".into(),
    };
    let error = Call::new(&KEY_ACCOUNTS, sync, Duration::ZERO, TIMEOUT).expect_err("no sync");
    assert_eq!(error.kind(), ErrorKind::Unsupported);
    let wrong = Ask::Get {
        id: "../../admin".into(),
    };
    let error = Call::new(&KEY_ACCOUNTS, wrong, Duration::ZERO, TIMEOUT).expect_err("no id");
    assert_eq!(error.kind(), ErrorKind::Invalid);
}

#[test]
fn an_answer_that_is_not_json_says_what_came() {
    let mut call = call(get());
    send(&mut call, "t");
    call.answered(Ok(response(200, "<html><title>Welcome</title>")));
    let error = failure(&mut call);
    assert_eq!(error.kind(), ErrorKind::Malformed);
    assert!(error.to_string().contains("HTML came"), "{error}");
}
