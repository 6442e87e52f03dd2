//! Tokens for the API: the login of a person, for a program, for a quarter of an hour.

use std::time::Duration;

use domain::Role;
use serde_json::{Value, json};
use testkit::{Answer, Client, TestApp};

use crate::numbers::kenyan;

async fn token(app: &TestApp, email: &str, password: &str) -> Answer {
    let body = json!({ "email": email, "password": password });
    app.browser().post("/api/v1/auth/token", body).await
}

/// A client with a new token of a new person with this role.
async fn client(app: &TestApp, role: Role) -> Client {
    let password = app.person_of("amina@example.org", &[("acme", role)]).await;
    let issued = token(app, "amina@example.org", &password).await.expect(200);
    app.own().with_key(issued.text_of("access_token"))
}

#[tokio::test]
async fn a_token_can_what_its_person_can() {
    let app = TestApp::start().await;
    let password = app.person_of("amina@example.org", &[("acme", Role::Operator)]).await;
    let issued = token(&app, "amina@example.org", &password).await.expect(200);
    assert_eq!(issued.text_of("token_type"), "Bearer");
    assert_eq!(issued.number_of("expires_in"), 900);
    assert!(issued.header("set-cookie").is_none());
    let client = app.own().with_key(issued.text_of("access_token"));
    let id = client.send(&kenyan(1), "Hello").await;
    client.wait_for_event(&id, "SUBMITTED").await;
    client.get("/api/sms/providers").await.expect(403);
    let me = client.get("/api/auth/me").await.expect(200);
    assert_eq!(me.data()["session"]["kind"], "token");
    token(&app, "amina@example.org", "wrong").await.expect(401);
}

#[tokio::test]
async fn a_token_ends_after_a_quarter_of_an_hour() {
    let app = TestApp::start().await;
    let client = client(&app, Role::Viewer).await;
    app.advance(Duration::from_secs(899));
    client.get("/api/sms/messages").await.expect(200);
    app.advance(Duration::from_secs(1));
    let over = client.get("/api/sms/messages").await.expect(401);
    assert_eq!(over.faulty_fields(), ["Authorization"]);
}

#[tokio::test]
async fn a_token_is_listed_and_ended_like_any_session() {
    let app = TestApp::start().await;
    let password = app.person_of("amina@example.org", &[("acme", Role::Viewer)]).await;
    let issued = token(&app, "amina@example.org", &password).await.expect(200);
    let client = app.own().with_key(issued.text_of("access_token"));
    let browser = app.browser();
    browser.sign_in("amina@example.org", &password).await.expect(200);
    let listed = browser.get("/api/auth/sessions").await.expect(200);
    let sessions = listed.data()["sessions"].as_array().expect("a list");
    let of_token: Vec<&Value> = sessions.iter().filter(|one| one["kind"] == "token").collect();
    let id = of_token[0]["sessionId"].as_str().expect("an id");
    client.get("/api/sms/messages").await.expect(200);
    browser.delete(&format!("/api/auth/sessions/{id}")).await.expect(200);
    client.get("/api/sms/messages").await.expect(401);
}

#[tokio::test]
async fn a_token_that_we_did_not_sign_opens_nothing() {
    let app = TestApp::start().await;
    let real = client(&app, Role::Owner).await.key().to_owned();
    let parts: Vec<&str> = real.split('.').collect();
    let (header, claims, signature) = (parts[0], parts[1], parts[2]);
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
    let none = BASE64.encode(r#"{"alg":"none","typ":"JWT","kid":"test"}"#);
    let no_key = BASE64.encode(r#"{"alg":"HS256","typ":"JWT"}"#);
    let said = String::from_utf8(BASE64.decode(claims).expect("base64")).expect("JSON");
    let longer = BASE64.encode(said.replace("\"exp\":1", "\"exp\":9"));
    for forged in [
        format!("{none}.{claims}."),
        format!("{none}.{claims}.{signature}"),
        format!("{no_key}.{claims}.{signature}"),
        format!("{header}.{longer}.{signature}"),
        format!("{header}.{claims}.{}", signature.chars().rev().collect::<String>()),
        format!("{header}.{claims}"),
        "..".to_owned(),
    ] {
        app.own()
            .with_key(forged.clone())
            .get("/api/sms/messages")
            .await
            .expect(401);
    }
    app.own().with_key(real).get("/api/sms/messages").await.expect(200);
}

#[tokio::test]
async fn what_shows_a_browsers_session_is_no_token_and_a_token_no_cookie() {
    let app = TestApp::start().await;
    let browser = app.signed_in("acme", Role::Viewer).await;
    let cookie = browser.cookie().expect("a cookie");
    app.own().with_key(cookie).get("/api/auth/me").await.expect(401);
    let token = client(&app, Role::Viewer).await.key().to_owned();
    let request = app
        .browser()
        .request(reqwest::Method::GET, "/api/auth/me")
        .header("cookie", format!("tuma_session={token}"));
    app.browser().send(request).await.expect(401);
}

#[tokio::test]
async fn a_token_that_goes_elsewhere_is_another_token() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("globex", "KE")
        .start()
        .await;
    let places = [("acme", Role::Viewer), ("globex", Role::Owner)];
    let password = app.person_of("amina@example.org", &places).await;
    let issued = token(&app, "amina@example.org", &password).await.expect(200);
    let here = app.own().with_key(issued.text_of("access_token"));
    let to = json!({ "organizationId": app.org("globex").id.to_string() });
    let switched = here.post("/api/auth/switch", to).await.expect(200);
    here.get("/api/auth/me").await.expect(401);
    let there = app.own().with_key(switched.text_of("accessToken"));
    assert_eq!(there.get("/api/auth/me").await.data()["organization"]["slug"], "globex");
}
