//! AgileNow: people with logins, in four tenants.

use rusqlite::{Connection, params};

use crate::agilenow::choices::{DATE_FORMATS, LANGUAGES, TIMEZONES};
use crate::landmarks;
use crate::moment::SECOND;
use crate::seed::person::{People, Person};
use crate::seed::random::Random;
use crate::seed::{moments, number};

/// `1900-01-01T00:00:00Z`, the platform's null.
const NULL_DATE: i64 = -2_208_988_800 * SECOND;

/// Ids, external ids and names. Three of the ids are more than a JavaScript number holds.
const TENANTS: [(i64, Option<&str>, &str); 4] = [
    (landmarks::TENANT, Some("HQ"), "Headquarters"),
    (landmarks::TENANT + 2, None, "Pohjoinen toimisto"),
    (landmarks::LARGEST_TENANT, Some("max"), "الفرع الأكبر"),
    (42, Some("pilot"), "Pilot"),
];

pub fn fill(connection: &Connection, count: usize, seed: u64) -> rusqlite::Result<()> {
    for tenant in TENANTS {
        connection.execute(
            "INSERT INTO agilenow_tenants (id, external_id, name) VALUES (?1, ?2, ?3)",
            tenant,
        )?;
    }
    let mut people = People::default();
    for index in 0..count {
        let mut random = Random::of(seed, "agilenow accounts", index);
        let person = people.invent(&mut random, index, 6);
        account(connection, index, &person, &mut random)?;
    }
    Ok(())
}

fn account(
    connection: &Connection,
    index: usize,
    person: &Person,
    random: &mut Random,
) -> rusqlite::Result<()> {
    let (created_on, changed_on) = moments(random);
    let (id, username) = identity(index, person, random);
    let modified_on = if index % 53 == 10 {
        NULL_DATE
    } else {
        changed_on
    };
    let (tenant, _, _) = if index % 9 == 2 {
        TENANTS[2]
    } else {
        *random.pick(&TENANTS)
    };
    let phone = random.percent(80).then(|| phone(index, person));
    connection
        .prepare_cached(
            "INSERT INTO agilenow_accounts
                (id, tenant_id, name, first_name, last_name, phone, phone_verified, email,
                 email_verified, identifier, identifier_verified, language, timezone, date_format,
                 username, external_id, notify_by_email, notify_by_sms, is_active, modified_on,
                 created_on, extra)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,
                     ?18, ?19, ?20, ?21, ?22)",
        )?
        .execute(params![
            id,
            tenant,
            full_name(person),
            person.first_name,
            person.last_name,
            phone,
            phone.is_some() && random.percent(60),
            person.email(),
            random.percent(75),
            random
                .percent(10)
                .then(|| format!("ID-{:06}", number(index))),
            random.percent(5),
            language(index, person, random),
            random.percent(90).then(|| timezone(person, random)),
            random.percent(90).then(|| date_format(person, random)),
            username,
            random.percent(50).then(|| random.uuid()),
            random.percent(70),
            random.percent(25),
            random.percent(88),
            modified_on,
            created_on,
            (index % 50 == 3)
                .then_some(r#"{"Custom_CostCenter":"a member that no document names"}"#),
        ])?;
    let account = connection.last_insert_rowid();
    connection
        .prepare_cached(
            "INSERT INTO agilenow_account_tenants (id, account, tenant_id, modified_on, created_on)
             VALUES (?1, ?2, ?3, ?4, ?4)",
        )?
        .execute((
            landmarks::TENANT + number(index),
            account,
            tenant,
            created_on,
        ))?;
    Ok(())
}

fn identity(index: usize, person: &Person, random: &mut Random) -> (String, String) {
    match index {
        // The documents' example of a value for `base64|`.
        0 => (
            landmarks::AGILENOW_ACCOUNT.to_owned(),
            "name@domain.com".to_owned(),
        ),
        1 => (
            landmarks::AWKWARD_AGILENOW_ACCOUNT.to_owned(),
            "kiosk".to_owned(),
        ),
        _ => {
            let username = if random.percent(20) {
                person.email()
            } else {
                person.handle.clone()
            };
            (random.uuid(), username)
        }
    }
}

fn full_name(person: &Person) -> Option<String> {
    let parts: Vec<_> = [&person.last_name, &person.first_name]
        .into_iter()
        .filter_map(|part| part.as_deref())
        .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// No two people have the same.
fn phone(index: usize, person: &Person) -> String {
    format!(
        "+{} 555 {:03} {:04}",
        person.culture.calling_code,
        index / 10_000,
        index % 10_000
    )
}

fn language(index: usize, person: &Person, random: &mut Random) -> Option<String> {
    match index % 70 {
        // A value that no list has.
        5 => Some("xx-XX".to_owned()),
        6 => None,
        _ if random.percent(90) => Some(person.culture.language.to_owned()),
        _ => Some(LANGUAGES.at(index).to_owned()),
    }
}

fn timezone(person: &Person, random: &mut Random) -> &'static str {
    if random.percent(85) {
        person.culture.timezone
    } else {
        TIMEZONES.at(usize::try_from(random.below(89)).unwrap_or_default())
    }
}

fn date_format(person: &Person, random: &mut Random) -> &'static str {
    if random.percent(85) {
        person.culture.date_format
    } else {
        DATE_FORMATS.at(usize::try_from(random.below(7)).unwrap_or_default())
    }
}
