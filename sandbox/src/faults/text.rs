//! Faults as they are written: on the command line, and in the control request's JSON.

use std::str::FromStr;

use serde_json::{Map, Value};

use crate::faults::catalogue::{self, KINDS};
use crate::faults::fault::{Fault, Frequency};
use crate::system::System;

const OPTIONS: [&str; 6] = ["system", "method", "path", "next", "every", "chance"];
/// What the control request's answer has beside the fault; ignored, so that it can be sent back.
const COUNTS: [&str; 2] = ["calls", "fired"];

/// Why a fault cannot be read. Each message names what is allowed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultError {
    /// There is no such kind.
    #[error("there is no fault `{name}`; there are {}", catalogue::names())]
    Kind {
        /// What was written.
        name: String,
    },
    /// What stands behind the kind's colon does not fit it.
    #[error("`{found}` does not fit {kind}: it takes {expected}")]
    Value {
        /// The kind.
        kind: &'static str,
        /// What was written.
        found: String,
        /// What may be.
        expected: &'static str,
    },
    /// There is no such option.
    #[error("there is no option `{name}`; there are {}", OPTIONS.join(", "))]
    Option {
        /// What was written.
        name: String,
    },
    /// The value of an option does not fit it.
    #[error("{option} cannot be `{found}`: it is {expected}")]
    OptionValue {
        /// The option.
        option: &'static str,
        /// What was written.
        found: String,
        /// What may be.
        expected: &'static str,
    },
    /// The control request's body is no list of faults.
    #[error(
        "faults are a JSON list of objects such as \
         {{\"kind\": \"latency\", \"value\": \"20-50\", \"system\": \"mpdx\", \"next\": 2}}, or of \
         texts such as \"latency:20-50,system=mpdx,next=2\"; {reason}"
    )]
    Document {
        /// What is wrong with it.
        reason: String,
    },
}

impl FromStr for Fault {
    type Err = FaultError;

    /// Reads `KIND[:VALUE][,OPTION=…]`.
    fn from_str(text: &str) -> Result<Self, FaultError> {
        let (kind, rest) = text.split_once(':').unwrap_or((text, ""));
        let mut parts = rest.split(',').peekable();
        let value = parts.next_if(|part| !is_option(part)).unwrap_or("");
        let mut fault = kind_of(kind.trim(), value.trim())?;
        for part in parts {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            set(&mut fault, name.trim(), value.trim())?;
        }
        Ok(fault)
    }
}

/// A pointer or an address may have a `=`, too, but never behind letters only.
fn is_option(part: &str) -> bool {
    part.split_once('=')
        .is_some_and(|(name, _)| name.trim().bytes().all(|byte| byte.is_ascii_alphabetic()))
}

fn kind_of(name: &str, value: &str) -> Result<Fault, FaultError> {
    let kind = KINDS
        .iter()
        .find(|kind| kind.name == name)
        .ok_or_else(|| FaultError::Kind {
            name: name.to_owned(),
        })?;
    (kind.read)(value)
        .map(Fault::new)
        .ok_or_else(|| FaultError::Value {
            kind: kind.name,
            found: value.to_owned(),
            expected: match kind.value {
                "" => "no value, only options",
                value => value,
            },
        })
}

fn set(fault: &mut Fault, name: &str, value: &str) -> Result<(), FaultError> {
    let wrong = |option, expected| FaultError::OptionValue {
        option,
        found: value.to_owned(),
        expected,
    };
    let number = |option| {
        let number = value.parse::<u64>().ok().filter(|number| *number > 0);
        number.ok_or_else(|| wrong(option, "a whole number from 1"))
    };
    let text = |option| {
        let text = (!value.is_empty()).then(|| value.to_owned());
        text.ok_or_else(|| wrong(option, "a text"))
    };
    match name {
        "system" => {
            let system = System::named(value)
                .ok_or_else(|| wrong("system", "mpdx, agilenow, swift or token"))?;
            fault.system = Some(system);
        }
        "method" => fault.method = Some(text("method")?.to_ascii_uppercase()),
        "path" => fault.path = Some(text("path")?),
        "next" => fault.frequency = Frequency::Next(number("next")?),
        "every" => fault.frequency = Frequency::Every(number("every")?),
        "chance" => {
            let chance = value.parse().ok().filter(|p| (0.0..=1.0).contains(p));
            let chance = chance.ok_or_else(|| wrong("chance", "a number from 0 to 1"))?;
            fault.frequency = Frequency::Chance(chance);
        }
        _ => {
            return Err(FaultError::Option {
                name: name.to_owned(),
            });
        }
    }
    Ok(())
}

