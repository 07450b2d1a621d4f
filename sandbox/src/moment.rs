//! Timestamps: microseconds since 1970 in the store, text on the wire.

use time::{Date, Month, OffsetDateTime, Time, UtcOffset};

/// Microseconds in a second.
pub const SECOND: i64 = 1_000_000;
/// Microseconds in a day.
pub const DAY: i64 = 86_400 * SECOND;

/// `2022-01-12T17:17:58Z`, as MPDX and AgileNow write it.
pub fn in_seconds(micros: i64) -> String {
    let at = date_time(micros);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
        at.year(),
        u8::from(at.month()),
        at.day(),
        at.hour(),
        at.minute(),
        at.second()
    )
}

/// `2024-06-14T00:00:00.000000Z`, always six digits of fraction, as Swift writes it.
pub fn in_microseconds(micros: i64) -> String {
    let seconds = in_seconds(micros);
    format!(
        "{}.{:06}Z",
        seconds.trim_end_matches('Z'),
        micros.rem_euclid(SECOND)
    )
}

/// `Wed, 12 Jan 2022 17:17:58 GMT`, as HTTP's headers write it.
pub fn http_date(seconds: i64) -> String {
    let at = date_time(seconds.saturating_mul(SECOND));
    let three = |name: String| name.chars().take(3).collect::<String>();
    format!(
        "{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
        three(at.weekday().to_string()),
        at.day(),
        three(at.month().to_string()),
        at.year(),
        at.hour(),
        at.minute(),
        at.second()
    )
}

/// `2022-01-12`.
pub fn in_days(micros: i64) -> String {
    in_seconds(micros).chars().take(10).collect()
}

fn date_time(micros: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(micros.div_euclid(SECOND))
        .unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

/// Reads a date, or a date and a time with `T` or a blank between, an optional fraction, and a
/// zone: `Z`, ` UTC`, `+02:00`, or none, which is UTC.
pub fn parse(text: &str) -> Option<i64> {
    let text = text.trim();
    let date = parse_date(text.get(..10)?)?;
    let rest = text.get(10..)?;
    if rest.is_empty() {
        return Some(micros_of(date, Time::MIDNIGHT, UtcOffset::UTC));
    }
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let time_end = rest
        .find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.')
        .unwrap_or(rest.len());
    let (clock, zone) = rest.split_at(time_end);
    Some(micros_of(
        date,
        parse_clock(clock)?,
        parse_zone(zone.trim())?,
    ))
}

/// Whether the text is a date without a time.
pub fn is_date(text: &str) -> bool {
    text.len() == 10 && parse_date(text).is_some()
}

fn micros_of(date: Date, clock: Time, zone: UtcOffset) -> i64 {
    let at = OffsetDateTime::new_in_offset(date, clock, zone);
    at.unix_timestamp() * SECOND + i64::from(at.microsecond())
}

fn parse_date(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let year = digits(parts.next()?, 4)?;
    let month = Month::try_from(u8::try_from(digits(parts.next()?, 2)?).ok()?).ok()?;
    let day = u8::try_from(digits(parts.next()?, 2)?).ok()?;
    if parts.next().is_some() {
        return None;
    }
    Date::from_calendar_date(year, month, day).ok()
}

fn parse_clock(text: &str) -> Option<Time> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let mut parts = whole.split(':').map(|part| digits(part, 2));
    let hour = u8::try_from(parts.next()??).ok()?;
    let minute = u8::try_from(parts.next()??).ok()?;
    let second = match parts.next() {
        Some(second) => u8::try_from(second?).ok()?,
        None => 0,
    };
    if parts.next().is_some() || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let micros = format!("{fraction:0<6}").get(..6)?.parse().ok()?;
    Time::from_hms_micro(hour, minute, second, micros).ok()
}

fn parse_zone(text: &str) -> Option<UtcOffset> {
    if matches!(text, "" | "Z" | "z" | "UTC" | "GMT") {
        return Some(UtcOffset::UTC);
    }
    let sign = match text.bytes().next()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let offset = text.get(1..)?.replace(':', "");
    let hours = i8::try_from(digits(offset.get(..2)?, 2)?).ok()?;
    let minutes = i8::try_from(digits(offset.get(2..)?, 2)?).ok()?;
    UtcOffset::from_hms(sign * hours, sign * minutes, 0).ok()
}

fn digits(text: &str, length: usize) -> Option<i32> {
    (text.len() == length && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_documented_forms_are_the_same_moment() {
        let zulu = parse("2022-01-12T17:17:58Z");
        assert_eq!(zulu, parse("2022-01-12 17:17:58 UTC"));
        assert_eq!(zulu, parse("2022-01-12T19:17:58.000+02:00"));
        assert_eq!(
            zulu.map(in_seconds).as_deref(),
            Some("2022-01-12T17:17:58Z")
        );
    }

    #[test]
    fn a_fraction_is_kept_to_the_microsecond() {
        let at = parse("2024-06-14T00:00:00.000007Z").unwrap();
        assert_eq!(in_microseconds(at), "2024-06-14T00:00:00.000007Z");
        assert_eq!(in_days(at), "2024-06-14");
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "soon",
            "2022-13-01",
            "2022-01-12T25:00:00Z",
            "2022-01-12Tx",
            "äöü€äöü€",
            "2022-01-12T17:17:58 CET",
        ] {
            assert_eq!(parse(text), None, "{text:?}");
        }
        assert!(is_date("2022-01-12") && !is_date("2022-01-12T00:00:00Z"));
    }
}
