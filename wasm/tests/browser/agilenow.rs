//! AgileNow accounts.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::sandbox::{
    agilenow, agilenow_as, assert_every_field, get, list, none, saved, show, text, values,
};

const ACCOUNTS: &str = "agilenow/accounts";
const ANNA: &str = "{ FirstName: 'Anna', LastName: 'Þórsdóttir', Email: 'anna@wasm.example', \
    Username: 'anna@wasm.example', Is_Active: true, LanguageId: 'fi-FI' }";
/// Has characters that a URL forbids.
const AWKWARD: &str = "kiosk/7?ö #1";

#[wasm_bindgen_test]
async fn a_list_has_every_page_every_field_and_every_digit() {
    let client = agilenow().await;
    let accounts = list(&client, ACCOUNTS).await;
    assert_every_field(ACCOUNTS, &accounts, &["Identifier", "IdentifierVerified"]);
    let beyond = accounts.iter().filter(|account| {
        let tenant = text(&get(account, "TenantId"), "id");
        tenant.parse::<i64>().is_ok_and(|id| id > 1 << 53)
    });
    assert!(beyond.count() > 0, "no tenant beyond 2^53 proves nothing");
}

#[wasm_bindgen_test]
async fn an_account_is_made_read_changed_and_deleted() {
    let client = agilenow().await;
    let made = saved(
        client
            .create(ACCOUNTS.into(), values(&format!("({ANNA})")), none())
            .await,
    );
    let id = text(&made, "Id");
    assert_eq!(text(&get(&made, "LanguageId"), "name"), "Finnish");
    let read = client
        .get(ACCOUNTS.into(), id.clone(), none())
        .await
        .expect("the account");
    assert_eq!(show(&read.into()), show(&made));

    let change = values("({ NotifyBySMS: true, Phone: '+358 40 7654321' })");
    let changed = saved(
        client
            .update(ACCOUNTS.into(), id.clone(), change, none())
            .await,
    );
    assert_eq!(text(&changed, "Phone"), "+358 40 7654321");
    assert_eq!(
        get(&changed, "Is_Active").as_bool(),
        Some(true),
        "still switched on"
    );

    client
        .delete(ACCOUNTS.into(), id.clone(), none())
        .await
        .expect("deleted");
    let gone = client.get(ACCOUNTS.into(), id, none()).await.unwrap_err();
    assert_eq!(text(&gone, "code"), "not_found");
    assert!(!text(&gone, "requestId").is_empty());
}

#[wasm_bindgen_test]
async fn an_upsert_makes_and_then_changes() {
    let client = agilenow().await;
    let anna = || values(&format!("({})", ANNA.replace("anna@", "upsert@")));
    let made = saved(client.upsert(ACCOUNTS.into(), anna(), none()).await);
    let change =
        values("({ Username: 'upsert@wasm.example', LastName: 'Jónsdóttir', Is_Active: true })");
    let changed = saved(client.upsert(ACCOUNTS.into(), change, none()).await);
    assert_eq!(text(&changed, "Id"), text(&made, "Id"));
    assert_eq!(text(&changed, "LastName"), "Jónsdóttir");
    client
        .delete(ACCOUNTS.into(), text(&made, "Id"), none())
        .await
        .expect("deleted");
}

#[wasm_bindgen_test]
async fn an_id_that_a_url_would_harm_is_reached() {
    let account = agilenow()
        .await
        .get(ACCOUNTS.into(), AWKWARD.into(), none())
        .await;
    assert_eq!(text(&account.expect("the account"), "Id"), AWKWARD);
}

#[wasm_bindgen_test]
async fn who_may_only_read_is_told_so() {
    let client = agilenow_as("reader", "public-reader-secret").await;
    let error = client
        .create(ACCOUNTS.into(), values(&format!("({ANNA})")), none())
        .await;
    assert_eq!(text(&error.unwrap_err(), "code"), "forbidden");
    let client = agilenow_as("roster", "wrong-secret").await;
    let error = client
        .get(ACCOUNTS.into(), AWKWARD.into(), none())
        .await
        .unwrap_err();
    assert_eq!(text(&error, "code"), "unauthorized");
    assert!(!show(&error).contains("wrong-secret"), "{}", show(&error));
}
