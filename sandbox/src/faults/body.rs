//! Answers whose body is changed on the way. What was asked for has been done.

use axum::body::{Body, to_bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use serde_json::Value;

use crate::call::Call;
use crate::faults::huge;
use crate::faults::kind::FaultKind;
use crate::faults::standing::Due;
use crate::swift::cursor;
use crate::system::System;

const PAGE: &str = "<!doctype html>\n<html><head><title>Sign in</title></head>\n\
    <body><h1>Please sign in to this network</h1></body></html>\n";
/// Stands where the nested member will be: a text that no account has.
const MARK: &str = "\u{0}deep\u{0}";

/// The answer with every change that is due, in the order in which the faults were set.
pub async fn changed(response: Response, call: &Call, due: &[Due]) -> Response {
    let changes: Vec<_> = due.iter().filter(|one| is_change(&one.kind)).collect();
    if changes.is_empty() {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    // The sandbox's own answers: they are no larger than a page of accounts.
    let mut body = to_bytes(body, usize::MAX).await.unwrap_or_default().into();
    let mut padding = None;
    for change in changes {
        match &change.kind {
            FaultKind::Empty => {
                parts.status = StatusCode::OK;
                body = Vec::new();
            }
            FaultKind::Html => {
                let html = HeaderValue::from_static("text/html; charset=utf-8");
                parts.headers.insert(header::CONTENT_TYPE, html);
                parts.status = StatusCode::OK;
                body = PAGE.into();
            }
            FaultKind::Malformed => body.truncate(body.len() * 2 / 3),
            // Behind all others: it has no body that could be changed any more.
            FaultKind::Huge(mib) => padding = Some(*mib),
            kind if parts.status.is_success() => body = edited(body, kind, call),
            _ => {}
        }
    }
    parts.headers.remove(header::CONTENT_LENGTH);
    let body = match padding {
        Some(mib) if parts.status.is_success() => huge::padded(body, call, mib),
        _ => Body::from(body),
    };
    Response::from_parts(parts, body)
}

fn is_change(kind: &FaultKind) -> bool {
    matches!(
        kind,
        FaultKind::Empty
            | FaultKind::Html
            | FaultKind::Malformed
            | FaultKind::WrongTypes(_)
            | FaultKind::TotalsLie(_)
            | FaultKind::CursorSame
            | FaultKind::CursorCircle
            | FaultKind::Deep(_)
            | FaultKind::Huge(_)
    )
}

/// What is no JSON stays as it is, and so does JSON that has no such place.
fn edited(body: Vec<u8>, kind: &FaultKind, call: &Call) -> Vec<u8> {
    let Ok(mut document) = serde_json::from_slice::<Value>(&body) else {
        return body;
    };
    match kind {
        FaultKind::WrongTypes(Some(pointer)) => put(&mut document, pointer, 7.into()),
        FaultKind::WrongTypes(None) => {
            let pointer = account(&document, call.system);
            put(&mut document, &pointer, 7.into());
        }
        FaultKind::TotalsLie(by) => lie(&mut document, call, *by),
        FaultKind::CursorSame => {
            let sent = call.parameter("after");
            let after = sent.unwrap_or_else(|| cursor::encode(1));
            put(&mut document, "/data/page_info/after", after.into());
        }
        FaultKind::CursorCircle => {
            let there = cursor::encode(1);
            let back = call.parameter("after").as_ref() == Some(&there);
            let after = if back { cursor::encode(2) } else { there };
            put(&mut document, "/data/page_info/after", after.into());
        }
        FaultKind::Deep(levels) => return deepened(document, call.system, *levels),
        _ => {}
    }
    document.to_string().into_bytes()
}

fn put(document: &mut Value, pointer: &str, value: Value) {
    if let Some(place) = document.pointer_mut(pointer) {
        *place = value;
    }
}

/// Where the own members of the account are, or of the first one of a list.
fn account(document: &Value, system: System) -> String {
    let (list, one) = match system {
        System::Mpdx => ("/data/0/attributes", "/data/attributes"),
        System::AgileNow => ("/Data/0", ""),
        System::Swift => ("/data/items/0/data", "/data"),
        System::Token => ("", ""),
    };
    let is_list = document.pointer(list).is_some();
    if is_list { list } else { one }.to_owned()
}

/// `by` more accounts than there are, and as many pages as they would fill.
fn lie(document: &mut Value, call: &Call, by: i64) {
    match call.system {
        System::Mpdx => {
            let Some(pagination) = document.pointer_mut("/meta/pagination") else {
                return;
            };
            let total = pagination["total_count"].as_i64().unwrap_or_default() + by;
            // A string when it was sent and an integer when it was not.
            let per_page = call.parameter("per_page").and_then(|n| n.parse().ok());
            let per_page: i64 = per_page.unwrap_or(25).max(1);
            pagination["total_count"] = total.into();
            pagination["total_pages"] =
                (total.div_euclid(per_page) + i64::from(total.rem_euclid(per_page) > 0)).into();
        }
        System::AgileNow => {
            if let Some(total) = document.pointer_mut("/Meta/TotalItems") {
                *total = (total.as_i64().unwrap_or_default() + by).into();
            }
        }
        System::Swift => {
            if let Some(total) = document.pointer_mut("/data/page_info/total") {
                let by = i32::try_from(by).unwrap_or_default();
                *total = (total.as_f64().unwrap_or_default() + f64::from(by)).into();
            }
        }
        System::Token => {}
    }
}

/// Written as text: a value that deep would end the stack of what writes it.
fn deepened(mut document: Value, system: System, levels: u32) -> Vec<u8> {
    let pointer = account(&document, system);
    if let Some(Value::Object(members)) = document.pointer_mut(&pointer) {
        members.insert("unknown_member".to_owned(), MARK.into());
    }
    let levels = usize::try_from(levels).unwrap_or_default();
    let nested = format!("{}null{}", r#"{"in":"#.repeat(levels), "}".repeat(levels));
    let mark = Value::from(MARK).to_string();
    document.to_string().replace(&mark, &nested).into_bytes()
}
