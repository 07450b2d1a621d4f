//! Every check, given text at random, and its own seeds with something put in, taken out or put
//! together anew.

use proptest::prelude::*;
use proptest::sample::Index;
use roster_core::resources;
use roster_fuzz::{CHECKS, Check, address, call, draft, headers, request, text, value, view};

use crate::damage::Input;
use crate::seeds;

/// One of a target's seeds with lines of others, and with pieces of text put in.
fn mended(target: &'static str) -> impl Strategy<Value = Input> {
    let seeds: Vec<Vec<u8>> = seeds::of(target)
        .into_iter()
        .map(|(_, seed)| seed)
        .collect();
    let seed = prop::sample::select(seeds);
    let lines = prop::collection::vec(seed.clone(), 0..3);
    let pieces = prop::collection::vec((any::<Index>(), 0..9_usize, piece()), 0..4);
    (seed, lines, pieces).prop_map(|(seed, others, pieces)| {
        let mut input = seed;
        for other in others {
            input.push(b'\n');
            let line = other.iter().position(|byte| *byte == b'\n');
            input.extend(
                other
                    .get(line.map_or(0, |line| line + 1)..)
                    .unwrap_or_default(),
            );
        }
        for (place, length, piece) in pieces {
            let start = place.index(input.len() + 1);
            let end = (start + length).min(input.len());
            input.splice(start..end, piece);
        }
        Input(input)
    })
}

/// What people type and programs send, and what they should not.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let awkward = [
        "\"",
        "\"\"",
        "-",
        ":",
        "=",
        "!=",
        ">=",
        "<",
        ",",
        " ",
        "\n",
        "\n\n",
        "\t",
        "\u{0}",
        "\u{1b}",
        "\u{202e}",
        "\u{feff}",
        "null",
        "..",
        "../",
        "%2e",
        "%",
        "/",
        "?",
        "#",
        "&",
        "+",
        "@",
        "\\",
        "[",
        "]",
        "ß",
        "İ",
        "ς",
        "é",
        "e\u{301}",
        "李",
        "2022-01-12",
        "T",
        "Z",
        "UTC",
        "+02:00",
        "1e999",
        "-0",
        "18446744073709551616",
        "applied",
        "lost",
        "refused",
        "401",
        "409",
        "429",
        "500",
        "200",
        "more",
    ];
    prop_oneof![
        4 => prop::sample::select(awkward.to_vec()).prop_map(|text| text.as_bytes().to_vec()),
        1 => any::<String>().prop_map(String::into_bytes),
        1 => prop::collection::vec(any::<u8>(), 0..6),
        1 => prop::sample::select(field_names()).prop_map(|name| name.as_bytes().to_vec()),
    ]
}

fn field_names() -> Vec<&'static str> {
    let fields = resources().iter().flat_map(|resource| resource.fields);
    fields.map(|field| field.name).collect()
}

/// A call against systems that answer anything, in any order.
fn calls() -> impl Strategy<Value = String> {
    let comes = [
        "200",
        "201",
        "200 more",
        "302",
        "400",
        "401",
        "404",
        "409",
        "422",
        "429",
        "429 wait=2",
        "500",
        "500 applied",
        "503 wait=1",
        "lost",
        "lost applied",
        "refused",
        "timeout",
        "timeout applied",
        "large applied",
        "redirect",
        "redirect applied",
        "200 | {",
        "200 | {}",
    ];
    let delay = prop::sample::select(vec![0, 1, 20, 900, 5_000, 19_999, 20_000, 59_000, 60_000]);
    let event = (delay, prop::sample::select(comes.to_vec()));
    (
        prop::sample::select(resources().to_vec()),
        any::<Index>(),
        prop::sample::select(vec!["new", "same", "none", "new loose", "same loose"]),
        prop::collection::vec(event, 1..9),
    )
        .prop_map(|(resource, operation, how, events)| {
            let verb = operation.get(resource.operations).verb();
            let events = events.iter();
            let events = events.map(|(delay, comes)| format!("\n{delay} {comes}"));
            format!("{} {verb} {how}{}", resource.id, events.collect::<String>())
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn any_bytes(input: Vec<u8>, check in prop::sample::select(CHECKS.to_vec())) {
        let check: (&str, Check) = check;
        (check.1)(&input);
    }

    #[test]
    fn any_text(input: String) {
        text::check(input.as_bytes());
        value::check(input.as_bytes());
    }

    #[test]
    fn any_call(input in calls()) {
        call::check(input.as_bytes());
    }

    #[test]
    fn any_answer_of_a_call(input in mended("call")) {
        call::check(&input.0);
    }

    #[test]
    fn any_headers(input in mended("headers")) {
        headers::check(&input.0);
    }

    #[test]
    fn any_address(input in mended("address")) {
        address::check(&input.0);
    }

    #[test]
    fn any_request(input in mended("request")) {
        request::check(&input.0);
    }

    #[test]
    fn any_draft(input in mended("draft")) {
        draft::check(&input.0);
    }

    #[test]
    fn any_moment(input in mended("text")) {
        text::check(&input.0);
    }

    #[test]
    fn any_value(input in mended("value")) {
        value::check(&input.0);
    }
}

proptest! {
    // Each case searches and sorts seventeen accounts, many times.
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_view(input in mended("view")) {
        view::check(&input.0);
    }
}
