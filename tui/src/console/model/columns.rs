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
/// others in their order, as many as can be read well; what is left over goes to those that gain by
/// it. Depends on the width alone, so that nothing jumps while scrolling.
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
    let mut chosen = Vec::new();
    let mut left = width;
    for field in titles {
        let least = Extent::of(field).least;
        if chosen.is_empty() && least > left {
            return vec![Column { field, width }];
        }
        take(&mut chosen, &mut left, field, least);
    }
    widen(&mut chosen, &mut left, |extent| extent.good);
    for field in others {
        take(&mut chosen, &mut left, field, Extent::of(field).good);
    }
    widen(&mut chosen, &mut left, |extent| extent.most);
    chosen
}

/// Adds a column, if there is room for it.
fn take(chosen: &mut Vec<Column>, left: &mut u16, field: &'static Field, width: u16) {
    let gap = if chosen.is_empty() { 0 } else { GAP };
    if let Some(rest) = left.checked_sub(width + gap) {
        *left = rest;
        chosen.push(Column { field, width });
    }
}

/// Deals the cells that are left, one after the other, until every column has what it wants.
fn widen(columns: &mut [Column], left: &mut u16, wanted: impl Fn(Extent) -> u16) {
    loop {
        let before = *left;
        for column in columns.iter_mut() {
            if *left > 0 && column.width < wanted(Extent::of(column.field)) {
                column.width += 1;
                *left -= 1;
            }
        }
        if *left == before {
            return;
        }
    }
}

/// How wide a column may be.
struct Extent {
    /// Below this it says nothing.
    least: u16,
    /// Most values can be read.
    good: u16,
    /// It gains by no more.
    most: u16,
}

impl Extent {
    fn of(field: &Field) -> Extent {
        let label = u16::try_from(field.label.width()).unwrap_or(u16::MAX);
        let (least, good, most) = match field.kind {
            Kind::Id => (26, 36, 36),
            Kind::Text => (12, 18, 32),
            Kind::Email => (22, 30, 40),
            Kind::Boolean => (6, label.clamp(6, 12), label),
            Kind::Integer => (8, 10, 12),
            Kind::Timestamp => (16, 16, 16),
            Kind::Choice(_) => (10, 16, 28),
            Kind::Reference(_) => (16, 22, 34),
            Kind::Secret => (8, 8, 8),
        };
        let good = good.max(label.min(14));
        Extent {
            least,
            good,
            most: most.max(good).max(label.min(24)),
        }
    }
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
