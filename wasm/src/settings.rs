//! Settings of a client, and what a list is asked for with.

use roster_core::client::{ListQuery, Settings};
use roster_core::error::{Error, Result};
use roster_core::http::BaseUrl;
use roster_core::schema::{Authentication, System};
use wasm_bindgen::JsValue;

use crate::option::Options;
use crate::secret::Source;

/// Settings, and where the secret comes from.
///
/// # Errors
/// A setting that is missing or makes no sense.
pub fn read(system: &str, settings: &JsValue) -> Result<(Settings, Source)> {
    let system =
        System::named(system).ok_or_else(|| Error::invalid(format!("no system {system:?}")))?;
    let (secret, known): (_, &[&str]) = match system.authentication() {
        Authentication::Bearer => ("token", &["baseUrl", "token", "readOnly", "timeout"]),
        Authentication::ClientCredentials => (
            "clientSecret",
            &["baseUrl", "clientId", "clientSecret", "readOnly", "timeout"],
        ),
    };
    let options = Options::new(settings, known)?;
    let missing = |name: &str| Error::invalid(format!("{system} needs the option {name}"));
    let base_url = options.text("baseUrl")?.ok_or_else(|| missing("baseUrl"))?;
    let function = options.function(secret)?.ok_or_else(|| missing(secret))?;
    let mut read = Settings::new(system, BaseUrl::parse(&base_url)?);
    read.client_id = options.text("clientId")?;
    if read.client_id.is_none() && known.contains(&"clientId") {
        return Err(missing("clientId"));
    }
    read.read_only = options.flag("readOnly")?.unwrap_or(false);
    if let Some(timeout) = options.milliseconds("timeout")? {
        read.timeout = timeout;
    }
    Ok((read, Source::new(secret, function)))
}

/// What a list is asked for with.
///
/// # Errors
/// An option that makes no sense.
pub fn query(options: &Options<'_>) -> Result<ListQuery> {
    Ok(ListQuery {
        page_size: options.whole("pageSize")?,
        include: options.texts("include")?,
        ..ListQuery::default()
    })
}
