//! The query of a list: Fields, Filters, Orders, CurrentPage (from 0) and PageSize.

use rusqlite::types::Value as SqlValue;
use rusqlite::{Connection, params_from_iter};
use serde_json::{Map, Value, json};

use crate::agilenow::account::{Account, COLUMNS, SOURCE};
use crate::agilenow::error::Failure;
use crate::agilenow::filters::{self, Condition};

/// What the values of a field are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Flag,
    Long,
    Moment,
}

/// A field that can be filtered and sorted by.
#[derive(Debug)]
pub struct Field {
    pub name: &'static str,
    pub column: &'static str,
    pub kind: Kind,
}

/// The members of an account, and those of its parents behind a dot.
const FIELDS: [Field; 27] = [
    field("Id", "a.id", Kind::Text),
    field("TenantId", "a.tenant_id", Kind::Long),
    field("TenantId.Id", "a.tenant_id", Kind::Long),
    field("TenantId.Name", "t.name", Kind::Text),
    field("TenantId.ExternalId", "t.external_id", Kind::Text),
    field("Name", "a.name", Kind::Text),
    field("FirstName", "a.first_name", Kind::Text),
    field("LastName", "a.last_name", Kind::Text),
    field("Phone", "a.phone", Kind::Text),
    field("PhoneVerified", "a.phone_verified", Kind::Flag),
    field("Email", "a.email", Kind::Text),
    field("EmailVerified", "a.email_verified", Kind::Flag),
    field("Identifier", "a.identifier", Kind::Text),
    field("IdentifierVerified", "a.identifier_verified", Kind::Flag),
    field("LanguageId", "a.language", Kind::Text),
    field("LanguageId.Id", "a.language", Kind::Text),
    field("TimezoneId", "a.timezone", Kind::Text),
    field("TimezoneId.Id", "a.timezone", Kind::Text),
    field("DateFormatId", "a.date_format", Kind::Text),
    field("DateFormatId.Id", "a.date_format", Kind::Text),
    field("Username", "a.username", Kind::Text),
    field("ExternalId", "a.external_id", Kind::Text),
    field("NotifyByEmail", "a.notify_by_email", Kind::Flag),
    field("NotifyBySMS", "a.notify_by_sms", Kind::Flag),
    field("Is_Active", "a.is_active", Kind::Flag),
    field("ModifiedOn", "a.modified_on", Kind::Moment),
    field("CreatedOn", "a.created_on", Kind::Moment),
];

const fn field(name: &'static str, column: &'static str, kind: Kind) -> Field {
    Field { name, column, kind }
}

impl Field {
    pub fn find(name: &str) -> Option<&'static Self> {
        FIELDS.iter().find(|field| field.name == name)
    }
}

/// What a list is asked for.
pub struct Listing {
    fields: Vec<String>,
    condition: Condition,
    order: String,
    page: i64,
    page_size: i64,
}

impl Listing {
    pub fn read(raw_query: Option<&str>) -> Result<Self, Failure> {
        let mut listing = Self {
            fields: Vec::new(),
            condition: filters::compile("")?,
            order: "a.number".to_owned(),
            page: 0,
            page_size: 50,
        };
        for (name, value) in form_urlencoded::parse(raw_query.unwrap_or_default().as_bytes()) {
            match name.as_ref() {
                "Fields" => listing.fields = fields(&value)?,
                "Filters" => listing.condition = filters::compile(&value)?,
                "Orders" => listing.order = order(&value)?,
                "CurrentPage" if !value.is_empty() => {
                    listing.page = integer("CurrentPage", &value, 0..=i64::MAX)?;
                }
                "PageSize" if !value.is_empty() => {
                    listing.page_size = integer("PageSize", &value, 1..=1000)?;
                }
                _ => {}
            }
        }
        Ok(listing)
    }

    /// `{"Meta": …, "Data": […]}`.
    pub fn answer(self, connection: &Connection) -> rusqlite::Result<Value> {
        let Condition { sql, mut values } = self.condition;
        let count = format!("SELECT count(*) FROM {SOURCE} WHERE {sql}");
        let total: i64 =
            connection.query_row(&count, params_from_iter(&values), |row| row.get(0))?;
        values.push(SqlValue::Integer(self.page_size));
        values.push(SqlValue::Integer(self.page.saturating_mul(self.page_size)));
        let select = format!(
            "SELECT {COLUMNS} FROM {SOURCE} WHERE {sql} ORDER BY {} LIMIT ? OFFSET ?",
            self.order
        );
        let mut statement = connection.prepare(&select)?;
        let mut data = Vec::new();
        for account in statement.query_map(params_from_iter(&values), Account::read)? {
            data.push(chosen(account?.to_json(), &self.fields));
        }
        Ok(json!({ "Meta": meta(total, self.page, self.page_size, "Account"), "Data": data }))
    }
}

/// `Meta` of a list.
pub fn meta(total: i64, page: i64, page_size: i64, kind: &str) -> Value {
    json!({ "TotalItems": total, "CurrentPage": page, "PageSize": page_size, "Type": kind })
}

/// The members that were asked for; Id is required in every answer.
fn chosen(mut members: Map<String, Value>, fields: &[String]) -> Value {
    if !fields.is_empty() {
        members.retain(|name, _| name == "Id" || fields.contains(name));
    }
    Value::Object(members)
}

fn words(list: &str) -> impl Iterator<Item = &str> {
    list.split(',')
        .map(str::trim)
        .filter(|word| !word.is_empty())
}

fn fields(list: &str) -> Result<Vec<String>, Failure> {
    if list.trim() == "*" {
        return Ok(Vec::new());
    }
    words(list)
        .map(|name| match Field::find(name) {
            Some(_) => Ok(name.to_owned()),
            None => Err(Failure::bad(format!(
                "The value of Fields is not valid: '{name}' is not a field"
            ))),
        })
        .collect()
}

fn order(list: &str) -> Result<String, Failure> {
    let malformed = |one: &str| {
        Failure::bad(format!(
            "The value of Orders is not valid: '{one}' is not a field with ASC or DESC"
        ))
    };
    let mut order = String::new();
    for one in words(list) {
        let (name, direction) = one.split_once(' ').unwrap_or((one, "ASC"));
        let column = Field::find(name).ok_or_else(|| malformed(one))?.column;
        let direction = match direction.trim().to_ascii_uppercase().as_str() {
            "ASC" => "ASC",
            "DESC" => "DESC",
            _ => return Err(malformed(one)),
        };
        order.push_str(&format!("{column} {direction}, "));
    }
    // Equal values keep the order of the table, so that pages neither lose nor double an account.
    order.push_str("a.number");
    Ok(order)
}

fn integer(name: &str, text: &str, allowed: std::ops::RangeInclusive<i64>) -> Result<i64, Failure> {
    text.parse()
        .ok()
        .filter(|number| allowed.contains(number))
        .ok_or_else(|| {
            let to = if *allowed.end() == i64::MAX {
                String::new()
            } else {
                format!(" to {}", allowed.end())
            };
            Failure::bad(format!(
                "{name} has to be a whole number from {}{to}, not '{text}'",
                allowed.start()
            ))
        })
}
