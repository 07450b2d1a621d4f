//! Records that cannot be read: all of them are counted, and of some it is kept why.

use crate::error::Error;

/// Records of which it is kept why; nobody reads more.
const TOLD: usize = 100;

/// A record that came with an answer, and what tells it from all others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Whether it is one of the accounts, and not one that they point to.
    pub is_account: bool,
    /// Its id, if it has one that can be read.
    pub id: Option<String>,
    /// Its place among those of its answer; the first is 0.
    pub place: usize,
}

impl Record {
    /// Whether it has an id, by which it is known wherever it comes again.
    #[must_use]
    pub fn is_named(&self) -> bool {
        self.id.is_some()
    }
}

/// Records that cannot be read. Each is counted; an error says why, for no more than the first 100
/// of them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Unread {
    records: Vec<(Record, Option<Error>)>,
    told: usize,
}

impl Unread {
    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.records.len()
    }

    /// How many of them would be accounts. The others are records that accounts point to.
    #[must_use]
    pub fn accounts(&self) -> usize {
        self.records().filter(|record| record.is_account).count()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Which they are.
    pub fn records(&self) -> impl Iterator<Item = &Record> {
        self.records.iter().map(|(record, _)| record)
    }

    /// Why they cannot be read, in the order in which they came; each error names its record. Of
    /// many records these are the first.
    pub fn errors(&self) -> impl Iterator<Item = &Error> {
        self.records.iter().filter_map(|(_, error)| error.as_ref())
    }

    /// One error for all of them: the first, and how many more there are. `None` for none.
    #[must_use]
    pub fn error(&self) -> Option<Error> {
        let first = self.errors().next()?;
        let message = first.message();
        Some(match self.count() {
            0 | 1 => first.clone(),
            2 => first.clone().worded(format!("{message}; and one more")),
            all => {
                let more = all - 1;
                first.clone().worded(format!("{message}; and {more} more"))
            }
        })
    }

    /// One more record cannot be read; the error names it by its id then, if it has one.
    pub fn push(&mut self, record: Record, why: Error) {
        let why = match &record.id {
            Some(id) => {
                let message = format!("{}, in the record with the id {id}", why.message());
                why.worded(message)
            }
            None => why,
        };
        self.add(record, Some(why));
    }

    /// Those of another answer too.
    pub fn append(&mut self, other: Unread) {
        for (record, why) in other.records {
            self.add(record, why);
        }
    }

    /// These, with their errors made into others.
    pub(crate) fn map(mut self, mut change: impl FnMut(Error) -> Error) -> Unread {
        for (_, why) in &mut self.records {
            *why = why.take().map(&mut change);
        }
        self
    }

    /// Keeps those that `keep` says.
    pub(crate) fn retain(&mut self, mut keep: impl FnMut(&Record) -> bool) {
        self.records.retain(|(record, _)| keep(record));
        self.told = self.errors().count();
    }

    fn add(&mut self, record: Record, why: Option<Error>) {
        let why = why.filter(|_| self.told < TOLD);
        self.told = self.told.saturating_add(usize::from(why.is_some()));
        self.records.push((record, why));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    fn unread(places: std::ops::Range<usize>) -> Unread {
        let mut unread = Unread::default();
        for place in places {
            let record = Record {
                is_account: !place.is_multiple_of(10),
                id: None,
                place,
            };
            let why = Error::new(ErrorKind::Malformed, format!("data[{place}]"));
            unread.push(record, why);
        }
        unread
    }

    #[test]
    fn all_are_counted_and_the_first_are_told_of() {
        let mut all = unread(0..60);
        all.append(unread(60..5_000));
        assert_eq!((all.count(), all.accounts()), (5_000, 4_500));
        let told: Vec<&str> = all.errors().map(Error::message).collect();
        assert_eq!(
            (told.len(), told[0], told[99]),
            (TOLD, "data[0]", "data[99]")
        );
        all.retain(|record| record.place >= 99);
        assert_eq!((all.count(), all.errors().count()), (4_901, 1));
        all.append(unread(0..100));
        assert_eq!((all.count(), all.errors().count()), (5_001, TOLD));
    }

    #[test]
    fn one_error_stands_for_all() {
        for (count, message) in [
            (1, "data[0]"),
            (2, "data[0]; and one more"),
            (4_000, "data[0]; and 3999 more"),
        ] {
            let error = unread(0..count).error().expect("an error");
            assert_eq!(error.message(), message);
        }
        assert_eq!(Unread::default().error(), None);
    }
}
