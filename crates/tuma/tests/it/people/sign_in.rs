//! Who is let in, who is not, and that nobody can tell why.

use std::time::Duration;

use domain::Role;
use serde_json::{Value, json};
use testkit::{Answer, Browser, TestApp};

const AMINA: &str = "amina@example.org";

/// An answer without what differs between any two answers.
fn shown(answer: &Answer) -> Value {
    json!({ "status": answer.status, "error": answer.json["error"] })
}

/// A try from an address of its own, so that the network never has to wait.
async fn try_from(browser: &Browser, ip: usize, email: &str, password: &str) -> Answer {
    let request = browser
        .request(reqwest::Method::POST, "/api/auth/sign-in")
        .header("x-forwarded-for", format!("198.51.100.{ip}"))
        .json(&json!({ "email": email, "password": password }));
    browser.send(request).await
}

#[tokio::test]
async fn a_person_signs_in_and_sees_who_it_is() {
    let app = TestApp::start().await;
    let password = app.person_of(AMINA, &[("acme", Role::Operator)]).await;
    let browser = app.browser();
    browser.get("/api/auth/me").await.expect(401);
    let begun = browser.sign_in(" Amina@Example.org", &password).await.expect(200);
    let me = browser.get("/api/auth/me").await.expect(200);
    assert_eq!(me.data(), begun.data());
    assert_eq!(me.data()["user"]["email"], AMINA);
    assert_eq!(me.data()["organization"]["slug"], "acme");
    assert_eq!(me.data()["organization"]["role"], "operator");
    let permissions = me.data()["permissions"].as_array().expect("a list");
    assert!(permissions.contains(&json!("messages:send")) && !permissions.contains(&json!("providers:read")));
    assert!(!me.text.contains("argon2") && !me.text.contains(&password));
    let cookie = begun.header("set-cookie").expect("a cookie");
    for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Secure") && !begun.text.contains(&browser.cookie().expect("a cookie")));
}

#[tokio::test]
async fn a_cookie_is_for_tls_alone_where_the_browser_speaks_tls() {
    let app = TestApp::start().await;
    let password = app.person_of(AMINA, &[("acme", Role::Operator)]).await;
    let browser = app.browser();
    let request = browser
        .request(reqwest::Method::POST, "/api/auth/sign-in")
        .header("x-forwarded-proto", "https")
        .json(&json!({ "email": AMINA, "password": password }));
    let begun = browser.send(request).await.expect(200);
    assert!(begun.header("set-cookie").expect("a cookie").contains("; Secure"));
}

#[tokio::test]
async fn nobody_can_tell_why_somebody_is_not_let_in() {
    let app = TestApp::start().await;
    let password = app.person_of(AMINA, &[("acme", Role::Operator)]).await;
    let other = app.person_of("baraka@example.org", &[("acme", Role::Operator)]).await;
    let (tenancy, disabled) = (app.tenancy().clone(), "baraka@example.org");
    app.inside(async move {
        let user = tenancy.user_named(disabled).await.expect("a user");
        tenancy.user_active_set(user.id, false).await.expect("disabled");
    })
    .await;
    let browser = app.browser();
    let mut answers = Vec::new();
    for (email, tried) in [
        (AMINA, "wrong"),
        ("nobody@example.org", "wrong"),
        (disabled, other.as_str()),
        (AMINA, ""),
        ("", ""),
    ] {
        let before = app.tenancy().password_hashes();
        let answer = browser.sign_in(email, tried).await.expect(401);
        assert_eq!(app.tenancy().password_hashes(), before + 1, "{email} {tried}");
        assert!(answer.header("set-cookie").is_none());
        answers.push(shown(&answer));
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:?}");
    browser.sign_in(AMINA, &password).await.expect(200);
}

#[tokio::test]
async fn an_account_waits_after_five_failures_whether_it_exists_or_not() {
    let app = TestApp::start().await;
    let password = app.person_of(AMINA, &[("acme", Role::Operator)]).await;
    let browser = app.browser();
    let mut refused = Vec::new();
    for email in [AMINA, "nobody@example.org"] {
        for n in 0..5 {
            try_from(&browser, n, email, "wrong").await.expect(401);
        }
        let before = app.tenancy().password_hashes();
        let waits = try_from(&browser, 9, email, &password).await.expect(429);
        assert_eq!(waits.code(), "TOO_MANY_REQUESTS");
        assert_eq!(waits.header("retry-after"), Some("31"));
        assert_eq!(
            app.tenancy().password_hashes(),
            before + 1,
            "a wait costs the same hash"
        );
        refused.push(shown(&waits));
    }
    assert_eq!(refused[0], refused[1]);
    app.advance(Duration::from_secs(31));
    try_from(&browser, 9, AMINA, "wrong").await.expect(401);
    try_from(&browser, 9, AMINA, &password).await.expect(429);
    app.advance(Duration::from_secs(61));
    try_from(&browser, 9, AMINA, &password).await.expect(200);
    try_from(&browser, 9, AMINA, "wrong").await.expect(401);
    try_from(&browser, 9, AMINA, &password).await.expect(200);
}

