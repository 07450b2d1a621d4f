//! The query of a call: paging, sort, filter, include and sparse fields.

use std::ops::Range;

use serde_json::{Map, Value, json};

use crate::moment;
use crate::mpdx::error::Failure;

/// What a call asks for beside its path.
#[derive(Debug)]
pub struct Query {
    page: Number,
    per_page: Number,
    sort: Option<String>,
    /// `updated_at` from (inclusive) and to (exclusive), in microseconds.
    pub updated_at: Option<Range<i64>>,
    filter: Map<String, Value>,
    include: Vec<String>,
    fields: Vec<(String, Vec<String>)>,
}

/// A page number, which is echoed as a string when it was sent and as an integer when it was not.
#[derive(Debug)]
struct Number {
    value: i64,
    sent: bool,
}

impl Number {
    fn echo(&self) -> Value {
        if self.sent {
            self.value.to_string().into()
        } else {
            self.value.into()
        }
    }
}

impl Query {
    /// Reads the query string; `sort_keys` are those that the endpoint knows. Unknown filters and
    /// parameters are ignored, as the system does.
    pub fn read(raw: Option<&str>, sort_keys: &[&str]) -> Result<Self, Failure> {
        let mut query = Self {
            page: Number {
                value: 1,
                sent: false,
            },
            per_page: Number {
                value: 25,
                sent: false,
            },
            sort: None,
            updated_at: None,
            filter: Map::new(),
            include: Vec::new(),
            fields: Vec::new(),
        };
        for (name, value) in form_urlencoded::parse(raw.unwrap_or_default().as_bytes()) {
            match name.as_ref() {
                "page" => query.page = positive("page", &value)?,
                "per_page" => query.per_page = positive("per_page", &value)?,
                "sort" if !value.is_empty() => {
                    check_sort(&value, sort_keys)?;
                    query.sort = Some(value.into_owned());
                }
                "filter[updated_at]" => {
                    query.updated_at = Some(range(&value)?);
                    query.filter.insert("updated_at".to_owned(), value.into());
                }
                "include" => query.include = words(&value),
                other => {
                    if let Some(kind) = other
                        .strip_prefix("fields[")
                        .and_then(|k| k.strip_suffix(']'))
                    {
                        query.fields.push((kind.to_owned(), words(&value)));
                    }
                }
            }
        }
        Ok(query)
    }

    /// Whether the relationship was asked for, by name or by `*`.
    pub fn includes(&self, relationship: &str) -> bool {
        self.include
            .iter()
            .any(|one| one == relationship || one == "*")
    }

    /// Whether anything was asked for with `include`.
    pub fn includes_any(&self) -> bool {
        !self.include.is_empty()
    }

    /// Leaves in a resource object of `kind` the attributes and relationships that were asked for.
    pub fn keep_fields(&self, kind: &str, resource: &mut Value) {
        let Some((_, fields)) = self.fields.iter().find(|(of, _)| of == kind) else {
            return;
        };
        for member in ["attributes", "relationships"] {
            if let Some(Value::Object(members)) = resource.get_mut(member) {
                members.retain(|name, _| fields.contains(name));
            }
        }
    }

    /// `ORDER BY` of the list. Rows of the same moment keep the order of the table, so that pages
    /// neither lose nor double one.
    pub fn order(&self) -> String {
        match self.sort.as_deref() {
            None => "number".to_owned(),
            Some(sort) => match sort.strip_prefix('-') {
                Some(key) => format!("{key} DESC, number DESC"),
                None => format!("{sort}, number"),
            },
        }
    }

    /// `LIMIT` and `OFFSET`.
    pub fn window(&self) -> (i64, i64) {
        (
            self.per_page.value,
            (self.page.value - 1).saturating_mul(self.per_page.value),
        )
    }

    /// `meta` of the list's answer.
    pub fn meta(&self, total: i64) -> Value {
        json!({
            "pagination": {
                "page": self.page.echo(),
                "per_page": self.per_page.echo(),
                "total_count": total,
                "total_pages": total / self.per_page.value + i64::from(total % self.per_page.value > 0),
            },
            "sort": self.sort,
            "filter": self.filter,
        })
    }
}

fn words(list: &str) -> Vec<String> {
    list.split(',')
        .map(|word| word.trim().to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

/// What the system does with 0 or a word is not known; the sandbox refuses both.
fn positive(name: &str, value: &str) -> Result<Number, Failure> {
    match value.parse() {
        Ok(value) if value > 0 => Ok(Number { value, sent: true }),
        _ => Err(Failure::bad_request(format!(
            "{name} has to be an integer from 1"
        ))),
    }
}

fn check_sort(sort: &str, keys: &[&str]) -> Result<(), Failure> {
    if sort.contains(',') {
        return Err(Failure::bad_request(
            "This endpoint does not support multiple sorting parameters.",
        ));
    }
    let key = sort.strip_prefix('-').unwrap_or(sort);
    if keys.contains(&key) {
        return Ok(());
    }
    Err(Failure::bad_request(format!(
        "Sorting by {key} is not supported for this endpoint."
    )))
}

/// `A..B` with both ends, `A...B` without B. A date as the end means that whole day.
fn range(text: &str) -> Result<Range<i64>, Failure> {
    let malformed = || {
        Failure::bad_request(format!(
            "Wrong format of date range for filter 'updated_at', should follow 'YYYY-MM-DD...YYYY-MM-DD' \
             or 'YYYY-MM-DDThh:mm:ssZ...YYYY-MM-DDThh:mm:ssZ', but was '{text}'"
        ))
    };
    let (from, to, inclusive) = match text.split_once("...") {
        Some((from, to)) => (from, to, false),
        None => text
            .split_once("..")
            .map(|(from, to)| (from, to, true))
            .ok_or_else(malformed)?,
    };
    let start = moment::parse(from).ok_or_else(malformed)?;
    let end = moment::parse(to).ok_or_else(malformed)?;
    let past_the_end = match (inclusive, moment::is_date(to)) {
        (false, _) => end,
        (true, true) => end + moment::DAY,
        (true, false) => end.div_euclid(moment::SECOND) * moment::SECOND + moment::SECOND,
    };
    Ok(start..past_the_end)
}
