//! `list`, `get`, `fields`, and the overview.

use crate::server::{Answering, Served};

/// The members that the seeds' documents show, read from there and not from the program.
const SEEDS: [(&str, &str); 4] = [
    (
        "mpdx/key-accounts",
        "id created_at email first_name last_download last_name primary remote_id updated_at \
         updated_in_db_at",
    ),
    (
        "mpdx/organization-accounts",
        "id created_at disable_downloads last_download latest_donation_date locked_at remote_id \
         updated_at updated_in_db_at username organization person",
    ),
    (
        "agilenow/accounts",
        "Id TenantId Name FirstName LastName Phone PhoneVerified Email EmailVerified LanguageId \
         TimezoneId DateFormatId Username ExternalId NotifyByEmail NotifyBySMS Is_Active ModifiedOn \
         CreatedOn",
    ),
    (
        "swift/accounts",
        "customer_id id inserted_at legacy_access lrn_access mms_access name \
         require_ip_api_access require_ip_gql_access sms_access updated_at",
    ),
];

#[test]
fn every_account_is_listed_with_every_field_of_the_seed() {
    let served = Served::start();
    for (resource, members) in SEEDS {
        let accounts = served.roster.json(&["list", resource]);
        let accounts = accounts.as_array().expect("an array");
        assert!(accounts.len() >= 60, "{resource}: {}", accounts.len());
        for account in accounts {
            for member in members.split_whitespace() {
                assert!(
                    account.get(member).is_some(),
                    "{resource}: no {member} in {account}"
                );
            }
        }
    }
}

#[test]
fn large_ids_keep_every_digit() {
    let served = Served::start();
    let ran = served
        .roster
        .done(&["list", "agilenow/accounts", "--output", "json"]);
    let largest = i64::MAX.to_string();
    assert!(ran.out.contains("9007199254740993"), "{}", ran.out);
    let csv = served
        .roster
        .done(&["list", "agilenow/accounts", "--output", "csv"]);
    assert!(csv.out.contains("9007199254740993"));
    assert!(ran.out.contains(&largest) || !csv.out.contains(&largest));
}

#[test]
fn lines_of_ndjson_are_the_elements_of_json() {
    let served = Served::start();
    let accounts = served.roster.json(&["list", "swift/accounts"]);
    let lines = served
        .roster
        .done(&["list", "swift/accounts", "--output", "ndjson"])
        .out;
    let lines: Vec<serde_json::Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(accounts, serde_json::Value::Array(lines));
}

#[test]
fn a_filter_chooses_a_sort_orders_and_a_limit_cuts() {
    let served = Served::start();
    let list = |more: &[&str]| -> Vec<String> {
        let arguments: Vec<&str> = ["list", "mpdx/key-accounts"]
            .iter()
            .chain(more)
            .copied()
            .collect();
        let accounts = served.roster.json(&arguments);
        let emails = accounts.as_array().expect("an array").iter();
        emails
            .map(|account| account["email"].as_str().unwrap_or("").to_owned())
            .collect()
    };
    let all = list(&[]);
    let primary = list(&["--filter", "primary=true"]);
    let others = list(&["--filter", "-primary=true"]);
    assert!(!primary.is_empty() && !others.is_empty());
    assert_eq!(primary.len() + others.len(), all.len());

    let sorted = list(&["--sort", "email"]);
    let reversed = list(&["--sort=-email"]);
    assert_eq!(sorted.len(), all.len());
    assert_ne!(sorted, reversed);
    assert_eq!(list(&["--sort", "email", "--limit", "3"]), sorted[..3]);
    assert_eq!(list(&["--limit", "2"]), all[..2]);

    for limit in ["1", "7", "1000"] {
        let arguments = [
            "list",
            "mpdx/key-accounts",
            "--output",
            "ndjson",
            "--limit",
            limit,
        ];
        let printed = served.roster.done(&arguments).out.lines().count();
        assert_eq!(printed, all.len().min(limit.parse().expect("a number")));
    }
}

#[test]
fn an_account_is_got_by_its_id() {
    let served = Served::start();
    for (resource, members) in SEEDS {
        let id = served.first_id(resource);
        let account = served.roster.json(&["get", resource, &id]);
        for member in members.split_whitespace() {
            assert!(
                account.get(member).is_some(),
                "{resource}: no {member} in {account}"
            );
        }
        let table = served.roster.done(&["get", resource, &id]).out;
        assert!(table.contains(&id), "{table}");
    }
}

#[test]
fn an_awkward_id_reaches_its_account() {
    let served = Served::start();
    let id = roster_sandbox::landmarks::AWKWARD_AGILENOW_ACCOUNT;
    let account = served.roster.json(&["get", "agilenow/accounts", id]);
    assert_eq!(account["Id"], id);
}

