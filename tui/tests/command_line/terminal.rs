//! What is different where there is a terminal: the question before a deletion, and tables that fit.

use roster_terminal::{CommandBuilder, PATIENCE, Terminal};

use crate::program::Roster;
use crate::server::Served;

const KEY: &str = "mpdx/key-accounts";

/// Runs the program in a terminal of 80 columns, types the answer when it asks, and gives its exit
/// code and all that was on the screen.
fn run(roster: &Roster, arguments: &[&str], answer: &str) -> (u32, String) {
    let plain = roster.command(arguments);
    let mut command = CommandBuilder::new(plain.get_program());
    command.env_clear();
    command.args(plain.get_args());
    command.cwd(plain.get_current_dir().expect("a folder"));
    for (name, value) in plain.get_envs() {
        command.env(name, value.expect("a value"));
    }
    command.env("TERM", "xterm-256color");
    let mut terminal = Terminal::start(command, (80, 24)).expect("the program starts");
    let mut answer = Some(answer);
    let mut screen = Vec::new();
    while let Ok((_, piece)) = terminal.take(PATIENCE) {
        screen.extend(piece);
        if screen.ends_with(b"[y/N] ")
            && let Some(answer) = answer.take()
        {
            terminal.press(answer).expect("typed");
        }
    }
    let status = terminal.end().expect("the program ends");
    (status.exit_code(), String::from_utf8(screen).expect("text"))
}

#[test]
fn a_deletion_is_asked_about_and_no_means_no() {
    let served = Served::start();
    let id = served.first_id(KEY);
    for answer in ["n\n", "\n", "maybe\n", "\u{4}"] {
        let (code, screen) = run(&served.roster, &["delete", KEY, &id], answer);
        assert_eq!(code, 1, "{screen}");
        for words in [
            "warning: ",
            "delete the key account",
            &id,
            "[y/N]",
            "nothing was deleted",
        ] {
            assert!(screen.contains(words), "no {words} in {screen}");
        }
    }
    served.roster.done(&["get", KEY, &id]);
    let (code, screen) = run(&served.roster, &["delete", KEY, &id], "y\n");
    assert!(
        code == 0 && screen.contains("deleted the key account"),
        "{screen}"
    );
    served.roster.run(&["get", KEY, &id]).ended(3);
}

#[test]
fn ctrl_c_at_the_question_deletes_nothing() {
    let served = Served::start();
    let id = served.first_id(KEY);
    let (code, screen) = run(&served.roster, &["delete", KEY, &id], "\u{3}");
    assert_eq!(code, 130, "{screen}");
    served.roster.done(&["get", KEY, &id]);
}

#[test]
fn a_table_fits_the_terminal_and_says_what_it_leaves_out() {
    let mut served = Served::start();
    let (code, screen) = run(
        &served.roster,
        &["list", "swift/accounts", "--limit", "3"],
        "",
    );
    assert_eq!(code, 0, "{screen}");
    assert!(screen.starts_with("\u{1b}[1mid"), "{screen:?}");
    assert!(
        screen.contains("not wide enough for") && screen.contains("updated_at"),
        "{screen}"
    );
    let rows = screen
        .lines()
        .take_while(|line| !line.starts_with("roster:"));
    for row in rows.skip(1) {
        assert!(row.chars().count() <= 80, "{row}");
    }

    served.roster.variable("NO_COLOR", "1");
    let (_, screen) = run(
        &served.roster,
        &["list", "swift/accounts", "--limit", "3"],
        "",
    );
    assert!(screen.starts_with("id"), "{screen:?}");
}
