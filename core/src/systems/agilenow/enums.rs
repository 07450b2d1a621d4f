//! AgileNow's enumerations: values exactly as its documents write them, with their odd capitals, and
//! the labels that a person reads.

use crate::schema::{Choice, Kind};
use crate::systems::model::text_types;

text_types! {
    /// A language of the user interface.
    Language => Kind::Choice(LANGUAGES);
    /// A Windows zone name.
    Timezone => Kind::Choice(TIMEZONES);
    /// How dates are written.
    DateFormat => Kind::Choice(DATE_FORMATS);
}

const fn choice(value: &'static str, label: &'static str) -> Choice {
    Choice { value, label }
}

/// The 19 languages.
pub const LANGUAGES: &[Choice] = &[
    choice("ar-ae", "Arabic"),
    choice("bn-IN", "Bengali"),
    choice("zh-CN", "Chinese"),
    choice("da-dk", "Danish"),
    choice("en-US", "English"),
    choice("fo-fo", "Faroese"),
    choice("fi-FI", "Finnish"),
    choice("fr-FR", "French"),
    choice("de-DE", "German"),
    choice("hi-IN", "Hindi"),
    choice("ja-JP", "Japanese"),
    choice("ko-KR", "Korean"),
    choice("ms-MY", "Malay"),
    choice("pt-PT", "Portuguese"),
    choice("ru-RU", "Russian"),
    choice("es-ES", "Spanish"),
    choice("sv-se", "Swedish"),
    choice("tr-TR", "Turkish"),
    choice("ur-IN", "Urdu"),
];

/// The 7 date formats.
pub const DATE_FORMATS: &[Choice] = &[
    choice("DD-MM-YYYY", "DD-MM-YYYY"),
    choice("DD/MM/YYYY", "DD/MM/YYYY"),
    choice("DD.MM.YYYY", "DD.MM.YYYY"),
    choice("MM-DD-YYYY", "MM-DD-YYYY"),
    choice("MM/DD/YYYY", "MM/DD/YYYY"),
    choice("YYYY-MM-DD", "YYYY-MM-DD"),
    choice("YYYY/MM/DD", "YYYY/MM/DD"),
];

