//! Moments in the spellings that the systems answer and people type, compared as moments.

mod read;

use std::borrow::Cow;

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

pub(crate) use read::http_date;
use read::read;

/// A moment, to the nanosecond. Moments compare by when they are, whatever zone they were written
/// in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    seconds: i64,
    nanoseconds: u32,
}

/// Bytes of the longest text that is looked into; RFC 3339 with nine digits of fraction has 35.
const LONGEST: usize = 64;

/// 1900-01-01T00:00:00Z in seconds of the Unix epoch.
const NULL: i64 = -2_208_988_800;

impl Moment {
    /// Reads RFC 3339 (`2022-01-12T17:17:58Z`), what MPDX also writes (`2022-01-12 17:17:58 UTC`),
    /// and shorter forms of both: a moment without a zone is UTC, without seconds it is the start
    /// of its minute, a plain date the start of its day. `None` when the text is none of these.
    #[must_use]
    pub fn parse(text: &str) -> Option<Moment> {
        read(&spelled(text)?)
    }

    /// The moment that many seconds after 1970 began.
    #[must_use]
    pub fn at(seconds: i64) -> Moment {
        Moment {
            seconds,
            nanoseconds: 0,
        }
    }

    /// Whole seconds since 1970 began, rounded down.
    #[must_use]
    pub fn seconds(self) -> i64 {
        self.seconds
    }

    /// Whether it is between two whole seconds.
    #[must_use]
    pub fn has_fraction(self) -> bool {
        self.nanoseconds > 0
    }

    /// Nanoseconds since its second began.
    pub(crate) fn nanoseconds(self) -> u32 {
        self.nanoseconds
    }

    /// Its second in RFC 3339, UTC: `2022-01-12T17:17:58Z`; `None` before the year 0 and after
    /// 9999, which RFC 3339 cannot say.
    #[must_use]
    pub fn in_seconds(self) -> Option<String> {
        let second = OffsetDateTime::from_unix_timestamp(self.seconds).ok()?;
        second.format(&Rfc3339).ok()
    }

    /// The moment that many microseconds after 1970-01-01T00:00:00Z.
    pub(crate) fn from_micros(micros: i64) -> Moment {
        let second = 1_000_000;
        let rest = u32::try_from(micros.rem_euclid(second)).unwrap_or_default();
        Moment {
            seconds: micros.div_euclid(second),
            nanoseconds: rest * 1000,
        }
    }

    /// Whether it is `1900-01-01T00:00:00Z`, which AgileNow answers where it has no moment.
    #[must_use]
    pub fn is_null(self) -> bool {
        self.seconds == NULL && self.nanoseconds == 0
    }
}

/// Whether the text is the moment that AgileNow answers where it has none. Asked of every timestamp
/// of every account, so what is of another day is not read to its end.
#[must_use]
pub fn is_null(text: &str) -> bool {
    let near = ["1900-01-01", "1899-12-31", "1900-01-02"];
    let text = text.trim();
    near.iter().any(|day| text.starts_with(day)) && Moment::parse(text).is_some_and(Moment::is_null)
}

/// The text as RFC 3339 writes the same moment; text that is RFC 3339 already comes back as it
/// was. `None` when it is no moment.
#[must_use]
pub fn rfc3339(text: &str) -> Option<String> {
    let text = text.trim();
    if read(text).is_some() && text.contains(['T', 't']) {
        return Some(text.to_owned());
    }
    let spelled = spelled(text)?;
    read(&spelled).map(|_| spelled.into_owned())
}

/// The text with what RFC 3339 demands filled in; whether that is a moment shows when it is read.
fn spelled(text: &str) -> Option<Cow<'_, str>> {
    let text = text.trim();
    if text.len() > LONGEST || !text.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let Some((date, time)) = text.split_once(['T', 't', ' ']) else {
        return Some(Cow::Owned(format!("{text}T00:00:00Z")));
    };
    let time = time.trim_start();
    let (clock, zone) = if let Some(clock) = time.strip_suffix("UTC") {
        (clock.trim_end(), "Z")
    } else if let Some(clock) = time.strip_suffix(['Z', 'z']) {
        (clock, "Z")
    } else if let Some(place) = time.find(['+', '-']) {
        time.split_at(place)
    } else {
        (time, "Z")
    };
    let seconds = if clock.matches(':').count() == 1 {
        ":00"
    } else {
        ""
    };
    Some(Cow::Owned(format!("{date}T{clock}{seconds}{zone}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_moment_in_many_spellings() {
        let moment = Moment::parse("2022-01-12T17:17:00Z").expect("a moment");
        for text in [
            "2022-01-12 17:17:00 UTC",
            " 2022-01-12t17:17:00.000000z ",
            "2022-01-12 17:17",
            "2022-01-12T19:17:00+02:00",
            "2022-01-12T17:17Z",
            "2022-01-12 17:17UTC",
        ] {
            assert_eq!(Moment::parse(text), Some(moment), "{text}");
        }
        let midnight = Moment::parse("2022-01-12").expect("a day");
        assert!(midnight < moment);
        assert_eq!(Moment::parse("2022-01-12T00:00:00Z"), Some(midnight));
        assert!(moment < Moment::parse("2022-01-12T17:17:00.000001Z").expect("a moment"));
    }

    #[test]
    fn what_is_no_moment() {
        for text in [
            "",
            "2022",
            "2022-13-01",
            "2022-02-30",
            "12:30",
            "soon",
            "2022-01-12T25:00:00Z",
            "2022-01-12 x",
            "2022-1-2",
            "99999-01-01",
            "2022-01-12T",
            "٢٠٢٢-٠١-١٢",
        ] {
            assert_eq!(Moment::parse(text), None, "{text}");
            assert_eq!(rfc3339(text), None, "{text}");
        }
        assert_eq!(Moment::parse(&"1".repeat(1_000_000)), None);
    }

    #[test]
    fn what_is_sent_has_a_zone() {
        for (typed, sent) in [
            ("2022-01-12", "2022-01-12T00:00:00Z"),
            ("2022-01-12 17:17:58 UTC", "2022-01-12T17:17:58Z"),
            ("2022-01-12 17:17", "2022-01-12T17:17:00Z"),
            (
                "2022-01-12T17:17:58.250+02:00",
                "2022-01-12T17:17:58.250+02:00",
            ),
        ] {
            assert_eq!(rfc3339(typed).as_deref(), Some(sent));
        }
    }

    #[test]
    fn a_moment_is_written_in_whole_seconds_of_utc() {
        for (text, written) in [
            ("2022-01-12T19:17:58.75+02:00", "2022-01-12T17:17:58Z"),
            ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59Z"),
        ] {
            let moment = Moment::parse(text).expect("a moment");
            assert_eq!(moment.in_seconds().as_deref(), Some(written));
            assert!(moment.has_fraction() && !Moment::at(moment.seconds()).has_fraction());
        }
        assert_eq!(Moment::at(i64::MAX).in_seconds(), None);
    }

    #[test]
    fn the_null_of_agilenow() {
        let null = Moment::parse("1900-01-01T00:00:00Z").expect("a moment");
        assert!(null.is_null());
        assert!(
            !Moment::parse("1900-01-01T00:00:01Z")
                .expect("a moment")
                .is_null()
        );
    }
}
