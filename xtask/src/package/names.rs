//! What the module takes from its JavaScript, under short names.
//!
//! `wasm-bindgen` names every import with a hash, which no compression makes smaller: the names are
//! a tenth of the JavaScript that a browser loads, and stand in the module again.

use anyhow::{Result, bail, ensure};
use wasm_encoder::{EntityType, ImportSection, Module, RawSection};
use wasmparser::{Import, ImportSectionReader, Parser, Payload, TypeRef};

/// Gives every import of the module a short name, in the module and in its JavaScript.
///
/// # Errors
/// When the bytes are no module, it imports anything but functions, or the JavaScript does not have
/// each of them once.
pub fn shorten(module: &[u8], glue: &str) -> Result<(Vec<u8>, String)> {
    let mut shortened = Module::new();
    let mut glue = glue.to_owned();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        if let Payload::ImportSection(section) = payload {
            shortened.section(&imports(section, &mut glue)?);
        } else if let Some((id, range)) = payload.as_section() {
            let data = &module[range.start as usize..range.end as usize];
            shortened.section(&RawSection { id, data });
        }
    }
    Ok((shortened.finish(), glue))
}

fn imports(section: ImportSectionReader<'_>, glue: &mut String) -> Result<ImportSection> {
    let mut shortened = ImportSection::new();
    for (place, import) in section.into_imports().enumerate() {
        let Import { module, name, ty } = import?;
        let TypeRef::Func(ty) = ty else {
            bail!("{name} is imported and no function");
        };
        let short = letters(place);
        let (from, to) = (format!(" {name}: "), format!(" {short}: "));
        ensure!(
            glue.matches(&from).count() == 1,
            "the module's JavaScript does not have {name} once"
        );
        *glue = glue.replace(&from, &to);
        shortened.import(module, &short, EntityType::Function(ty));
    }
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
    use wasm_encoder::{FunctionSection, GlobalType, SectionId, ValType};

    use super::*;

    const GLUE: &str = "return { __wbg_get_5f: function(a) {}, __wbg_set_60: function(b) {} };";

    const FUNCTION: EntityType = EntityType::Function(300);
    const GLOBAL: EntityType = EntityType::Global(GlobalType {
        val_type: ValType::I32,
        mutable: false,
        shared: false,
    });

    fn module(names: &[(&str, EntityType)]) -> Vec<u8> {
        let mut imports = ImportSection::new();
        for (name, kind) in names {
            imports.import("./glue.js", name, *kind);
        }
        let types = RawSection {
            id: SectionId::Type.into(),
            data: &[7; 200],
        };
        let mut module = Module::new();
        module.section(&types).section(&imports);
        module.section(&FunctionSection::new());
        module.finish()
    }

    #[test]
    fn imports_are_short_in_both_and_all_else_stays() {
        let long = module(&[("__wbg_get_5f", FUNCTION), ("__wbg_set_60", FUNCTION)]);
        let (short, glue) = shorten(&long, GLUE).unwrap();
        assert_eq!(short, module(&[("a", FUNCTION), ("b", FUNCTION)]));
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
        assert!(refused(&module(&[("__wbg_other", FUNCTION)])).contains("__wbg_other once"));
        assert!(refused(&module(&[("__wbg_get_5f", GLOBAL)])).contains("no function"));
        let whole = module(&[("__wbg_get_5f", FUNCTION)]);
        for end in [0, 7, 9, whole.len() - 1] {
            assert!(!refused(&whole[..end]).is_empty());
        }
    }
}
