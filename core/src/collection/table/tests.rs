use super::*;
use crate::collection::tests::{RESOURCE, account};
use crate::collection::{Collection, Loading};
use crate::error::Unread;
use crate::schema::Kind;
use crate::value::{Number, Reference};
use proptest::prelude::*;

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<String>().prop_map(Value::Text),
        "[0-9]{4}-0[1-9]-[0-3][0-9]T1[0-9]:00:00(\\.[0-9]{6})?Z".prop_map(Value::Text),
        "-?(0|[1-9][0-9]{0,24})(\\.[0-9]+)?(e[0-9])?"
            .prop_map(|text| Value::Number(Number::parse(&text).expect("a number"))),
        ("[ab]", any::<Option<String>>()).prop_map(|(id, name)| {
            Value::Reference(Reference {
                id,
                name,
                ..Reference::default()
            })
        }),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::List),
            prop::collection::vec(("[xy]", inner), 0..3).prop_map(Value::Object),
        ]
    })
}

const NAMES: [&str; 8] = [
    "name", "active", "count", "seen_at", "language", "home", "surprise", "another",
];

proptest! {
    #[test]
    fn accounts_come_back_as_they_came(
        accounts in prop::collection::vec(
            ("[a-e]{1,2}", prop::collection::vec((0..NAMES.len(), values()), 0..6)),
            1..20,
        ),
    ) {
        let mut table = Table::new(&RESOURCE);
        let mut loading = Loading::new(&RESOURCE);
        let mut held: Vec<Account> = Vec::new();
        for (id, members) in accounts {
            let members: Vec<_> =
                members.into_iter().map(|(name, value)| (NAMES[name], value)).collect();
            let account = account(&id, &members);
            table.insert(&account);
            loading.account(&account);
            match held.iter_mut().find(|held| held.id() == id) {
                Some(place) => *place = account,
                None => held.push(account),
            }
        }
        let loaded = loading.finish(Unread::default());
        prop_assert_eq!(&loaded.page(0, usize::MAX), &held);
        let first = held[0].id().to_owned();
        for mut table in [table.clone(), table, Table::clone(&loaded.table)] {
            for (row, account) in held.iter().enumerate() {
                prop_assert_eq!(&table.account(row), account);
                prop_assert_eq!(table.find(account.id()), Some(row));
            }
            prop_assert_eq!(table.remove(&first), Some(0));
            prop_assert_eq!(table.find(&first), None);
            prop_assert_eq!(table.insert(&held[0]), held.len() - 1);
            let (moved, others) = (held.iter().take(1), held.iter().skip(1));
            for (row, account) in others.chain(moved).enumerate() {
                prop_assert_eq!(&table.account(row), account);
                prop_assert_eq!(table.find(account.id()), Some(row));
            }
        }
    }
}

#[test]
fn dead_text_is_cleared_up() {
    let mut table = Table::new(&RESOURCE);
    let long = "x".repeat(1000);
    for time in 0..1000 {
        let name = format!("{long}{time}");
        for id in ["1", "2"] {
            table.insert(&account(id, &[("name", Value::text(name.clone()))]));
        }
    }
    assert!(table.texts.len() < 4 * DEAD, "{}", table.texts.len());
    assert_eq!(
        table.account(1).get("name"),
        Some(&Value::text(format!("{long}999")))
    );
    assert_eq!(
        (table.find("1"), table.find("2"), table.len()),
        (Some(0), Some(1), 2)
    );
}

#[test]
fn of_rows_with_one_id_no_more_than_the_last_is_kept() {
    let mut loading = Loading::new(&RESOURCE);
    for row in 0..100_000 {
        loading.begin();
        for (field, text) in [(0, "7".to_owned()), (1, format!("the name of row {row}"))] {
            loading.text(field, Kind::Text, &text).expect("once");
        }
        loading.end();
    }
    let mut collection = loading.finish(Unread::default());
    let name = |collection: &Collection| collection.cell(0, "name").map(Cow::into_owned);
    assert_eq!(
        name(&collection),
        Some(Value::text("the name of row 99999"))
    );
    assert!(collection.table.texts.len() < 100);
    let account = collection.get("7").expect("an account");
    for _ in 0..100_000 {
        collection.insert(account.clone());
    }
    assert!(collection.table.texts.len() <= 2 * DEAD);
    assert_eq!(
        (collection.len(), name(&collection)),
        (1, Some(Value::text("the name of row 99999")))
    );
}

#[test]
fn dead_values_are_cleared_up() {
    let mut table = Table::new(&RESOURCE);
    for time in 0..20_000 {
        let home = Value::Reference(Reference {
            id: time.to_string(),
            name: Some(format!("home {time}")),
            ..Reference::default()
        });
        let language = Value::text(format!("language {time}"));
        let members = [
            ("home", home),
            ("language", language),
            ("surprise", Value::List(vec![])),
        ];
        table.insert(&account("1", &members));
        table.insert(&account(
            "2",
            &[("surprise", Value::text(format!("surprise {time}")))],
        ));
    }
    assert!(table.bytes() < 4 * DEAD, "{}", table.bytes());
    assert!(table.kept.len() < 4_000, "{}", table.kept.len());
    let long = "x".repeat(1 << 21);
    for time in 0..20 {
        let name = Value::text(format!("{long}{time}"));
        table.insert(&account("1", &[("name", name)]));
    }
    assert!(table.kept.len() < 4_000 && table.bytes() < 4 * long.len());
    let account = table.account(0);
    assert_eq!(account.get("name"), Some(&Value::text(format!("{long}19"))));
    assert_eq!(
        table.account(1).get("surprise"),
        Some(&Value::text("surprise 19999"))
    );
}

