//! Swift: a parent and its sub-accounts, which are companies.

use rusqlite::{Connection, params};

use crate::landmarks;
use crate::seed::awkward;
use crate::seed::names::CULTURES;
use crate::seed::random::Random;
use crate::seed::{moments, number};
use crate::swift::ulid::ulid;

const TRADES: [&str; 24] = [
    "Logistics",
    "Bakery",
    "Dental Clinic",
    "& Sons",
    "GmbH",
    "Oy",
    "S.A.",
    "Insurance Brokers",
    "Ltd",
    "Studio",
    "株式会社",
    "Coffee Roasters",
    "Textiles",
    "ООО",
    "Pharmacy",
    "Kft.",
    "A/S",
    "Veterinary",
    "Robotics",
    "(Pty) Ltd",
    "Cooperative",
    "Sdn Bhd",
    "AB",
    "Language School",
];

/// Only NONE is documented. The others are what an open enum may turn out to hold.
const FLAGS: [&str; 4] = ["NONE", "NONE", "ALL", "DOMESTIC"];

pub fn fill(connection: &Connection, count: usize, seed: u64) -> rusqlite::Result<()> {
    let mut insert = connection.prepare(
        "INSERT INTO swift_accounts
            (id, customer_id, name, legacy_access, lrn_access, mms_access, sms_access,
             require_ip_api_access, require_ip_gql_access, inserted_at, updated_at, extra, associations)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    )?;
    for index in 0..count {
        let mut random = Random::of(seed, "swift accounts", index);
        let (inserted_at, updated_at) = moments(&mut random);
        let id = ulid(inserted_at, random.wide());
        let flag = *random.pick(&FLAGS);
        insert.execute(params![
            if index == 0 {
                landmarks::PARENT_ACCOUNT.to_owned()
            } else {
                id
            },
            (index % 29 != 11).then(|| number(index)),
            name(index, &mut random),
            random.percent(30),
            random.percent(20),
            random.pick(&FLAGS),
            if index % 40 == 5 { "PARTIAL_X" } else { flag },
            random.percent(15),
            random.percent(10),
            inserted_at,
            updated_at,
            (index % 50 == 2).then_some(r#"{"billing_tier":"a member that no document names"}"#),
            (index % 50 == 3).then_some(r#"{"api_keys":[]}"#),
        ])?;
    }
    Ok(())
}

fn name(index: usize, random: &mut Random) -> String {
    if index == 0 {
        return "ACME Corp".to_owned();
    }
    if let Some(awkward) = awkward::company(index) {
        return awkward;
    }
    let culture = if index < CULTURES.len() {
        &CULTURES[index]
    } else {
        random.pick(&CULTURES)
    };
    let family = random.pick(culture.family);
    let family = family.split('|').next().unwrap_or(family);
    format!("{family} {}", random.pick(&TRADES))
}
