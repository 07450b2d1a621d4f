//! The console without a terminal and a network: accounts are handed to it, keys are pressed by a
//! program, and what would be written to the terminal is only counted. For the benchmarks, which
//! hold more accounts than a sandbox invents in good time.

use std::cell::Cell;
use std::io::{self, Write};
use std::rc::Rc;

use crossterm::event::KeyEvent;
use roster_core::account::Account;
use roster_core::error::Unread;
use roster_core::schema::Resource;

use super::effects::Effect;
use super::message::Message;
use super::model::{Entry, Model, Start};
use super::screen::Screen;
use super::update::{scroll, update};
use super::view::view;

/// The console, played without a public.
pub struct Rehearsal {
    model: Model,
    screen: Screen<Counted>,
    written: Rc<Cell<usize>>,
}

impl Rehearsal {
    /// A console on a screen of that many columns and rows, with those accounts of a resource.
    #[must_use]
    pub fn new(
        resource: &'static Resource,
        accounts: impl IntoIterator<Item = Account>,
        size: (u16, u16),
    ) -> Rehearsal {
        let mut model = Model::new(size, true);
        let start = Start {
            entries: vec![Entry::new("rehearsal", resource, false)],
            first: 0,
            dashboard: None,
            embedded: false,
        };
        let effects = update(&mut model, Message::Started(Ok(Box::new(start))));
        let written = Rc::new(Cell::new(0));
        let mut rehearsal = Rehearsal {
            model,
            screen: Screen::new(Counted(written.clone())),
            written,
        };
        let loads = effects.iter().find_map(|effect| match effect {
            Effect::Load { load, .. } => Some(*load),
            _ => None,
        });
        let entry = 0;
        if let Some(load) = loads {
            let mut accounts = accounts.into_iter();
            loop {
                let accounts: Vec<Account> = accounts.by_ref().take(PAGE).collect();
                if accounts.is_empty() {
                    break;
                }
                rehearsal.tell(Message::Page {
                    entry,
                    load,
                    accounts,
                    unread: Unread::default(),
                    total: None,
                });
            }
            let result = Ok(None);
            rehearsal.tell(Message::LoadEnded {
                entry,
                load,
                result,
            });
        }
        rehearsal
    }

    /// A key goes down.
    pub fn press(&mut self, key: KeyEvent) {
        self.tell(Message::Key(key));
    }

    /// The terminal has another size: columns and rows.
    pub fn resize(&mut self, (columns, rows): (u16, u16)) {
        self.tell(Message::Resize(columns, rows));
    }

    /// Selects that row of the view, or the last.
    pub fn select(&mut self, row: usize) {
        if let Some(entry) = self.model.entry_mut() {
            entry.select(row);
        }
        scroll(&mut self.model);
    }

    /// How many accounts the view has.
    #[must_use]
    pub fn matches(&self) -> usize {
        let entry = self.model.entry();
        entry.map_or(0, Entry::matches)
    }

    /// Draws the difference to the frame before; returns the bytes that a terminal would get.
    ///
    /// # Errors
    /// Never: bytes are only counted.
    pub fn frame(&mut self) -> io::Result<usize> {
        self.written.set(0);
        let model = &self.model;
        self.screen.draw(model.size, |buffer| view(model, buffer))?;
        Ok(self.written.get())
    }

    /// Draws the whole screen, as after a change of its size; returns the bytes.
    ///
    /// # Errors
    /// Never: bytes are only counted.
    pub fn whole_frame(&mut self) -> io::Result<usize> {
        self.screen.forget();
        self.frame()
    }

    fn tell(&mut self, message: Message) {
        let mut effects = update(&mut self.model, message);
        while let Some(effect) = effects.pop() {
            if let Effect::Arrange { entry, arranging } = effect {
                let arranged = Some(Box::new(arranging.run()));
                effects.extend(update(
                    &mut self.model,
                    Message::Arranged { entry, arranged },
                ));
            }
        }
    }
}

/// Accounts that arrive together.
const PAGE: usize = 1_000;

/// Where bytes are counted and go no further.
struct Counted(Rc<Cell<usize>>);

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.set(self.0.get() + bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
