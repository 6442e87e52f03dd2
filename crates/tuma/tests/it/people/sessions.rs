//! What becomes of a session: it ages, is replaced, listed, switched and ended.

use std::time::Duration;

use domain::Role;
use serde_json::{Value, json};
use testkit::{Browser, TestApp, eventually};

use crate::numbers::kenyan;

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3_600);

async fn sessions(browser: &Browser) -> Vec<Value> {
    let found = browser.get("/api/auth/sessions").await.expect(200);
    found.data()["sessions"].as_array().expect("a list").clone()
}

#[tokio::test]
async fn a_session_that_is_not_used_for_an_hour_is_over() {
    let app = TestApp::start().await;
    let browser = app.signed_in("acme", Role::Viewer).await;
    app.advance(HOUR - MINUTE);
    browser.get("/api/auth/me").await.expect(200);
    // The use is noted behind the caller's back.
    eventually("the use to be noted", async || {
        let me = browser.get("/api/auth/me").await.expect(200);
        let session = &me.data()["session"];
        (session["lastUsedAt"] != session["createdAt"]).then_some(())
    })
    .await;
    app.advance(HOUR - MINUTE);
    browser.get("/api/auth/me").await.expect(200);
    app.advance(HOUR);
    let over = browser.get("/api/auth/me").await.expect(401);
    assert_eq!(over.faulty_fields(), ["Cookie"]);
}

#[tokio::test]
async fn a_session_is_over_after_twelve_hours_however_much_it_is_used() {
    let app = TestApp::builder()
        .people(|people| people.session_idle_ms = 24 * 3_600_000)
        .start()
        .await;
    let browser = app.signed_in("acme", Role::Viewer).await;
    app.advance(HOUR * 12 - MINUTE);
    browser.get("/api/auth/me").await.expect(200);
    app.advance(MINUTE);
    browser.get("/api/auth/me").await.expect(401);
}

#[tokio::test]
async fn a_cookie_is_replaced_every_quarter_of_an_hour_and_the_old_one_is_taken_for_a_minute() {
    let app = TestApp::start().await;
    let browser = app.signed_in("acme", Role::Viewer).await;
    let (first, slow) = (browser.cookie(), browser.stolen());
    browser.get("/api/auth/me").await.expect(200);
    assert_eq!(browser.cookie(), first);
    app.advance(MINUTE * 15);
    browser.get("/api/sms/messages").await.expect(200);
    let second = browser.cookie();
    assert_ne!(second, first);
    app.advance(MINUTE);
    slow.get("/api/auth/me").await.expect(200);
    assert_eq!(slow.cookie(), first, "only one of them gets the new one");
    browser.get("/api/auth/me").await.expect(200);
    assert_eq!(browser.cookie(), second);
}

#[tokio::test]
async fn a_refused_request_brings_the_new_cookie_too() {
    let app = TestApp::start().await;
    let browser = app.signed_in("acme", Role::Viewer).await;
    let first = browser.cookie();
    app.advance(MINUTE * 15);
    browser.post("/api/sms/send", json!({})).await.expect(403);
    assert_ne!(browser.cookie(), first);
    app.advance(MINUTE * 2);
    browser.get("/api/auth/me").await.expect(200);
}

#[tokio::test]
async fn a_cookie_that_was_replaced_long_ago_ends_the_session_of_whoever_has_the_new_one() {
    let app = TestApp::start().await;
    let browser = app.signed_in("acme", Role::Owner).await;
    let thief = browser.stolen();
    app.advance(MINUTE * 15);
    browser.get("/api/auth/me").await.expect(200);
    app.advance(MINUTE + Duration::from_millis(1));
    thief.get("/api/auth/me").await.expect(401);
    browser.get("/api/auth/me").await.expect(401);
    let owner = app.browser();
    let password = app.person_of("other@acme.example", &[("acme", Role::Owner)]).await;
    owner.sign_in("other@acme.example", &password).await.expect(200);
    let events = owner
        .get("/api/security/events?kind=session_replayed")
        .await
        .expect(200);
    assert_eq!(events.data()["events"][0]["user"]["name"], "owner@acme.example");
}

