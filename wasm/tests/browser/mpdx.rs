//! Key accounts and organization accounts.

use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::sandbox::{assert_every_field, bearer, get, js, list, none, saved, show, text, values};

const KEYS: &str = "mpdx/key-accounts";
const ORGANIZATIONS: &str = "mpdx/organization-accounts";
/// An organization of every sandbox that this person has no account at yet.
const SPARE_ORGANIZATION: &str = "5d99867c-c6f9-4871-b6af-e36c7d110001";

#[wasm_bindgen_test]
async fn lists_have_every_page_and_every_field() {
    let client = bearer("mpdx").await;
    for resource in [KEYS, ORGANIZATIONS] {
        let accounts = list(&client, resource).await;
        assert_every_field(resource, &accounts, &[]);
        let loaded = client.load(resource.into(), none()).await.expect("loaded");
        assert_eq!(loaded.size(), accounts.len());
    }
}

#[wasm_bindgen_test]
async fn a_key_account_is_made_read_changed_and_deleted() {
    let client = bearer("mpdx").await;
    let account = values("({ email: 'zoe@example.org', remote_id: 'wasm-77', first_name: 'Zoë' })");
    let made = saved(client.create(KEYS.into(), account, none()).await);
    let id = text(&made, "id");
    let read = client
        .get(KEYS.into(), id.clone(), none())
        .await
        .expect("the account");
    assert_eq!(show(&read.into()), show(&made));

    let change = values("({ first_name: null, last_name: '李' })");
    let changed = saved(client.update(KEYS.into(), id.clone(), change, none()).await);
    assert!(get(&changed, "first_name").is_null());
    assert_eq!(text(&changed, "last_name"), "李");

    client
        .delete(KEYS.into(), id.clone(), none())
        .await
        .expect("deleted");
    let gone = client.get(KEYS.into(), id, none()).await.unwrap_err();
    assert_eq!(text(&gone, "code"), "not_found");
}

#[wasm_bindgen_test]
async fn an_organization_account_is_made_read_changed_synced_and_deleted() {
    let client = bearer("mpdx").await;
    let account = values(&format!(
        "({{ username: 'anna', password: 'secret', organization: {{ id: '{SPARE_ORGANIZATION}' }} }})"
    ));
    let made = saved(client.create(ORGANIZATIONS.into(), account, none()).await);
    let id = text(&made, "id");
    assert_eq!(text(&get(&made, "organization"), "id"), SPARE_ORGANIZATION);
    assert!(
        get(&made, "password").is_undefined(),
        "a secret never comes back"
    );
    let read = client
        .get(ORGANIZATIONS.into(), id.clone(), none())
        .await
        .expect("the account");
    assert!(!text(&get(&read, "organization"), "name").is_empty());

    let change = values("({ username: 'anná', disable_downloads: true })");
    let changed = client
        .update(ORGANIZATIONS.into(), id.clone(), change, none())
        .await;
    let changed = get(
        &changed.map_err(|error| show(&error)).expect("changed"),
        "account",
    );
    assert_eq!(text(&changed, "username"), "anná");

    client
        .sync(ORGANIZATIONS.into(), id.clone(), none())
        .await
        .expect("synced");
    client
        .delete(ORGANIZATIONS.into(), id.clone(), none())
        .await
        .expect("deleted");
    let gone = client
        .get(ORGANIZATIONS.into(), id, none())
        .await
        .unwrap_err();
    assert_eq!(text(&gone, "code"), "not_found");
}

async fn key_account(remote_id: &str) -> (roster_wasm::client::Client, String, String) {
    let client = bearer("mpdx").await;
    let account = values(&format!(
        "({{ email: 'anna@example.org', remote_id: '{remote_id}', first_name: 'Anna' }})"
    ));
    let made = saved(client.create(KEYS.into(), account, none()).await);
    (client, text(&made, "id"), text(&made, "updated_in_db_at"))
}

fn name(account: &JsValue) -> String {
    text(account, "first_name")
}

#[wasm_bindgen_test]
async fn a_stale_version_is_refused_with_base_mine_and_theirs() {
    let (client, id, _) = key_account("wasm-conflict").await;
    let stale = js("({ version: '2001-01-01T00:00:00Z' })");
    let mine = values("({ first_name: 'Mine' })");
    let error = client
        .update(KEYS.into(), id.clone(), mine, stale)
        .await
        .unwrap_err();
    assert_eq!(text(&error, "code"), "conflict", "{}", show(&error));
    assert_eq!(text(&error, "effect"), "not_applied");
    assert_eq!(name(&get(&error, "mine")), "Mine");
    assert_eq!(name(&get(&error, "theirs")), "Anna");
    assert_eq!(
        text(&get(&error, "base"), "updated_in_db_at"),
        "2001-01-01T00:00:00Z"
    );

    let overwrite = js("({ overwrite: true })");
    let mine = values("({ first_name: 'Mine' })");
    let changed = saved(
        client
            .update(KEYS.into(), id.clone(), mine, overwrite)
            .await,
    );
    assert_eq!(name(&changed), "Mine");
    client
        .delete(KEYS.into(), id, none())
        .await
        .expect("deleted");
}

#[wasm_bindgen_test]
async fn a_draft_of_a_collection_is_edited_saved_and_deleted() {
    let (client, id, _) = key_account("wasm-draft").await;
    let accounts = client.load(KEYS.into(), none()).await.expect("loaded");
    let size = accounts.size();
    accounts.filter("remote_id=wasm-draft").expect("a filter");
    accounts.sort("-last_name,email").expect("keys");
    assert_eq!(accounts.matches(), 1);
    assert_eq!(accounts.row_of(&id), Some(0));

    let draft = accounts.edit(&id).expect("a draft");
    draft.set("last_name", "بکر".into()).expect("a value");
    let saved_draft = saved(draft.save(none()).await);
    assert_eq!(text(&saved_draft, "last_name"), "بکر");
    assert_eq!(text(&accounts.get(&id).expect("held"), "last_name"), "بکر");

    accounts.delete(id.clone(), none()).await.expect("deleted");
    assert_eq!((accounts.size(), accounts.matches()), (size - 1, 0));
    assert!(accounts.get(&id).is_none());
}

#[wasm_bindgen_test]
async fn a_refused_value_is_told_by_field() {
    let (client, id, _) = key_account("wasm-unique").await;
    let again = values("({ email: 'other@example.org', remote_id: 'wasm-unique' })");
    let error = client.create(KEYS.into(), again, none()).await.unwrap_err();
    assert_eq!(text(&error, "code"), "rejected", "{}", show(&error));
    let reason = get(&get(&error, "reasons"), "0");
    assert_eq!(text(&reason, "field"), "remote_id");
    assert!(text(&reason, "message").contains("already been taken"));
    client
        .delete(KEYS.into(), id, none())
        .await
        .expect("deleted");
}
