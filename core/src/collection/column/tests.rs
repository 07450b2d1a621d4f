use std::mem::discriminant;

use super::*;

fn all() -> Vec<Held> {
    let stamp = |micros, fraction| Held::Stamp(Stamp { micros, fraction });
    let mut all = vec![
        Held::Absent,
        Held::Null,
        Held::Truth(true),
        Held::Truth(false),
        stamp(NO_MOMENT * SECOND, false),
        stamp(-62_167_219_200_000_000, false),
        stamp(-62_167_219_200_000_000, true),
        stamp(253_402_300_799_999_999, true),
        stamp(253_402_300_799_000_000, false),
        stamp(631_151_999_000_000, false),
        stamp(631_152_000_000_000, false),
        stamp(1_700_000_000_000_000, false),
    ];
    for number in [
        0,
        1,
        -1,
        1 << 26,
        -(1 << 26) - 1,
        WHOLE.start,
        WHOLE.end - 1,
    ] {
        all.push(Held::Whole(number));
    }
    for place in [0, 1, 63, 64, 127, 128, 1 << 28, 1 << 30, usize::MAX >> 6] {
        all.extend([Held::Text(place), Held::Kept(place), Held::Reference(place)]);
    }
    all
}

/// Columns of every width without rows, with everything that may be put into them.
fn widths() -> impl Iterator<Item = (Column, Held)> {
    let widths = [Column::new(), Column::Words(vec![]), Column::Longs(vec![])];
    let each = |width: Column| all().into_iter().map(move |held| (width.clone(), held));
    widths.into_iter().flat_map(each)
}

#[test]
fn what_is_put_is_held_in_every_width() {
    for (mut column, held) in widths() {
        column.push(Held::Null);
        column.push(held);
        column.push(Held::Truth(true));
        let rows = [0, 1, 2, 3].map(|row| column.get(row));
        assert_eq!(rows, [Held::Null, held, Held::Truth(true), Held::Absent]);
        column.set(0, held);
        column.set(1, Held::Absent);
        column.set(7, held);
        assert_eq!([0, 1].map(|row| column.get(row)), [held, Held::Absent]);
        column.remove(0);
        column.remove(7);
        assert_eq!(column.len(), 2);
        assert_eq!(column.get(0), Held::Absent);
        column.push(held);
        column.relocate(&[(0, 2), (1, 0), (7, 0), (0, 7)]);
        assert_eq!([0, 1, 2].map(|row| column.get(row)), [held; 3]);
        assert_eq!(column.len(), 3);
    }
}

#[test]
fn texts_and_examples_are_found_in_every_width() {
    for (mut column, held) in widths() {
        column.push(Held::Null);
        column.push(held);
        let start = match held {
            Held::Text(start) => Some(start),
            _ => None,
        };
        assert_eq!([0, 1, 2].map(|row| column.text(row)), [None, start, None]);
        let examples = column.examples();
        assert!(examples.sorts().contains(&held), "{held:?}");
        assert!(examples.sorts().contains(&Held::Null), "{held:?}");
        let all = matches!(examples, Examples::All(_));
        assert_eq!(all, matches!(column, Column::Bytes(_)));
    }
}

#[test]
fn a_column_is_no_wider_than_its_values() {
    let mut column = Column::new();
    for held in [Held::Truth(true), Held::Kept(127), Held::Reference(63)] {
        column.push(held);
    }
    assert!(matches!(column, Column::Bytes(_)));
    column.push(Held::Text(9));
    column.push(Held::Stamp(Stamp {
        micros: 1_700_000_000_000_000,
        fraction: false,
    }));
    assert!(matches!(column, Column::Words(_)));
    column.push(Held::Text(1 << 30));
    assert!(matches!(column, Column::Longs(_)));
    assert_eq!(column.get(1), Held::Kept(127));
    assert_eq!(column.get(3), Held::Text(9));
}

#[test]
fn what_cells_tell_is_whether_they_hold_the_same() {
    let is_place = |held: &Held| matches!(held, Held::Text(_) | Held::Kept(_) | Held::Reference(_));
    for (width, one) in widths() {
        for other in all() {
            let [mut ones, mut others] = [width.clone(), width.clone()];
            ones.push(one);
            others.push(Held::Null);
            others.push(other);
            let are_as_wide = discriminant(&ones) == discriminant(&others);
            let tell = are_as_wide && !is_place(&one) && !is_place(&other);
            let told = ones.is_same(0, &others, 1);
            assert_eq!(told, tell.then_some(one == other), "{one:?} {other:?}");
            assert_eq!(ones.is_same(0, &others, 2), None);
        }
    }
}
