//! What is wrong with the table, row by row.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use crate::sources::{Found, find, is_built};
use crate::table::{Row, Table};

/// Where a fact can be from; `?` is one that nobody documents.
const SOURCES: [&str; 6] = ["doc", "test", "src", "client", "inf", "?"];

/// Everything that is wrong, with the line. Paths in the table are from the project's folder.
pub fn problems(table: &Table, project: &Path) -> Vec<String> {
    let mut problems = table.problems.clone();
    let mut files = HashMap::new();
    let mut facts = HashSet::new();
    for row in &table.rows {
        let fact = row.fact.to_lowercase();
        let twice = !facts.insert((row.system.as_str(), fact));
        let mut told: Vec<String> = twice
            .then(|| "the fact is there twice".to_owned())
            .into_iter()
            .collect();
        told.extend(unfounded(row));
        for test in &row.tests {
            told.extend(amiss(test, project, &mut files));
        }
        problems.extend(told.iter().map(|told| format!("line {}: {told}", row.line)));
    }
    problems
}

/// What is wrong with what a row says by itself.
fn unfounded(row: &Row) -> Vec<String> {
    let mut told = Vec::new();
    for source in &row.sources {
        if !SOURCES.contains(&source.as_str()) {
            told.push(format!("{source:?} is none of the sources {SOURCES:?}"));
        }
    }
    let unknown = row.sources.iter().any(|source| source == "?");
    match &row.roster {
        None if unknown => told.push("what is not known needs what Roster does then".to_owned()),
        None if row.tests.is_empty() => told.push("neither a test nor an explanation".to_owned()),
        _ => {}
    }
    told
}

/// What is wrong with the name of a test.
fn amiss<'a>(
    test: &'a str,
    project: &Path,
    files: &mut HashMap<&'a str, Option<String>>,
) -> Option<String> {
    let (file, name) = test.split_once("::")?;
    let source = files.entry(file).or_insert_with(|| {
        let source = std::fs::read_to_string(project.join(file)).ok()?;
        is_built(project, Path::new(file)).then_some(source)
    });
    let Some(source) = source else {
        return Some(format!("{file} is not there, or no other file names it"));
    };
    match find(source, name) {
        Found::Test => None,
        Found::Skipped => Some(format!("{test} does not always run")),
        Found::Function => Some(format!("{test} is no test")),
        Found::Absent => Some(format!("{test} is not there")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project;

    const HERE: &str = "core/tests/conformance/sources.rs";
    const TEST: &str = "core/tests/conformance/sources.rs::a_test_is_one_that_runs";

    fn row(fact: &str, tests: &[&str]) -> Row {
        Row {
            line: 7,
            system: "System".into(),
            fact: fact.into(),
            sources: vec!["doc".into()],
            tests: tests.iter().map(|test| (*test).to_owned()).collect(),
            roster: None,
        }
    }

    fn told(rows: Vec<Row>) -> Vec<String> {
        let table = Table {
            rows,
            problems: Vec::new(),
        };
        problems(&table, project())
    }

    #[test]
    fn a_row_in_order_is_taken() {
        assert_eq!(told(vec![row("a", &[TEST]), row("b", &[TEST])]), [""; 0]);
        let mut unknown = row("c", &[]);
        unknown.sources = vec!["inf".into(), "?".into()];
        unknown.roster = Some("it waits".into());
        assert_eq!(told(vec![unknown]), [""; 0]);
    }

    #[test]
    fn a_test_that_is_none_is_told() {
        for (name, words) in [
            ("nothing", "is not there"),
            ("ignored", "does not always run"),
            ("elsewhere", "does not always run"),
            ("function", "is no test"),
        ] {
            let test = format!("{HERE}::{name}");
            let problems = told(vec![row("a", &[TEST, &test])]);
            assert_eq!(problems, [format!("line 7: {test} {words}")]);
        }
        let problems = told(vec![row("a", &["core/tests/nowhere.rs::a"])]);
        assert!(problems[0].contains("is not there"), "{problems:?}");
    }

    #[test]
    fn a_fact_that_is_there_twice_is_told() {
        let mut elsewhere = row("A fact", &[TEST]);
        elsewhere.system = "Another".into();
        let rows = vec![row("A fact", &[TEST]), row("a Fact", &[TEST]), elsewhere];
        assert_eq!(told(rows), ["line 7: the fact is there twice"]);
    }

    #[test]
    fn a_row_without_test_and_explanation_is_told() {
        assert_eq!(
            told(vec![row("a", &[])]),
            ["line 7: neither a test nor an explanation"]
        );
        let mut unknown = row("b", &[TEST]);
        unknown.sources = vec!["?".into()];
        assert!(told(vec![unknown])[0].contains("what Roster does"));
        let mut odd = row("c", &[TEST]);
        odd.sources = vec!["hearsay".into()];
        assert!(told(vec![odd])[0].contains("hearsay"));
    }
}
