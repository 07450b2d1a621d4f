//! What the module takes from its JavaScript, under short names.
//!
//! `wasm-bindgen` names every import with a hash, which no compression makes smaller: the names are
//! a tenth of the JavaScript that a browser loads, and stand in the module again.

use anyhow::{Context, Result, ensure};

use super::binary::{FUNCTION, HEAD, IMPORTS, Reader, put_bytes, put_number, sections};

/// Gives every import of the module a short name, in the module and in its JavaScript.
///
/// # Errors
/// When the bytes are no module, it imports anything but functions, or the JavaScript does not have
/// each of them once.
pub fn shorten(module: &[u8], glue: &str) -> Result<(Vec<u8>, String)> {
    let mut shortened = HEAD.to_vec();
    let mut glue = glue.to_owned();
    for (kind, section) in sections(module)? {
        shortened.push(kind);
        if kind == IMPORTS {
            put_bytes(&imports(section, &mut glue)?, &mut shortened);
        } else {
            put_bytes(section, &mut shortened);
        }
    }
    Ok((shortened, glue))
}

fn imports(section: &[u8], glue: &mut String) -> Result<Vec<u8>> {
    let mut reader = Reader::new(section);
    let mut shortened = Vec::new();
    let count = reader.number()?;
    put_number(count, &mut shortened);
    for place in 0..count {
        let from = reader.bytes()?;
        let name = std::str::from_utf8(reader.bytes()?).context("a name that is no text")?;
        ensure!(
            reader.byte()? == FUNCTION,
            "{name} is imported and no function"
        );
        let (long, short) = (format!(" {name}: "), format!(" {}: ", letters(place)));
        ensure!(
            glue.matches(&long).count() == 1,
            "the module's JavaScript does not have {name} once"
        );
        *glue = glue.replace(&long, &short);
        put_bytes(from, &mut shortened);
        put_bytes(letters(place).as_bytes(), &mut shortened);
        shortened.push(FUNCTION);
        put_number(reader.number()?, &mut shortened);
    }
    ensure!(reader.is_empty(), "more than imports among the imports");
    Ok(shortened)
}

/// `a` to `z`, `ba` and on: each place has another.
fn letters(place: usize) -> String {
    let mut rest = place;
    let mut letters = String::new();
    loop {
        letters.insert(0, char::from(b'a' + (rest % 26) as u8));
        rest /= 26;
        if rest == 0 {
            return letters;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "return { __wbg_get_5f: function(a) {}, __wbg_set_60: function(b) {} };";

    fn module(imports: &[(&str, u8)]) -> Vec<u8> {
        let mut section = Vec::new();
        put_number(imports.len(), &mut section);
        for (name, kind) in imports {
            put_bytes(b"./glue.js", &mut section);
            put_bytes(name.as_bytes(), &mut section);
            section.push(*kind);
            put_number(300, &mut section);
        }
        let mut module = HEAD.to_vec();
        for (kind, section) in [(1, &[7; 200][..]), (IMPORTS, &section), (3, &[])] {
            module.push(kind);
            put_bytes(section, &mut module);
        }
        module
    }

    #[test]
    fn imports_are_short_in_both_and_all_else_stays() {
        let long = module(&[("__wbg_get_5f", 0), ("__wbg_set_60", 0)]);
        let (short, glue) = shorten(&long, GLUE).unwrap();
        assert_eq!(short, module(&[("a", 0), ("b", 0)]));
        assert_eq!(glue, "return { a: function(a) {}, b: function(b) {} };");
    }

    #[test]
    fn every_place_has_another_name() {
        let names: std::collections::BTreeSet<_> = (0..2_000).map(letters).collect();
        assert_eq!(names.len(), 2_000);
        assert_eq!(
            (letters(25), letters(26)),
            ("z".to_owned(), "ba".to_owned())
        );
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let refused = |module: &[u8]| shorten(module, GLUE).unwrap_err().to_string();
        assert!(refused(&module(&[("__wbg_other", 0)])).contains("__wbg_other once"));
        assert!(refused(&module(&[("__wbg_get_5f", 2)])).contains("no function"));
        let whole = module(&[("__wbg_get_5f", 0)]);
        for end in [0, 7, 9, whole.len() - 1] {
            assert!(!refused(&whole[..end]).is_empty());
        }
    }
}
