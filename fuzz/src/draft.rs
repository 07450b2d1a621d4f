//! Drafts of whatever a person types, merged with whatever somebody else wrote.
//!
//! `RESOURCE create|update|upsert`, then a line each: `FIELD=TEXT` that is typed, `*FIELD=TEXT` that
//! somebody else wrote meanwhile, `-FIELD` that is cleared.

use roster_core::account::{Account, Change};
use roster_core::edit::Draft;
use roster_core::schema::{Kind, Operation};
use roster_core::systems::{Ask, CreateAsk, UpdateAsk, protocol};
use roster_core::value::Value;

use crate::script::Script;
use crate::{request, sample, sound};

/// Most lines that are typed; more would only take longer.
const MOST: usize = 100;

/// # Panics
/// When a draft holds, says, sends or merges something else than was typed.
pub fn check(input: &[u8]) {
    // A field's name is said, and no secret.
    let text = sound::without_secret(&String::from_utf8_lossy(input));
    let script = Script::read(&text);
    let base = sample::ordinary(script.resource);
    let mut draft = match script.word(0) {
        "create" => Draft::create(script.resource),
        "upsert" => Draft::upsert(script.resource),
        _ => Draft::edit(base.clone()),
    };
    let mut theirs = base;
    for line in script.lines.iter().take(MOST) {
        match line.strip_prefix('*').and_then(|rest| rest.split_once('=')) {
            Some((name, text)) => theirs.set(name, Value::text(text)),
            None => typed(&mut draft, line),
        }
    }
    holds(&draft);
    merged(&draft, &theirs);
}

fn typed(draft: &mut Draft, line: &str) {
    let before = draft.clone();
    let outcome = match (line.strip_prefix('-'), line.split_once('=')) {
        (Some(name), _) => draft.clear(name),
        (None, Some((name, text))) => {
            let secret = draft.resource().field(name).map(|field| field.kind) == Some(Kind::Secret);
            let text = match (secret, text) {
                (true, plain) if !plain.is_empty() => format!("{}{plain}", sound::SECRET),
                _ => text.to_owned(),
            };
            draft.set_text(name, &text)
        }
        (None, None) => draft.set_text(line, ""),
    };
    if let Err(error) = outcome {
        sound::refused_here(&error);
        assert_eq!(*draft, before, "a refused value changed the draft");
    }
}

fn holds(draft: &Draft) {
    let (resource, operation) = (draft.resource(), draft.operation());
    let changes = draft.changes();
    for change in &changes {
        assert!(change.field.access.sent_by(operation), "{change:?}");
        let unchanged = change
            .from
            .as_ref()
            .is_some_and(|from| from.same(&change.to));
        assert!(!unchanged, "{change:?}");
        assert_eq!(draft.value(change.field.name), Some(&change.to));
    }
    let problems = draft.problems();
    assert!(problems.len() <= resource.fields.len());
    let debug = format!("{draft:?} {changes:?} {problems:?} {:?}", draft.mine());
    assert!(!debug.contains(sound::SECRET), "a secret in {debug}");
    if problems.is_empty() && resource.offers(operation) {
        sent(draft);
    }
}

/// What is in order can be sent.
fn sent(draft: &Draft) {
    let changes = draft.changes().into_iter();
    let changes = changes.map(|change| Change {
        field: change.field,
        value: change.to,
    });
    let changes: Vec<Change> = changes.collect();
    let ask = match draft.operation() {
        Operation::Update => Ask::Update(UpdateAsk {
            id: draft.base().map(Account::id).unwrap_or_default().to_owned(),
            changes,
            base: draft.base().cloned(),
            version: draft.version().map(str::to_owned),
            overwrite: draft.overwrites(),
        }),
        Operation::Upsert => Ask::Upsert(changes),
        _ => Ask::Create(CreateAsk { changes, id: None }),
    };
    let resource = draft.resource();
    ask.check(resource).expect("an ask of a draft in order");
    let request = protocol(resource.system).request(resource, &ask);
    request::holds(
        resource,
        &ask,
        &request.expect("a request of a draft in order"),
    );
}

fn merged(draft: &Draft, theirs: &Account) {
    if draft.base().is_none() {
        return;
    }
    let merge = draft.merge(theirs);
    assert_eq!(merge.draft.base(), Some(theirs));
    let mine = draft.changes();
    for change in merge.draft.changes() {
        let asked = mine.iter().find(|mine| mine.field == change.field);
        assert_eq!(asked.map(|mine| &mine.to), Some(&change.to), "{change:?}");
    }
    for clash in &merge.clashes {
        assert!(clash.field.kind != Kind::Secret);
        assert!(mine.iter().any(|change| change.field == clash.field));
        assert_ne!(Some(&clash.mine), clash.theirs.as_ref());
    }
    // Every field is as one of the two sides has it: nothing is lost, nothing is made up.
    let (merged, mine_whole) = (merge.draft.mine(), draft.mine());
    for field in draft.resource().answered() {
        let held = merged.get(field.name);
        let from = [mine_whole.get(field.name), theirs.get(field.name)];
        assert!(from.contains(&held), "{}", field.name);
    }
    // Merged with the version that it was made on, a draft is what it was.
    let again = draft.base().map(|base| draft.merge(base));
    if let Some(again) = again {
        assert_eq!(again.clashes, []);
        assert!(again.draft.changes().len() <= mine.len());
    }
    let once_more = merge.draft.merge(theirs);
    assert_eq!(once_more.draft.changes(), merge.draft.changes());
    let debug = format!("{merge:?}");
    assert!(!debug.contains(sound::SECRET), "a secret in {debug}");
}
