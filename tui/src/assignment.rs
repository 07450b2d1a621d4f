//! `FIELD=VALUE` as it is typed: what it names, and where its value comes from.

use std::fs::File;
use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};

use roster_core::edit::Draft;
use roster_core::schema::{Field, Kind, Operation, Resource};
use roster_core::text::shown;

use crate::exit::Failure;
use crate::output::notice;

/// The longest value that is read from a file or standard input.
const LONGEST: u64 = 1024 * 1024;

/// A field of the resource, and what it is to hold.
#[derive(Debug, PartialEq)]
pub struct Assignment {
    /// What is assigned.
    pub field: &'static Field,
    /// What it is to hold; `None` clears it.
    pub value: Option<String>,
}

/// Where a value comes from.
#[derive(Debug, PartialEq, Eq)]
enum Origin {
    Nothing,
    Typed(String),
    File(PathBuf),
    StandardInput,
}

/// Reads the assignments of a command line, then the files and the standard input that they name.
///
/// # Errors
/// An assignment without `=`, an unknown field (with those that the operation takes), a field or
/// standard input named twice, or a value that cannot be read.
pub fn read(
    resource: &'static Resource,
    operation: Operation,
    typed: &[String],
) -> Result<Vec<Assignment>, Failure> {
    let mut found: Vec<(&'static Field, Origin)> = Vec::new();
    for text in typed {
        let (field, origin) = parse(resource, operation, text)?;
        if found.iter().any(|(earlier, _)| earlier.name == field.name) {
            return Err(Failure::usage(format!("{} is given twice", field.name)));
        }
        let standard_input = |(_, origin): &&(_, Origin)| *origin == Origin::StandardInput;
        if origin == Origin::StandardInput
            && let Some((earlier, _)) = found.iter().find(standard_input)
        {
            return Err(Failure::usage(format!(
                "{} and {} both take standard input, which can be read once; give one of them as \
                 FIELD=@FILE",
                earlier.name, field.name
            )));
        }
        found.push((field, origin));
    }
    found
        .into_iter()
        .map(|(field, origin)| {
            Ok(Assignment {
                field,
                value: origin.fetch(field)?,
            })
        })
        .collect()
}

/// Writes the assignments into the draft.
///
/// # Errors
/// A value that the field does not take, or a field that may not be written.
pub fn apply(assignments: &[Assignment], draft: &mut Draft) -> Result<(), Failure> {
    for assignment in assignments {
        match &assignment.value {
            Some(value) => draft.set_text(assignment.field.name, value)?,
            None => draft.clear(assignment.field.name)?,
        }
    }
    Ok(())
}

fn parse(
    resource: &'static Resource,
    operation: Operation,
    text: &str,
) -> Result<(&'static Field, Origin), Failure> {
    let Some((name, value)) = text.split_once('=') else {
        // What was typed may be a secret with the name forgotten: it is not repeated.
        return Err(Failure::usage(format!(
            "a value is written FIELD=VALUE, with a field of {}: {}",
            resource.id,
            names(resource, operation)
        )));
    };
    let Some(field) = resource.field(name) else {
        return Err(Failure::usage(format!(
            "{} have no field \"{}\"; {operation} takes {}",
            resource.id,
            shown(name),
            names(resource, operation)
        )));
    };
    let origin = match (value, value.strip_prefix('@')) {
        ("", _) => Origin::Nothing,
        ("-", _) => Origin::StandardInput,
        (_, Some("")) => {
            return Err(Failure::usage(format!(
                "{name}=@ names no file; write {name}=@FILE"
            )));
        }
        (_, Some(file)) => Origin::File(file.into()),
        (value, None) => Origin::Typed(value.to_owned()),
    };
    Ok((field, origin))
}

fn names(resource: &'static Resource, operation: Operation) -> String {
    let names: Vec<_> = resource
        .sent_by(operation)
        .map(|field| field.name)
        .collect();
    names.join(", ")
}

impl Origin {
    fn fetch(self, field: &Field) -> Result<Option<String>, Failure> {
        match self {
            Origin::Nothing => Ok(None),
            Origin::Typed(text) => {
                if field.kind == Kind::Secret {
                    let name = field.name;
                    notice(&format!(
                        "warning: {name} was given on the command line, where the shell's history \
                         and the list of processes show it; {name}=@FILE and {name}=- do not"
                    ));
                }
                Ok(Some(text))
            }
            Origin::File(path) => from_file(&path, field).map(Some),
            Origin::StandardInput => {
                let input = std::io::stdin();
                if input.is_terminal() {
                    notice(&format!("type {} and end it with Ctrl-D", field.name));
                }
                from_reader(input.lock(), &format!("{}=-", field.name), "standard input").map(Some)
            }
        }
    }
}

fn from_file(path: &Path, field: &Field) -> Result<String, Failure> {
    let place = path.to_string_lossy();
    let place = shown(&place);
    let what = format!("{}=@{place}", field.name);
    let file = File::open(path)
        .map_err(|error| Failure::usage(format!("{what}: the file cannot be opened: {error}")))?;
    from_reader(file, &what, "the file")
}

fn from_reader(reader: impl Read, what: &str, place: &str) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    reader
        .take(LONGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::usage(format!("{what}: {place} cannot be read: {error}")))?;
    if bytes.len() as u64 > LONGEST {
        return Err(Failure::usage(format!(
            "{what}: {place} has more than {LONGEST} bytes, the most that a value may have"
        )));
    }
    let mut text = String::from_utf8(bytes)
        .map_err(|_| Failure::usage(format!("{what}: {place} is not text in UTF-8")))?;
    if text.ends_with('\n') {
        text.pop();
        if text.ends_with('\r') {
            text.pop();
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key_accounts() -> &'static Resource {
        roster_core::resource("mpdx/key-accounts").expect("a resource")
    }

    fn read_update(typed: &[&str]) -> Result<Vec<Assignment>, Failure> {
        let typed: Vec<String> = typed.iter().map(|text| (*text).to_owned()).collect();
        read(key_accounts(), Operation::Update, &typed)
    }

    #[test]
    fn a_value_is_typed_cleared_or_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("name");
        std::fs::write(&file, "Zoë\r\n").expect("written");
        let read = read_update(&[
            "first_name=a=b",
            "last_name=",
            &format!("email=@{}", file.display()),
        ])
        .expect("assignments");
        let values: Vec<_> = read
            .iter()
            .map(|one| (one.field.name, one.value.as_deref()))
            .collect();
        let expected = [
            ("first_name", Some("a=b")),
            ("last_name", None),
            ("email", Some("Zoë")),
        ];
        assert_eq!(values, expected);
    }

    #[test]
    fn only_one_line_end_is_taken_off() {
        for (written, value) in [
            ("a", "a"),
            ("a\n", "a"),
            ("a\n\n", "a\n"),
            ("\n", ""),
            ("a\r", "a\r"),
        ] {
            assert_eq!(
                from_reader(written.as_bytes(), "x", "y").expect("text"),
                value
            );
        }
    }

    #[test]
    fn what_makes_no_sense_is_named_with_what_is_allowed() {
        for (typed, why) in [
            (
                &["hunter2"][..],
                "written FIELD=VALUE, with a field of mpdx/key-accounts",
            ),
            (
                &["frist_name=x"],
                "no field \"frist_name\"; update takes first_name, last_name",
            ),
            (
                &["first_name=a", "first_name=b"],
                "first_name is given twice",
            ),
            (
                &["first_name=-", "last_name=-"],
                "first_name and last_name both take standard input",
            ),
            (&["first_name=@"], "names no file"),
            (&["first_name=@/nowhere/at-all"], "cannot be opened"),
            (&["first_name=@/"], "first_name=@/: the file cannot be"),
        ] {
            let lines = read_update(typed).expect_err(why).lines().join("\n");
            assert!(lines.contains(why), "{lines}");
            assert!(!lines.contains("hunter2"), "{lines}");
        }
    }
}
