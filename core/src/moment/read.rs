//! RFC 3339 and the dates of HTTP, digit by digit. The crate `time` knows the calendar; its own way
//! of reading, for every form that there is, would be a hundredth of what a browser loads.

use time::{Date, Month, OffsetDateTime};

use super::{LONGEST, Moment};

/// Reads RFC 3339.
pub(super) fn read(text: &str) -> Option<Moment> {
    if text.len() > LONGEST {
        return None;
    }
    let (head, rest) = text.as_bytes().split_first_chunk()?;
    // Between date and time anything may stand.
    let [
        ye,
        a,
        r,
        s,
        b'-',
        mo,
        n,
        b'-',
        d,
        y,
        _,
        h,
        o,
        b':',
        mi,
        u,
        b':',
        se,
        c,
    ] = *head
    else {
        return None;
    };
    let day = second_of_day_zero(number(&[ye, a, r, s])?, number(&[mo, n])?, number(&[d, y])?)?;
    let leap = (se, c) == (b'6', b'0');
    let second = if leap { 59 } else { number(&[se, c])? };
    let second = second_of_day(number(&[h, o])?, number(&[mi, u])?, second)?;
    let (nanoseconds, zone) = fraction(rest)?;
    let seconds = day + second - offset(zone)?;
    if leap {
        return before_leap(seconds);
    }
    Some(Moment {
        seconds,
        nanoseconds,
    })
}

/// Digits alone, as a number.
fn number(digits: &[u8]) -> Option<u16> {
    digits.iter().try_fold(0_u16, |number, digit| {
        let digit = digit.is_ascii_digit().then_some(digit & 0xf)?;
        number.checked_mul(10)?.checked_add(digit.into())
    })
}

/// The first second of a day, since 1970 began; `None` where the calendar has no such day.
fn second_of_day_zero(year: u16, month: u16, day: u16) -> Option<i64> {
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    let date = Date::from_calendar_date(year.into(), month, u8::try_from(day).ok()?).ok()?;
    Some(date.midnight().assume_utc().unix_timestamp())
}

fn second_of_day(hour: u16, minute: u16, second: u16) -> Option<i64> {
    let there_is = hour < 24 && minute < 60 && second < 60;
    there_is.then(|| (i64::from(hour) * 60 + i64::from(minute)) * 60 + i64::from(second))
}

/// Nanoseconds, if there is a fraction, and what is behind it. A tenth digit says nothing.
fn fraction(text: &[u8]) -> Option<(u32, &[u8])> {
    let Some(digits) = text.strip_prefix(b".") else {
        return Some((0, text));
    };
    let length = digits.iter().take_while(|byte| byte.is_ascii_digit());
    let (digits, rest) = digits.split_at_checked(length.count())?;
    let mut worth = 1_000_000_000;
    let mut nanoseconds = 0;
    for digit in digits {
        worth /= 10;
        nanoseconds += u32::from(digit & 0xf) * worth;
    }
    (!digits.is_empty()).then_some((nanoseconds, rest))
}

/// Seconds that a zone is ahead of UTC.
fn offset(zone: &[u8]) -> Option<i64> {
    match *zone {
        [b'Z' | b'z'] => Some(0),
        [sign @ (b'+' | b'-'), h, o, b':', m, i] => {
            let ahead = second_of_day(number(&[h, o])?, number(&[m, i])?, 0)?;
            Some(if sign == b'-' { -ahead } else { ahead })
        }
        _ => None,
    }
}

/// A leap second, which can only end a month, as the last nanosecond before it.
fn before_leap(seconds: i64) -> Option<Moment> {
    let last = OffsetDateTime::from_unix_timestamp(seconds).ok()?;
    let ends = last.to_hms() == (23, 59, 59) && last.day() == last.month().length(last.year());
    ends.then_some(Moment {
        seconds,
        nanoseconds: 999_999_999,
    })
}

/// Reads an HTTP date in each of the three forms that RFC 9110, section 5.6.7, knows.
pub(crate) fn http_date(text: &str) -> Option<Moment> {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let parts = text.split([' ', ',', '-']).filter(|part| !part.is_empty());
    let (day, month, year, clock) = match *parts.collect::<Vec<_>>() {
        [_, day, month, year, clock, "GMT"] => (day, month, year, clock),
        [_, month, day, clock, year] => (day, month, year, clock),
        _ => return None,
    };
    let month = (1..).zip(MONTHS).find(|(_, name)| *name == month)?.0;
    let year = match (number(year.as_bytes())?, year.len()) {
        (year @ ..70, 2) => year + 2000,
        (year, 2) => year + 1900,
        (year, _) => year,
    };
    let [h, o, b':', m, i, b':', s, e] = *clock.as_bytes() else {
        return None;
    };
    let day = second_of_day_zero(year, month, number(day.as_bytes())?)?;
    let second = second_of_day(number(&[h, o])?, number(&[m, i])?, number(&[s, e])?)?;
    Some(Moment::at(day + second))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::format_description::well_known::Rfc3339;

    use super::*;

    proptest! {
        #[test]
        fn what_is_rfc_3339_is_read_as_time_reads_it(
            text in "([0-9]{4}|0000|9999|2024)-[01][0-9]-[0-3][0-9][Tt ä][0-2][0-9]:[0-6][0-9]:[0-6][0-9]\
                (\\.[0-9]{0,12})?(Z|z|[+-][0-2][0-9]:[0-6][0-9]|)",
        ) {
            let expected = OffsetDateTime::parse(&text, &Rfc3339).ok().map(|moment| Moment {
                seconds: moment.unix_timestamp(),
                nanoseconds: moment.nanosecond(),
            });
            prop_assert_eq!(read(&text), expected);
        }

        #[test]
        fn every_second_is_read_from_an_http_date(seconds in 0_u64..253_402_300_800) {
            let written = std::time::UNIX_EPOCH + std::time::Duration::from_secs(seconds);
            let read = http_date(&httpdate::fmt_http_date(written));
            prop_assert_eq!(read.map(Moment::seconds), i64::try_from(seconds).ok());
        }
    }

    #[test]
    fn leap_seconds_end_months() {
        let last = read("2016-12-31T23:59:60Z");
        assert_eq!(last.map(|moment| moment.nanoseconds), Some(999_999_999));
        for (text, there_is) in [
            ("2016-12-31T23:59:60.5Z", true),
            ("2017-01-01T01:59:60+02:00", true),
            ("9999-12-31T23:59:60Z", true),
            ("2016-12-30T23:59:60Z", false),
            ("2016-12-31T22:59:60Z", false),
        ] {
            assert_eq!(read(text).is_some(), there_is, "{text}");
            assert_eq!(OffsetDateTime::parse(text, &Rfc3339).is_ok(), there_is);
        }
    }

    #[test]
    fn http_dates_have_three_forms() {
        for text in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ] {
            assert_eq!(http_date(text), Some(Moment::at(784_111_777)), "{text}");
        }
        for text in [
            "",
            "soon",
            "Sun, 06 Nov 1994 08:49:37",
            "Sun, 06 Nov 1994 08:49:37 CET",
            "Sun, 31 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 24:49:37 GMT",
            "Sun, +6 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 99999 08:49:37 GMT",
        ] {
            assert_eq!(http_date(text), None, "{text}");
        }
    }
}
