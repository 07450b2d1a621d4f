//! The three enums of an account: what may be sent, and the name that is answered with it.

/// A list of values, each with its name.
pub struct Choices {
    /// The `Type` of the abstract object that an account is answered with.
    pub kind: &'static str,
    values: &'static [(&'static str, &'static str)],
}

impl Choices {
    /// The value that was sent, exactly as it is written in the list.
    pub fn value(&self, sent: &str) -> Option<&'static str> {
        self.values
            .iter()
            .find(|(value, _)| *value == sent)
            .map(|(value, _)| *value)
    }

    /// The value with this name.
    pub fn named(&self, name: &str) -> Option<&'static str> {
        self.values
            .iter()
            .find(|(_, label)| *label == name)
            .map(|(value, _)| *value)
    }

    /// The name of a value. One that is not in the list has none.
    pub fn name(&self, value: &str) -> Option<&'static str> {
        self.values
            .iter()
            .find(|(known, _)| *known == value)
            .map(|(_, name)| *name)
    }

    /// The value at a place in the list, which starts again at its end.
    pub fn at(&self, place: usize) -> &'static str {
        self.values
            .get(place % self.values.len())
            .map_or("", |(value, _)| *value)
    }
}

/// `Language`.
pub const LANGUAGES: Choices = Choices {
    kind: "Language",
    values: &[
        ("ar-ae", "Arabic"),
        ("bn-IN", "Bengali"),
        ("zh-CN", "Chinese"),
        ("da-dk", "Danish"),
        ("en-US", "English"),
        ("fo-fo", "Faroese"),
        ("fi-FI", "Finnish"),
        ("fr-FR", "French"),
        ("de-DE", "German"),
        ("hi-IN", "Hindi"),
        ("ja-JP", "Japanese"),
        ("ko-KR", "Korean"),
        ("ms-MY", "Malay"),
        ("pt-PT", "Portuguese"),
        ("ru-RU", "Russian"),
        ("es-ES", "Spanish"),
        ("sv-se", "Swedish"),
        ("tr-TR", "Turkish"),
        ("ur-IN", "Urdu"),
    ],
};

/// `DateFormat`.
pub const DATE_FORMATS: Choices = Choices {
    kind: "DateFormat",
    values: &[
        ("DD-MM-YYYY", "DD-MM-YYYY"),
        ("DD/MM/YYYY", "DD/MM/YYYY"),
        ("DD.MM.YYYY", "DD.MM.YYYY"),
        ("MM-DD-YYYY", "MM-DD-YYYY"),
        ("MM/DD/YYYY", "MM/DD/YYYY"),
        ("YYYY-MM-DD", "YYYY-MM-DD"),
        ("YYYY/MM/DD", "YYYY/MM/DD"),
    ],
};