#[tokio::test]
async fn sessions_are_listed_and_ended_and_those_of_others_are_not_found() {
    let app = TestApp::start().await;
    let password = app.person_of("amina@example.org", &[("acme", Role::Viewer)]).await;
    let (phone, laptop, lost) = (app.browser(), app.browser(), app.browser());
    for browser in [&phone, &laptop, &lost] {
        browser.sign_in("amina@example.org", &password).await.expect(200);
    }
    let all = sessions(&laptop).await;
    assert_eq!(all.len(), 3);
    assert_eq!(all.iter().filter(|one| one["current"] == true).count(), 1);
    assert_eq!(all[0]["ip"], "127.0.0.1");
    let id_of = async |browser: &Browser| {
        let me = browser.get("/api/auth/me").await.expect(200);
        me.data()["session"]["sessionId"].as_str().expect("an id").to_owned()
    };
    let (lost_id, stranger) = (id_of(&lost).await, app.signed_in("acme", Role::Owner).await);
    stranger
        .delete(&format!("/api/auth/sessions/{lost_id}"))
        .await
        .expect(404);
    lost.get("/api/auth/me").await.expect(200);
    laptop
        .delete(&format!("/api/auth/sessions/{lost_id}"))
        .await
        .expect(200);
    laptop
        .delete(&format!("/api/auth/sessions/{lost_id}"))
        .await
        .expect(404);
    lost.get("/api/auth/me").await.expect(401);
    let others = laptop.delete("/api/auth/sessions").await.expect(200);
    assert_eq!(others.number_of("ended"), 1);
    phone.get("/api/auth/me").await.expect(401);
    laptop.get("/api/auth/me").await.expect(200);
}

#[tokio::test]
async fn a_session_goes_where_its_person_belongs_and_nowhere_else() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("globex", "KE")
        .organization("initech", "KE")
        .start()
        .await;
    let places = [("acme", Role::Owner), ("globex", Role::Viewer)];
    let password = app.person_of("amina@example.org", &places).await;
    let browser = app.browser();
    browser.sign_in("amina@example.org", &password).await.expect(200);
    app.org("acme").send(&kenyan(1), "acme's own").await;
    app.run_until_idle().await;
    let seen = async || {
        browser.get("/api/sms/messages").await.expect(200).data()["messages"]
            .as_array()
            .map(Vec::len)
    };
    assert_eq!(seen().await, Some(1));
    let before = browser.cookie();
    let to = |slug: &str| json!({ "organizationId": app.org(slug).id.to_string() });
    let switched = browser.post("/api/auth/switch", to("globex")).await.expect(200);
    assert_eq!(switched.data()["organization"]["role"], "viewer");
    assert_ne!(browser.cookie(), before);
    assert_eq!(seen().await, Some(0));
    browser.post("/api/sms/send", json!({})).await.expect(403);
    browser.post("/api/auth/switch", to("initech")).await.expect(404);
    browser
        .post("/api/auth/switch", json!({ "organizationId": "org_0000000000001" }))
        .await
        .expect(404);
    assert_eq!(
        browser.get("/api/auth/me").await.data()["organization"]["slug"],
        "globex"
    );
}

#[tokio::test]
async fn who_is_disabled_or_leaves_is_out_at_once() {
    let app = TestApp::start().await;
    let (disabled, left) = (
        app.signed_in("acme", Role::Operator).await,
        app.signed_in("acme", Role::Viewer).await,
    );
    let (tenancy, store, acme) = (app.tenancy().clone(), app.store().clone(), app.org("acme").id);
    let now = app.now_ms();
    app.inside(async move {
        let user = tenancy.user_named("operator@acme.example").await.expect("a user");
        tenancy.user_active_set(user.id, false).await.expect("disabled");
        let user = tenancy.user_named("viewer@acme.example").await.expect("a user");
        let gone = (user.id, Role::Viewer);
        store.membership_remove(acme, gone, now).await.expect("removed");
    })
    .await;
    disabled.get("/api/auth/me").await.expect(401);
    left.get("/api/sms/messages").await.expect(401);
}

#[tokio::test]
async fn a_role_that_changes_changes_what_a_session_may_at_once() {
    let app = TestApp::start().await;
    let browser = app.signed_in("acme", Role::Viewer).await;
    browser.get("/api/sms/providers").await.expect(403);
    let (tenancy, store, acme) = (app.tenancy().clone(), app.store().clone(), app.org("acme").id);
    app.inside(async move {
        let user = tenancy.user_named("viewer@acme.example").await.expect("a user");
        store
            .membership_role_set(acme, user.id, (Role::Viewer, Role::OrgAdmin))
            .await
            .expect("changed");
    })
    .await;
    browser.get("/api/sms/providers").await.expect(200);
}

#[tokio::test]
async fn a_system_administrator_goes_everywhere_and_sends_nothing() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("globex", "KE")
        .start()
        .await;
    let password = app.person_of("ops@example.org", &[]).await;
    let browser = app.browser();
    let begun = browser.sign_in("ops@example.org", &password).await.expect(200);
    assert_eq!(begun.data()["organization"], Value::Null);
    browser.get("/api/sms/messages").await.expect(403);
    browser.get("/api/auth/sessions").await.expect(200);
    let to = json!({ "organizationId": app.org("globex").id.to_string() });
    let switched = browser.post("/api/auth/switch", to).await.expect(200);
    assert_eq!(switched.data()["organization"]["role"], Value::Null);
    browser.get("/api/sms/messages").await.expect(200);
    browser.post("/api/sms/send", json!({})).await.expect(403);
    browser.get("/api/system/security-events").await.expect(200);
}
