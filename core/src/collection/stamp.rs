//! A timestamp as a number: the two forms in which the systems answer moments, so that most take
//! four bytes and are compared without being read again.

use time::Date;
use time::util::is_leap_year;

use crate::bytes::append;
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
/// A text of either form, and some bytes behind it, which are as many as are copied in one go.
const STRETCH: usize = 32;
const FORM: [u8; STRETCH] = *b"0000-00-00T00:00:00.000000Z     ";
const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400 * SECOND;
/// The Julian day of 1970-01-01.
const EPOCH: i32 = 2_440_588;
/// Days from the beginning of the year 0 to 1970-01-01.
const YEARS: i32 = 719_528;

impl Stamp {
    /// The stamp of a text in one of the two forms; `None` for every other, which stays text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Stamp> {
        Stamp::read(text.as_bytes())
    }

    /// The stamp of a text of those bytes.
    pub(crate) fn read(text: &[u8]) -> Option<Stamp> {
        const MONTH: Form = Form::new(b"0000-00-");
        const MINUTE: Form = Form::new(b"00T00:00");
        const TO_END: Form = Form::new(b"0:00:00Z");
        const TO_MICROS: Form = Form::new(b"0:00:00.");
        const MICROS: Form = Form::new(b".000000Z");
        let part = |start: usize| text.get(start..)?.first_chunk();
        let (micros, end) = match text.len() {
            WHOLE => (0, TO_END),
            FRACTION => {
                let [_, one, _, two, _, three, ..] = MICROS.pairs(part(19)?)?;
                ((one * 100 + two) * 100 + three, TO_MICROS)
            }
            _ => return None,
        };
        let [century, _, year, _, _, month, ..] = MONTH.pairs(part(0)?)?;
        let [day, _, _, hour, _, _, minute, _] = MINUTE.pairs(part(8)?)?;
        let [_, _, _, _, _, second, ..] = end.pairs(part(12)?)?;
        let days = days(century * 100 + year, month, day)?;
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let seconds = (hour * 60 + minute) * 60 + second;
        let whole = i64::from(days) * DAY + i64::from(seconds) * SECOND;
        Some(Stamp {
            micros: whole + i64::from(micros),
            fraction: text.len() == FRACTION,
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
            bytes: FORM,
            length: FRACTION,
        };
        // From here on all numbers are small ones, which are quick to divide.
        let days = self.micros.div_euclid(DAY);
        let within = self.micros.rem_euclid(DAY);
        let day = i32::try_from(days)
            .ok()
            .and_then(|days| Date::from_julian_day(days.checked_add(EPOCH)?).ok());
        let (year, month, day) = day.unwrap_or(Date::MIN).to_calendar_date();
        // No system wrote what is before the year 0.
        let year = u32::try_from(year).unwrap_or_default();
        let seconds = within / SECOND;
        let micros = u32::try_from(within - seconds * SECOND).unwrap_or_default();
        let seconds = u32::try_from(seconds).unwrap_or_default();
        written.pair(0, year / 100);
        written.pair(2, year % 100);
        written.pair(5, u8::from(month).into());
        written.pair(8, day.into());
        written.pair(11, seconds / 3600);
        written.pair(14, seconds / 60 % 60);
        written.pair(17, seconds % 60);
        if self.fraction {
            written.pair(20, micros / 10_000);
            written.pair(22, micros / 100 % 100);
            written.pair(24, micros % 100);
        } else {
            written.length = WHOLE;
            if let Some(end) = written.bytes.get_mut(WHOLE - 1) {
                *end = b'Z';
            }
        }
        written
    }
}

/// Days from 1970-01-01 to a day of a year from 0 on; `None` when there is no such day. [`Date`] says
/// the same of every day, and a load takes up to a fourteenth longer with it.
#[inline]
fn days(year: i32, month: i32, day: i32) -> Option<i32> {
    const BEFORE: [i32; 13] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];
    let in_leap_year = i32::from(is_leap_year(year));
    let month = usize::try_from(month).ok()?;
    let end = BEFORE.get(month)? + if month >= 2 { in_leap_year } else { 0 };
    let start = BEFORE.get(month.checked_sub(1)?)? + if month > 2 { in_leap_year } else { 0 };
    if day < 1 || day > end - start {
        return None;
    }
    let leap_years_before = (year + 3) / 4 - (year + 99) / 100 + (year + 399) / 400;
    Some(year * 365 + leap_years_before + start + day - 1 - YEARS)
}

