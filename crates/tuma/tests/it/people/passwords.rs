//! Passwords: changed by their owners, weak ones refused.

use std::time::Duration;

use domain::Role;
use serde_json::{Value, json};
use testkit::TestApp;

const AMINA: &str = "amina@example.org";
const NEW: &str = "matatu kibanda ngoma";

fn change(from: &str, to: &str) -> Value {
    json!({ "currentPassword": from, "newPassword": to })
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions_and_replaces_this_ones_cookie() {
    let app = TestApp::start().await;
    let password = app.person_of(AMINA, &[("acme", Role::Viewer)]).await;
    let (here, elsewhere) = (app.browser(), app.browser());
    here.sign_in(AMINA, &password).await.expect(200);
    elsewhere.sign_in(AMINA, &password).await.expect(200);
    let before = here.cookie();
    here.post("/api/auth/password", change(&password, NEW))
        .await
        .expect(200);
    assert_ne!(here.cookie(), before);
    here.get("/api/auth/me").await.expect(200);
    elsewhere.get("/api/auth/me").await.expect(401);
    elsewhere.sign_in(AMINA, &password).await.expect(401);
    elsewhere.sign_in(AMINA, NEW).await.expect(200);
}

#[tokio::test]
async fn a_password_that_can_be_guessed_is_refused_with_the_reason() {
    let app = TestApp::start().await;
    let password = app.person_of(AMINA, &[("acme", Role::Viewer)]).await;
    let browser = app.browser();
    browser.sign_in(AMINA, &password).await.expect(200);
    for weak in ["short", "password1234", "amina@example.org", "aaaaaaaaaaaaaaaa"] {
        let refused = browser
            .post("/api/auth/password", change(&password, weak))
            .await
            .expect(400);
        assert_eq!(refused.faulty_fields(), ["newPassword"], "{weak}");
        assert!(!refused.text.contains(weak));
    }
    browser.sign_in(AMINA, &password).await.expect(200);
}

#[tokio::test]
async fn a_wrong_current_password_counts_as_a_failed_sign_in() {
    let app = TestApp::start().await;
    let password = app.person_of(AMINA, &[("acme", Role::Viewer)]).await;
    let browser = app.browser();
    browser.sign_in(AMINA, &password).await.expect(200);
    for _ in 0..5 {
        let refused = browser
            .post("/api/auth/password", change("wrong", NEW))
            .await
            .expect(400);
        assert_eq!(refused.faulty_fields(), ["currentPassword"]);
    }
    browser
        .post("/api/auth/password", change(&password, NEW))
        .await
        .expect(429);
    app.browser().sign_in(AMINA, &password).await.expect(429);
    app.advance(Duration::from_secs(31));
    browser
        .post("/api/auth/password", change(&password, NEW))
        .await
        .expect(200);
}