#[tokio::test]
async fn a_hundred_guesses_at_once_are_no_more_than_five() {
    let app = TestApp::builder()
        .people(|people| people.hashes_waiting = 1_000)
        .start()
        .await;
    app.person_of(AMINA, &[("acme", Role::Operator)]).await;
    let mut guesses = tokio::task::JoinSet::new();
    for n in 0..100 {
        let browser = app.browser();
        guesses.spawn(async move { try_from(&browser, n, AMINA, &format!("guess {n}")).await.status });
    }
    let answers = guesses.join_all().await;
    let tried = answers.iter().filter(|status| **status == 401).count();
    let sent_away = answers.iter().filter(|status| **status == 429).count();
    assert_eq!((tried, sent_away), (5, 95));
}

#[tokio::test]
async fn a_network_waits_after_thirty_failures_and_costs_no_hash_then() {
    let app = TestApp::start().await;
    let password = app.person_of(AMINA, &[("acme", Role::Operator)]).await;
    let browser = app.browser();
    for n in 0..30 {
        try_from(&browser, 1, &format!("nobody{n}@example.org"), "wrong")
            .await
            .expect(401);
    }
    let before = app.tenancy().password_hashes();
    let waits = try_from(&browser, 1, AMINA, &password).await.expect(429);
    assert_eq!(waits.header("retry-after"), Some("61"));
    assert_eq!(app.tenancy().password_hashes(), before);
    try_from(&browser, 2, AMINA, &password).await.expect(200);
    app.advance(Duration::from_secs(61));
    try_from(&browser, 1, AMINA, &password).await.expect(200);
}

#[tokio::test]
async fn people_who_sign_in_well_do_not_make_their_network_wait() {
    let app = TestApp::start().await;
    let password = app.person_of(AMINA, &[("acme", Role::Operator)]).await;
    for _ in 0..40 {
        try_from(&app.browser(), 1, AMINA, &password).await.expect(200);
    }
}

#[tokio::test]
async fn a_browser_never_goes_on_with_a_session_that_somebody_gave_it() {
    let app = TestApp::start().await;
    let password = app.person_of(AMINA, &[("acme", Role::Operator)]).await;
    let attacker = app.signed_in("acme", Role::Viewer).await;
    let victim = attacker.stolen();
    victim.sign_in(AMINA, &password).await.expect(200);
    assert_ne!(victim.cookie(), attacker.cookie());
    assert_eq!(victim.get("/api/auth/me").await.data()["user"]["email"], AMINA);
    attacker.get("/api/auth/me").await.expect(401);
}

#[tokio::test]
async fn who_signs_out_is_out_everywhere_that_the_cookie_is() {
    let app = TestApp::start().await;
    let browser = app.signed_in("acme", Role::Viewer).await;
    let copy = browser.stolen();
    let out = browser.post("/api/auth/sign-out", json!({})).await.expect(200);
    assert!(out.header("set-cookie").expect("a cookie").contains("Max-Age=0"));
    assert_eq!(browser.cookie(), None);
    copy.get("/api/auth/me").await.expect(401);
}

#[tokio::test]
async fn a_person_names_the_organization_to_be_in() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("globex", "KE")
        .organization("initech", "KE")
        .start()
        .await;
    let places = [("acme", Role::Viewer), ("globex", Role::Owner)];
    let password = app.person_of(AMINA, &places).await;
    let browser = app.browser();
    let in_it = async |organization: &str| {
        let body = json!({ "email": AMINA, "password": password, "organization": organization });
        browser.sign_in_with(body).await
    };
    let globex = in_it("globex").await.expect(200);
    assert_eq!(globex.data()["organization"]["role"], "owner");
    assert_eq!(globex.data()["organizations"].as_array().map(Vec::len), Some(2));
    let by_id = app.org("acme").id.to_string();
    assert_eq!(in_it(&by_id).await.expect(200).data()["organization"]["slug"], "acme");
    for _ in 0..10 {
        in_it("initech").await.expect(404);
        in_it("nowhere").await.expect(404);
    }
}

#[tokio::test]
async fn a_body_that_a_form_of_another_page_could_send_is_refused() {
    let app = TestApp::start().await;
    let browser = app.browser();
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"] {
        let request = browser
            .request(reqwest::Method::POST, "/api/auth/sign-in")
            .header("content-type", kind)
            .body(r#"{"email":"a@example.org","password":"x"}"#);
        browser.send(request).await.expect(415);
    }
}