/// The 89 time zones.
pub const TIMEZONES: &[Choice] = &[
    choice("Afghanistan Standard Time", "(GMT+04:30) Kabul"),
    choice("Alaskan Standard Time", "(GMT-09:00) Alaska"),
    choice("Arab Standard Time", "(GMT+03:00) Kuwait, Riyadh"),
    choice("Arabian Standard Time", "(GMT+04:00) Abu Dhabi, Muscat"),
    choice("Arabic Standard Time", "(GMT+03:00) Baghdad"),
    choice("Argentina Standard Time", "(GMT-03:00) Buenos Aires"),
    choice(
        "Atlantic Standard Time",
        "(GMT-04:00) Atlantic Time (Canada)",
    ),
    choice("AUS Central Standard Time", "(GMT+09:30) Darwin"),
    choice(
        "AUS Eastern Standard Time",
        "(GMT+10:00) Canberra, Melbourne, Sydney",
    ),
    choice("Azerbaijan Standard Time", "(GMT+04:00) Baku"),
    choice("Azores Standard Time", "(GMT-01:00) Azores"),
    choice("Canada Central Standard Time", "(GMT-06:00) Saskatchewan"),
    choice("Cape Verde Standard Time", "(GMT-01:00) Cape Verde Is."),
    choice("Caucasus Standard Time", "(GMT+04:00) Yerevan"),
    choice("Cen. Australia Standard Time", "(GMT+09:30) Adelaide"),
    choice(
        "Central America Standard Time",
        "(GMT-06:00) Central America",
    ),
    choice("Central Asia Standard Time", "(GMT+06:00) Astana, Dhaka"),
    choice("Central Brazilian Standard Time", "(GMT-04:00) Manaus"),
    choice(
        "Central Europe Standard Time",
        "(GMT+01:00) Belgrade, Bratislava, Budapest, Ljubljana, Prague",
    ),
    choice(
        "Central European Standard Time",
        "(GMT+01:00) Sarajevo, Skopje, Warsaw, Zagreb",
    ),
    choice(
        "Central Pacific Standard Time",
        "(GMT+11:00) Magadan, Solomon Is., New Caledonia",
    ),
    choice(
        "Central Standard Time",
        "(GMT-06:00) Central Time (US & Canada)",
    ),
    choice(
        "Central Standard Time (Mexico)",
        "(GMT-06:00) Guadalajara, Mexico City, Monterrey",
    ),
    choice(
        "China Standard Time",
        "(GMT+08:00) Beijing, Chongqing, Hong Kong, Urumqi",
    ),
    choice(
        "Dateline Standard Time",
        "(GMT-12:00) International Date Line West",
    ),
    choice("E. Africa Standard Time", "(GMT+03:00) Nairobi"),
    choice("E. Australia Standard Time", "(GMT+10:00) Brisbane"),
    choice("E. Europe Standard Time", "(GMT+02:00) Minsk"),
    choice("E. South America Standard Time", "(GMT-03:00) Brasilia"),
    choice(
        "Eastern Standard Time",
        "(GMT-05:00) Eastern Time (US & Canada)",
    ),
    choice("Egypt Standard Time", "(GMT+02:00) Cairo"),
    choice("Ekaterinburg Standard Time", "(GMT+05:00) Ekaterinburg"),
    choice(
        "Fiji Standard Time",
        "(GMT+12:00) Fiji, Kamchatka, Marshall Is.",
    ),
    choice(
        "FLE Standard Time",
        "(GMT+02:00) Helsinki, Kyiv, Riga, Sofia, Tallinn, Vilnius",
    ),
    choice("Georgian Standard Time", "(GMT+03:00) Tbilisi"),
    choice(
        "GMT Standard Time",
        "(GMT) Greenwich Mean Time : Dublin, Edinburgh, Lisbon, London",
    ),
    choice("Greenland Standard Time", "(GMT-03:00) Greenland"),
    choice("Greenwich Standard Time", "(GMT) Monrovia, Reykjavik"),
    choice(
        "GTB Standard Time",
        "(GMT+02:00) Athens, Bucharest, Istanbul",
    ),
    choice("Hawaiian Standard Time", "(GMT-10:00) Hawaii"),
    choice(
        "India Standard Time",
        "(GMT+05:30) Chennai, Kolkata, Mumbai, New Delhi",
    ),
    choice("Iran Standard Time", "(GMT+03:30) Tehran"),
    choice("Israel Standard Time", "(GMT+02:00) Jerusalem"),
    choice("Jordan Standard Time", "(GMT+02:00) Amman"),
    choice("Korea Standard Time", "(GMT+09:00) Seoul"),
    choice("Mauritius Standard Time", "(GMT+04:00) Port Louis"),
    choice("Mid-Atlantic Standard Time", "(GMT-02:00) Mid-Atlantic"),
    choice("Middle East Standard Time", "(GMT+02:00) Beirut"),
    choice("Montevideo Standard Time", "(GMT-03:00) Montevideo"),
    choice("Morocco Standard Time", "(GMT) Casablanca"),
    choice(
        "Mountain Standard Time",
        "(GMT-07:00) Mountain Time (US & Canada)",
    ),
    choice(
        "Mountain Standard Time (Mexico)",
        "(GMT-07:00) Chihuahua, La Paz, Mazatlan",
    ),
    choice("Myanmar Standard Time", "(GMT+06:30) Yangon (Rangoon)"),
    choice(
        "N. Central Asia Standard Time",
        "(GMT+06:00) Almaty, Novosibirsk",
    ),
    choice("Namibia Standard Time", "(GMT+02:00) Windhoek"),
    choice("Nepal Standard Time", "(GMT+05:45) Kathmandu"),
    choice(
        "New Zealand Standard Time",
        "(GMT+12:00) Auckland, Wellington",
    ),
    choice("Newfoundland Standard Time", "(GMT-03:30) Newfoundland"),
    choice(
        "North Asia East Standard Time",
        "(GMT+08:00) Irkutsk, Ulaan Bataar",
    ),
    choice("North Asia Standard Time", "(GMT+07:00) Krasnoyarsk"),
    choice("Pacific SA Standard Time", "(GMT-04:00) Santiago"),
    choice(
        "Pacific Standard Time",
        "(GMT-08:00) Pacific Time (US & Canada)",
    ),
    choice(
        "Pacific Standard Time (Mexico)",
        "(GMT-08:00) Tijuana, Baja California",
    ),
    choice("Pakistan Standard Time", "(GMT+05:00) Islamabad, Karachi"),
    choice(
        "Romance Standard Time",
        "(GMT+01:00) Brussels, Copenhagen, Madrid, Paris",
    ),
    choice(
        "Russian Standard Time",
        "(GMT+03:00) Moscow, St. Petersburg, Volgograd",
    ),
    choice("SA Eastern Standard Time", "(GMT-03:00) Georgetown"),
    choice(
        "SA Pacific Standard Time",
        "(GMT-05:00) Bogota, Lima, Quito, Rio Branco",
    ),
    choice("SA Western Standard Time", "(GMT-04:00) La Paz"),
    choice("Samoa Standard Time", "(GMT-11:00) Midway Island, Samoa"),
    choice(
        "SE Asia Standard Time",
        "(GMT+07:00) Bangkok, Hanoi, Jakarta",
    ),
    choice(
        "Singapore Standard Time",
        "(GMT+08:00) Kuala Lumpur, Singapore",
    ),
    choice("South Africa Standard Time", "(GMT+02:00) Harare, Pretoria"),
    choice("Sri Lanka Standard Time", "(GMT+05:30) Sri Jayawardenepura"),
    choice("Taipei Standard Time", "(GMT+08:00) Taipei"),
    choice("Tasmania Standard Time", "(GMT+10:00) Hobart"),
    choice("Tokyo Standard Time", "(GMT+09:00) Osaka, Sapporo, Tokyo"),
    choice("Tonga Standard Time", "(GMT+13:00) Nuku'alofa"),
    choice("US Eastern Standard Time", "(GMT-05:00) Indiana (East)"),
    choice("US Mountain Standard Time", "(GMT-07:00) Arizona"),
    choice("UTC", "UTC"),
    choice("Venezuela Standard Time", "(GMT-04:30) Caracas"),
    choice("Vladivostok Standard Time", "(GMT+10:00) Vladivostok"),
    choice("W. Australia Standard Time", "(GMT+08:00) Perth"),
    choice(
        "W. Central Africa Standard Time",
        "(GMT+01:00) West Central Africa",
    ),
    choice(
        "W. Europe Standard Time",
        "(GMT+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna",
    ),
    choice("West Asia Standard Time", "(GMT+05:00) Tashkent"),
    choice(
        "West Pacific Standard Time",
        "(GMT+10:00) Guam, Port Moresby",
    ),
    choice("Yakutsk Standard Time", "(GMT+09:00) Yakutsk"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_documented_value_is_there_once() {
        for (choices, count) in [(LANGUAGES, 19), (DATE_FORMATS, 7), (TIMEZONES, 89)] {
            let values: std::collections::BTreeSet<_> =
                choices.iter().map(|choice| choice.value).collect();
            assert_eq!((choices.len(), values.len()), (count, count));
        }
    }
}
