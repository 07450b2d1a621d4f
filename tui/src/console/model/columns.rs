//! Which fields the table shows at which width.

use roster_core::schema::{Field, Kind, Resource};
use unicode_width::UnicodeWidthStr;

/// A column of the table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column {
    /// Its field.
    pub field: &'static Field,
    /// Its width in cells, the gap after it not counted.
    pub width: u16,
}

/// Cells between two columns.
pub const GAP: u16 = 2;

/// The columns for a table of that width: the fields that say which account it is first, then the
/// others in their order, as many as there is room for; what is left over goes to those that gain
/// by it. Depends on the width alone, so that nothing jumps while scrolling.
#[must_use]
pub fn columns(resource: &'static Resource, width: u16) -> Vec<Column> {
    let titles = resource
        .title
        .iter()
        .filter_map(|name| resource.field(name));
    let others = resource
        .answered()
        .filter(|field| !resource.title.contains(&field.name))
        // Ids say little to a person; they are in the details.
        .filter(|field| field.kind != Kind::Id);
    let mut chosen: Vec<Column> = Vec::new();
    let mut left = width;
    for field in titles.chain(others) {
        let (least, _) = extent(field);
        let needed = least + if chosen.is_empty() { 0 } else { GAP };
        if needed <= left {
            left -= needed;
            chosen.push(Column {
                field,
                width: least,
            });
        } else if chosen.is_empty() {
            return vec![Column { field, width }];
        }
    }
    widen(&mut chosen, left);
    chosen
}

/// Deals the cells that are left, one after the other, until nobody gains by more.
fn widen(columns: &mut [Column], mut left: u16) {
    loop {
        let before = left;
        for column in columns.iter_mut() {
            if left > 0 && column.width < extent(column.field).1 {
                column.width += 1;
                left -= 1;
            }
        }
        if left == before {
            return;
        }
    }
}

/// The least width at which a field is worth showing, and the most that it gains by.
fn extent(field: &Field) -> (u16, u16) {
    let label = u16::try_from(field.label.width()).unwrap_or(u16::MAX);
    let (least, most) = match field.kind {
        Kind::Id => (26, 36),
        Kind::Text => (12, 28),
        Kind::Email => (22, 36),
        Kind::Boolean => (label.min(8), label),
        Kind::Integer => (8, 12),
        Kind::Timestamp => (16, 16),
        Kind::Choice(_) => (10, 24),
        Kind::Reference(_) => (16, 30),
        Kind::Secret => (8, 8),
    };
    (least, most.max(label.min(24)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fit_at_every_width() {
        for resource in roster_core::resources() {
            for width in 0..400 {
                let columns = columns(resource, width);
                let gaps = GAP * u16::try_from(columns.len().saturating_sub(1)).expect("few");
                let used: u16 = columns.iter().map(|column| column.width).sum::<u16>() + gaps;
                assert!(used <= width, "{} at {width}", resource.id);
                assert_eq!(columns[0].field.name, resource.title[0]);
            }
        }
    }

    #[test]
    fn a_wide_table_shows_every_field_but_the_id() {
        for resource in roster_core::resources() {
            let shown = columns(resource, 1000).len();
            let titles_with_id = resource
                .title
                .iter()
                .filter(|name| **name == resource.id_field())
                .count();
            assert_eq!(shown, resource.answered().count() - 1 + titles_with_id);
        }
    }
}
