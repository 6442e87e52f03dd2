//! Retention at work: old messages go by themselves, figures stay, and what is under way is not touched.

use std::time::Duration;

use domain::Role;
use serde_json::json;
use testkit::{TestApp, eventually};

use crate::numbers::{kenyan, kenyans};

const SETTINGS: &str = "/api/organization/settings";
const DAY: Duration = Duration::from_secs(86_400);

#[tokio::test]
async fn old_messages_go_and_their_figures_stay() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("other", "KE")
        .start()
        .await;
    let batch = app.own().send_bulk(kenyans(1, 600), "old").await;
    let theirs = app.org("other").send(&kenyan(1), "theirs").await;
    app.run_until_idle().await;
    let totals = app.own().totals().await;
    app.advance(DAY * 20);
    let young = app.send(&kenyan(700), "young").await;
    app.run_until_idle().await;
    app.advance(DAY * 10);
    let owner = app.signed_in("acme", Role::Owner).await;
    owner.patch(SETTINGS, json!({"retentionDays": 30})).await.expect(200);
    let left = eventually("old messages to go", async || {
        let left = app.own().list_all("").await;
        (left.len() == 1).then_some(left)
    })
    .await;
    assert_eq!(left[0]["messageId"], young.as_str());
    let path = format!("/api/sms/batches/{}", batch.text_of("batchId"));
    eventually("the batch to go", async || {
        (app.get(&path).await.status == 404).then_some(())
    })
    .await;
    assert_eq!(app.org("other").status(&theirs).await["status"], "DELIVERED");
    let after = app.own().totals().await;
    assert_eq!(after["DELIVERED"], totals["DELIVERED"] + 1);
    let (store, id) = (app.store().clone(), app.own().id);
    let entry = eventually("the entry in the log of changes", async || {
        let store = store.clone();
        let found = app.inside(async move { store.audit_list(Some(id), Default::default(), None, 50).await });
        let found = found.await.expect("the log");
        found.into_iter().find(|row| row.action == "retention.remove")
    })
    .await;
    assert_eq!(entry.after.as_deref(), Some(r#"{"batches":1,"messages":600}"#));
}

#[tokio::test]
async fn what_waits_for_its_time_stays() {
    let app = TestApp::start().await;
    let later = app.time_ahead(DAY * 60);
    let more = json!({"scheduledAt": later});
    let waiting = app.own().send_with(&kenyan(1), "later", more).await;
    let done = app.send(&kenyan(2), "now").await;
    app.wait_for_state(&done, "DELIVERED").await;
    app.advance(DAY * 30);
    let owner = app.signed_in("acme", Role::Owner).await;
    owner.patch(SETTINGS, json!({"retentionDays": 7})).await.expect(200);
    eventually("the old message to go", async || {
        let gone = app.get(&format!("/api/sms/status/{done}")).await;
        (gone.status == 404).then_some(())
    })
    .await;
    assert_eq!(app.own().status(&waiting).await["status"], "SCHEDULED");
    app.post(&format!("/api/sms/messages/{waiting}/cancel"), json!({}))
        .await
        .expect(200);
}
