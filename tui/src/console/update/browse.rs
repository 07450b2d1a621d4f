//! Keys among resources, table and details.

use crossterm::event::Event;
use roster_core::edit::Draft;
use roster_core::schema::Operation;
use roster_core::text::shown;
use tui_input::Input;

use super::{changes, dialog, loads, sending};
use crate::console::actions::Action;
use crate::console::effects::{Asked, Effect};
use crate::console::model::{
    Deletion, Dialog, Editing, Focus, Item, Load, Model, Picker, Report, Sort, areas, details,
};

/// Does what a key wants among the accounts.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Up => return step(model, -1),
        Action::Down => return step(model, 1),
        Action::PageUp => return step(model, -page(model)),
        Action::PageDown => return step(model, page(model)),
        Action::First => return step(model, isize::MIN),
        Action::Last => return step(model, isize::MAX),
        Action::Next => turn(model, 1),
        Action::Previous => turn(model, 2),
        Action::Back => model.focus = Focus::Accounts,
        Action::Open => open(model),
        Action::Search => search(model),
        Action::KeepSearch => keep_search(model),
        Action::ClearSearch => {
            model.search = None;
            return filter(model, "");
        }
        Action::Sort => choose_sort(model),
        Action::Reverse => return reverse(model),
        Action::Edit => edit(model),
        Action::New => start_draft(model, Operation::Create),
        Action::Upsert => start_draft(model, Operation::Upsert),
        Action::Delete => ask_to_delete(model),
        Action::Sync => return ask_to_sync(model),
        Action::Reload => return loads::load(model),
        Action::Refresh => return refresh(model),
        Action::Dashboard => {
            let address = model.dashboard.clone().unwrap_or_default();
            model.say(format!("the dashboard is at {address}"));
            return vec![Effect::Browse(address)];
        }
        Action::Explain => explain(model),
        Action::Stop => return sending::stop(model),
        Action::Quit => return dialog::leave(model),
        _ => {}
    }
    Vec::new()
}

/// Types into the search line; the view follows.
pub fn typed(model: &mut Model, event: &Event) -> Vec<Effect> {
    let Some(input) = &mut model.search else {
        return Vec::new();
    };
    if !changes(input, event) {
        return Vec::new();
    }
    let expression = input.value().to_owned();
    filter(model, &expression)
}

fn filter(model: &mut Model, expression: &str) -> Vec<Effect> {
    let (place, now) = (model.current, model.ticks);
    let entry = model.entry_mut();
    loads::arrange(
        place,
        entry.and_then(|entry| entry.set_filter(expression, now)),
    )
}

/// Sorts the accounts that are shown.
pub fn sort(model: &mut Model, sort: Option<Sort>) -> Vec<Effect> {
    let (place, now) = (model.current, model.ticks);
    let Some(entry) = model.entry_mut() else {
        return Vec::new();
    };
    match entry.set_sort(sort, now) {
        Ok(arranging) => loads::arrange(place, arranging),
        Err(error) => {
            model.warn(error);
            Vec::new()
        }
    }
}

/// Keeps the selected row on the screen, whatever changed.
pub fn scroll(model: &mut Model) {
    let rows = areas(model.size, model.focus).table_rows();
    if let Some(entry) = model.entry_mut() {
        entry.scroll_to_selection(rows);
    }
}

fn page(model: &Model) -> isize {
    let areas = areas(model.size, model.focus);
    let rows = match model.focus {
        Focus::Details => usize::from(areas.details.height),
        _ => areas.table_rows(),
    };
    isize::try_from(rows.saturating_sub(1).max(1)).unwrap_or(1)
}

fn step(model: &mut Model, by: isize) -> Vec<Effect> {
    let searching = model.search.is_some();
    match model.focus {
        Focus::Resources if !searching => {
            let last = model.entries.len().saturating_sub(1);
            let to = model.current.saturating_add_signed(by).min(last);
            return loads::show(model, to);
        }
        Focus::Details if !searching => {
            let last = last_detail(model);
            if let Some(entry) = model.entry_mut() {
                entry.details_top = entry.details_top.saturating_add_signed(by).min(last);
            }
        }
        _ => {
            if let Some(entry) = model.entry_mut() {
                let to = entry.row.saturating_add_signed(by);
                entry.select(to);
            }
        }
    }
    Vec::new()
}

