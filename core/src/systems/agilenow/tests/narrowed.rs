use crate::account::Account;
use crate::collection::Filter;
use crate::moment::Moment;
use crate::systems::Ask;
use crate::systems::agilenow::accounts::ACCOUNTS;
use crate::systems::agilenow::enums::{LANGUAGES, TIMEZONES};
use crate::systems::sample::{page, parameter, request, split};
use crate::value::Value;

fn sent(filter: &str, sort: &str, name: &str) -> Option<String> {
    let request = request(&ACCOUNTS, &Ask::List(page(&ACCOUNTS, filter, sort)));
    parameter(&request, name)
}

fn filters(filter: &str) -> Option<String> {
    sent(filter, "", "Filters")
}

#[test]
fn booleans_enumerations_numbers_and_dates_are_sent() {
    for (filter, expected) in [
        ("Is_Active=true", "(Is_Active = true)"),
        ("Is_Active=no", "(Is_Active = false)"),
        ("LanguageId=FI-fi", "(LanguageId = fi-FI)"),
        ("DateFormatId=DD/MM/YYYY", "(DateFormatId = DD/MM/YYYY)"),
        (
            "TenantId=9007199254740993",
            "((TenantId = 9007199254740993) OR (TenantId.Name = 9007199254740993))",
        ),
        (
            "Is_Active=1 TimezoneId=\"FLE Standard Time\"",
            "(Is_Active = true) AND (TimezoneId = FLE Standard Time)",
        ),
        ("CreatedOn>=2022-01-12", "(CreatedOn >= 2022-01-11)"),
        (
            "CreatedOn>2022-01-12T23:59:59Z",
            "(CreatedOn >= 2022-01-11)",
        ),
        ("ModifiedOn<2022-01-12", "(ModifiedOn < 2022-01-14)"),
        (
            "ModifiedOn<=2022-01-12T17:17:58Z",
            "(ModifiedOn < 2022-01-14)",
        ),
        (
            "ModifiedOn=2022-03-01",
            "(ModifiedOn >= 2022-02-28) AND (ModifiedOn < 2022-03-03)",
        ),
    ] {
        assert_eq!(filters(filter).as_deref(), Some(expected), "{filter}");
    }
}

#[test]
fn text_and_what_the_language_cannot_say_are_done_here() {
    for filter in [
        "anna",
        "FirstName=Anna",
        "FirstName:ann",
        "FirstName<m",
        "Phone:null",
        "-Is_Active=true",
        "Is_Active!=true",
        "Is_Active=perhaps",
        "LanguageId=Finnish",
        "LanguageId=tlh",
        "LanguageId:fi",
        "TenantId=Helsinki",
        "TenantId=007",
        "TenantId=99999999999999999999",
        "CreatedOn:2022",
        "CreatedOn>1900-01-01",
        "FirstName=\"a;b\"",
        "FirstName=\"a) OR (Is_Active = true\"",
        "TimezoneId=\"Central Standard Time (Mexico)\"",
    ] {
        assert_eq!(filters(filter), None, "{filter}");
        let split = split(&ACCOUNTS, filter, "");
        assert_eq!((split.sent, split.here.len()), (Vec::new(), 1), "{filter}");
    }
}

#[test]
fn no_value_of_an_enumeration_breaks_the_language() {
    let choices = LANGUAGES.iter().map(|choice| ("LanguageId", choice));
    for (name, choice) in choices.chain(TIMEZONES.iter().map(|choice| ("TimezoneId", choice))) {
        let filter = format!("{name}=\"{}\"", choice.value);
        match filters(&filter) {
            Some(sent) => assert_eq!(sent, format!("({name} = {})", choice.value)),
            None => assert!(choice.value.contains('('), "{filter}"),
        }
    }
}

#[test]
fn it_is_told_which_terms_are_sent_and_which_are_done_here() {
    let split = split(&ACCOUNTS, "Is_Active=true anna -CreatedOn:null", "");
    assert_eq!(split.sent, ["Is_Active=true"]);
    assert_eq!(split.here, ["anna", "-CreatedOn:null"]);
}

#[test]
fn orders_of_dates_and_booleans_are_sent_and_text_is_sorted_here() {
    for (sort, orders, ordered) in [
        ("", "Id ASC", false),
        ("-CreatedOn", "CreatedOn DESC, Id ASC", true),
        (
            "Is_Active,-ModifiedOn",
            "Is_Active ASC, ModifiedOn DESC, Id ASC",
            true,
        ),
        ("Name", "Id ASC", false),
        ("-CreatedOn,Name", "Id ASC", false),
    ] {
        assert_eq!(sent("", sort, "Orders").as_deref(), Some(orders), "{sort}");
        assert_eq!(split(&ACCOUNTS, "", sort).ordered, ordered, "{sort}");
    }
}

/// Whether a server whose days begin that many hours from UTC lets the moment through.
fn given(filters: &str, held: Moment, hours: i64) -> bool {
    filters.split(" AND ").all(|part| {
        let words: Vec<&str> = part.trim_matches(['(', ')']).split(' ').collect();
        let [_, operator, date] = words[..] else {
            panic!("{part}")
        };
        let midnight = Moment::parse(date).expect("a date").seconds() - hours * 3_600;
        match operator {
            ">=" => held.seconds() >= midnight,
            _ => held.seconds() < midnight,
        }
    })
}

proptest::proptest! {
    #[test]
    fn no_match_is_lost_in_any_zone(
        held in 1_642_000_000_i64..1_642_600_000,
        asked in 1_642_000_000_i64..1_642_600_000,
        operator in 0_usize..5,
        hours in -12_i64..=14,
    ) {
        let moment = |seconds| Moment::at(seconds).in_seconds().expect("a moment");
        let operator = ["<", "<=", ">", ">=", "="][operator];
        let filter = format!("CreatedOn{operator}{}", moment(asked));
        let mut account = Account::new(&ACCOUNTS, "1");
        account.set("CreatedOn", Value::text(moment(held)));
        let matches = Filter::parse(&ACCOUNTS, &filter).expect("a filter").matches(&account);
        let filters = filters(&filter).expect("a date is sent");
        proptest::prop_assert!(!matches || given(&filters, Moment::at(held), hours), "{filters}");
    }

    #[test]
    fn whatever_is_typed_stays_one_value(text in "\\PC{0,30}") {
        let quoted = text.replace('"', "\"\"");
        for field in ["TimezoneId", "TenantId", "Is_Active", "CreatedOn"] {
            let Ok(filter) = Filter::parse(&ACCOUNTS, &format!("{field}=\"{quoted}\"")) else {
                continue;
            };
            let terms: Vec<_> = filter.terms().cloned().collect();
            let narrowing = crate::systems::agilenow::narrowing::narrowing(&terms, &[]);
            for (_, filters) in narrowing.parameters {
                proptest::prop_assert_eq!(filters.matches('(').count(), filters.matches(')').count());
                proptest::prop_assert!(!filters.contains(';'));
            }
        }
    }
}