#[test]
fn what_is_not_there_is_not_found() {
    let served = Served::start();
    for (resource, id) in [
        ("mpdx/key-accounts", "00000000-0000-4000-8000-000000000000"),
        (
            "mpdx/organization-accounts",
            "00000000-0000-4000-8000-000000000000",
        ),
        ("agilenow/accounts", "nobody"),
        ("swift/accounts", "01ARZ3NDEKTSV4RRFFQ69G5FAV"),
    ] {
        let ran = served.roster.run(&["get", resource, id]).ended(3);
        ran.says(&[&format!("get {resource} {id}"), "HTTP 404"]);
    }
}

#[test]
fn another_persons_account_is_not_authorised() {
    let served = Served::start();
    let id = roster_sandbox::landmarks::OTHER_KEY_ACCOUNT;
    served
        .roster
        .run(&["get", "mpdx/key-accounts", id])
        .ended(5)
        .says(&["HTTP 403", "Not allowed"]);
}

#[test]
fn the_overview_has_each_resource_with_its_count_and_first_accounts() {
    let served = Served::start();
    let ran = served.roster.done(&[]);
    assert_eq!(ran.err, "");
    for (resource, _) in SEEDS {
        let count = served
            .roster
            .json(&["list", resource])
            .as_array()
            .expect("an array")
            .len();
        let heading = ran.out.lines().find(|line| line.contains(resource));
        let heading = heading.unwrap_or_else(|| panic!("no {resource} in {}", ran.out));
        assert!(heading.starts_with(&format!("{count} ")), "{heading}");
        assert!(ran.out.contains(&served.first_id(resource)), "{}", ran.out);
    }
}

#[test]
fn fields_tell_what_may_be_written() {
    let roster = crate::program::Roster::new();
    let all = roster.json(&["fields"]);
    for (resource, members) in SEEDS {
        for member in members.split_whitespace() {
            let known = |field: &serde_json::Value| {
                field["resource"] == resource && field["name"] == member
            };
            let fields = all.as_array().expect("an array");
            assert!(fields.iter().any(known), "{resource} {member}");
        }
    }
    let table = roster.done(&["fields", "agilenow/accounts"]).out;
    for words in [
        "Username",
        "read, create",
        "choice of 89",
        "fi-FI",
        "(GMT+02:00)",
    ] {
        assert!(table.contains(words), "no {words} in {table}");
    }
    let password = roster.json(&["fields", "mpdx/organization-accounts"]);
    let password = password.as_array().expect("an array").iter();
    let password = password
        .filter(|field| field["name"] == "password")
        .collect::<Vec<_>>();
    assert_eq!(password.len(), 1);
    assert_eq!(password[0]["read"], false);
    assert_eq!(password[0]["update"], true);
}

#[test]
fn one_wrong_record_hides_no_other_and_is_named() {
    let served = Served::start();
    for (resource, _) in SEEDS {
        let whole = served.roster.json(&["list", resource]);
        let others = &whole.as_array().expect("an array")[1..];
        let (system, _) = resource.split_once('/').expect("a system");
        let list = |output| {
            // The first record of the first page.
            served.fails(&format!("wrong-types:system={system},next=1"));
            let ran = served.roster.run(&["list", resource, "--output", output]);
            assert_eq!(ran.code, 1, "{resource}");
            let told = "one record cannot be read, and all others were shown";
            ran.says(&[told, resource, "[0]"]).out
        };
        let listed: serde_json::Value = serde_json::from_str(&list("json")).expect("JSON");
        let listed = listed.as_array().expect("an array");
        assert!(listed == others, "{resource}");
        let streamed = list("ndjson");
        let streamed = streamed
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"));
        let streamed: Vec<serde_json::Value> = streamed.collect();
        assert!(streamed == others, "{resource}");
    }
}

#[test]
fn as_many_records_are_told_of_as_cannot_be_read() {
    let records = "{},".repeat(5_000);
    let pagination = r#"{"page":1,"total_pages":1,"total_count":5003}"#;
    let body =
        format!(r#"{{"data":[{records}{{"id":"7"}}],"meta":{{"pagination":{pagination}}}}}"#);
    let length = body.len();
    let head = format!("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n");
    let (_server, roster) = Answering::start(format!("{head}{body}").as_bytes());
    for output in ["json", "ndjson"] {
        let ran = roster.run(&["list", "mpdx/key-accounts", "--output", output]);
        assert_eq!(ran.code, 1);
        let ran = ran.says(&[
            "5000 records cannot be read, and all others were shown",
            // Those that cannot be read were given too.
            "there are 5003 accounts, and gave 5001: some may be missing",
        ]);
        assert!(ran.out.contains("\"7\""), "{}", ran.out);
    }
}
