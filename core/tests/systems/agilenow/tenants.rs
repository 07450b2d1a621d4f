//! The tenants of an account.

use roster_core::call::Cancel;
use roster_core::error::{Effect, ErrorKind};
use roster_core::schema::System;
use roster_core::systems::agilenow::field_type::FieldType;
use roster_core::systems::agilenow::tenants::{self, TenantData};
use roster_sandbox::{credentials, landmarks};

use crate::support::*;

#[tokio::test]
async fn tenants_are_listed_added_and_removed() {
    let sandbox = sandbox().await;
    let client = client(&sandbox, System::AgileNow);
    let never = Cancel::never();
    let id = landmarks::AWKWARD_AGILENOW_ACCOUNT;
    let before = client
        .side_call(&tenants::list(id), &never)
        .await
        .expect("tenants");
    assert_eq!(before.len(), 1);
    let user = before[0].user.as_ref().expect("the account");
    assert_eq!(user.id, id);

    let largest = TenantData {
        user: Some(FieldType::id(id)),
        tenant: FieldType::id(landmarks::LARGEST_TENANT.to_string()),
    };
    let pilot = TenantData {
        user: None,
        tenant: FieldType::by("ExternalId", "pilot"),
    };
    let mut added = Vec::new();
    for data in [largest, pilot] {
        let held = before[0].tenant.as_ref().map(|tenant| tenant.id.clone());
        if held.as_deref() == Some(&*data.tenant.value) {
            continue;
        }
        let made = client.side_call(&tenants::add(id, &data), &never).await;
        match made {
            Ok(membership) => added.push(membership),
            Err(error) => assert!(
                error.given_reasons()[0].message.contains("already belongs"),
                "{error:?}"
            ),
        }
    }
    assert!(!added.is_empty());
    let after = client
        .side_call(&tenants::list(id), &never)
        .await
        .expect("tenants");
    assert_eq!(after.len(), 1 + added.len());
    for membership in &added {
        assert!(after.contains(membership));
        let removed = client
            .side_call(&tenants::remove(id, &membership.id), &never)
            .await
            .expect("removed");
        assert_eq!(&removed, membership);
    }
    let left = client
        .side_call(&tenants::list(id), &never)
        .await
        .expect("tenants");
    assert_eq!(left, before);
    let error = client
        .side_call(&tenants::remove(id, &added[0].id), &never)
        .await
        .expect_err("gone");
    assert_eq!(error.kind(), ErrorKind::NotFound);
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn who_may_only_read_is_told_which_permission_is_missing() {
    let sandbox = sandbox().await;
    let mut settings = settings(System::AgileNow, &sandbox.agilenow_base_url());
    settings.client_id = Some(credentials::AGILENOW_READER_ID.into());
    let reader = client_with(settings.clone(), credentials::AGILENOW_READER_SECRET);
    let never = Cancel::never();
    let id = landmarks::AGILENOW_ACCOUNT;
    let data = TenantData {
        user: None,
        tenant: FieldType::id("42"),
    };
    let error = reader
        .side_call(&tenants::add(id, &data), &never)
        .await
        .expect_err("a reader");
    assert_eq!(
        (error.kind(), error.http_status(), error.what_was_done()),
        (ErrorKind::Forbidden, Some(403), Effect::NotApplied)
    );
    let report = error.report().join("\n");
    assert!(report.contains("AccessManager:Create"), "{report}");
    settings.read_only = true;
    let reader = client_with(settings, credentials::AGILENOW_READER_SECRET);
    let error = reader
        .side_call(&tenants::remove(id, "1"), &never)
        .await
        .expect_err("read-only");
    assert_eq!(error.what_was_done(), Effect::NothingSent);
    sandbox.stop().await.expect("an end");
}
