//! Forgotten passwords: a mail to whoever has an account, and the same answer to whoever has none.

use std::time::Duration;

use domain::Role;
use serde_json::{Value, json};
use testkit::{Answer, TestApp, eventually};

const AMINA: &str = "amina@example.org";
const NEW: &str = "matatu kibanda ngoma";
const MINUTE: Duration = Duration::from_secs(60);

fn forgot(email: &str) -> Value {
    json!({ "email": email })
}

fn reset(token: &str, password: &str) -> Value {
    json!({ "token": token, "password": password })
}

/// An answer without what differs between any two answers.
fn shown(answer: &Answer) -> Value {
    json!({ "status": answer.status, "data": answer.json["data"] })
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_by_mail_and_all_sessions_end() {
    let app = TestApp::start().await;
    let password = app.person_of(AMINA, &[("acme", Role::Viewer)]).await;
    let (signed_in, browser) = (app.browser(), app.browser());
    signed_in.sign_in(AMINA, &password).await.expect(200);
    browser
        .post("/api/auth/forgot", forgot("Amina@example.org"))
        .await
        .expect(202);
    let token = app.mailed_token(AMINA, "reset").await;
    let weak = browser
        .post("/api/auth/reset", reset(&token, "amina12345"))
        .await
        .expect(400);
    assert_eq!(weak.faulty_fields(), ["password"]);
    browser.post("/api/auth/reset", reset(&token, NEW)).await.expect(200);
    signed_in.get("/api/auth/me").await.expect(401);
    browser.sign_in(AMINA, &password).await.expect(401);
    browser.sign_in(AMINA, NEW).await.expect(200);
    let again = browser.post("/api/auth/reset", reset(&token, NEW)).await.expect(400);
    assert_eq!(again.faulty_fields(), ["token"]);
}

#[tokio::test]
async fn nobody_can_tell_whether_there_is_an_account() {
    let app = TestApp::start().await;
    app.person_of(AMINA, &[("acme", Role::Viewer)]).await;
    let browser = app.browser();
    let before = app.tenancy().password_hashes();
    let mut answers = Vec::new();
    for email in [AMINA, "nobody@example.org", "", "no address"] {
        answers.push(shown(
            &browser.post("/api/auth/forgot", forgot(email)).await.expect(202),
        ));
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:?}");
    assert_eq!(app.tenancy().password_hashes(), before);
    app.mailed_token(AMINA, "reset").await;
    assert!(app.mails_to("nobody@example.org").is_empty());
}

#[tokio::test]
async fn a_reset_is_good_for_an_hour_and_an_account_gets_one_mail_in_five_minutes() {
    let app = TestApp::start().await;
    app.person_of(AMINA, &[("acme", Role::Viewer)]).await;
    let browser = app.browser();
    let ask = async || browser.post("/api/auth/forgot", forgot(AMINA)).await.expect(202);
    ask().await;
    let token = app.mailed_token(AMINA, "reset").await;
    app.advance(4 * MINUTE);
    ask().await;
    app.advance(MINUTE);
    ask().await;
    eventually("the second mail", async || {
        (app.mails_to(AMINA).len() == 2).then_some(())
    })
    .await;
    app.advance(54 * MINUTE);
    let weak = browser.post("/api/auth/reset", reset(&token, "x")).await.expect(400);
    assert_eq!(weak.faulty_fields(), ["password"], "the token is good still");
    app.advance(MINUTE);
    let over = browser.post("/api/auth/reset", reset(&token, NEW)).await.expect(400);
    assert_eq!(over.faulty_fields(), ["token"]);
    assert_eq!(app.mails_to(AMINA).len(), 2);
}

#[tokio::test]
async fn who_may_not_sign_in_gets_no_mail_and_a_network_that_asks_on_has_to_wait() {
    let app = TestApp::start().await;
    app.person_of(AMINA, &[("acme", Role::Viewer)]).await;
    let tenancy = app.tenancy().clone();
    app.inside(async move {
        let user = tenancy.user_named(AMINA).await.expect("a user");
        tenancy.user_active_set(user.id, false).await.expect("disabled");
    })
    .await;
    let browser = app.browser();
    for n in 0..30 {
        let email = if n == 0 {
            AMINA.to_owned()
        } else {
            format!("n{n}@example.org")
        };
        browser.post("/api/auth/forgot", forgot(&email)).await.expect(202);
    }
    let waits = browser.post("/api/auth/forgot", forgot(AMINA)).await.expect(429);
    assert!(waits.header("retry-after").is_some());
    let owner = app.person_of("owner@example.org", &[("acme", Role::Owner)]).await;
    app.advance(2 * MINUTE);
    browser.sign_in("owner@example.org", &owner).await.expect(200);
    assert!(app.mails_to(AMINA).is_empty());
}

#[tokio::test]
async fn resets_are_in_the_security_log() {
    let app = TestApp::start().await;
    app.person_of(AMINA, &[("acme", Role::Viewer)]).await;
    let browser = app.browser();
    browser.post("/api/auth/forgot", forgot(AMINA)).await.expect(202);
    let token = app.mailed_token(AMINA, "reset").await;
    browser.post("/api/auth/reset", reset(&token, NEW)).await.expect(200);
    let owner = app.signed_in("acme", Role::Owner).await;
    for kind in ["password_reset_asked", "password_reset"] {
        eventually(kind, async || {
            let found = owner
                .get(&format!("/api/security/events?kind={kind}"))
                .await
                .expect(200);
            let events = found.data()["events"].as_array().expect("a list").clone();
            (events.len() == 1 && events[0]["user"]["name"] == AMINA).then_some(())
        })
        .await;
    }
}
