//! MPDX organizations: who sends gifts to whom.

use rusqlite::Connection;

use crate::landmarks;
use crate::seed::random::Random;
use crate::seed::{moments, number};

const BRANDS: [&str; 24] = [
    "Agapé",
    "Power to Change",
    "Campus Mission",
    "Nueva Vida",
    "新生命团契",
    "Bridge Builders",
    "Tandem",
    "Vida Plena",
    "生命の道",
    "Студенческий путь",
    "Family Life",
    "Athletes United",
    "Harvest House",
    "Lumière",
    "캠퍼스 사역",
    "أجيال الرجاء",
    "Global Aid Network",
    "Josiah Fund",
    "Menara",
    "קמפוס לחיים",
    "Christian Embassy",
    "Ágape Estudiantil",
    "Brückenbauer e. V.",
    "जीवन मार्ग",
];

/// Name, ISO code and currency. As many as a prime, so that brand and country repeat late together.
const COUNTRIES: [(&str, &str, &str); 41] = [
    ("United States", "US", "USD"),
    ("Canada", "CA", "CAD"),
    ("United Kingdom", "GB", "GBP"),
    ("Deutschland", "DE", "EUR"),
    ("Suomi", "FI", "EUR"),
    ("Sverige", "SE", "SEK"),
    ("Norge", "NO", "NOK"),
    ("Danmark", "DK", "DKK"),
    ("Føroyar", "FO", "DKK"),
    ("France", "FR", "EUR"),
    ("España", "ES", "EUR"),
    ("Portugal", "PT", "EUR"),
    ("Italia", "IT", "EUR"),
    ("Schweiz", "CH", "CHF"),
    ("Österreich", "AT", "EUR"),
    ("Polska", "PL", "PLN"),
    ("Česko", "CZ", "CZK"),
    ("România", "RO", "RON"),
    ("Ελλάδα", "GR", "EUR"),
    ("Türkiye", "TR", "TRY"),
    ("Israel", "IL", "ILS"),
    ("Egypt", "EG", "EGP"),
    ("Kenya", "KE", "KES"),
    ("Nigeria", "NG", "NGN"),
    ("South Africa", "ZA", "ZAR"),
    ("Ghana", "GH", "GHS"),
    ("India", "IN", "INR"),
    ("Bangladesh", "BD", "BDT"),
    ("Pakistan", "PK", "PKR"),
    ("Singapore", "SG", "SGD"),
    ("Malaysia", "MY", "MYR"),
    ("Indonesia", "ID", "IDR"),
    ("Philippines", "PH", "PHP"),
    ("Hong Kong", "HK", "HKD"),
    ("日本", "JP", "JPY"),
    ("대한민국", "KR", "KRW"),
    ("Australia", "AU", "AUD"),
    ("New Zealand", "NZ", "NZD"),
    ("México", "MX", "MXN"),
    ("Brasil", "BR", "BRL"),
    ("Argentina", "AR", "ARS"),
];

/// How an organization is reached, which decides whether a username and a password are needed.
struct Reach {
    api_class: &'static str,
    oauth: bool,
    needs_credentials: bool,
}

const DATA_SERVER: Reach = Reach {
    api_class: "DataServer",
    oauth: false,
    needs_credentials: true,
};
const SIEBEL: Reach = Reach {
    api_class: "Siebel",
    oauth: false,
    needs_credentials: false,
};
const OFFLINE: Reach = Reach {
    api_class: "OfflineOrg",
    oauth: false,
    needs_credentials: false,
};
const OAUTH: Reach = Reach {
    api_class: "DataServer",
    oauth: true,
    needs_credentials: false,
};

/// An organization as an account has to know it.
pub struct Organization {
    pub id: String,
    pub needs_credentials: bool,
}

/// Adds the landmarks, then as many as there are accounts, and answers the latter.
pub fn fill(
    connection: &Connection,
    count: usize,
    seed: u64,
) -> rusqlite::Result<Vec<Organization>> {
    for (index, id) in landmarks::SPARE_ORGANIZATIONS.iter().enumerate() {
        let mut random = Random::of(seed, "spare organizations", index);
        insert(
            connection,
            id,
            &format!("Spare Organization {}", index + 1),
            index,
            &DATA_SERVER,
            &mut random,
        )?;
    }
    let mut random = Random::of(seed, "spare organizations", 10);
    insert(
        connection,
        landmarks::OFFLINE_ORGANIZATION,
        "Offline Organization",
        0,
        &OFFLINE,
        &mut random,
    )?;
    insert(
        connection,
        landmarks::OAUTH_ORGANIZATION,
        "Browser Organization",
        1,
        &OAUTH,
        &mut random,
    )?;
    (0..count)
        .map(|index| organization(connection, index, seed))
        .collect()
}

fn organization(
    connection: &Connection,
    index: usize,
    seed: u64,
) -> rusqlite::Result<Organization> {
    let mut random = Random::of(seed, "organizations", index);
    let id = random.uuid();
    let brand = BRANDS[index % BRANDS.len()];
    let country = COUNTRIES[index % COUNTRIES.len()].0;
    let round = index / (BRANDS.len() * COUNTRIES.len());
    let name = if round == 0 {
        format!("{brand} {country}")
    } else {
        format!("{brand} {country} {}", round + 1)
    };
    let reach = match random.below(100) {
        0..60 => DATA_SERVER,
        60..80 => SIEBEL,
        80..92 => OFFLINE,
        _ => OAUTH,
    };
    insert(connection, &id, &name, index, &reach, &mut random)?;
    Ok(Organization {
        id,
        needs_credentials: reach.needs_credentials,
    })
}

fn insert(
    connection: &Connection,
    id: &str,
    name: &str,
    index: usize,
    reach: &Reach,
    random: &mut Random,
) -> rusqlite::Result<()> {
    let (_, code, currency) = COUNTRIES[index % COUNTRIES.len()];
    let abbreviation: String = name
        .split_whitespace()
        .filter_map(|word| word.chars().next())
        .collect();
    let (created_at, updated_at) = moments(random);
    let logo = random
        .percent(30)
        .then(|| format!("https://example.org/logos/{}.png", code.to_lowercase()));
    let help_email = random
        .percent(80)
        .then(|| format!("help.{}@example.org", code.to_lowercase()));
    connection
        .prepare_cached(
            "INSERT INTO mpdx_organizations
                (id, name, abbreviation, code, country, default_currency_code, gift_aid_percentage,
                 logo, help_email, api_class, oauth, needs_credentials, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        )?
        .execute((
            id,
            name,
            abbreviation,
            format!("{code}-{:03}", number(index) % 1000),
            code,
            currency,
            (code == "GB").then_some(25.0),
            logo,
            help_email,
            reach.api_class,
            reach.oauth,
            reach.needs_credentials,
            created_at,
            updated_at,
        ))?;
    Ok(())
}
