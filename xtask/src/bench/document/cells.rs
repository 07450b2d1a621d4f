//! Figures and tables as Markdown.

use super::super::figures::Ratio;

/// Rows below their heads.
pub fn table(heads: &[String], rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let rule = "|---".repeat(heads.len());
    let rows: String = rows.iter().map(|cells| line(cells)).collect();
    format!("{}{rule}|\n{rows}", line(heads))
}

/// A ratio, and what it is of.
pub fn cell(ratio: Ratio, holds: bool) -> String {
    format!(
        "{}{} ({} / {})",
        bold(ratio.value()),
        mark(holds),
        milliseconds(ratio.roster),
        milliseconds(ratio.other)
    )
}

/// What stands behind a figure that misses its target.
pub const fn mark(holds: bool) -> &'static str {
    if holds { "" } else { " ✗" }
}

/// A ratio; bold where Roster loses.
pub fn bold(ratio: f64) -> String {
    if ratio > 1.0 {
        format!("**{}**", figure(ratio))
    } else {
        figure(ratio)
    }
}

/// A ratio, with as many digits as it is worth.
pub fn figure(ratio: f64) -> String {
    match ratio {
        ratio if ratio < 0.1 => format!("{ratio:.3}"),
        ratio if ratio < 10.0 => format!("{ratio:.2}"),
        ratio => format!("{ratio:.0}"),
    }
}

/// A time, with as many digits as it is worth.
pub fn milliseconds(time: f64) -> String {
    match time {
        time if time < 0.1 => format!("{:.1} µs", time * 1000.0),
        time if time < 10.0 => format!("{time:.2} ms"),
        time => format!("{time:.0} ms"),
    }
}

/// `100,000`
pub fn count(size: usize) -> String {
    let digits = size.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_as_many_digits_as_they_are_worth() {
        assert_eq!(
            [0.0271, 0.271, 2.71, 27.1].map(figure),
            ["0.027", "0.27", "2.71", "27"]
        );
        assert_eq!(
            [0.05, 0.5, 50.0].map(milliseconds),
            ["50.0 µs", "0.50 ms", "50 ms"]
        );
        assert_eq!(
            [1, 100, 1_000, 100_000].map(count),
            ["1", "100", "1,000", "100,000"]
        );
    }

    #[test]
    fn what_loses_is_bold_and_what_misses_is_marked() {
        let ratio = |roster| Ratio { roster, other: 1.0 };
        assert_eq!(cell(ratio(1.5), false), "**1.50** ✗ (1.50 ms / 1.00 ms)");
    }
}
