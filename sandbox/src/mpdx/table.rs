//! Reading pages of one table.

use rusqlite::types::ToSql;
use rusqlite::{Connection, Row};

use crate::mpdx::query::Query;

/// A table, the columns of a record, and how a record is read from them.
pub struct Table<T> {
    pub name: &'static str,
    pub columns: &'static str,
    pub read: fn(&Row<'_>) -> rusqlite::Result<T>,
}

impl<T> Table<T> {
    /// The page that the query asks for, and how many records there are. With `owner`, only theirs.
    pub fn page(
        &self,
        connection: &Connection,
        owner: Option<&str>,
        query: &Query,
    ) -> rusqlite::Result<(Vec<T>, i64)> {
        let mut conditions = vec!["true"];
        let mut values: Vec<(&str, &dyn ToSql)> = Vec::new();
        if let Some(owner) = &owner {
            conditions.push("owner_id = :owner");
            values.push((":owner", owner));
        }
        if let Some(range) = &query.updated_at {
            conditions.push("updated_at >= :from AND updated_at < :to");
            values.push((":from", &range.start));
            values.push((":to", &range.end));
        }
        let condition = conditions.join(" AND ");
        let name = self.name;
        let count = format!("SELECT count(*) FROM {name} WHERE {condition}");
        let total = connection
            .prepare_cached(&count)?
            .query_row(values.as_slice(), |row| row.get(0))?;

        let (limit, offset) = query.window();
        values.push((":limit", &limit));
        values.push((":offset", &offset));
        let select = format!(
            "SELECT {} FROM {name} WHERE {condition} ORDER BY {} LIMIT :limit OFFSET :offset",
            self.columns,
            query.order()
        );
        let mut statement = connection.prepare_cached(&select)?;
        let rows = statement.query_map(values.as_slice(), self.read)?;
        Ok((rows.collect::<rusqlite::Result<_>>()?, total))
    }

    /// The record with this id, whoever owns it.
    pub fn find(&self, connection: &Connection, id: &str) -> rusqlite::Result<Option<T>> {
        let select = format!("SELECT {} FROM {} WHERE id = ?1", self.columns, self.name);
        let mut statement = connection.prepare_cached(&select)?;
        let mut rows = statement.query([id])?;
        rows.next()?.map(self.read).transpose()
    }

    /// Takes the record away.
    pub fn delete(&self, connection: &Connection, id: &str) -> rusqlite::Result<()> {
        connection.execute(&format!("DELETE FROM {} WHERE id = ?1", self.name), [id])?;
        Ok(())
    }
}
