//! Every kind of fault as a person writes it: the one list that the command line's help, the reader
//! and its error messages are made of.

use crate::faults::kind::FaultKind;

/// The longest wait: ten minutes, in milliseconds.
const LONGEST: u64 = 600_000;
/// The longest `Retry-After` and the like: a year, in seconds.
const YEAR: u64 = 31_536_000;

/// One kind.
pub struct Described {
    pub name: &'static str,
    /// What may stand behind the colon; empty when nothing may.
    pub value: &'static str,
    pub what: &'static str,
    pub example: &'static str,
    /// Reads what stands behind the colon, which may be nothing.
    pub read: fn(&str) -> Option<FaultKind>,
}

/// All kinds, in the order of the help.
pub const KINDS: [Described; 29] = [
    Described {
        name: "latency",
        value: "MS or MS-MS (default 50)",
        what: "waits before the system reads the call",
        example: "latency:20-50",
        read: |value| {
            let value = or(value, "50");
            let (from, to) = value.split_once('-').unwrap_or((value, value));
            let (from, to) = (within(from, 0, LONGEST)?, within(to, 0, LONGEST)?);
            (from <= to).then_some(FaultKind::Latency(from..=to))
        },
    },
    Described {
        name: "lost-before",
        value: "",
        what: "closes the connection without a byte; nothing was applied",
        example: "lost-before:next=1",
        read: |value| bare(value, FaultKind::LostBefore),
    },
    Described {
        name: "lost-after",
        value: "",
        what: "closes the connection without a byte after the call was carried out",
        example: "lost-after:method=POST,next=1",
        read: |value| bare(value, FaultKind::LostAfter),
    },
    Described {
        name: "cut",
        value: "",
        what: "closes the connection behind half of the body",
        example: "cut:every=3",
        read: |value| bare(value, FaultKind::Cut),
    },
    Described {
        name: "length-too-long",
        value: "",
        what: "Content-Length is ten bytes more than are sent",
        example: "length-too-long:system=mpdx",
        read: |value| bare(value, FaultKind::LengthTooLong),
    },
    Described {
        name: "length-too-short",
        value: "",
        what: "Content-Length is half of what is sent",
        example: "length-too-short:system=swift",
        read: |value| bare(value, FaultKind::LengthTooShort),
    },
    Described {
        name: "bad-gateway",
        value: "",
        what: "502 with a gateway's HTML page; nothing was applied",
        example: "bad-gateway:chance=0.2",
        read: |value| bare(value, FaultKind::BadGateway),
    },
    Described {
        name: "server-error",
        value: "",
        what: "500 in the system's own error body; nothing was applied",
        example: "server-error:method=PUT",
        read: |value| bare(value, FaultKind::ServerError),
    },
    Described {
        name: "unavailable",
        value: "SECONDS (default: no Retry-After)",
        what: "503 in the system's own error body; nothing was applied",
        example: "unavailable:2,next=1",
        read: |value| match value {
            "" => Some(FaultKind::Unavailable(None)),
            _ => Some(FaultKind::Unavailable(Some(within(value, 0, YEAR)?))),
        },
    },
    Described {
        name: "rate-seconds",
        value: "SECONDS (default 2)",
        what: "429 with Retry-After in seconds",
        example: "rate-seconds:5,next=1",
        read: |value| Some(FaultKind::RateSeconds(within(or(value, "2"), 0, YEAR)?)),
    },
    Described {
        name: "rate-date",
        value: "SECONDS (default 2)",
        what: "429 with Retry-After as a date that many seconds ahead",
        example: "rate-date:5,next=1",
        read: |value| Some(FaultKind::RateDate(within(or(value, "2"), 0, YEAR)?)),
    },
    Described {
        name: "rate-reset",
        value: "SECONDS (default 2)",
        what: "429 with X-RateLimit-Reset only",
        example: "rate-reset:5,next=1",
        read: |value| Some(FaultKind::RateReset(within(or(value, "2"), 0, YEAR)?)),
    },
    Described {
        name: "rate-bare",
        value: "",
        what: "429 with nothing that tells how long to wait",
        example: "rate-bare:next=1",
        read: |value| bare(value, FaultKind::RateBare),
    },
    Described {
        name: "malformed",
        value: "",
        what: "two thirds of the JSON, with their correct length",
        example: "malformed:method=GET",
        read: |value| bare(value, FaultKind::Malformed),
    },
    Described {
        name: "wrong-types",
        value: "JSON-POINTER (default: the account)",
        what: "a number where an object is expected",
        example: "wrong-types:/data/0/attributes",
        read: |value| match value {
            "" => Some(FaultKind::WrongTypes(None)),
            _ => value
                .starts_with('/')
                .then(|| FaultKind::WrongTypes(Some(value.to_owned()))),
        },
    },
    Described {
        name: "expired-token",
        value: "",
        what: "401 although the token is good; once",
        example: "expired-token:system=agilenow",
        read: |value| bare(value, FaultKind::ExpiredToken),
    },
    Described {
        name: "token-lifetime",
        value: "SECONDS (default 5)",
        what: "AgileNow tokens end after that time, whatever expires_in says",
        example: "token-lifetime:5",
        read: |value| Some(FaultKind::TokenLifetime(within(or(value, "5"), 0, YEAR)?)),
    },
    Described {
        name: "empty",
        value: "",
        what: "200 with no body after the call was carried out",
        example: "empty:path=key_accounts",
        read: |value| bare(value, FaultKind::Empty),
    },
    Described {
        name: "html",
        value: "",
        what: "200 with an HTML page after the call was carried out",
        example: "html:system=token",
        read: |value| bare(value, FaultKind::Html),
    },
    Described {
        name: "redirect",
        value: "ORIGIN (default http://elsewhere.invalid)",
        what: "302 to the same path at another origin",
        example: "redirect:http://127.0.0.1:9,next=1",
        read: |value| origin(or(value, "http://elsewhere.invalid")).map(FaultKind::Redirect),
    },
    Described {
        name: "huge",
        value: "MIB (default 64)",
        what: "a list of accounts, padded with made-up ones, streamed",
        example: "huge:200,path=key_accounts",
        read: |value| Some(FaultKind::Huge(within(or(value, "64"), 1, 65_536)?)),
    },
    Described {
        name: "slow-create",
        value: "MS (default 50)",
        what: "creating an MPDX organization account is answered that late, after it was done",
        example: "slow-create:3000",
        read: |value| Some(FaultKind::SlowCreate(within(or(value, "50"), 0, LONGEST)?)),
    },
    Described {
        name: "list-insert",
        value: "PAGE (default 2)",
        what: "puts an account in front before that page of a list is read; once",
        example: "list-insert:2,system=mpdx",
        read: |value| Some(FaultKind::ListInsert(page(value)?)),
    },
    Described {
        name: "list-delete",
        value: "PAGE (default 2)",
        what: "deletes the first account before that page of a list is read; once",
        example: "list-delete:2,system=agilenow",
        read: |value| Some(FaultKind::ListDelete(page(value)?)),
    },
    Described {
        name: "list-move",
        value: "PAGE (default 2)",
        what: "makes the first account the last before that page of a list is read; once",
        example: "list-move:3,path=key_accounts",
        read: |value| Some(FaultKind::ListMove(page(value)?)),
    },
    Described {
        name: "totals-lie",
        value: "N (default 7)",
        what: "the total of a list is too high by N, too low when it is negative",
        example: "totals-lie:-3",
        read: |value| {
            let by: i64 = or(value, "7").parse().ok()?;
            (-1_000_000_000..=1_000_000_000)
                .contains(&by)
                .then_some(FaultKind::TotalsLie(by))
        },
    },
    Described {
        name: "cursor-same",
        value: "",
        what: "Swift's `after` is the one that was sent",
        example: "cursor-same",
        read: |value| bare(value, FaultKind::CursorSame),
    },
    Described {
        name: "cursor-circle",
        value: "",
        what: "two of Swift's cursors lead to each other",
        example: "cursor-circle",
        read: |value| bare(value, FaultKind::CursorCircle),
    },
    Described {
        name: "deep",
        value: "LEVELS (default 1000)",
        what: "an account has an unknown member with that many objects in each other",
        example: "deep:100000",
        read: |value| {
            let levels = within(or(value, "1000"), 1, 1_000_000)?;
            u32::try_from(levels).ok().map(FaultKind::Deep)
        },
    },
];

