//! The calls to one system.

use js_sys::{Object, Uint8Array};
use roster_core::client::{ListQuery, Progress};
use roster_core::edit::Draft as Edit;
use roster_core::error::{Error, Result};
use roster_core::http::browser::BrowserTransport;
use roster_core::schema::Resource;
use roster_core::systems::{Answer, recorded};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::collection::Collection;
use crate::failure::{thrown, thrown_by};
use crate::listing::Listing;
use crate::option::Options;
use crate::secret::Source;
use crate::{answer, given, settings, value};

type Core = roster_core::client::Client<BrowserTransport, Source>;

/// The core's client, with what JavaScript needs to know of its errors. Cheap to clone.
#[derive(Clone)]
pub struct Calls {
    pub(crate) core: Core,
    source: Source,
}

impl Calls {
    /// The error as data, with what the token function threw where that was the reason.
    pub(crate) fn thrown(&self, error: &Error) -> JsValue {
        thrown_by(error, self.source.take_thrown())
    }

    pub(crate) async fn delete(
        &self,
        resource: &'static Resource,
        id: &str,
        options: &JsValue,
    ) -> Result<(), JsValue> {
        let call = async {
            let watch = Options::new(options, &["signal"])?.watch()?;
            self.core.delete(resource, id, watch.cancel()).await
        };
        call.await.map_err(|error| self.thrown(&error))
    }

    pub(crate) async fn sync(
        &self,
        resource: &'static Resource,
        id: &str,
        options: &JsValue,
    ) -> Result<(), JsValue> {
        let call = async {
            let watch = Options::new(options, &["signal"])?.watch()?;
            self.core.sync(resource, id, watch.cancel()).await
        };
        call.await.map_err(|error| self.thrown(&error))
    }
}

/// Bytes that stay with JavaScript, and are copied a piece at a time.
struct Bytes(Uint8Array);

impl Answer for Bytes {
    fn length(&self) -> usize {
        self.0.length() as usize
    }

    fn copy(&self, from: usize, into: &mut [u8]) {
        // An answer that JavaScript shortened meanwhile has fewer bytes than it had: the rest stays
        // zero, which is no JSON.
        let number = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        let part = self.0.subarray(number(from), number(from + into.len()));
        if part.length() as usize == into.len() {
            part.copy_to(into);
        }
    }
}

/// The calls to one system.
#[wasm_bindgen]
pub struct Client(Calls);

#[wasm_bindgen]
impl Client {
    /// A client of that system. Settings are `baseUrl`, `readOnly`, `timeout`, and `token` or
    /// `clientId` and `clientSecret`.
    ///
    /// # Errors
    /// A setting that makes no sense.
    #[wasm_bindgen(constructor)]
    pub fn new(system: &str, settings: JsValue) -> Result<Client, JsValue> {
        let (settings, source) =
            settings::read(system, &settings).map_err(|error| thrown(&error))?;
        let core = Core::new(settings, BrowserTransport, source.clone());
        Ok(Client(Calls { core, source }))
    }

    /// Begins to list the accounts; nothing is sent before its first page is asked for. Options are
    /// `include`, `pageSize` and `signal`.
    ///
    /// # Errors
    /// A resource or an option that makes no sense.
    pub fn list(&self, resource: &str, options: JsValue) -> Result<Listing, JsValue> {
        let begin = || {
            let resource = roster_core::resource(resource)?;
            let options = Options::new(&options, &["include", "pageSize", "signal"])?;
            Ok(Listing::begin(
                self.0.clone(),
                resource,
                settings::query(&options)?,
                options.watch()?,
            ))
        };
        begin().map_err(|error: Error| thrown(&error))
    }

    /// Every account, in a collection that stays on this side. Options are those of `list` and
    /// `onProgress`, which is told `{ loaded, total, moved }` after every page.
    ///
    /// # Errors
    /// As data; or what `onProgress` threw, which ends the call.
    pub async fn load(&self, resource: String, options: JsValue) -> Result<Collection, JsValue> {
        let mut refused = None;
        let call = async {
            let resource = roster_core::resource(&resource)?;
            let known = ["include", "pageSize", "onProgress", "signal"];
            let options = Options::new(&options, &known)?;
            let (query, watch) = (settings::query(&options)?, options.watch()?);
            let on_progress = options.function("onProgress")?;
            let canceller = watch.canceller();
            let tell = |progress: Progress| {
                let Some(on_progress) = &on_progress else {
                    return;
                };
                let told = on_progress.call1(&JsValue::UNDEFINED, &answer::progress(&progress));
                if let Err(error) = told {
                    refused = Some(error);
                    canceller.cancel();
                }
            };
            self.0
                .core
                .load(resource, query, watch.cancel(), tell)
                .await
        };
        let loaded = call.await;
        match (loaded, refused) {
            (_, Some(refused)) => Err(refused),
            (Err(error), None) => Err(self.0.thrown(&error)),
            (Ok(loaded), None) => Ok(Collection::new(self.0.clone(), loaded)),
        }
    }

    /// The accounts of a recorded answer to a list. Nothing is sent.
    ///
    /// # Errors
    /// As data.
    pub fn read(&self, resource: &str, answer: Uint8Array) -> Result<Collection, JsValue> {
        let read = || recorded(roster_core::resource(resource)?, &Bytes(answer));
        let accounts = read().map_err(|error: Error| thrown(&error))?;
        Ok(Collection::new(self.0.clone(), accounts))
    }

