//! An edit under way: the draft, the form that fills it, and how far it is on its way out.

use roster_core::account::Account;
use roster_core::edit::{Draft, FieldChange};
use roster_core::error::Error;
use roster_core::schema::{Field, Operation};
use roster_core::value::Value;

use super::{FormField, Picker};
use crate::console::actions::Place;

/// An edit under way.
#[derive(Debug)]
pub struct Editing {
    /// The place of its entry.
    pub entry: usize,
    /// What will be sent.
    pub draft: Draft,
    /// The lines of the form.
    pub fields: Vec<FormField>,
    /// The line that is filled in now.
    pub focus: usize,
    /// How far it is.
    pub phase: Phase,
    /// Why the last attempt to send it failed.
    pub failure: Option<Error>,
    /// Whether the person wanted to send it already, so that what is missing is said.
    pub attempted: bool,
}

/// How far an edit is.
#[derive(Debug)]
pub enum Phase {
    /// It is filled in.
    Form,
    /// A value for the focused line is picked; null clears the field.
    Choosing(Picker<Value>),
    /// The difference is shown, to be confirmed.
    Review {
        /// The first line on the screen.
        top: usize,
    },
    /// It was sent; the job that waits for the answer.
    Sending {
        /// The job's number.
        job: u64,
    },
    /// Somebody else changed the same fields.
    Clashing {
        /// The draft on top of their version.
        merged: Box<Draft>,
        /// The fields that both changed.
        clashes: Vec<Clash>,
        /// The highlighted one.
        row: usize,
    },
}

/// A field that both sides changed.
#[derive(Debug, Clone)]
pub struct Clash {
    /// The field.
    pub field: &'static Field,
    /// As it was when the edit began.
    pub base: Option<Value>,
    /// As the draft has it.
    pub mine: Value,
    /// As the system has it now.
    pub theirs: Option<Value>,
    /// The person's decision.
    pub keep: Option<Side>,
}

/// One of the two that changed a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The draft.
    Mine,
    /// The system.
    Theirs,
}

impl Editing {
    /// A form for that draft.
    #[must_use]
    pub fn new(entry: usize, draft: Draft) -> Editing {
        let fields = draft
            .resource()
            .sent_by(draft.operation())
            .map(|field| FormField::new(field, &draft))
            .collect();
        Editing {
            entry,
            draft,
            fields,
            focus: 0,
            phase: Phase::Form,
            failure: None,
            attempted: false,
        }
    }

    /// The place whose keys are valid.
    #[must_use]
    pub fn place(&self) -> Place {
        match self.phase {
            Phase::Form => Place::Form,
            Phase::Choosing(_) => Place::Picker,
            Phase::Review { .. } => Place::Review,
            Phase::Sending { .. } => Place::Sending,
            Phase::Clashing { .. } => Place::Clash,
        }
    }

    /// Whether the person typed anything that would be lost.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.fields.iter().any(|line| line.trouble.is_some()) || !self.draft.changes().is_empty()
    }

    /// What it is, as a heading; not yet safe to show.
    #[must_use]
    pub fn title(&self) -> String {
        let singular = self.draft.resource().singular;
        match (self.draft.operation(), self.draft.base()) {
            (Operation::Update, Some(base)) => format!("Edit {}", base.title()),
            (Operation::Upsert, _) => format!("Change or create {singular}"),
            _ => format!("New {singular}"),
        }
    }

    /// The focused line.
    #[must_use]
    pub fn focused(&self) -> Option<&FormField> {
        self.fields.get(self.focus)
    }

    /// Changes the focused line and writes it to the draft.
    pub fn change_focused(&mut self, change: impl FnOnce(&mut FormField)) {
        let Some(line) = self.fields.get_mut(self.focus) else {
            return;
        };
        change(line);
        line.write(&mut self.draft);
    }

    /// What a person should read beside a line: what cannot be a value, what the system said of it,
    /// what is missing. Not yet safe to show.
    #[must_use]
    pub fn problems_of(&self, place: usize) -> Vec<String> {
        let Some(line) = self.fields.get(place) else {
            return Vec::new();
        };
        let mut problems: Vec<String> = line.trouble.iter().cloned().collect();
        let said = self.failure.iter().flat_map(Error::given_reasons);
        problems.extend(
            said.filter(|reason| reason.field.as_deref() == Some(line.field.name))
                .map(|reason| reason.message.clone()),
        );
        let left = line.touched && place != self.focus;
        if problems.is_empty() && (self.attempted || left) {
            let own = self.draft.problems().into_iter();
            problems.extend(
                own.filter(|problem| problem.field.name == line.field.name)
                    .map(|problem| problem.message),
            );
        }
        problems
    }

    /// The first line that stands in the way of sending.
    #[must_use]
    pub fn first_problem(&self) -> Option<usize> {
        let problems = self.draft.problems();
        self.fields.iter().position(|line| {
            line.trouble.is_some()
                || problems
                    .iter()
                    .any(|problem| problem.field.name == line.field.name)
        })
    }

    /// What would be sent.
    #[must_use]
    pub fn changes(&self) -> Vec<FieldChange> {
        self.draft.changes()
    }

    /// Lets the person decide what to do about another's change; where nothing clashes any more,
    /// the difference to their version is shown.
    pub fn meet(&mut self, theirs: &Account) {
        let merge = self.draft.merge(theirs);
        let clashes: Vec<Clash> = merge
            .clashes
            .into_iter()
            .map(|clash| Clash {
                field: clash.field,
                base: clash.base,
                mine: clash.mine,
                theirs: clash.theirs,
                keep: None,
            })
            .collect();
        if clashes.is_empty() {
            self.rebase(merge.draft);
        } else {
            self.phase = Phase::Clashing {
                merged: Box::new(merge.draft),
                clashes,
                row: 0,
            };
        }
    }

    /// Goes on with a draft on top of another version, and shows the difference to it.
    pub fn rebase(&mut self, draft: Draft) {
        self.draft = draft;
        for line in &mut self.fields {
            line.refill(&self.draft);
        }
        self.failure = None;
        self.phase = Phase::Review { top: 0 };
    }
}
