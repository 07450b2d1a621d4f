//! Numbers compared by value, whatever their length: 64-bit ids and long fractions fit no `f64`.

use std::cmp::Ordering;

/// A decimal number: `0.digits` times ten to the `point`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decimal {
    negative: bool,
    point: i64,
    /// Without zeros at either end; none at all for zero.
    digits: String,
}

impl Decimal {
    /// Reads a number as JSON writes it; a `+` and leading zeros, which people type, are read too.
    pub(super) fn parse(text: &str) -> Option<Decimal> {
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
        let digits = format!("{whole}{fraction}");
        let significant = digits.trim_start_matches('0');
        let leading = digits.len() - significant.len();
        let significant = significant.trim_end_matches('0');
        if significant.is_empty() {
            return Some(Decimal {
                negative: false,
                point: 0,
                digits: String::new(),
            });
        }
        let point = i64::try_from(whole.len()).ok()? - i64::try_from(leading).ok()?;
        Some(Decimal {
            negative,
            point: point.saturating_add(exponent),
            digits: significant.to_owned(),
        })
    }

    fn sign(&self) -> i8 {
        match (self.digits.is_empty(), self.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
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

impl Ord for Decimal {
    fn cmp(&self, other: &Decimal) -> Ordering {
        self.sign().cmp(&other.sign()).then_with(|| {
            // Of the same size, the one whose digits go on is the larger: text order.
            let magnitude = (self.point, &self.digits).cmp(&(other.point, &other.digits));
            if self.negative {
                magnitude.reverse()
            } else {
                magnitude
            }
        })
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Decimal) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).unwrap_or_else(|| panic!("{text} is a number"))
    }

    #[test]
    fn in_order_of_value() {
        let ordered = [
            "-1e99999999999999999999",
            "-12.5",
            "-12",
            "-0.001",
            "0",
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
            assert_eq!(Decimal::parse(text), None, "{text}");
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
