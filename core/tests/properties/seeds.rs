//! The seeds of the fuzzers, replayed: they are written by hand, and each input that was once found
//! to break something is among them.

use std::fs;
use std::path::{Path, PathBuf};

use roster_fuzz::{CHECKS, Check};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/seeds")
}

/// The seeds of a target, by name.
pub fn of(target: &str) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder().join(target)).expect("a folder of seeds");
    let mut seeds: Vec<(String, Vec<u8>)> = entries
        .map(|entry| entry.expect("a seed").path())
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy();
            (name.into_owned(), fs::read(&path).expect("a seed"))
        })
        .collect();
    seeds.sort();
    seeds
}

fn replay(target: &str, check: Check) {
    let seeds = of(target);
    assert!(!seeds.is_empty(), "{target} has no seeds");
    for (name, seed) in seeds {
        println!("{target}/{name}");
        check(&seed);
    }
}

#[test]
fn every_seed_holds() {
    for (target, check) in CHECKS {
        replay(target, check);
    }
}

#[test]
fn every_folder_of_seeds_has_a_target_and_every_check_a_program() {
    let targets = CHECKS.map(|(target, _)| target.to_owned());
    let names = |inside: &str| {
        let entries = fs::read_dir(folder().join(inside)).expect("a folder");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("an entry").path())
            .map(|path| {
                path.file_stem()
                    .expect("a name")
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        names
    };
    assert_eq!(names("."), targets);
    assert_eq!(names("../targets"), targets);
}