/// Reads the control request's body.
pub fn from_json(body: &[u8]) -> Result<Vec<Fault>, FaultError> {
    let document = |reason: String| FaultError::Document { reason };
    let body: Value = serde_json::from_slice(body)
        .map_err(|error| document(format!("the body is not readable JSON: {error}")))?;
    let Value::Array(faults) = body else {
        return Err(document("the body is no list".to_owned()));
    };
    faults
        .iter()
        .enumerate()
        .map(|(index, fault)| match fault {
            Value::String(text) => text.parse(),
            Value::Object(members) => from_members(members),
            _ => Err(document(format!(
                "the one at {index} is neither an object nor a text"
            ))),
        })
        .collect()
}

fn from_members(members: &Map<String, Value>) -> Result<Fault, FaultError> {
    let written = |name: &str| match members.get(name) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    let mut fault = kind_of(&written("kind"), &written("value"))?;
    for name in members.keys() {
        if name != "kind" && name != "value" && !COUNTS.contains(&name.as_str()) {
            set(&mut fault, name, &written(name))?;
        }
    }
    Ok(fault)
}

/// The members of a fault, as [`from_json`] reads them.
pub fn members(fault: &Fault) -> Map<String, Value> {
    let mut members = Map::new();
    members.insert("kind".to_owned(), fault.kind.name().into());
    if let Some(value) = fault.kind.value() {
        members.insert("value".to_owned(), value.into());
    }
    for (name, value) in fault.options() {
        let value = match name {
            "next" | "every" | "chance" => serde_json::from_str(&value).unwrap_or(Value::Null),
            _ => value.into(),
        };
        members.insert(name.to_owned(), value);
    }
    members
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::faults::FaultKind;

    #[test]
    fn a_fault_is_written_as_it_was_read() {
        for text in [
            "lost-after",
            "latency:20-50,system=mpdx,method=POST,path=accounts,next=2",
            "unavailable:3,every=4",
            "redirect:http://127.0.0.1:9,chance=0.25",
            "wrong-types:/data/0/a=b,system=token",
            "expired-token:every=1",
        ] {
            let fault: Fault = text.parse().unwrap();
            assert_eq!(fault.to_string(), text);
            let body = Value::from(vec![members(&fault)]).to_string();
            assert_eq!(from_json(body.as_bytes()), Ok(vec![fault]));
        }
    }

    #[test]
    fn both_ways_to_make_one_agree() {
        let made = Fault::new(FaultKind::Cut)
            .on(System::Swift)
            .method("get")
            .path("/accounts")
            .every(2);
        let read = "cut:system=swift,method=GET,path=/accounts,every=2".parse();
        assert_eq!(read, Ok(made));
    }

    #[test]
    fn what_cannot_be_read_names_what_is_allowed() {
        for (text, allowed) in [
            ("latenzy:5", "latency, lost-before, lost-after"),
            ("latency:much", "MS or MS-MS"),
            ("latency:9-3", "MS or MS-MS"),
            ("cut:half", "no value, only options"),
            ("redirect:elsewhere", "ORIGIN"),
            (
                "cut:next=1,when=now",
                "system, method, path, next, every, chance",
            ),
            ("cut:when=now", "system, method, path, next, every, chance"),
            ("cut:system=ldap", "mpdx, agilenow, swift or token"),
            ("cut:next=0", "a whole number from 1"),
            ("cut:chance=2", "a number from 0 to 1"),
        ] {
            let error = text.parse::<Fault>().unwrap_err().to_string();
            assert!(error.contains(allowed), "{text}: {error}");
        }
        for body in ["{}", "[7]", "[", "[{}]"] {
            assert!(from_json(body.as_bytes()).is_err(), "{body}");
        }
    }
}
