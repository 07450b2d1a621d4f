//! A list to pick one thing from, with type-ahead.

use crossterm::event::Event;
use tui_input::Input;
use tui_input::backend::crossterm::EventHandler;

/// One thing that can be picked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item<T> {
    /// What it stands for.
    pub value: T,
    /// What a person reads; not yet safe to show.
    pub label: String,
    /// More about it, such as the value as it is sent; not yet safe to show.
    pub note: String,
}

/// A list to pick from.
#[derive(Debug, Clone)]
pub struct Picker<T> {
    /// What is picked, as a heading.
    pub title: String,
    /// What is typed.
    pub query: Input,
    /// The place of the highlighted item among those that match.
    pub row: usize,
    /// Whether what is typed may be taken where nothing matches.
    pub free: bool,
    /// Whether more items are on their way.
    pub waiting: bool,
    items: Vec<Item<T>>,
    /// Places of the items that match what is typed.
    matching: Vec<usize>,
}

impl<T> Picker<T> {
    /// A picker of those items, the `current` one highlighted.
    #[must_use]
    pub fn new(title: impl Into<String>, items: Vec<Item<T>>, current: Option<usize>) -> Picker<T> {
        Picker {
            title: title.into(),
            query: Input::default(),
            row: current.unwrap_or(0),
            free: false,
            waiting: false,
            matching: (0..items.len()).collect(),
            items,
        }
    }

    /// The items that match, in their order.
    pub fn matching(&self) -> impl ExactSizeIterator<Item = &Item<T>> {
        self.matching.iter().map(|place| &self.items[*place])
    }

    /// The highlighted item.
    #[must_use]
    pub fn highlighted(&self) -> Option<&Item<T>> {
        self.matching.get(self.row).map(|place| &self.items[*place])
    }

    /// Moves the highlight by that many, staying in the list.
    pub fn step(&mut self, by: isize) {
        let last = self.matching.len().saturating_sub(1);
        self.row = self.row.saturating_add_signed(by).min(last);
    }

    /// Types into the query.
    pub fn type_in(&mut self, event: &Event) {
        let changed = self.query.handle_event(event);
        if changed.is_some_and(|changed| changed.value) {
            self.narrow();
        }
    }

    /// Puts those items in the place of the ones before. What is typed stays, and so does the
    /// highlight, where the same is among the new ones.
    pub fn refill(&mut self, items: Vec<Item<T>>, same: impl Fn(&T, &T) -> bool) {
        let before = std::mem::replace(&mut self.items, items);
        let highlighted = self.matching.get(self.row).and_then(|at| before.get(*at));
        let highlighted = highlighted.map(|item| &item.value);
        self.narrow();
        let again = |value| self.matching().position(|item| same(&item.value, value));
        self.row = highlighted.and_then(again).unwrap_or(0);
    }

    /// Looks again which items have every word that is typed.
    pub fn narrow(&mut self) {
        let words: Vec<String> = self
            .query
            .value()
            .split_whitespace()
            .map(str::to_lowercase)
            .collect();
        self.matching = self
            .items
            .iter()
            .enumerate()
            .filter(|(_, item)| {
                let text = format!("{} {}", item.label, item.note).to_lowercase();
                words.iter().all(|word| text.contains(word.as_str()))
            })
            .map(|(place, _)| place)
            .collect();
        self.row = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picker() -> Picker<u8> {
        let item = |value, label: &str, note: &str| Item {
            value,
            label: label.into(),
            note: note.into(),
        };
        Picker::new(
            "Time zone",
            vec![
                item(1, "(GMT+02:00) Helsinki, Riga", "FLE Standard Time"),
                item(2, "(GMT+01:00) Paris", "Romance Standard Time"),
            ],
            Some(1),
        )
    }

    #[test]
    fn every_word_narrows_in_any_case_and_order() {
        let mut picker = picker();
        assert_eq!(picker.highlighted().map(|item| item.value), Some(2));
        picker.query = "time HELSINKI".into();
        picker.narrow();
        assert_eq!(picker.highlighted().map(|item| item.value), Some(1));
        picker.query = "nowhere".into();
        picker.narrow();
        assert_eq!(picker.highlighted(), None);
        picker.step(5);
        picker.step(-5);
        assert_eq!(picker.row, 0);
    }

    #[test]
    fn new_items_leave_the_query_and_the_highlight() {
        let mut other = picker();
        other.query = "time".into();
        other.narrow();
        other.step(1);
        let item = |value, label: &str| Item {
            value,
            label: label.into(),
            note: "time".into(),
        };
        let items = vec![item(3, "Accra"), item(2, "Paris"), item(4, "Oslo")];
        other.refill(items, |left, right| left == right);
        assert_eq!(other.query.value(), "time");
        assert_eq!(other.matching().len(), 3);
        assert_eq!(other.highlighted().map(|item| item.value), Some(2));
        other.refill(vec![item(5, "Lima")], |left, right| left == right);
        assert_eq!(other.highlighted().map(|item| item.value), Some(5));
    }
}