/// The first line of the details that leaves no room below the last.
fn last_detail(model: &Model) -> usize {
    let area = areas(model.size, model.focus).details;
    let lines = model.selected().map_or(0, |account| {
        details(&account, usize::from(area.width)).len()
    });
    lines.saturating_sub(usize::from(area.height))
}

fn turn(model: &mut Model, by: usize) {
    const ORDER: [Focus; 3] = [Focus::Resources, Focus::Accounts, Focus::Details];
    let now = ORDER.iter().position(|focus| *focus == model.focus);
    model.focus = ORDER[(now.unwrap_or(0) + by) % ORDER.len()];
}

fn open(model: &mut Model) {
    model.focus = match model.focus {
        Focus::Resources => Focus::Accounts,
        Focus::Accounts if model.selected().is_some() => Focus::Details,
        other => other,
    };
}

fn search(model: &mut Model) {
    let filter = model.entry().map(|entry| entry.arrangement.filter.clone());
    model.search = Some(Input::new(filter.unwrap_or_default()));
    model.focus = Focus::Accounts;
}

fn keep_search(model: &mut Model) {
    let Some(entry) = model.entry_mut() else {
        return;
    };
    if let Some(error) = entry.filter_error.clone() {
        model.warn(error.message());
        return;
    }
    model.search = None;
}

fn choose_sort(model: &mut Model) {
    let Some(entry) = model.entry() else {
        return;
    };
    let mut items = vec![Item {
        value: None,
        label: "as the system lists them".to_owned(),
        note: String::new(),
    }];
    let mut current = 0;
    for field in entry.resource.answered() {
        let sorted = entry.arrangement.sort.filter(|sort| sort.field == field);
        // Choosing the field that sorts already turns the order around.
        let descending = sorted.is_some_and(|sort| !sort.descending);
        if sorted.is_some() {
            current = items.len();
        }
        items.push(Item {
            value: Some(Sort { field, descending }),
            label: field.label.to_owned(),
            note: match sorted {
                Some(Sort { descending, .. }) => {
                    let now = if descending { "▼" } else { "▲" };
                    format!("{} {now} Enter turns it around", field.name)
                }
                None => field.name.to_owned(),
            },
        });
    }
    model.dialog = Some(Dialog::Sort(Picker::new("Sort by", items, Some(current))));
}

fn reverse(model: &mut Model) -> Vec<Effect> {
    let turned = model
        .entry()
        .and_then(|entry| entry.arrangement.sort)
        .map(|sort| Sort {
            descending: !sort.descending,
            ..sort
        });
    sort(model, turned)
}

fn edit(model: &mut Model) {
    if let Some(account) = model.selected() {
        model.editing = Some(Editing::new(model.current, Draft::edit(account)));
    }
}

fn start_draft(model: &mut Model, operation: Operation) {
    let Some(entry) = model.entry() else {
        return;
    };
    let draft = match operation {
        Operation::Upsert => Draft::upsert(entry.resource),
        _ => Draft::create(entry.resource),
    };
    let note = entry.resource.note(operation);
    model.editing = Some(Editing::new(model.current, draft));
    if let Some(note) = note {
        model.say(note);
    }
}

fn ask_to_delete(model: &mut Model) {
    let Some(account) = model.selected() else {
        return;
    };
    model.dialog = Some(Dialog::Delete(Deletion {
        id: account.id().to_owned(),
        title: account.title(),
        warning: account.resource().note(Operation::Delete),
        word: Input::default(),
    }));
}

fn ask_to_sync(model: &mut Model) -> Vec<Effect> {
    if let Some(account) = model.selected() {
        model.dialog = Some(Dialog::Sync {
            id: account.id().to_owned(),
            title: account.title(),
            warning: account.resource().note(Operation::Sync),
        });
    }
    Vec::new()
}

fn refresh(model: &mut Model) -> Vec<Effect> {
    let Some(account) = model.selected() else {
        return Vec::new();
    };
    let doing = format!("reading {}", shown(&account.title()));
    let id = account.id().to_owned();
    let (current, known) = (model.current, Some(id.clone()));
    sending::ask(model, current, known, doing, Asked::Read(id)).1
}

fn explain(model: &mut Model) {
    let Some(entry) = model.entry() else {
        return;
    };
    let title = match entry.load {
        Load::Failed(_) => "Loading failed",
        _ => "Not all records can be read",
    };
    model.dialog = Some(Dialog::Report(Report {
        title: title.to_owned(),
        lines: entry.explanation(),
        bad: true,
        top: 0,
    }));
}
