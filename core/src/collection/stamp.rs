//! A timestamp as a number: the two forms in which the systems answer moments, so that most take
//! eight bytes and are compared without being read again.

use time::{Date, Month};

use crate::moment::Moment;

/// A moment and the form that it was written in, so that it comes back to the letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// Microseconds since 1970-01-01T00:00:00Z.
    pub micros: i64,
    /// Whether six digits of fraction were written.
    pub fraction: bool,
}

/// `2022-01-12T17:17:58Z`, as MPDX and AgileNow write it.
const WHOLE: usize = 20;
/// `2022-01-12T17:17:58.000000Z`, as Swift SMS writes it.
const FRACTION: usize = 27;
const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400 * SECOND;
/// The Julian day of 1970-01-01.
const EPOCH: i64 = 2_440_588;

impl Stamp {
    /// The stamp of a text in one of the two forms; `None` for every other, which stays text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Stamp> {
        let bytes = text.as_bytes();
        let fraction = match bytes.len() {
            WHOLE => false,
            FRACTION => true,
            _ => return None,
        };
        let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
        let stands = |(place, mark): &(usize, u8)| bytes.get(*place) == Some(mark);
        if !marks.iter().all(stands) || bytes.last() != Some(&b'Z') {
            return None;
        }
        let year = number(bytes, 0, 4)?;
        let month = Month::try_from(u8::try_from(number(bytes, 5, 2)?).ok()?).ok()?;
        let day = u8::try_from(number(bytes, 8, 2)?).ok()?;
        let date = Date::from_calendar_date(i32::try_from(year).ok()?, month, day).ok()?;
        let (hour, minute) = (number(bytes, 11, 2)?, number(bytes, 14, 2)?);
        let second = number(bytes, 17, 2)?;
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let micros = match fraction {
            true if bytes.get(19) == Some(&b'.') => number(bytes, 20, 6)?,
            true => return None,
            false => 0,
        };
        let days = i64::from(date.to_julian_day()) - EPOCH;
        let seconds = (hour * 60 + minute) * 60 + second;
        Some(Stamp {
            micros: days * DAY + seconds * SECOND + micros,
            fraction,
        })
    }

    /// The moment.
    #[must_use]
    pub fn moment(self) -> Moment {
        Moment::from_micros(self.micros)
    }

    /// The text that it was read from.
    #[must_use]
    pub fn text(self) -> Written {
        let mut written = Written {
            bytes: *b"0000-00-00T00:00:00.000000Z",
            length: FRACTION,
        };
        let days = self.micros.div_euclid(DAY) + EPOCH;
        let day = i32::try_from(days)
            .ok()
            .and_then(|day| Date::from_julian_day(day).ok());
        let (year, month, day) = day.unwrap_or(Date::MIN).to_calendar_date();
        let within = self.micros.rem_euclid(DAY);
        let seconds = within / SECOND;
        written.put(0, 4, i64::from(year));
        written.put(5, 2, i64::from(u8::from(month)));
        written.put(8, 2, i64::from(day));
        written.put(11, 2, seconds / 3600);
        written.put(14, 2, seconds / 60 % 60);
        written.put(17, 2, seconds % 60);
        if self.fraction {
            written.put(20, 6, within % SECOND);
        } else {
            written.length = WHOLE;
            if let Some(end) = written.bytes.get_mut(WHOLE - 1) {
                *end = b'Z';
            }
        }
        written
    }
}

fn number(bytes: &[u8], start: usize, length: usize) -> Option<i64> {
    let digits = bytes.get(start..start + length)?;
    digits.iter().try_fold(0, |number, digit| {
        digit
            .is_ascii_digit()
            .then(|| number * 10 + i64::from(digit - b'0'))
    })
}

/// Text that needs no memory of its own.
pub struct Written {
    bytes: [u8; FRACTION],
    length: usize,
}

impl Written {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..self.length).unwrap_or_default();
        // Digits and marks are UTF-8.
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    fn put(&mut self, start: usize, length: usize, mut number: i64) {
        let places = self
            .bytes
            .get_mut(start..start + length)
            .unwrap_or_default();
        for place in places.iter_mut().rev() {
            *place = b'0' + u8::try_from(number % 10).unwrap_or_default();
            number /= 10;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn both_forms_come_back_to_the_letter() {
        for text in [
            "2022-01-12T17:17:58Z",
            "2024-06-14T00:00:00.000000Z",
            "1900-01-01T00:00:00Z",
            "0000-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999999Z",
            "1969-12-31T23:59:59.000001Z",
            "2024-02-29T12:00:00Z",
        ] {
            let stamp = Stamp::parse(text).expect(text);
            assert_eq!(stamp.text().as_str(), text);
            assert_eq!(Some(stamp.moment()), Moment::parse(text), "{text}");
        }
    }

    #[test]
    fn every_other_text_stays_text() {
        for text in [
            "",
            "2022-01-12",
            "2022-01-12 17:17:58Z",
            "2022-01-12t17:17:58Z",
            "2022-02-30T17:17:58Z",
            "2022-01-12T24:00:00Z",
            "2022-01-12T17:17:60Z",
            "2022-01-12T17:17:58.000Z",
            "2022-01-12T17:17:58,000000Z",
            "+022-01-12T17:17:58Z",
            "2022-01-12T17:17:5äZ",
        ] {
            assert_eq!(Stamp::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_read_is_written(text in "[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9](\\.[0-9]{6})?Z") {
            if let Some(stamp) = Stamp::parse(&text) {
                let written = stamp.text();
                prop_assert_eq!(written.as_str(), text.as_str());
                prop_assert_eq!(Some(stamp.moment()), Moment::parse(&text));
            }
        }
    }
}
