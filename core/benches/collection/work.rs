//! What is measured: the resources and what is asked of each, as `bench/works.json` has it.

use std::path::{Path, PathBuf};
use std::{env, fs};

use roster_core::schema::Resource;
use serde::Deserialize;

/// One resource, what is asked of it, and where its answers are.
pub struct Work {
    /// The resource.
    pub resource: &'static Resource,
    /// The field of text that is sorted by.
    pub sort: String,
    /// What a person types: of each word all but the last letter, and then that one too.
    pub words: Vec<String>,
    /// The view that is open while newer accounts come.
    pub view: View,
    folder: PathBuf,
}

/// A word, and two sort keys.
#[derive(Deserialize)]
pub struct View {
    /// The word.
    pub word: String,
    latest: String,
    then: String,
}

#[derive(Deserialize)]
struct Declared {
    resource: String,
    sort: String,
    words: Vec<String>,
    view: View,
}

impl View {
    /// The latest first, then by a text.
    pub fn sort(&self) -> String {
        format!("-{},{}", self.latest, self.then)
    }
}

impl Work {
    /// The answer that is held at first.
    pub fn older(&self, size: usize) -> Vec<u8> {
        self.answer(size, "older")
    }

    /// The answer of a while later.
    pub fn newer(&self, size: usize) -> Vec<u8> {
        self.answer(size, "newer")
    }

    fn answer(&self, size: usize, which: &str) -> Vec<u8> {
        let name = self.resource.id.replace('/', "-");
        let file = self.folder.join(format!("{name}-{size}-{which}.json"));
        fs::read(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
    }
}

/// What is typed of a word before its last letter.
pub fn beginning(word: &str) -> &str {
    let mut letters = word.chars();
    letters.next_back();
    letters.as_str()
}

/// Where the answers are, and how many accounts are measured: what `cargo xtask bench` says.
pub fn given() -> Option<(PathBuf, Vec<usize>)> {
    let folder = env::var_os("ROSTER_BENCH_ANSWERS")?;
    let sizes = env::var("ROSTER_BENCH_SIZES").ok()?;
    let sizes = sizes.split(',').map(str::parse).collect::<Result<_, _>>();
    Some((folder.into(), sizes.ok()?))
}

/// All four.
pub fn all(folder: &Path) -> Vec<Work> {
    let declared: Vec<Declared> =
        serde_json::from_str(include_str!("../../../bench/works.json")).expect("works");
    let work = |declared: Declared| Work {
        resource: roster_core::resource(&declared.resource).expect("a resource"),
        sort: declared.sort,
        words: declared.words,
        view: declared.view,
        folder: folder.to_owned(),
    };
    declared.into_iter().map(work).collect()
}