#[test]
fn room_that_is_not_used_is_given_back() {
    const ROWS: usize = 100;
    let mut table = Table::new(&RESOURCE);
    for row in 0..ROWS {
        table.insert(&account(&row.to_string(), &[]));
    }
    let room = |table: &Table| match (&table.columns[0], &table.texts) {
        (Column::Words(ids), Texts::Read(texts)) => [ids.capacity(), texts.capacity()],
        other => panic!("{other:?}"),
    };
    table.reserve(100 * ROWS, 100 * ROWS);
    assert!(room(&table).iter().all(|room| *room >= 100 * ROWS));
    table.shrink();
    assert!(room(&table).iter().all(|room| *room < 10 * ROWS));
    for row in 0..ROWS {
        assert_eq!(table.find(&row.to_string()), Some(row));
    }
}

#[test]
fn what_is_loaded_is_found_by_id_when_somebody_asks() {
    const IDS: usize = 10_000;
    let mut loading = Loading::new(&RESOURCE);
    for row in 0..2 * IDS {
        let id = format!("{:05}", row % IDS);
        loading.account(&account(&id, &[("name", Value::text(format!("{row:05}")))]));
    }
    let loaded = loading.finish(Unread::default());
    let table = &loaded.table;
    // Half of it is dead, and that is not more than half.
    assert!(table.dead > DEAD);
    assert_eq!((table.len(), table.cleared()), (IDS, 0));
    assert!(loaded.difference(&loaded.clone()).is_empty());
    assert!(table.ids.get().is_none());
    assert_eq!(loaded.row_of("00077"), Some(77));
    assert!(table.ids.get().is_some());
    let copy = Table::clone(table);
    assert!(copy.ids.get().is_none());
    assert_eq!(copy.find("00077"), Some(77));
}

#[test]
fn ids_that_are_no_texts_of_the_table_are_found() {
    // One is as long as a text may be there, the others are kept as values.
    let ids = [0, 1, 2].map(|more| "x".repeat(0x10_f7ff + more));
    let mut loading = Loading::new(&RESOURCE);
    for (row, id) in ids.iter().chain(&ids).enumerate() {
        loading.account(&account(id, &[("count", Value::text(row.to_string()))]));
    }
    let mut loaded = loading.finish(Unread::default());
    for (row, id) in ids.iter().enumerate() {
        assert_eq!(
            (loaded.row_of(id), loaded.id_at(row)),
            (Some(row), Some(&**id))
        );
        let count = loaded.cell(row, "count").map(Cow::into_owned);
        assert_eq!(count, Some(Value::text((row + 3).to_string())));
    }
    assert!(loaded.remove(&ids[1]).is_some());
    let rows = [0, 1, 2].map(|id: usize| loaded.row_of(&ids[id]));
    assert_eq!(rows, [Some(0), None, Some(1)]);
}

#[test]
fn what_many_rows_have_is_kept_once() {
    let mut table = Table::new(&RESOURCE);
    for row in 0..1000 {
        let home = Value::reference(if row % 2 == 0 { "north" } else { "south" });
        let members = [("home", home), ("language", Value::text("fi-FI"))];
        table.insert(&account(&row.to_string(), &members));
    }
    assert_eq!((table.kept.len(), table.references.len()), (1, 2));
    for row in 0..1000 {
        let surprise = Value::List(vec![Value::text((row % 500).to_string())]);
        table.insert(&account(&format!("x{row}"), &[("name", surprise)]));
    }
    assert_eq!(table.kept.len(), 501);
}

proptest! {
    #[test]
    fn texts_that_lie_together_are_all_of_the_row(
        rows in prop::collection::vec(
            ("[a-h]", prop::sample::subsequence(vec![0, 1, 2, 4, 6], 0..5), any::<bool>(), any::<bool>()),
            1..12,
        ),
    ) {
        let mut table = Table::new(&RESOURCE);
        for (id, columns, given, turned) in rows {
            let mut columns: Vec<_> = columns.into_iter().filter(|column| *column != 0).collect();
            columns.push(0);
            if turned {
                columns.reverse();
            }
            table.begin();
            for column in columns {
                let held = table.hold_text(if column == 0 { &id } else { "text" });
                prop_assert!(table.give(column, held));
            }
            if given {
                table.end();
            }
        }
        for row in 0..table.len() {
            let Some((start, bytes)) = table.together(row) else { continue };
            let texts = (0..RESOURCE.fields.len()).filter_map(|column| table.columns[column].text(row));
            for text in texts {
                prop_assert!(text >= start && table.texts.range(text).end <= start + bytes.len());
            }
        }
    }
}

#[test]
fn texts_lie_together_whichever_are_there() {
    let mut table = Table::new(&RESOURCE);
    let columns = [
        vec![0],
        vec![1, 0],
        vec![2, 0],
        vec![2, 1, 0],
        vec![4, 0],
        vec![2, 0],
    ];
    for (number, columns) in columns.iter().enumerate() {
        table.begin();
        for column in columns {
            let held = table.hold_text(&number.to_string());
            table.give(*column, held);
        }
        table.end();
    }
    let together = |row| table.together(row).map(|(_, bytes)| bytes.len());
    let lengths = [0, 1, 2, 3, 4, 5].map(together);
    assert_eq!(lengths, [Some(2), Some(4), Some(4), Some(6), Some(4), None]);
}
