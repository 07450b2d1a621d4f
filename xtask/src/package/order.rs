//! The order of the module's functions: those that are alike stand behind each other, because what
//! compresses looks back 32 kB and no further. It takes a thirtieth off what a browser loads.

use std::collections::{HashMap, VecDeque};

use anyhow::{Context, Result, ensure};

use super::binary::{CODE, IMPORTS, NAMED, Reader, put_bytes, put_number, sections};

/// Bytes that two functions must have in common to be alike in them: about two instructions.
const RUN: usize = 6;
/// Runs that more functions have than these are found wherever a function stands.
const COMMON: usize = 200;
/// Bytes of functions that what compresses still sees, without those of the next one.
const WINDOW: usize = 30_000;
/// So that a small function is not drawn to another by one run that they share.
const SMALL: u64 = 5;

/// The section of names, and what lists those of functions in it.
const NAMES: &[u8] = b"name";
const FUNCTION_NAMES: u8 = 1;

/// Gives a module without names one for each function, such that functions that are alike are
/// behind each other when they are sorted by name. To sort them is left to the optimiser, which
/// knows every place that calls one by its number.
///
/// # Errors
/// When the bytes are no module, or one with names.
pub fn name(module: &[u8]) -> Result<Vec<u8>> {
    let sections = sections(module)?;
    for (_, section) in sections.iter().filter(|(kind, _)| *kind == NAMED) {
        let name = Reader::new(section).bytes()?;
        ensure!(name != NAMES, "the module has names already");
    }
    let section = |wanted| {
        let found = sections.iter().find(|(kind, _)| *kind == wanted);
        found.map(|(_, section)| Reader::new(section))
    };
    let imported = section(IMPORTS).map_or(Ok(0), |mut imports| imports.number())?;
    let mut code = section(CODE).context("the module has no code")?;
    let count = code.number()?;
    let functions = (0..count)
        .map(|_| code.bytes())
        .collect::<Result<Vec<_>>>()?;

    let mut places = vec![0; count];
    for (place, function) in alike(&functions).into_iter().enumerate() {
        places[function] = place;
    }
    let mut names = Vec::new();
    put_number(count, &mut names);
    for (function, place) in places.iter().enumerate() {
        put_number(imported + function, &mut names);
        put_bytes(format!("{place:06}").as_bytes(), &mut names);
    }
    let mut section = Vec::new();
    put_bytes(NAMES, &mut section);
    section.push(FUNCTION_NAMES);
    put_bytes(&names, &mut section);
    let mut named = module.to_vec();
    named.push(NAMED);
    put_bytes(&section, &mut named);
    Ok(named)
}

/// The functions in an order in which each is the one that has most in common with those before it.
fn alike(functions: &[&[u8]]) -> Vec<usize> {
    let runs = Runs::of(functions);
    let mut shared = vec![0_u64; functions.len()];
    let mut near = vec![0_usize; runs.had_by.len()];
    let mut window: VecDeque<usize> = VecDeque::new();
    let mut bytes = 0;
    let mut left: Vec<usize> = (0..functions.len()).collect();
    let mut order = Vec::with_capacity(functions.len());
    let mut next = 0;
    while !left.is_empty() {
        let function = left.remove(next);
        order.push(function);
        window.push_back(function);
        bytes += functions[function].len();
        for &run in &runs.of[function] {
            near[run] += 1;
            if near[run] == 1 {
                for &other in &runs.had_by[run] {
                    shared[other] += runs.weight(run);
                }
            }
        }
        while bytes > WINDOW {
            let Some(gone) = window.pop_front() else {
                break;
            };
            bytes -= functions[gone].len();
            for &run in &runs.of[gone] {
                near[run] -= 1;
                if near[run] == 0 {
                    for &other in &runs.had_by[run] {
                        shared[other] -= runs.weight(run);
                    }
                }
            }
        }
        let likeness = |place: &usize| {
            let function = left[*place];
            shared[function] * 1_000 / (runs.of[function].len() as u64 + SMALL)
        };
        // Of equals the first, so that the same functions always give the same module.
        next = (0..left.len()).rev().max_by_key(likeness).unwrap_or(0);
    }
    order
}

/// The runs of bytes that several functions have.
struct Runs {
    /// By function.
    of: Vec<Vec<usize>>,
    /// By run: the functions.
    had_by: Vec<Vec<usize>>,
}

impl Runs {
    fn of(functions: &[&[u8]]) -> Runs {
        let mut numbers: HashMap<&[u8], usize> = HashMap::new();
        let mut had_by: Vec<Vec<usize>> = Vec::new();
        for (function, body) in functions.iter().enumerate() {
            for run in body.windows(RUN) {
                let number = *numbers.entry(run).or_insert(had_by.len());
                if number == had_by.len() {
                    had_by.push(Vec::new());
                }
                if had_by[number].last() != Some(&function) {
                    had_by[number].push(function);
                }
            }
        }
        had_by.retain(|functions| (2..=COMMON).contains(&functions.len()));
        let mut of = vec![Vec::new(); functions.len()];
        for (run, functions) in had_by.iter().enumerate() {
            for &function in functions {
                of[function].push(run);
            }
        }
        Runs { of, had_by }
    }

    /// The fewer functions have a run, the more it says.
    fn weight(&self, run: usize) -> u64 {
        1_000 / u64::from(self.had_by[run].len().ilog2() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::super::binary::HEAD;
    use super::*;

    /// A module with that many imported functions, and functions of those bytes.
    fn module(imported: usize, functions: &[&[u8]]) -> Vec<u8> {
        let mut imports = Vec::new();
        put_number(imported, &mut imports);
        let mut code = Vec::new();
        put_number(functions.len(), &mut code);
        for function in functions {
            put_bytes(function, &mut code);
        }
        let mut module = HEAD.to_vec();
        for (kind, section) in [(IMPORTS, imports), (CODE, code)] {
            module.push(kind);
            put_bytes(&section, &mut module);
        }
        module
    }

    #[test]
    fn functions_that_are_alike_are_behind_each_other() {
        let one = b"one function that is long";
        let other = b"and quite another one, without";
        let functions: [&[u8]; 5] = [one, other, b"short", &one[2..], &other[3..]];
        assert_eq!(alike(&functions), [0, 3, 1, 4, 2]);
    }

    #[test]
    fn names_are_in_that_order_and_all_else_stays() {
        let plain = module(300, &[b"the same bytes", b"short", b"the same bytes!"]);
        let named = name(&plain).unwrap();
        assert!(named.starts_with(&plain));
        let sections = sections(&named).unwrap();
        let (kind, section) = sections.last().unwrap();
        assert_eq!(*kind, NAMED);
        let mut reader = Reader::new(section);
        assert_eq!(reader.bytes().unwrap(), NAMES);
        assert_eq!(reader.byte().unwrap(), FUNCTION_NAMES);
        let mut names = Reader::new(reader.bytes().unwrap());
        assert_eq!(names.number().unwrap(), 3);
        let mut next = || (names.number().unwrap(), names.bytes().unwrap());
        assert_eq!(next(), (300, &b"000000"[..]));
        assert_eq!(next(), (301, &b"000002"[..]));
        assert_eq!(next(), (302, &b"000001"[..]));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let refused = |module: &[u8]| name(module).unwrap_err().to_string();
        assert!(refused(&HEAD).contains("no code"));
        let plain = module(1, &[b"function"]);
        assert!(refused(&name(&plain).unwrap()).contains("already"));
        for end in [0, 7, 9, plain.len() - 1] {
            assert!(!refused(&plain[..end]).is_empty());
        }
    }
}
