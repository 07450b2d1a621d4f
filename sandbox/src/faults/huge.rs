//! A list of accounts that is larger than any client can want: made while it is sent, never as a
//! whole.

use std::convert::Infallible;

use axum::body::{Body, Bytes};
use futures_util::stream;
use serde_json::Value;

use crate::call::Call;
use crate::system::System;

const MIB: u64 = 1 << 20;
/// Accounts are sent in pieces of about this many bytes.
const PIECE: usize = 64 << 10;
/// Hexadecimal digits of the number that tells one made-up account from the next.
const DIGITS: usize = 12;

/// The list with accounts added behind its own until it has `mib` MiB, each a copy of the last with
/// another id. A list without accounts stays as it is.
pub fn padded(body: Vec<u8>, call: &Call, mib: u64) -> Body {
    let Some((head, account, tail)) = parts(&body, call.system) else {
        return Body::from(body);
    };
    let copies = Copies {
        left: (mib * MIB).saturating_sub(length(head.len() + tail.len())),
        account,
        number: 0,
    };
    let pieces = std::iter::once(head)
        .chain(copies)
        .chain(std::iter::once(tail))
        .map(|piece| Ok::<_, Infallible>(Bytes::from(piece)));
    Body::from_stream(stream::iter(pieces))
}

/// A JSON text before and behind its account's last characters of the id.
struct Template {
    before: Vec<u8>,
    behind: Vec<u8>,
}

struct Copies {
    account: Template,
    left: u64,
    number: u64,
}

impl Iterator for Copies {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        let Template { before, behind } = &self.account;
        let mut piece = Vec::with_capacity(PIECE + before.len() + behind.len());
        while self.left > 0 && piece.len() < PIECE {
            let start = piece.len();
            piece.push(b',');
            piece.extend_from_slice(before);
            piece.extend_from_slice(format!("{:0DIGITS$X}", self.number).as_bytes());
            piece.extend_from_slice(behind);
            self.number += 1;
            self.left = self.left.saturating_sub(length(piece.len() - start));
        }
        (!piece.is_empty()).then_some(piece)
    }
}

fn length(bytes: usize) -> u64 {
    u64::try_from(bytes).unwrap_or(u64::MAX)
}

/// The list up to its last account, that account, and what is behind it.
fn parts(body: &[u8], system: System) -> Option<(Vec<u8>, Template, Vec<u8>)> {
    let (list, id) = match system {
        System::Mpdx => ("/data", "/id"),
        System::AgileNow => ("/Data", "/Id"),
        System::Swift => ("/data/items", "/data/id"),
        System::Token => return None,
    };
    let mut document: Value = serde_json::from_slice(body).ok()?;
    let accounts = document.pointer_mut(list)?.as_array_mut()?;
    let mut last = accounts.last()?.clone();
    let Value::String(text) = last.pointer_mut(id)? else {
        return None;
    };
    // No account has these characters in it.
    let mark = "\u{0}copies\u{0}";
    let kept = text.chars().count().saturating_sub(DIGITS);
    *text = text.chars().take(kept).chain(mark.chars()).collect();
    accounts.push(mark.into());

    let escaped = Value::from(mark).to_string();
    let (head, tail) = halves(&document, &format!(",{escaped}"))?;
    let (before, behind) = halves(&last, escaped.trim_matches('"'))?;
    Some((head, Template { before, behind }, tail))
}

fn halves(document: &Value, mark: &str) -> Option<(Vec<u8>, Vec<u8>)> {
    let text = document.to_string();
    let (before, behind) = text.split_once(mark)?;
    Some((before.into(), behind.into()))
}
