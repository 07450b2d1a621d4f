//! Swift accounts.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::sandbox::{assert_every_field, bearer, list, none, saved, show, text, values};

const ACCOUNTS: &str = "swift/accounts";
const PARENT: &str = "01J0CRVTXX9KBD9NWS02R5R8RT";

#[wasm_bindgen_test]
async fn a_list_has_every_page_and_every_field() {
    let client = bearer("swift").await;
    let accounts = list(&client, ACCOUNTS).await;
    assert_every_field(ACCOUNTS, &accounts, &[]);
    assert!(accounts.iter().any(|account| text(account, "id") == PARENT));
}

#[wasm_bindgen_test]
async fn a_sub_account_is_made_and_read() {
    let client = bearer("swift").await;
    let made = saved(
        client
            .create(ACCOUNTS.into(), values("({ name: 'ACME 商社' })"), none())
            .await,
    );
    let read = client
        .get(ACCOUNTS.into(), text(&made, "id"), none())
        .await
        .expect("the account");
    assert_eq!(show(&read.into()), show(&made));
    assert_eq!(text(&made, "name"), "ACME 商社");
}

#[wasm_bindgen_test]
async fn what_is_not_documented_is_not_offered() {
    let client = bearer("swift").await;
    let id = || PARENT.to_owned();
    let update = client
        .update(ACCOUNTS.into(), id(), values("({ name: 'X' })"), none())
        .await;
    let upsert = client
        .upsert(ACCOUNTS.into(), values("({ name: 'X' })"), none())
        .await;
    let delete = client.delete(ACCOUNTS.into(), id(), none()).await;
    let sync = client.sync(ACCOUNTS.into(), id(), none()).await;
    let refused = [update.map(drop), upsert.map(drop), delete, sync];
    for error in refused.map(Result::unwrap_err) {
        let code = text(&error, "code");
        assert!(
            ["unsupported", "invalid"].contains(&code.as_str()),
            "{}",
            show(&error)
        );
        assert_eq!(text(&error, "effect"), "nothing_sent");
    }
}