/// Eight bytes of a timestamp: zeros where digits are, and what stands between them.
#[derive(Clone, Copy)]
struct Form {
    bytes: u64,
    /// All bits of the bytes that are no digits.
    fixed: u64,
}

impl Form {
    const fn new(form: &[u8; 8]) -> Form {
        let bytes = u64::from_le_bytes(*form);
        // What is no zero has the highest bit of its byte then, and all of them in the end.
        let apart = (bytes ^ every(b'0')) + every(0x7f);
        let fixed = ((apart & every(0x80)) >> 7) * 0xff;
        Form { bytes, fixed }
    }

    /// The numbers that every two digits side by side are; `None` when the text is not of this form.
    #[inline(always)]
    fn pairs(self, text: &[u8; 8]) -> Option<[i32; 8]> {
        let digits = u64::from_le_bytes(*text) ^ self.bytes;
        // Everything above 9 is lifted to the highest bit of its byte, if it does not have it.
        let strange = digits.wrapping_add(every(0x76)) | digits;
        if digits & self.fixed != 0 || strange & every(0x80) != 0 {
            return None;
        }
        let pairs = digits * 10 + (digits >> u8::BITS);
        Some(pairs.to_le_bytes().map(i32::from))
    }
}

/// That byte eight times.
const fn every(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// Text that needs no memory of its own.
pub struct Written {
    bytes: [u8; STRETCH],
    length: usize,
}

impl Written {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // Digits and marks are UTF-8.
        std::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }

    /// The text as bytes of ASCII.
    fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    /// Bytes of the text, which is of ASCII.
    #[must_use]
    pub fn length(&self) -> usize {
        self.length
    }

    /// Appends the text.
    #[inline]
    pub fn append_to(&self, all: &mut Vec<u8>) {
        append(all, &self.bytes, self.length);
    }

    /// Two digits.
    #[inline(always)]
    fn pair(&mut self, start: usize, number: u32) {
        let (tens, ones) = (number / 10, number % 10);
        let digits = (tens | (ones << 8)) as u16;
        if let Some(place) = self.bytes.get_mut(start..start + 2) {
            place.copy_from_slice(&(digits + 0x3030).to_le_bytes());
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
            let written = stamp.text();
            assert_eq!(written.as_str(), text);
            let mut all = Vec::new();
            written.append_to(&mut all);
            assert_eq!(
                (all.as_slice(), written.length()),
                (text.as_bytes(), text.len())
            );
            assert_eq!(Some(stamp.moment()), Moment::parse(text), "{text}");
        }
    }

    #[test]
    fn what_no_system_wrote_is_some_text_still() {
        for micros in [
            i64::MIN,
            -62_200_000_000 * SECOND,
            253_402_300_800 * SECOND,
            i64::MAX,
        ] {
            let fraction = Stamp {
                micros,
                fraction: true,
            };
            assert_eq!(fraction.text().as_str().len(), FRACTION);
            let whole = Stamp {
                micros,
                fraction: false,
            };
            assert!(whole.text().as_str().starts_with("0000-"));
        }
    }

    #[test]
    fn every_day_is_the_one_of_the_calendar() {
        for year in 0..=9999 {
            for month in 0..=13 {
                for day in 0..=32 {
                    let date = time::Month::try_from(month)
                        .ok()
                        .and_then(|month| Date::from_calendar_date(year, month, day).ok());
                    let expected = date.map(|date| date.to_julian_day() - EPOCH);
                    let told = || format!("{year}-{month}-{day}");
                    assert_eq!(days(year, month.into(), day.into()), expected, "{}", told());
                }
            }
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
        fn whatever_is_read_is_a_moment(fraction: bool, place in 0_usize..27, byte in 0_u8..128) {
            let mut text = b"2022-01-12T17:17:58.000000Z".to_vec();
            if !fraction {
                text.drain(19..26);
            }
            let place = place % text.len();
            let before = std::mem::replace(&mut text[place], byte);
            let digits = before.is_ascii_digit() && byte.is_ascii_digit();
            let text = String::from_utf8(text).expect("ASCII");
            match Stamp::parse(&text) {
                Some(stamp) => prop_assert_eq!(stamp.text().as_str().to_owned(), text),
                None => prop_assert!(!digits || Moment::parse(&text).is_none(), "{}", text),
            }
        }

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
