use crate::account::Account;
use crate::collection::Filter;
use crate::moment::Moment;
use crate::systems::Ask;
use crate::systems::mpdx::key_accounts::KEY_ACCOUNTS;
use crate::systems::sample::{page, parameter, request, split};
use crate::value::Value;

fn range(filter: &str) -> Option<String> {
    let request = request(&KEY_ACCOUNTS, &Ask::List(page(&KEY_ACCOUNTS, filter, "")));
    parameter(&request, "filter[updated_at]")
}

fn sort(sort: &str) -> Option<String> {
    let request = request(&KEY_ACCOUNTS, &Ask::List(page(&KEY_ACCOUNTS, "", sort)));
    parameter(&request, "sort")
}

#[test]
fn ranges_of_updated_at_are_sent_with_their_ends_in_or_out() {
    for (filter, sent) in [
        (
            "updated_at>=2022-01-12",
            "2022-01-12T00:00:00Z..9999-12-31T23:59:59Z",
        ),
        (
            "updated_at>2022-01-12T17:17:58Z",
            "2022-01-12T17:17:58Z..9999-12-31T23:59:59Z",
        ),
        (
            "updated_at<2022-01-12",
            "0001-01-01T00:00:00Z...2022-01-12T00:00:00Z",
        ),
        (
            "updated_at<=2022-01-12",
            "0001-01-01T00:00:00Z...2022-01-12T00:00:01Z",
        ),
        (
            "updated_at=2022-01-12T17:17:58Z",
            "2022-01-12T17:17:58Z...2022-01-12T17:17:59Z",
        ),
        (
            "updated_at>=2022-01-01 updated_at<2022-02-01",
            "2022-01-01T00:00:00Z...2022-02-01T00:00:00Z",
        ),
        (
            "updated_at>=2021-01-01 updated_in_db_at>=2022-01-01 updated_at<2023-01-01 \
             updated_at<2022-02-01",
            "2022-01-01T00:00:00Z...2022-02-01T00:00:00Z",
        ),
        (
            "updated_at<2022-01-12T17:17:58.5Z",
            "0001-01-01T00:00:00Z...2022-01-12T17:17:59Z",
        ),
        (
            "updated_at>2022-01-12T19:17:58.5+02:00",
            "2022-01-12T17:17:58Z..9999-12-31T23:59:59Z",
        ),
    ] {
        assert_eq!(range(filter).as_deref(), Some(sent), "{filter}");
    }
}

#[test]
fn a_range_that_is_empty_or_cannot_be_written_is_not_sent() {
    for filter in [
        "updated_at>2022-02-01 updated_at<2022-01-01",
        "-updated_at<2022-01-01",
        "updated_at:2022",
        "updated_at:null",
        "updated_at!=2022-01-01",
        "updated_at=soon",
        "created_at>2022-01-01",
        "email=a@b",
        "anna",
    ] {
        assert_eq!(range(filter), None, "{filter}");
        assert_eq!(split(&KEY_ACCOUNTS, filter, "").sent, [""; 0], "{filter}");
    }
}

#[test]
fn one_key_of_two_is_sent_and_any_other_order_is_made_here() {
    for (asked, sent) in [
        ("created_at", "created_at"),
        ("-created_at", "-created_at"),
        ("updated_at", "updated_at"),
        ("-updated_in_db_at", "-updated_at"),
        ("", "created_at"),
        ("email", "created_at"),
        ("-updated_at,email", "created_at"),
    ] {
        assert_eq!(sort(asked).as_deref(), Some(sent), "{asked}");
    }
    assert!(split(&KEY_ACCOUNTS, "", "-updated_at").ordered);
    assert!(!split(&KEY_ACCOUNTS, "", "email").ordered);
}

#[test]
fn it_is_told_which_terms_are_sent_and_which_are_done_here() {
    let narrowed = split(
        &KEY_ACCOUNTS,
        "updated_at>2022-01-01  -anna primary=yes",
        "",
    );
    assert_eq!(narrowed.sent, ["updated_at>2022-01-01"]);
    assert_eq!(narrowed.here, ["-anna", "primary=yes"]);
}

/// Whether the server gives an account that it holds as changed then, whatever the fraction.
fn given(range: &str, held: f64) -> bool {
    let seconds = |text: &str| Moment::parse(text).expect("a moment").seconds() as f64;
    match range.split_once("...") {
        Some((from, to)) => seconds(from) <= held && held < seconds(to),
        None => {
            let (from, to) = range.split_once("..").expect("a range");
            seconds(from) <= held && held <= seconds(to)
        }
    }
}

proptest::proptest! {
    /// The server may keep fractions of a second and answer whole ones, or answer them too.
    #[test]
    fn no_match_is_lost(
        held in -2_000_i64..2_000,
        fraction in 0_u32..1_000,
        ends in proptest::collection::vec((-2_000_i64..2_000, 0_u32..4, 0_u32..1_000), 1..4),
    ) {
        let text = |seconds: i64, thousandths: u32| {
            let second = Moment::at(1_642_007_878 + seconds).in_seconds().expect("a moment");
            format!("{}.{thousandths:03}Z", second.trim_end_matches('Z'))
        };
        let terms: Vec<String> = ends
            .iter()
            .map(|(seconds, operator, fraction)| {
                let operator = ["<", "<=", ">", ">="][*operator as usize];
                // Half of the ends are whole seconds.
                let fraction = if *fraction < 500 { 0 } else { *fraction };
                format!("updated_at{operator}{}", text(*seconds, fraction))
            })
            .collect();
        let filter = terms.join(" ");
        let Some(range) = range(&filter) else { return Ok(()) };
        let stored = (1_642_007_878 + held) as f64 + f64::from(fraction) / 1_000.0;
        for answered in [text(held, 0), text(held, fraction)] {
            let mut account = Account::new(&KEY_ACCOUNTS, "1");
            account.set("updated_at", Value::text(answered));
            if Filter::parse(&KEY_ACCOUNTS, &filter).expect("a filter").matches(&account) {
                proptest::prop_assert!(given(&range, stored), "{filter} {range} {stored}");
            }
        }
    }
}
