//! Numbers compared by value, whatever their length: 64-bit ids and long fractions fit no `f64`.

/// A decimal number: `0.digits` times ten to the `point`, where it was read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Decimal<'a> {
    negative: bool,
    point: i64,
    /// The digits in two parts, without zeros at either end; none at all for zero.
    digits: (&'a str, &'a str),
}

/// A point up to here on either side takes no byte of its own.
const NEAR: i64 = 50;
/// What the first byte of a key counts from; below it are negative numbers.
const ZERO: u8 = 0x80;

impl<'a> Decimal<'a> {
    /// Reads a number as JSON writes it; a `+` and leading zeros, which people type, are read too.
    pub(super) fn parse(text: &'a str) -> Option<Decimal<'a>> {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, read_exponent(exponent)?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = match mantissa.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (mantissa, ""),
        };
        if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        let fraction = fraction.trim_end_matches('0');
        let above = whole.trim_start_matches('0');
        let (point, digits) = if above.is_empty() {
            let below = fraction.trim_start_matches('0');
            let leading = i64::try_from(fraction.len() - below.len()).ok()?;
            (-leading, ("", below))
        } else if fraction.is_empty() {
            let point = i64::try_from(above.len()).ok()?;
            (point, (above.trim_end_matches('0'), ""))
        } else {
            (i64::try_from(above.len()).ok()?, (above, fraction))
        };
        Some(Decimal {
            negative,
            point: point.saturating_add(exponent),
            digits,
        })
    }

    /// Appends bytes that are in order when the numbers are, whatever their length: the sign and
    /// the point, and two digits in every byte. Those of a negative number are inverted, and end
    /// with one that is above all.
    pub(super) fn push_key(&self, out: &mut Vec<u8>) {
        let mut digits = self.digits.0.bytes().chain(self.digits.1.bytes());
        let Some(first) = digits.next() else {
            out.push(ZERO);
            return;
        };
        let start = out.len();
        self.push_point(out);
        let mut rest = Some(first);
        while let Some(tens) = rest {
            let ones = digits.next().unwrap_or(b'0');
            // Zeros at the end were dropped, so a pair of them does not end a number.
            out.push((tens - b'0') * 10 + (ones - b'0') + 1);
            rest = digits.next();
        }
        if self.negative {
            let bytes = out.get_mut(start..).unwrap_or_default();
            bytes.iter_mut().for_each(|byte| *byte = !*byte);
            out.push(u8::MAX);
        }
    }

    /// One byte above [`ZERO`] where the point is near, and eight more where it is far.
    fn push_point(&self, out: &mut Vec<u8>) {
        let far = |out: &mut Vec<u8>, byte: i64| {
            out.push(u8::try_from(byte).unwrap_or(u8::MAX));
            let shifted = self.point.cast_unsigned() ^ (1 << 63);
            out.extend(shifted.to_be_bytes());
        };
        let middle = i64::from(ZERO) + NEAR + 2;
        if self.point < -NEAR {
            far(out, i64::from(ZERO) + 1);
        } else if self.point > NEAR {
            far(out, middle + NEAR + 1);
        } else {
            out.push(u8::try_from(middle + self.point).unwrap_or(u8::MAX));
        }
    }
}

/// An exponent; one beyond 64 bits is as good as the largest.
fn read_exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !all_digits(digits) {
        return None;
    }
    let magnitude = digits.parse().unwrap_or(i64::MAX);
    Some(if text.starts_with('-') {
        -magnitude
    } else {
        magnitude
    })
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What is compared in the number's place.
    fn decimal(text: &str) -> Vec<u8> {
        let number = Decimal::parse(text).unwrap_or_else(|| panic!("{text} is a number"));
        let mut key = Vec::new();
        number.push_key(&mut key);
        key
    }

    #[test]
    fn in_order_of_value() {
        let ordered = [
            "-1e99999999999999999999",
            "-1e60",
            "-1.5e52",
            "-1.5e49",
            "-130",
            "-12.5",
            "-12",
            "-0.001",
            "-1e-70",
            "0",
            "1e-99999999999999999999",
            "1e-60",
            "1.5e-52",
            "1e-51",
            "1e-49",
            "1e-5",
            "0.001",
            "0.5",
            "9",
            "10",
            "9007199254740992",
            "9007199254740993",
            "9223372036854775807",
            "9223372036854775808",
            "123456789012345678901234567890.1",
            "123456789012345678901234567890.11",
            "1e40",
            "1.5e49",
            "1.5e52",
            "1e60",
        ];
        for pair in ordered.windows(2) {
            assert!(decimal(pair[0]) < decimal(pair[1]), "{pair:?}");
        }
    }

    #[test]
    fn one_value_in_many_spellings() {
        for spelling in ["12", "12.0", "+12", "0012", "1.2e1", "1200E-2", "0.12e+2"] {
            assert_eq!(decimal(spelling), decimal("12"), "{spelling}");
        }
        assert_eq!(decimal("-0.00e7"), decimal("0"));
    }

    #[test]
    fn what_is_no_number() {
        for text in [
            "", "-", "+-1", ".5", "5.", "1e", "1e+", "1.2.3", "0x1", "NaN", "1 ", "１",
        ] {
            assert!(Decimal::parse(text).is_none(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn whole_numbers_compare_as_numbers(one: i128, other: i128) {
            prop_assert_eq!(decimal(&one.to_string()).cmp(&decimal(&other.to_string())), one.cmp(&other));
        }

        #[test]
        fn a_scale_changes_no_order(one: i64, other: i64, scale in 0..6) {
            let spell = |number: i64| format!("{number}e-{scale}");
            let order = one.cmp(&other);
            prop_assert_eq!(decimal(&spell(one)).cmp(&decimal(&spell(other))), order);
        }
    }
}
