//! JSON documents, and ways to damage them that a parser of values would not let through.

use std::fmt;

use proptest::prelude::*;
use proptest::sample::Index;

/// A JSON document whose atoms are text, so that they may be anything.
#[derive(Debug, Clone)]
pub enum Json {
    Atom(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// An input, shown as text when it broke something.
#[derive(Clone)]
pub struct Input(pub Vec<u8>);

impl fmt::Debug for Input {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        String::from_utf8_lossy(&self.0).fmt(formatter)
    }
}

/// One wound.
#[derive(Debug, Clone)]
pub enum Damage {
    /// Another value in the place of one.
    Replace(String),
    /// A member or item less.
    Drop,
    /// A member or item a second time, with another value.
    Double(String),
    /// Another name for a member.
    Rename(String),
    /// A value inside so many lists.
    Bury(usize),
}

impl Json {
    /// # Panics
    /// When the text is no JSON.
    pub fn read(text: &str) -> Json {
        let value: serde_json::Value = serde_json::from_str(text).expect("JSON");
        Json::from(&value)
    }

    /// As text, damaged or not.
    pub fn write(&self) -> String {
        match self {
            Json::Atom(text) => text.clone(),
            Json::List(items) => {
                let items: Vec<String> = items.iter().map(Json::write).collect();
                format!("[{}]", items.join(","))
            }
            Json::Object(members) => {
                let members = members.iter();
                let members: Vec<String> = members
                    .map(|(name, value)| format!("{name}:{}", value.write()))
                    .collect();
                format!("{{{}}}", members.join(","))
            }
        }
    }

    /// How many values there are, this one and all inside of it.
    pub fn size(&self) -> usize {
        1 + match self {
            Json::Atom(_) => 0,
            Json::List(items) => items.iter().map(Json::size).sum(),
            Json::Object(members) => members.iter().map(|(_, value)| value.size()).sum(),
        }
    }

    /// Does that to one of the values.
    pub fn damage(&mut self, place: Index, damage: &Damage) {
        let place = place.index(self.size());
        self.damage_at(place, damage);
    }

    fn damage_at(&mut self, place: usize, damage: &Damage) {
        if place == 0 {
            match damage {
                Damage::Replace(atom) => *self = Json::Atom(atom.clone()),
                Damage::Bury(depth) => {
                    let text = self.write();
                    let (open, close) = ("[".repeat(*depth), "]".repeat(*depth));
                    *self = Json::Atom(format!("{open}{text}{close}"));
                }
                _ => self.damage_inside(damage),
            }
            return;
        }
        let mut left = place - 1;
        let inside: Vec<&mut Json> = match self {
            Json::Atom(_) => Vec::new(),
            Json::List(items) => items.iter_mut().collect(),
            Json::Object(members) => members.iter_mut().map(|(_, value)| value).collect(),
        };
        for value in inside {
            let size = value.size();
            if left < size {
                return value.damage_at(left, damage);
            }
            left -= size;
        }
    }

