//! MPDX: one person with many key accounts and many organization accounts, and one account of each
//! kind that is somebody else's.

use rusqlite::{Connection, params};

use crate::landmarks;
use crate::moment::DAY;
use crate::seed::awkward;
use crate::seed::organizations::{self, Organization};
use crate::seed::person::People;
use crate::seed::random::Random;
use crate::seed::{moments, number};

pub fn fill(connection: &Connection, count: usize, seed: u64) -> rusqlite::Result<()> {
    people(connection, seed)?;
    let organizations = organizations::fill(connection, count, seed)?;
    key_accounts(connection, count, seed)?;
    for (index, organization) in organizations.iter().enumerate() {
        organization_account(connection, index, organization, seed)?;
    }
    others(connection, seed)
}

fn people(connection: &Connection, seed: u64) -> rusqlite::Result<()> {
    let people = [
        (landmarks::PERSON, "Maryanna", "Becker"),
        (landmarks::OTHER_PERSON, "Väinö", "Hämäläinen"),
    ];
    for (index, (id, first_name, last_name)) in people.into_iter().enumerate() {
        let (created_at, updated_at) = moments(&mut Random::of(seed, "people", index));
        connection.execute(
            "INSERT INTO mpdx_people (id, first_name, last_name, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            (id, first_name, last_name, created_at, updated_at),
        )?;
    }
    Ok(())
}

fn key_accounts(connection: &Connection, count: usize, seed: u64) -> rusqlite::Result<()> {
    let mut people = People::default();
    let mut insert = connection.prepare(
        "INSERT INTO mpdx_key_accounts
            (id, owner_id, email, first_name, last_name, is_primary, remote_id, last_download,
             created_at, updated_at, extra)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?;
    for index in 0..count {
        let mut random = Random::of(seed, "key accounts", index);
        let mut person = people.invent(&mut random, index, 0);
        if index == 0 {
            // The primary one bears the caller's own name.
            person.first_name = Some("Maryanna".to_owned());
            person.last_name = Some("Becker".to_owned());
            person.handle = "maryanna.becker".to_owned();
        }
        let (created_at, updated_at) = moments(&mut random);
        // Some are old numbers, as in the documents' example, the others GUIDs.
        let remote_id = if index % 5 == 0 {
            (88 + index).to_string()
        } else {
            random.uuid().to_uppercase()
        };
        insert.execute(params![
            random.uuid(),
            landmarks::PERSON,
            person.email(),
            person.first_name,
            person.last_name,
            index == 0,
            remote_id,
            random.percent(40).then_some(updated_at),
            created_at,
            updated_at,
            (index % 50 == 6).then_some(
                r#"{"nickname":"a member that no document names","sso_flags":[1,2,{"deep":null}]}"#
            ),
        ])?;
    }
    Ok(())
}

fn organization_account(
    connection: &Connection,
    index: usize,
    organization: &Organization,
    seed: u64,
) -> rusqlite::Result<()> {
    let mut random = Random::of(seed, "organization accounts", index);
    let (created_at, updated_at) = moments(&mut random);
    let downloaded = random
        .percent(85)
        .then(|| random.moment(created_at..updated_at + 1));
    let username = username(&mut random, index, organization);
    let locked = index % 60 == 9;
    connection
        .prepare_cached(
            "INSERT INTO mpdx_organization_accounts
                (id, owner_id, person_id, organization_id, username, has_password, remote_id,
                 disable_downloads, last_download, latest_donation_date, locked_at,
                 created_at, updated_at, extra)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        )?
        .execute(params![
            random.uuid(),
            landmarks::PERSON,
            (index % 97 != 60).then_some(landmarks::PERSON),
            organization.id,
            username,
            username.is_some(),
            random.percent(70).then(|| random.uuid()),
            random.percent(8),
            downloaded,
            downloaded
                .filter(|_| random.percent(75))
                .map(|at| at - at.rem_euclid(DAY)),
            locked.then_some(updated_at),
            created_at,
            updated_at,
            (index % 50 == 7).then_some(r#"{"import_queue":"a member that no document names"}"#),
        ])?;
    Ok(())
}

/// Only organizations that check credentials are sure to have one.
fn username(random: &mut Random, index: usize, organization: &Organization) -> Option<String> {
    if !organization.needs_credentials && random.percent(50) {
        return None;
    }
    let person = People::default().invent(random, index + 7, 0);
    Some(match (awkward::name(index, 1), random.below(3)) {
        (Some((Some(awkward), _)), _) if !awkward.is_empty() => awkward,
        (_, 0) => person.email(),
        (_, 1) => (104_233 + number(index) * 7).to_string(),
        _ => person.handle,
    })
}

fn others(connection: &Connection, seed: u64) -> rusqlite::Result<()> {
    let (created_at, updated_at) = moments(&mut Random::of(seed, "others", 0));
    connection.execute(
        "INSERT INTO mpdx_key_accounts
            (id, owner_id, email, first_name, last_name, is_primary, remote_id, created_at, updated_at)
         VALUES (?1, ?2, 'vaino.hamalainen@posti.example', 'Väinö', 'Hämäläinen', true,
                 'somebody-elses-guid', ?3, ?4)",
        (landmarks::OTHER_KEY_ACCOUNT, landmarks::OTHER_PERSON, created_at, updated_at),
    )?;
    connection.execute(
        "INSERT INTO mpdx_organization_accounts
            (id, owner_id, person_id, organization_id, username, has_password, disable_downloads,
             created_at, updated_at)
         VALUES (?1, ?2, ?2, ?3, 'vaino', true, false, ?4, ?5)",
        (
            landmarks::OTHER_ORGANIZATION_ACCOUNT,
            landmarks::OTHER_PERSON,
            landmarks::SPARE_ORGANIZATIONS[0],
            created_at,
            updated_at,
        ),
    )?;
    Ok(())
}
