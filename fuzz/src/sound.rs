//! What every error keeps to.

use roster_core::error::{Effect, Error, ErrorKind};
use roster_core::text;

/// What secrets begin with in these checks, and nothing else.
pub const SECRET: &str = "hunter2-";

/// Most characters of a report, whatever a server sent. What a person typed may come on top.
const LONGEST: usize = 70_000;

/// A report that fits a screen and can be shown, an effect that can be true, and no secret.
///
/// # Panics
/// When one of these does not hold.
pub fn error(error: &Error) {
    let report = error.report();
    let typed = error
        .what()
        .and_then(|asked| asked.id.as_ref())
        .map_or(0, String::len);
    let length: usize = report.iter().map(|line| line.chars().count()).sum();
    assert!(length <= LONGEST + typed, "{length} characters of a report");
    for line in &report {
        assert_eq!(text::shown(line), *line, "a line that acts on the screen");
        assert!(!line.trim().is_empty(), "a line with nothing on it");
    }
    let debug = format!("{error:?}");
    assert!(!debug.contains(SECRET), "a secret in {debug}");
    assert!(!report.concat().contains(SECRET), "a secret in {report:?}");

    let effect = error.what_was_done();
    let refused_here = matches!(error.kind(), ErrorKind::Invalid | ErrorKind::Unsupported);
    assert!(
        !refused_here || effect == Effect::NothingSent,
        "{effect:?} of {debug}"
    );
    let reads = error.what().is_some_and(|asked| !asked.operation.writes());
    assert!(
        !reads || matches!(effect, Effect::NothingSent | Effect::NotApplied),
        "{effect:?} of a call that reads: {debug}"
    );
}

/// As [`error`], for what was refused before anything was sent.
///
/// # Panics
/// When it does not hold.
pub fn refused_here(refused: &Error) {
    error(refused);
    assert!(
        matches!(refused.kind(), ErrorKind::Invalid | ErrorKind::Unsupported),
        "{refused:?}"
    );
}

/// Text in which nothing looks like a secret.
pub(crate) fn without_secret(text: &str) -> String {
    text.replace(SECRET, "hunter-2")
}

/// As [`without_secret`], of bytes.
pub(crate) fn without_secret_bytes(bytes: &[u8]) -> Vec<u8> {
    match std::str::from_utf8(bytes) {
        Ok(text) => without_secret(text).into_bytes(),
        // Whoever shows it replaces what is not UTF-8, and so does this.
        Err(_) if String::from_utf8_lossy(bytes).contains(SECRET) => Vec::new(),
        Err(_) => bytes.to_vec(),
    }
}