/// `Timezone`.
pub const TIMEZONES: Choices = Choices {
    kind: "Timezone",
    values: &[
        ("Afghanistan Standard Time", "(GMT+04:30) Kabul"),
        ("Alaskan Standard Time", "(GMT-09:00) Alaska"),
        ("Arab Standard Time", "(GMT+03:00) Kuwait, Riyadh"),
        ("Arabian Standard Time", "(GMT+04:00) Abu Dhabi, Muscat"),
        ("Arabic Standard Time", "(GMT+03:00) Baghdad"),
        ("Argentina Standard Time", "(GMT-03:00) Buenos Aires"),
        (
            "Atlantic Standard Time",
            "(GMT-04:00) Atlantic Time (Canada)",
        ),
        ("AUS Central Standard Time", "(GMT+09:30) Darwin"),
        (
            "AUS Eastern Standard Time",
            "(GMT+10:00) Canberra, Melbourne, Sydney",
        ),
        ("Azerbaijan Standard Time", "(GMT+04:00) Baku"),
        ("Azores Standard Time", "(GMT-01:00) Azores"),
        ("Canada Central Standard Time", "(GMT-06:00) Saskatchewan"),
        ("Cape Verde Standard Time", "(GMT-01:00) Cape Verde Is."),
        ("Caucasus Standard Time", "(GMT+04:00) Yerevan"),
        ("Cen. Australia Standard Time", "(GMT+09:30) Adelaide"),
        (
            "Central America Standard Time",
            "(GMT-06:00) Central America",
        ),
        ("Central Asia Standard Time", "(GMT+06:00) Astana, Dhaka"),
        ("Central Brazilian Standard Time", "(GMT-04:00) Manaus"),
        (
            "Central Europe Standard Time",
            "(GMT+01:00) Belgrade, Bratislava, Budapest, Ljubljana, Prague",
        ),
        (
            "Central European Standard Time",
            "(GMT+01:00) Sarajevo, Skopje, Warsaw, Zagreb",
        ),
        (
            "Central Pacific Standard Time",
            "(GMT+11:00) Magadan, Solomon Is., New Caledonia",
        ),
        (
            "Central Standard Time",
            "(GMT-06:00) Central Time (US & Canada)",
        ),
        (
            "Central Standard Time (Mexico)",
            "(GMT-06:00) Guadalajara, Mexico City, Monterrey",
        ),
        (
            "China Standard Time",
            "(GMT+08:00) Beijing, Chongqing, Hong Kong, Urumqi",
        ),
        (
            "Dateline Standard Time",
            "(GMT-12:00) International Date Line West",
        ),
        ("E. Africa Standard Time", "(GMT+03:00) Nairobi"),
        ("E. Australia Standard Time", "(GMT+10:00) Brisbane"),
        ("E. Europe Standard Time", "(GMT+02:00) Minsk"),
        ("E. South America Standard Time", "(GMT-03:00) Brasilia"),
        (
            "Eastern Standard Time",
            "(GMT-05:00) Eastern Time (US & Canada)",
        ),
        ("Egypt Standard Time", "(GMT+02:00) Cairo"),
        ("Ekaterinburg Standard Time", "(GMT+05:00) Ekaterinburg"),
        (
            "Fiji Standard Time",
            "(GMT+12:00) Fiji, Kamchatka, Marshall Is.",
        ),
        (
            "FLE Standard Time",
            "(GMT+02:00) Helsinki, Kyiv, Riga, Sofia, Tallinn, Vilnius",
        ),
        ("Georgian Standard Time", "(GMT+03:00) Tbilisi"),
        (
            "GMT Standard Time",
            "(GMT) Greenwich Mean Time : Dublin, Edinburgh, Lisbon, London",
        ),
        ("Greenland Standard Time", "(GMT-03:00) Greenland"),
        ("Greenwich Standard Time", "(GMT) Monrovia, Reykjavik"),
        (
            "GTB Standard Time",
            "(GMT+02:00) Athens, Bucharest, Istanbul",
        ),
        ("Hawaiian Standard Time", "(GMT-10:00) Hawaii"),
        (
            "India Standard Time",
            "(GMT+05:30) Chennai, Kolkata, Mumbai, New Delhi",
        ),
        ("Iran Standard Time", "(GMT+03:30) Tehran"),
        ("Israel Standard Time", "(GMT+02:00) Jerusalem"),
        ("Jordan Standard Time", "(GMT+02:00) Amman"),
        ("Korea Standard Time", "(GMT+09:00) Seoul"),
        ("Mauritius Standard Time", "(GMT+04:00) Port Louis"),
        ("Mid-Atlantic Standard Time", "(GMT-02:00) Mid-Atlantic"),
        ("Middle East Standard Time", "(GMT+02:00) Beirut"),
        ("Montevideo Standard Time", "(GMT-03:00) Montevideo"),
        ("Morocco Standard Time", "(GMT) Casablanca"),
        (
            "Mountain Standard Time",
            "(GMT-07:00) Mountain Time (US & Canada)",
        ),
        (
            "Mountain Standard Time (Mexico)",
            "(GMT-07:00) Chihuahua, La Paz, Mazatlan",
        ),
        ("Myanmar Standard Time", "(GMT+06:30) Yangon (Rangoon)"),
        (
            "N. Central Asia Standard Time",
            "(GMT+06:00) Almaty, Novosibirsk",
        ),
        ("Namibia Standard Time", "(GMT+02:00) Windhoek"),
        ("Nepal Standard Time", "(GMT+05:45) Kathmandu"),
        (
            "New Zealand Standard Time",
            "(GMT+12:00) Auckland, Wellington",
        ),
        ("Newfoundland Standard Time", "(GMT-03:30) Newfoundland"),
        (
            "North Asia East Standard Time",
            "(GMT+08:00) Irkutsk, Ulaan Bataar",
        ),
        ("North Asia Standard Time", "(GMT+07:00) Krasnoyarsk"),
        ("Pacific SA Standard Time", "(GMT-04:00) Santiago"),
        (
            "Pacific Standard Time",
            "(GMT-08:00) Pacific Time (US & Canada)",
        ),
        (
            "Pacific Standard Time (Mexico)",
            "(GMT-08:00) Tijuana, Baja California",
        ),
        ("Pakistan Standard Time", "(GMT+05:00) Islamabad, Karachi"),
        (
            "Romance Standard Time",
            "(GMT+01:00) Brussels, Copenhagen, Madrid, Paris",
        ),
        (
            "Russian Standard Time",
            "(GMT+03:00) Moscow, St. Petersburg, Volgograd",
        ),
        ("SA Eastern Standard Time", "(GMT-03:00) Georgetown"),
        (
            "SA Pacific Standard Time",
            "(GMT-05:00) Bogota, Lima, Quito, Rio Branco",
        ),
        ("SA Western Standard Time", "(GMT-04:00) La Paz"),
        ("Samoa Standard Time", "(GMT-11:00) Midway Island, Samoa"),
        (
            "SE Asia Standard Time",
            "(GMT+07:00) Bangkok, Hanoi, Jakarta",
        ),
        (
            "Singapore Standard Time",
            "(GMT+08:00) Kuala Lumpur, Singapore",
        ),
        ("South Africa Standard Time", "(GMT+02:00) Harare, Pretoria"),
        ("Sri Lanka Standard Time", "(GMT+05:30) Sri Jayawardenepura"),
        ("Taipei Standard Time", "(GMT+08:00) Taipei"),
        ("Tasmania Standard Time", "(GMT+10:00) Hobart"),
        ("Tokyo Standard Time", "(GMT+09:00) Osaka, Sapporo, Tokyo"),
        ("Tonga Standard Time", "(GMT+13:00) Nuku'alofa"),
        ("US Eastern Standard Time", "(GMT-05:00) Indiana (East)"),
        ("US Mountain Standard Time", "(GMT-07:00) Arizona"),
        ("UTC", "UTC"),
        ("Venezuela Standard Time", "(GMT-04:30) Caracas"),
        ("Vladivostok Standard Time", "(GMT+10:00) Vladivostok"),
        ("W. Australia Standard Time", "(GMT+08:00) Perth"),
        (
            "W. Central Africa Standard Time",
            "(GMT+01:00) West Central Africa",
        ),
        (
            "W. Europe Standard Time",
            "(GMT+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna",
        ),
        ("West Asia Standard Time", "(GMT+05:00) Tashkent"),
        (
            "West Pacific Standard Time",
            "(GMT+10:00) Guam, Port Moresby",
        ),
        ("Yakutsk Standard Time", "(GMT+09:00) Yakutsk"),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_as_long_as_the_documents_say() {
        assert_eq!(LANGUAGES.values.len(), 19);
        assert_eq!(DATE_FORMATS.values.len(), 7);
        assert_eq!(TIMEZONES.values.len(), 89);
    }
}
