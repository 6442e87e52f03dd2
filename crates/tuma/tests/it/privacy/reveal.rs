//! Revealing one number: for who may, of the organization's own messages, and noted.

use domain::{Role, Scope};
use serde_json::json;
use store::{AuditActor, AuditFilter, AuditRow};
use testkit::{ProviderSpec, TestApp};

use crate::numbers::kenyan;

fn path(message: &str) -> String {
    format!("/api/sms/messages/{message}/reveal")
}

/// Who looked at whose number, newest first.
async fn looks(app: &TestApp, slug: &str) -> Vec<AuditRow> {
    let (store, id) = (app.store().clone(), app.org(slug).id);
    let filter = AuditFilter {
        action: Some("number.reveal".to_owned()),
        ..AuditFilter::default()
    };
    let found = app.inside(async move { store.audit_list(Some(id), filter, None, 50).await });
    found.await.expect("the log")
}

#[tokio::test]
async fn a_revealed_number_is_whole_and_the_look_is_noted_without_it() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .provider(ProviderSpec::recorder("main").only_for("acme"))
        .start()
        .await;
    let owner = app.signed_in("acme", Role::Owner).await;
    owner
        .patch("/api/organization/settings", json!({"privacy": "masked"}))
        .await
        .expect(200);
    let sent = app.send(&kenyan(1), "x").await;
    app.recorder().text_from(&kenyan(2), "20880", "Habari", "mo-1").await;
    app.run_until_idle().await;
    let inbox = owner.get("/api/sms/inbox").await.expect(200);
    let heard = inbox.data()["messages"][0]["messageId"]
        .as_str()
        .expect("an id")
        .to_owned();
    assert_eq!(inbox.data()["messages"][0]["from"], "+254•••••002");
    for (message, number) in [(&sent, kenyan(1)), (&heard, kenyan(2))] {
        let revealed = owner.post(&path(message), json!({})).await.expect(200);
        assert_eq!(*revealed.data(), json!({"messageId": message, "number": number}));
    }
    let looks = looks(&app, "acme").await;
    let objects: Vec<_> = looks.iter().map(|look| look.object.as_str()).collect();
    assert_eq!(objects, [heard.as_str(), sent.as_str()]);
    for look in &looks {
        assert!(matches!(look.actor, AuditActor::User(_)));
        assert_eq!(look.actor_name.as_deref(), Some("owner@acme.example"));
        assert_eq!((&look.before, &look.after), (&None, &None));
        assert!(look.request_id.is_some());
    }
}

#[tokio::test]
async fn who_may_not_see_numbers_reveals_none() {
    let app = TestApp::start().await;
    let sent = app.send(&kenyan(1), "x").await;
    app.run_until_idle().await;
    for role in [Role::Operator, Role::CustomerService, Role::Technician, Role::Viewer] {
        let person = app.signed_in("acme", role).await;
        let refused = person.post(&path(&sent), json!({})).await.expect(403);
        assert_eq!(refused.faulty_fields(), ["role"]);
    }
    let sender = app.key_of("acme", [Scope::SmsSend].into_iter().collect()).await;
    sender.post(&path(&sent), json!({})).await.expect(403);
    assert!(looks(&app, "acme").await.is_empty());
}

#[tokio::test]
async fn another_organizations_number_is_not_found_and_no_look_is_noted() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("other", "KE")
        .start()
        .await;
    let sent = app.send(&kenyan(1), "x").await;
    app.run_until_idle().await;
    let theirs = app.signed_in("other", Role::Owner).await;
    theirs.post(&path(&sent), json!({})).await.expect(404);
    theirs.post(&path("msg_0000000000001"), json!({})).await.expect(404);
    theirs.post(&path("nonsense"), json!({})).await.expect(400);
    assert!(looks(&app, "acme").await.is_empty() && looks(&app, "other").await.is_empty());
}
