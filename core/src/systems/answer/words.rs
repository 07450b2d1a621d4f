//! What an answer says of itself, in the words of whoever wrote it.

use crate::error::Reason;
use crate::message::Response;
use crate::systems::answer::{EXCERPT, kind};
use crate::text;
use crate::value::Value;

/// Members in which reasons are found.
const SPEAKING: [&str; 6] = [
    "errors",
    "error",
    "message",
    "detail",
    "title",
    "error_description",
];
/// Reasons of one refusal that are kept.
const REASONS: usize = 50;

/// Texts of a document that stand under members that speak of errors, wherever they are: a form that
/// is documented nowhere.
pub(crate) fn reasons(document: &Value) -> Vec<Reason> {
    let mut reasons = Vec::new();
    collect(document, Under::Document, &mut reasons);
    bounded(reasons.into_iter())
}

/// Inside of those members, an object's other names are fields. Depth is bounded by
/// [`Value::from_json`].
fn collect(value: &Value, under: Under<'_>, reasons: &mut Vec<Reason>) {
    match (value, under) {
        (Value::Text(text), Under::Errors(field)) if !text.trim().is_empty() => {
            reasons.push(Reason {
                field: field.map(str::to_owned),
                message: text.clone(),
            });
        }
        (Value::List(values), _) => {
            values
                .iter()
                .for_each(|value| collect(value, under, reasons));
        }
        (Value::Object(members), _) => {
            let speaks = |name: &str| {
                let mut known = SPEAKING.iter();
                known.any(|known| name.eq_ignore_ascii_case(known))
            };
            let known = members.iter().any(|(name, _)| speaks(name));
            for (name, value) in members {
                match under {
                    Under::Errors(field) if speaks(name) => {
                        collect(value, Under::Errors(field), reasons);
                    }
                    Under::Document if speaks(name) => {
                        collect(value, Under::Errors(None), reasons);
                    }
                    Under::Errors(_) if !known => {
                        collect(value, Under::Errors(Some(name)), reasons);
                    }
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

/// What a value stands under.
#[derive(Clone, Copy)]
enum Under<'a> {
    /// No member that speaks of errors yet.
    Document,
    /// One, and a field's name where there is one.
    Errors(Option<&'a str>),
}

/// The reasons without those that say nothing or the same twice, and no more of them than anybody
/// reads.
pub(crate) fn bounded(reasons: impl Iterator<Item = Reason>) -> Vec<Reason> {
    let mut kept: Vec<Reason> = Vec::new();
    let mut more = 0_usize;
    for reason in reasons {
        if kept.contains(&reason) || reason.message.trim().is_empty() {
            continue;
        }
        if kept.len() < REASONS {
            kept.push(reason);
        } else {
            more = more.saturating_add(1);
        }
    }
    if more > 0 {
        let message = format!("… and {more} more reasons");
        kept.push(Reason {
            field: None,
            message,
        });
    }
    kept
}

/// The words of a body that is not the documented error, as its only reason.
pub(crate) fn unstructured(response: &Response) -> Vec<Reason> {
    let reason = |message| Reason {
        field: None,
        message,
    };
    words(response).map(reason).into_iter().collect()
}

/// The words of a body that is not the documented error: text itself, of HTML what it says.
pub(super) fn words(response: &Response) -> Option<String> {
    let body = String::from_utf8_lossy(&response.body);
    let words = if kind(response) == "HTML" {
        // A title says again what its page does.
        let page = body.find("<body").and_then(|start| body.get(start..));
        let said = page.map(untagged).filter(|words| !words.is_empty());
        said.unwrap_or_else(|| untagged(&body))
    } else {
        body.into_owned()
    };
    let words = text::excerpt(&words, EXCERPT);
    (!words.is_empty()).then_some(words)
}

fn untagged(html: &str) -> String {
    let mut words = String::new();
    let mut inside = false;
    for character in html.chars().take(EXCERPT * 20) {
        match character {
            '<' => inside = true,
            '>' => {
                inside = false;
                words.push(' ');
            }
            other if !inside => words.push(other),
            _ => {}
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_bounded_and_said_once() {
        let reason = |number: usize| Reason {
            field: None,
            message: number.to_string(),
        };
        let blank = Reason {
            field: None,
            message: " ".to_owned(),
        };
        assert_eq!(bounded([blank].into_iter()), []);
        let many = (0..1_000).flat_map(|number| [reason(number), reason(number)]);
        let kept = bounded(many);
        assert_eq!(kept.len(), REASONS + 1);
        assert!(kept[REASONS].message.contains("more reasons"));
    }
}
