//! The table as it is written: systems, their chapters, and a row for each fact.

/// The cells above the rows of each chapter.
const HEAD: [&str; 6] = [
    "fact",
    "source",
    "core sends it so",
    "core reads it so",
    "the sandbox behaves so",
    "what Roster does",
];

/// What stands in a cell that does not apply.
const NOTHING: &str = "–";

/// Facts, and what is wrong with the way in which they are written.
#[derive(Debug, Default)]
pub struct Table {
    pub rows: Vec<Row>,
    pub problems: Vec<String>,
}

/// One fact.
#[derive(Debug)]
pub struct Row {
    pub line: usize,
    pub system: String,
    pub fact: String,
    /// Tags such as `doc`.
    pub sources: Vec<String>,
    /// Tests of the three directions, as `path.rs::name`.
    pub tests: Vec<String>,
    /// What Roster does where the fact is not known, or where it does something else.
    pub roster: Option<String>,
}

impl Table {
    /// Reads all that stands under a system's heading; what is before the first one explains.
    pub fn read(text: &str) -> Table {
        let mut table = Table::default();
        let mut place = Place::default();
        for (line, text) in text
            .lines()
            .enumerate()
            .map(|(line, text)| (line + 1, text))
        {
            let text = text.trim_end();
            if let Some(chapter) = text.strip_prefix("### ") {
                table.chapter_ended(&place);
                place.chapter = Some((line, chapter.to_owned()));
                place.rows = 0;
                place.head = 0;
            } else if let Some(system) = text.strip_prefix("## ") {
                table.system_ended(&place);
                place = Place {
                    system: Some((line, system.to_owned())),
                    ..Place::default()
                };
            } else if text.starts_with('|') && place.system.is_some() {
                table.line(line, text, &mut place);
            }
        }
        table.system_ended(&place);
        table
    }

    fn line(&mut self, line: usize, text: &str, place: &mut Place) {
        let cells = cells(text);
        place.head += 1;
        match place.head {
            1 if cells == HEAD => {}
            1 => self.say(line, format!("the head of the table is not {HEAD:?}")),
            2 => {}
            _ => {
                place.rows += 1;
                self.row(line, &cells, place);
            }
        }
    }

    fn row(&mut self, line: usize, cells: &[String], place: &Place) {
        let [fact, sources, sends, reads, sandbox, roster] = cells else {
            let count = cells.len();
            return self.say(line, format!("{count} cells, and a row has {}", HEAD.len()));
        };
        let Some((_, system)) = &place.system else {
            return;
        };
        if cells.iter().any(String::is_empty) {
            self.say(
                line,
                format!("an empty cell, where {NOTHING} stands for none"),
            );
        }
        let mut tests = Vec::new();
        for cell in [sends, reads, sandbox] {
            match named(cell) {
                Some(names) => tests.extend(names),
                None => self.say(
                    line,
                    format!("{cell:?} is neither {NOTHING} nor names of tests"),
                ),
            }
        }
        // A word about what Roster does may rest on a test of a front end.
        let told = roster.split('`').filter(|part| part.contains(".rs::"));
        tests.extend(told.map(str::to_owned));
        self.rows.push(Row {
            line,
            system: system.clone(),
            fact: fact.clone(),
            sources: sources.split(", ").map(str::to_owned).collect(),
            tests,
            roster: (roster != NOTHING).then(|| roster.clone()),
        });
    }

    fn chapter_ended(&mut self, place: &Place) {
        if let Some((line, chapter)) = &place.chapter
            && place.rows == 0
        {
            self.say(*line, format!("the chapter {chapter:?} has no facts"));
        }
    }

    fn system_ended(&mut self, place: &Place) {
        self.chapter_ended(place);
        if let (Some((line, system)), None) = (&place.system, &place.chapter) {
            self.say(*line, format!("the system {system:?} has no chapters"));
        }
    }

    fn say(&mut self, line: usize, problem: String) {
        self.problems.push(format!("line {line}: {problem}"));
    }
}

/// Where in the text a line stands.
#[derive(Default)]
struct Place {
    system: Option<(usize, String)>,
    chapter: Option<(usize, String)>,
    rows: usize,
    /// Lines of the chapter's table so far.
    head: usize,
}

/// The cells of a line, trimmed; `\|` is a character of a cell.
fn cells(line: &str) -> Vec<String> {
    let line = line.replace("\\|", "\0");
    let inner = line.trim().trim_start_matches('|').trim_end_matches('|');
    let cells = inner.split('|');
    cells.map(|cell| cell.trim().replace('\0', "|")).collect()
}

/// The names in a cell, each in backticks, with line breaks between them.
fn named(cell: &str) -> Option<Vec<String>> {
    if cell == NOTHING {
        return Some(Vec::new());
    }
    let bare = |name: &str| {
        let name = name.trim().strip_prefix('`')?.strip_suffix('`')?;
        (!name.contains('`') && name.contains(".rs::")).then(|| name.to_owned())
    };
    cell.split("<br>").map(bare).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &str) -> Table {
        let head = HEAD.join(" | ");
        Table::read(&format!(
            "# Title\n\n| a | b |\n\n## System\n\n### Chapter\n\n| {head} |\n|---|---|---|---|---|---|\n{rows}"
        ))
    }

    #[test]
    fn a_row_is_read_cell_by_cell() {
        let table = table(
            "| `base64\\|` ids | doc, inf | `a.rs::b`<br>`c.rs::d` | – | `e.rs::f` | it waits |\n",
        );
        assert_eq!(table.problems, [""; 0]);
        let [row] = &table.rows[..] else {
            panic!("{table:?}");
        };
        assert_eq!((row.line, row.system.as_str()), (11, "System"));
        assert_eq!(row.fact, "`base64|` ids");
        assert_eq!(row.sources, ["doc", "inf"]);
        assert_eq!(row.tests, ["a.rs::b", "c.rs::d", "e.rs::f"]);
        assert_eq!(row.roster.as_deref(), Some("it waits"));
    }

    #[test]
    fn a_row_that_is_not_one_is_told() {
        for (row, told) in [
            ("| a | doc | – | – | – |", "5 cells"),
            ("| a | doc | – | – | – | x | y |", "7 cells"),
            ("| a | doc | – |  | – | x |", "an empty cell"),
            ("| a | doc | a.rs::b | – | – | x |", "neither"),
            ("| a | doc | `a::b` | – | – | x |", "neither"),
            ("| a | doc | `a.rs::b` `a.rs::c` | – | – | x |", "neither"),
        ] {
            let problems = table(row).problems;
            assert!(problems[0].contains(told), "{row}: {problems:?}");
            assert!(problems[0].starts_with("line 11: "), "{problems:?}");
        }
    }

    #[test]
    fn an_empty_chapter_is_told() {
        assert_eq!(
            table("").problems,
            ["line 7: the chapter \"Chapter\" has no facts"]
        );
        let without = Table::read("## One\n\n## Two\n");
        assert_eq!(without.problems.len(), 2, "{without:?}");
        let other = Table::read("## One\n\n### A\n\n| x | y |\n|---|---|\n| 1 | 2 |\n");
        assert!(other.problems[0].contains("head"), "{other:?}");
    }
}
