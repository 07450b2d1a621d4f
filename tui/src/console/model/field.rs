//! One line of a form: a field and what is typed in it.

use std::borrow::Cow;

use roster_core::edit::Draft;
use roster_core::schema::{Field, Kind};
use roster_core::value::Value;
use tui_input::Input;

/// How a field is filled in.
#[derive(Debug, Clone)]
pub enum Editor {
    /// By typing.
    Line(Input),
    /// By typing what is not shown.
    Secret(Input),
    /// By switching. `None` when the account has neither.
    Flag(Option<bool>),
    /// By picking; the value as it is sent.
    Choice(Option<String>),
}

/// One line of a form.
#[derive(Debug, Clone)]
pub struct FormField {
    /// The field.
    pub field: &'static Field,
    /// How it is filled in, and with what.
    pub editor: Editor,
    /// Why what is typed cannot be a value of the field, and so is not in the draft.
    pub trouble: Option<String>,
    /// Whether the person changed it at any time.
    pub touched: bool,
}

impl FormField {
    /// The line for a field, filled in from the draft.
    #[must_use]
    pub fn new(field: &'static Field, draft: &Draft) -> FormField {
        FormField {
            field,
            editor: editor(field, draft.value(field.name)),
            trouble: None,
            touched: false,
        }
    }

    /// Fills the line in from the draft again.
    pub fn refill(&mut self, draft: &Draft) {
        self.editor = editor(self.field, draft.value(self.field.name));
        self.trouble = None;
    }

    /// The text that is typed in, for those that are typed.
    pub fn input_mut(&mut self) -> Option<&mut Input> {
        match &mut self.editor {
            Editor::Line(input) | Editor::Secret(input) => Some(input),
            Editor::Flag(_) | Editor::Choice(_) => None,
        }
    }

    /// Writes what is filled in to the draft. Back to what the account has is no change; emptied
    /// is null.
    pub fn write(&mut self, draft: &mut Draft) {
        self.touched = true;
        let name = self.field.name;
        let text = match &self.editor {
            Editor::Line(input) | Editor::Secret(input) => Cow::Borrowed(input.value()),
            Editor::Flag(flag) => flag.map_or("".into(), |flag| flag.to_string().into()),
            Editor::Choice(choice) => Cow::Borrowed(choice.as_deref().unwrap_or_default()),
        };
        let before = draft.base().and_then(|base| base.get(name));
        let result = if before.map(Value::plain).unwrap_or_default() == text {
            draft.reset(name);
            Ok(())
        } else if text.is_empty() {
            draft.clear(name)
        } else {
            draft.set_text(name, &text)
        };
        self.trouble = result.err().map(|error| error.message().to_owned());
    }
}

fn editor(field: &Field, value: Option<&Value>) -> Editor {
    let text = value.map(Value::plain).unwrap_or_default().into_owned();
    match field.kind {
        Kind::Secret => Editor::Secret(Input::new(text)),
        // Without documented choices there is nothing to pick from.
        Kind::Choice([_, ..]) => Editor::Choice((!text.is_empty()).then_some(text)),
        Kind::Boolean => match value {
            Some(Value::Bool(flag)) => Editor::Flag(Some(*flag)),
            None | Some(Value::Null) => Editor::Flag(None),
            // Not what the documents describe; shown as it is, and only typing changes it.
            Some(_) => Editor::Line(Input::new(text)),
        },
        _ => Editor::Line(Input::new(text)),
    }
}