    /// To the first member or item of this value.
    fn damage_inside(&mut self, damage: &Damage) {
        match (self, damage) {
            (Json::Object(members), Damage::Drop) if !members.is_empty() => {
                members.remove(0);
            }
            (Json::List(items), Damage::Drop) => items.clear(),
            (Json::Object(members), Damage::Double(atom)) => {
                if let Some((name, _)) = members.first() {
                    members.push((name.clone(), Json::Atom(atom.clone())));
                }
            }
            (Json::List(items), Damage::Double(atom)) => items.push(Json::Atom(atom.clone())),
            (Json::Object(members), Damage::Rename(name)) => {
                if let Some(member) = members.first_mut() {
                    member.0 = name.clone();
                }
            }
            (this, Damage::Rename(atom) | Damage::Double(atom)) => *this = Json::Atom(atom.clone()),
            _ => {}
        }
    }
}

impl From<&serde_json::Value> for Json {
    fn from(value: &serde_json::Value) -> Json {
        match value {
            serde_json::Value::Array(items) => Json::List(items.iter().map(Json::from).collect()),
            serde_json::Value::Object(members) => {
                let members = members.iter();
                Json::Object(
                    members
                        .map(|(name, value)| (quoted(name), Json::from(value)))
                        .collect(),
                )
            }
            atom => Json::Atom(atom.to_string()),
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Values that documents of these systems do not have, and parsers stumble over.
fn atom() -> impl Strategy<Value = String> {
    let awkward = [
        "null",
        "true",
        "false",
        "{}",
        "[]",
        "0",
        "-0",
        "-1",
        "1.0",
        "1e999",
        "-1e-999",
        "01",
        "NaN",
        "18446744073709551616",
        "123456789012345678901234567890.10",
        r#""""#,
        r#"" ""#,
        r#""none""#,
        r#""\ud800""#,
        r#""\udc00\ud800""#,
        r#""\u0000""#,
        r#""\u001b[31m""#,
        r#""\u202e""#,
        r#""1900-01-01T00:00:00Z""#,
        r#""9999-99-99""#,
        r#"{"Id":null,"Id":7,"Name":5}"#,
        r#"{"data":{"id":"x"}}"#,
        r#"{"data":[{"id":"x"}]}"#,
        r#"[[],{},""]"#,
        "'x'",
        "\u{feff}",
        "",
    ];
    prop_oneof![
        6 => prop::sample::select(awkward.to_vec()).prop_map(str::to_owned),
        1 => any::<String>().prop_map(|text| quoted(&text)),
        1 => any::<i128>().prop_map(|number| number.to_string()),
        1 => (1_000..20_000_usize).prop_map(|length| quoted(&"long ".repeat(length / 5))),
        1 => (0..2_000_usize).prop_map(|count| format!("[{}0]", "7,".repeat(count))),
    ]
}

fn name() -> impl Strategy<Value = String> {
    let names = [
        r#""id""#,
        r#""Id""#,
        r#""data""#,
        r#""errors""#,
        r#""a.b[0]""#,
        r#""""#,
        r#""\ud800""#,
        r#""\u0000""#,
        "x",
        r#""__proto__""#,
        r#""Errors""#,
        r#""type""#,
    ];
    prop::sample::select(names.to_vec()).prop_map(str::to_owned)
}

/// Any wound.
pub fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        4 => atom().prop_map(Damage::Replace),
        2 => Just(Damage::Drop),
        2 => atom().prop_map(Damage::Double),
        1 => name().prop_map(Damage::Rename),
        1 => prop::sample::select(vec![1, 60, 63, 64, 65, 130, 5_000]).prop_map(Damage::Bury),
    ]
}

/// What happens to a document as a whole, on its way.
#[derive(Debug, Clone)]
pub enum Mishap {
    Nothing,
    /// A byte order mark in front.
    Marked,
    /// Only so much of it came.
    Cut(Index),
    /// More behind its end.
    Trailing(Vec<u8>),
    /// A byte that became another one.
    Flipped(Index, u8),
}

impl Mishap {
    /// The bytes that come of the document.
    pub fn befall(&self, document: &str) -> Input {
        let mut bytes = document.as_bytes().to_vec();
        match self {
            Mishap::Nothing => {}
            Mishap::Marked => bytes.splice(0..0, *b"\xef\xbb\xbf").for_each(drop),
            Mishap::Cut(place) => bytes.truncate(place.index(bytes.len() + 1)),
            Mishap::Trailing(more) => bytes.extend_from_slice(more),
            Mishap::Flipped(place, byte) if !bytes.is_empty() => {
                let place = place.index(bytes.len());
                bytes[place] = *byte;
            }
            Mishap::Flipped(..) => {}
        }
        Input(bytes)
    }
}

/// Any mishap; most documents arrive whole.
pub fn mishap() -> impl Strategy<Value = Mishap> {
    prop_oneof![
        6 => Just(Mishap::Nothing),
        1 => Just(Mishap::Marked),
        1 => any::<Index>().prop_map(Mishap::Cut),
        1 => prop::collection::vec(any::<u8>(), 1..8).prop_map(Mishap::Trailing),
        1 => (any::<Index>(), any::<u8>()).prop_map(|(place, byte)| Mishap::Flipped(place, byte)),
    ]
}
