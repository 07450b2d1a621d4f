//! The order of the module's functions: those that are alike stand behind each other, because what
//! compresses looks back 32 kB and no further. It takes a thirtieth off what a browser loads.

use std::collections::{HashMap, VecDeque};

use anyhow::{Result, ensure};
use wasm_encoder::{NameMap, NameSection, Section};
use wasmparser::{Parser, Payload};

use super::sizes::gzipped;

/// Bytes that two functions must have in common to be alike in them: about two instructions.
const RUN: usize = 5;
/// Runs that more functions have than these are found wherever a function stands.
const COMMON: usize = 200;
/// Bytes of functions that what compresses still sees, without those of the next one.
const WINDOW: usize = 30_000;
/// So that a small function is not drawn to another by one run that they share.
const SMALL: u64 = 5;
/// Functions that an order is tried to begin with.
const FIRSTS: usize = 16;

/// Gives a module without names one for each function, such that functions that are alike are
/// behind each other when they are sorted by name. To sort them is left to the optimiser, which
/// knows every place that calls one by its number.
///
/// # Errors
/// When the bytes are no module, or one with names or without code.
pub fn name(module: &[u8]) -> Result<Vec<u8>> {
    let mut imported = 0;
    let mut functions = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => imported = imports.count(),
            Payload::CodeSectionEntry(body) => functions.push(body.as_bytes()),
            Payload::CustomSection(section) => {
                ensure!(section.name() != "name", "the module has names already");
            }
            _ => {}
        }
    }
    ensure!(!functions.is_empty(), "the module has no code");

    let mut places = vec![0; functions.len()];
    for (place, function) in smallest(&functions)?.into_iter().enumerate() {
        places[function] = place;
    }
    let mut names = NameMap::new();
    for (function, place) in (imported..).zip(places) {
        names.append(function, &format!("{place:06}"));
    }
    let mut section = NameSection::new();
    section.functions(&names);
    let mut named = module.to_vec();
    section.append_to(&mut named);
    Ok(named)
}

/// The order that compresses best of those that begin with one of several functions: as far as can be
/// told before the functions have their new numbers. They differ by up to one part in 300.
fn smallest(functions: &[&[u8]]) -> Result<Vec<usize>> {
    let runs = Runs::of(functions);
    let mut smallest = (u64::MAX, Vec::new());
    for first in (0..functions.len()).step_by(functions.len().div_ceil(FIRSTS)) {
        let order = alike(functions, &runs, first);
        smallest = smallest.min((compressed(functions, &order)?, order));
    }
    Ok(smallest.1)
}

/// Bytes of the functions in that order, compressed.
fn compressed(functions: &[&[u8]], order: &[usize]) -> Result<u64> {
    let ordered = order.iter().map(|function| functions[*function]);
    gzipped(&ordered.collect::<Vec<_>>().concat())
}

/// The functions in an order that begins with that one, and in which each is the one that has most in
/// common with those before it.
fn alike(functions: &[&[u8]], runs: &Runs, first: usize) -> Vec<usize> {
    let mut shared = vec![0_u64; functions.len()];
    let mut near = vec![0_usize; runs.had_by.len()];
    let mut window: VecDeque<usize> = VecDeque::new();
    let mut bytes = 0;
    let mut left: Vec<usize> = (0..functions.len()).collect();
    let mut order = Vec::with_capacity(functions.len());
    let mut next = first;
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
    use wasm_encoder::{CodeSection, EntityType, FunctionSection, ImportSection, Module};
    use wasmparser::{KnownCustom, Name};

    use super::*;

    /// A module with that many imported functions, and functions of those bytes.
    fn module(imported: u32, functions: &[&[u8]]) -> Vec<u8> {
        let mut imports = ImportSection::new();
        for _ in 0..imported {
            imports.import("from", "name", EntityType::Function(0));
        }
        let mut types = FunctionSection::new();
        let mut code = CodeSection::new();
        for function in functions {
            types.function(0);
            code.raw(function);
        }
        let mut module = Module::new();
        module.section(&imports).section(&types).section(&code);
        module.finish()
    }

    #[test]
    fn functions_that_are_alike_are_behind_each_other() {
        let one = b"one function that is long";
        let other = b"and quite another one, without";
        let functions: [&[u8]; 5] = [one, other, b"short", &one[2..], &other[3..]];
        let runs = Runs::of(&functions);
        assert_eq!(alike(&functions, &runs, 0), [0, 3, 1, 4, 2]);
        assert_eq!(alike(&functions, &runs, 4), [4, 1, 0, 3, 2]);
    }

    #[test]
    fn the_smallest_order_is_taken() {
        // What is behind the first function is out of sight of the last.
        let noise: Vec<u8> = (0..40_000_u32)
            .map(|byte| (byte.wrapping_mul(2_654_435_761) >> 13) as u8)
            .collect();
        let functions: [&[u8]; 3] = [&noise[..9_000], &noise, &noise[..8_000]];
        let order = smallest(&functions).unwrap();
        let size = compressed(&functions, &order).unwrap();
        let runs = Runs::of(&functions);
        for first in 0..3 {
            let order = alike(&functions, &runs, first);
            assert!(size <= compressed(&functions, &order).unwrap());
        }
        assert!(size < compressed(&functions, &[0, 1, 2]).unwrap());
    }

    #[test]
    fn names_are_in_that_order_and_all_else_stays() {
        let functions: [&[u8]; 3] = [b"the same bytes", b"short", b"the same bytes!"];
        let plain = module(300, &functions);
        let named = name(&plain).unwrap();
        assert!(named.starts_with(&plain));
        let section = Parser::new(0)
            .parse_all(&named)
            .find_map(|payload| match payload {
                Ok(Payload::CustomSection(section)) => Some(section),
                _ => None,
            })
            .unwrap();
        let KnownCustom::Name(mut parts) = section.as_known() else {
            panic!("a section of {}", section.name());
        };
        let Some(Ok(Name::Function(names))) = parts.next() else {
            panic!("no names of functions");
        };
        let names: Vec<_> = names
            .into_iter()
            .map(|name| name.map(|name| (name.index, name.name)).unwrap())
            .collect();
        let (functions, places): (Vec<u32>, Vec<&str>) = names.into_iter().unzip();
        assert_eq!(functions, [300, 301, 302]);
        // Whichever is the first, those that are alike are beside each other.
        let orders = [
            ["000000", "000002", "000001"],
            ["000001", "000000", "000002"],
        ];
        assert!(orders.iter().any(|order| places == order), "{places:?}");
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let refused = |module: &[u8]| name(module).unwrap_err().to_string();
        assert!(refused(&Module::HEADER).contains("no code"));
        let plain = module(1, &[b"function"]);
        assert!(refused(&name(&plain).unwrap()).contains("already"));
        for end in [0, 7, 9, plain.len() - 1] {
            assert!(!refused(&plain[..end]).is_empty());
        }
    }
}
