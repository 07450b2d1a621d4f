//! A timestamp as a number: the two forms in which the systems answer moments, so that most take
//! four bytes and are compared without being read again.

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

impl Stamp {
    /// The stamp of a text in one of the two forms; `None` for every other, which stays text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Stamp> {
        Stamp::read(text.as_bytes())
    }

    /// The stamp of a text of those bytes.
    pub(crate) fn read(text: &[u8]) -> Option<Stamp> {
        let [
            y1,
            y2,
            y3,
            y4,
            b'-',
            m1,
            m2,
            b'-',
            d1,
            d2,
            b'T',
            h1,
            h2,
            b':',
            n1,
            n2,
            b':',
            s1,
            s2,
            rest @ ..,
        ] = text
        else {
            return None;
        };
        let (micros, fraction) = match rest {
            b"Z" => (0, false),
            [b'.', f1, f2, f3, f4, f5, f6, b'Z'] => (number([*f1, *f2, *f3, *f4, *f5, *f6])?, true),
            _ => return None,
        };
        let (year, month) = (number([*y1, *y2, *y3, *y4])?, number([*m1, *m2])?);
        let (day, hour) = (number([*d1, *d2])?, number([*h1, *h2])?);
        let (minute, second) = (number([*n1, *n2])?, number([*s1, *s2])?);
        let is_day = (1..=12).contains(&month) && day >= 1 && day <= days_in(year, month);
        if !is_day || hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let seconds = (hour * 60 + minute) * 60 + second;
        let whole = i64::from(days(year, month, day)) * DAY + i64::from(seconds) * SECOND;
        Some(Stamp {
            micros: whole + i64::from(micros),
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
        // From here on all numbers are small ones, which are quick to divide.
        let days = self.micros.div_euclid(DAY);
        let within = self.micros - days * DAY;
        let (year, month, day) = date(i32::try_from(days).unwrap_or_default());
        let seconds = within / SECOND;
        let micros = i32::try_from(within - seconds * SECOND).unwrap_or_default();
        let seconds = i32::try_from(seconds).unwrap_or_default();
        written.put(0, 4, year);
        written.put(5, 2, month);
        written.put(8, 2, day);
        written.put(11, 2, seconds / 3600);
        written.put(14, 2, seconds / 60 % 60);
        written.put(17, 2, seconds % 60);
        if self.fraction {
            written.put(20, 6, micros);
        } else {
            written.length = WHOLE;
            if let Some(end) = written.bytes.get_mut(WHOLE - 1) {
                *end = b'Z';
            }
        }
        written
    }
}

fn number<const DIGITS: usize>(digits: [u8; DIGITS]) -> Option<i32> {
    let mut number = 0;
    let mut strange = false;
    for digit in digits {
        strange |= !digit.is_ascii_digit();
        number = number * 10 + i32::from(digit & 0xf);
    }
    (!strange).then_some(number)
}

fn days_in(year: i32, month: i32) -> i32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days of four hundred years, after which the calendar repeats itself.
const CYCLE: i32 = 146_097;
/// Days from 0000-03-01 to 1970-01-01.
const EPOCH: i32 = 719_468;

/// Days from 1970-01-01. Years are counted from March on, so that a leap day is the last of one.
fn days(year: i32, month: i32, day: i32) -> i32 {
    let year = if month > 2 { year } else { year - 1 };
    let in_cycle = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let of_cycle = in_cycle * 365 + in_cycle / 4 - in_cycle / 100 + of_year;
    year.div_euclid(400) * CYCLE + of_cycle - EPOCH
}

/// The year, month and day that many days after 1970-01-01.
fn date(days: i32) -> (i32, i32, i32) {
    let days = days + EPOCH;
    let of_cycle = days.rem_euclid(CYCLE);
    let leaps = of_cycle / 1460 - of_cycle / 36_524 + of_cycle / (CYCLE - 1);
    let in_cycle = (of_cycle - leaps) / 365;
    let of_year = of_cycle - (365 * in_cycle + in_cycle / 4 - in_cycle / 100);
    let months = (5 * of_year + 2) / 153;
    let day = of_year - (153 * months + 2) / 5 + 1;
    let month = if months < 10 { months + 3 } else { months - 9 };
    let year = days.div_euclid(CYCLE) * 400 + in_cycle + i32::from(month <= 2);
    (year, month, day)
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

    fn put(&mut self, start: usize, length: usize, mut number: i32) {
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

    #[test]
    fn every_day_of_the_calendar_is_where_it_is() {
        let mut day = time::Date::from_calendar_date(0, time::Month::January, 1).expect("a day");
        for number in days(0, 1, 1)..=days(9999, 12, 31) {
            let (year, month, of_month) = date(number);
            let expected = (day.year(), u8::from(day.month()).into(), day.day().into());
            assert_eq!((year, month, of_month), expected);
            assert_eq!(days(year, month, of_month), number);
            assert!(of_month <= days_in(year, month));
            day = day.next_day().unwrap_or(day);
        }
        assert_eq!(date(0), (1970, 1, 1));
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