/// The names of all kinds, for a message.
pub fn names() -> String {
    KINDS.map(|kind| kind.name).join(", ")
}

/// What the command line says of `--fault`: the form, the options, and every kind with an example.
#[must_use]
pub fn fault_help() -> String {
    let mut help = String::from(
        "Fail on demand: KIND[:VALUE][,OPTION=…]; may be given several times.\n\n\
         Options, all of them optional:\n  \
         system=mpdx|agilenow|swift|token  calls of this system only\n  \
         method=NAME                       calls with this method only\n  \
         path=TEXT                         calls with this text in their path only\n  \
         next=N                            the next N of these calls\n  \
         every=N                           every Nth of these calls\n  \
         chance=P                          each with this probability, 0 to 1; the same --seed\n  \
         \x20                                 gives the same faults\n\n\
         Kinds, each with an example:\n",
    );
    for kind in &KINDS {
        let value = if kind.value.is_empty() {
            String::new()
        } else {
            format!("; VALUE is {}", kind.value)
        };
        help.push_str(&format!(
            "  {}\n      {}{value}\n      --fault {}\n",
            kind.name, kind.what, kind.example
        ));
    }
    help
}

fn or<'a>(value: &'a str, default: &'a str) -> &'a str {
    if value.is_empty() { default } else { value }
}

fn bare(value: &str, kind: FaultKind) -> Option<FaultKind> {
    value.is_empty().then_some(kind)
}

fn within(value: &str, least: u64, most: u64) -> Option<u64> {
    value
        .parse()
        .ok()
        .filter(|number| (least..=most).contains(number))
}

fn page(value: &str) -> Option<u64> {
    within(or(value, "2"), 1, u64::MAX)
}

/// A scheme and a host, and nothing that could end a header.
fn origin(value: &str) -> Option<String> {
    let rest = value
        .strip_prefix("http://")
        .or_else(|| value.strip_prefix("https://"))?;
    (!rest.is_empty()
        && rest
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'/'))
    .then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::faults::Fault;

    #[test]
    fn every_kind_is_described_under_its_own_name_and_its_example_says_it() {
        for kind in &KINDS {
            let read = (kind.read)("").unwrap_or_else(|| panic!("{} needs no value", kind.name));
            assert_eq!(read.name(), kind.name);
            let fault: Fault = kind.example.parse().unwrap();
            assert_eq!(fault.kind().name(), kind.name);
            assert!(fault_help().contains(&format!("--fault {}\n", kind.example)));
        }
    }
}