    /// How many accounts there are; `undefined` when the system does not say. The option is
    /// `signal`.
    ///
    /// # Errors
    /// As data.
    pub async fn count(&self, resource: String, options: JsValue) -> Result<JsValue, JsValue> {
        let call = async {
            let resource = roster_core::resource(&resource)?;
            let watch = Options::new(&options, &["signal"])?.watch()?;
            let query = ListQuery {
                page_size: Some(1),
                include: Some(Vec::new()),
                ..ListQuery::default()
            };
            self.0
                .core
                .list(resource, query, watch.cancel())
                .next()
                .await
                .transpose()
        };
        let page = call.await.map_err(|error| self.0.thrown(&error))?;
        let total = page.and_then(|page| page.total);
        Ok(total.map_or(JsValue::UNDEFINED, |total| JsValue::from_f64(total as f64)))
    }

    /// One account. The option is `signal`.
    ///
    /// # Errors
    /// As data.
    pub async fn get(
        &self,
        resource: String,
        id: String,
        options: JsValue,
    ) -> Result<Object, JsValue> {
        let call = async {
            let resource = roster_core::resource(&resource)?;
            let watch = Options::new(&options, &["signal"])?.watch()?;
            self.0.core.get(resource, &id, watch.cancel()).await
        };
        let got = call.await.map_err(|error| self.0.thrown(&error))?;
        Ok(value::object(&got))
    }

    /// The records that a field may point to, `{ id, name }` each. The option is `signal`.
    ///
    /// # Errors
    /// As data.
    pub async fn references(
        &self,
        resource: String,
        field: String,
        options: JsValue,
    ) -> Result<JsValue, JsValue> {
        let call = async {
            let resource = roster_core::resource(&resource)?;
            let watch = Options::new(&options, &["signal"])?.watch()?;
            self.0
                .core
                .references(resource, &field, watch.cancel())
                .await
        };
        let records = call.await.map_err(|error| self.0.thrown(&error))?;
        Ok(answer::references(&records))
    }

    /// Makes an account of those values. The option is `signal`.
    ///
    /// # Errors
    /// As data.
    pub async fn create(
        &self,
        resource: String,
        values: Object,
        options: JsValue,
    ) -> Result<JsValue, JsValue> {
        self.send(&resource, Edit::create, &values, &options).await
    }

    /// Changes the account that matches the values, or makes it. The option is `signal`.
    ///
    /// # Errors
    /// As data.
    pub async fn upsert(
        &self,
        resource: String,
        values: Object,
        options: JsValue,
    ) -> Result<JsValue, JsValue> {
        self.send(&resource, Edit::upsert, &values, &options).await
    }

    /// Reads the account and changes what differs from the values. Options are `signal`;
    /// `overwrite`, which undoes what others changed meanwhile; and `version`, which refuses when
    /// the account has another one.
    ///
    /// # Errors
    /// As data.
    pub async fn update(
        &self,
        resource: String,
        id: String,
        values: Object,
        options: JsValue,
    ) -> Result<JsValue, JsValue> {
        let call = async {
            let resource = roster_core::resource(&resource)?;
            let options = Options::new(&options, &["overwrite", "version", "signal"])?;
            let (overwrite, version) = (options.flag("overwrite")?, options.text("version")?);
            let watch = options.watch()?;
            let mut draft = Edit::edit(self.0.core.get(resource, &id, watch.cancel()).await?);
            fill(&mut draft, &values)?;
            draft.overwrite(overwrite.unwrap_or(false));
            if let Some(version) = version {
                draft.at_version(&version);
            }
            self.0.core.save(&draft, watch.cancel()).await
        };
        let saved = call.await.map_err(|error| self.0.thrown(&error))?;
        Ok(answer::saved(&saved))
    }

    /// Removes an account. The option is `signal`.
    ///
    /// # Errors
    /// As data.
    pub async fn delete(
        &self,
        resource: String,
        id: String,
        options: JsValue,
    ) -> Result<(), JsValue> {
        let resource = roster_core::resource(&resource).map_err(|error| thrown(&error))?;
        self.0.delete(resource, &id, &options).await
    }

    /// Asks the system to fetch an account's data from its own source. The option is `signal`.
    ///
    /// # Errors
    /// As data.
    pub async fn sync(
        &self,
        resource: String,
        id: String,
        options: JsValue,
    ) -> Result<(), JsValue> {
        let resource = roster_core::resource(&resource).map_err(|error| thrown(&error))?;
        self.0.sync(resource, &id, &options).await
    }
}

impl Client {
    async fn send(
        &self,
        resource: &str,
        begin: fn(&'static Resource) -> Edit,
        values: &Object,
        options: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let call = async {
            let watch = Options::new(options, &["signal"])?.watch()?;
            let mut draft = begin(roster_core::resource(resource)?);
            fill(&mut draft, values)?;
            self.0.core.save(&draft, watch.cancel()).await
        };
        let saved = call.await.map_err(|error| self.0.thrown(&error))?;
        Ok(answer::saved(&saved))
    }
}

fn fill(draft: &mut Edit, values: &Object) -> Result<()> {
    for (name, value) in given::entries(values)? {
        if let Some(value) = given::value(&name, &value)? {
            draft.set(&name, value)?;
        }
    }
    Ok(())
}
