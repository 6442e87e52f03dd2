//! The second factor: enrolled with an app, asked for at the door, never taken twice, required where an organization says so.

use std::time::Duration;

use domain::Role;
use serde_json::{Value, json};
use testkit::{Answer, Browser, TestApp};
use totp_rs::Totp;

const AMINA: &str = "amina@example.org";
const STEP: Duration = Duration::from_secs(30);

/// A person with its password and, once enrolled, what its phone has.
struct Person {
    password: String,
    browser: Browser,
}

/// The app on a person's phone.
struct Phone(Totp);

impl Phone {
    fn code(&self, app: &TestApp) -> String {
        let seconds = u64::try_from(app.now_ms() / 1_000).expect("a time after 1970");
        self.0.generate(seconds).to_string()
    }
}

async fn amina(app: &TestApp) -> Person {
    let password = app.person_of(AMINA, &[("acme", Role::OrgAdmin)]).await;
    let browser = app.browser();
    browser.sign_in(AMINA, &password).await.expect(200);
    Person { password, browser }
}

async fn begun(person: &Person) -> (Phone, String) {
    let begun = person
        .browser
        .post("/api/auth/second-factor", json!({ "password": person.password }))
        .await
        .expect(200);
    let url = begun.text_of("otpauthUrl");
    let secret = begun.text_of("secret");
    assert!(url.contains(&format!("secret={secret}")), "{url}");
    assert!(begun.text_of("qrSvg").starts_with("<svg "));
    let phone = Phone(Totp::from_url(url).expect("what an app can read"));
    (phone, begun.text_of("ticket").to_owned())
}

/// Enrols; answers the phone and the recovery codes.
async fn enrolled(app: &TestApp, person: &Person) -> (Phone, Vec<String>) {
    let (phone, ticket) = begun(person).await;
    let confirmed = person
        .browser
        .post(
            "/api/auth/second-factor/confirm",
            json!({ "ticket": ticket, "code": phone.code(app) }),
        )
        .await
        .expect(200);
    let codes = confirmed.data()["recoveryCodes"].as_array().expect("a list").clone();
    let codes: Vec<String> = codes
        .iter()
        .map(|code| code.as_str().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(codes.len(), 10);
    app.advance(STEP);
    (phone, codes)
}

async fn sign_in(app: &TestApp, password: &str, code: Option<&str>) -> Answer {
    let mut body = json!({ "email": AMINA, "password": password });
    if let Some(code) = code {
        body["code"] = Value::from(code);
    }
    app.browser().sign_in_with(body).await
}

fn refused(answer: &Answer) -> (u16, &str, Vec<&str>) {
    (answer.status, answer.code(), answer.faulty_fields())
}

#[tokio::test]
async fn who_has_enrolled_is_asked_for_a_code_after_the_right_password() {
    let app = TestApp::start().await;
    let person = amina(&app).await;
    let elsewhere = app.browser();
    elsewhere.sign_in(AMINA, &person.password).await.expect(200);
    let (phone, _) = enrolled(&app, &person).await;
    person.browser.get("/api/auth/me").await.expect(200);
    elsewhere.get("/api/auth/me").await.expect(401);
    for missing in [None, Some(""), Some(" ")] {
        let asked = sign_in(&app, &person.password, missing).await.expect(401);
        assert_eq!(refused(&asked), (401, "CODE_REQUIRED", vec!["code"]));
        assert!(asked.header("set-cookie").is_none());
    }
    let wrong = sign_in(&app, "wrong", Some(&phone.code(&app))).await.expect(401);
    assert_eq!(
        wrong.code(),
        "UNAUTHENTICATED",
        "a wrong password says nothing of the code"
    );
    let me = sign_in(&app, &person.password, Some(&phone.code(&app)))
        .await
        .expect(200);
    assert_eq!(me.data()["user"]["secondFactor"], true);
    app.advance(STEP);
    let token = json!({ "email": AMINA, "password": person.password });
    app.browser().post("/api/v1/auth/token", token).await.expect(401);
    let token = json!({ "email": AMINA, "password": person.password, "code": phone.code(&app) });
    app.browser().post("/api/v1/auth/token", token).await.expect(200);
}

#[tokio::test]
async fn a_code_is_taken_once_and_one_step_early_or_late() {
    let app = TestApp::start().await;
    let person = amina(&app).await;
    let (phone, _) = enrolled(&app, &person).await;
    let code = phone.code(&app);
    sign_in(&app, &person.password, Some(&code)).await.expect(200);
    let again = sign_in(&app, &person.password, Some(&code)).await.expect(401);
    assert_eq!(refused(&again), (401, "CODE_REQUIRED", vec!["code"]));
    app.advance(STEP);
    let code = phone.code(&app);
    app.advance(STEP);
    sign_in(
        &app,
        &person.password,
        Some(&format!(" {} {} ", &code[..3], &code[3..])),
    )
    .await
    .expect(200);
    app.advance(STEP);
    let code = phone.code(&app);
    app.advance(2 * STEP);
    sign_in(&app, &person.password, Some(&code)).await.expect(401);
}

#[tokio::test]
async fn a_recovery_code_lets_in_once_however_it_is_typed() {
    let app = TestApp::start().await;
    let person = amina(&app).await;
    let (_, codes) = enrolled(&app, &person).await;
    sign_in(&app, &person.password, Some(&codes[0])).await.expect(200);
    sign_in(&app, &person.password, Some(&codes[0])).await.expect(401);
    let typed = codes[1].to_uppercase().replace('-', " ");
    sign_in(&app, &person.password, Some(&typed)).await.expect(200);
    let left = person.browser.get("/api/auth/second-factor").await.expect(200);
    assert_eq!(left.data(), &json!({ "enrolled": true, "recoveryCodesLeft": 8 }));
}

#[tokio::test]
async fn wrong_codes_make_the_account_wait_like_wrong_passwords() {
    let app = TestApp::start().await;
    let person = amina(&app).await;
    let (phone, _) = enrolled(&app, &person).await;
    for n in 0..4 {
        sign_in(&app, &person.password, Some(&format!("00000{n}")))
            .await
            .expect(401);
        // Asking without a code forgives none of them.
        sign_in(&app, &person.password, None).await.expect(401);
    }
    sign_in(&app, &person.password, Some("aaaa-bbbb-cccc-dddd"))
        .await
        .expect(401);
    sign_in(&app, &person.password, Some(&phone.code(&app)))
        .await
        .expect(429);
    app.advance(2 * STEP);
    sign_in(&app, &person.password, Some(&phone.code(&app)))
        .await
        .expect(200);
    let owner = app.signed_in("acme", Role::Owner).await;
    let failed = owner.get("/api/security/events?kind=sign_in_failed").await.expect(200);
    let events = failed.data()["events"].as_array().expect("a list").clone();
    assert_eq!(events.len(), 5);
    assert_eq!(events[0]["detail"]["wrong"], "code");
}

#[tokio::test]
async fn an_enrolment_wants_the_password_a_ticket_of_ones_own_and_the_apps_code_in_time() {
    let app = TestApp::start().await;
    let person = amina(&app).await;
    let wrong = person
        .browser
        .post("/api/auth/second-factor", json!({ "password": "wrong" }))
        .await
        .expect(400);
    assert_eq!(wrong.faulty_fields(), ["password"]);
    let (phone, ticket) = begun(&person).await;
    let confirm = async |browser: &Browser, ticket: &str, code: &str| {
        let body = json!({ "ticket": ticket, "code": code });
        browser.post("/api/auth/second-factor/confirm", body).await
    };
    let other = app.signed_in("acme", Role::Viewer).await;
    let code = phone.code(&app);
    for (browser, ticket, code, field) in [
        (&person.browser, ticket.as_str(), "000000", "code"),
        (&person.browser, "nonsense", code.as_str(), "ticket"),
        (&other, ticket.as_str(), code.as_str(), "ticket"),
    ] {
        let refused = confirm(browser, ticket, code).await.expect(400);
        assert_eq!(refused.faulty_fields(), [field]);
    }
    app.advance(30 * STEP);
    let late = confirm(&person.browser, &ticket, &phone.code(&app)).await.expect(400);
    assert_eq!(late.faulty_fields(), ["ticket"]);
    let (first, ticket) = begun(&person).await;
    enrolled(&app, &person).await;
    let second = confirm(&person.browser, &ticket, &first.code(&app)).await.expect(400);
    assert_eq!(second.faulty_fields(), ["secondFactor"], "there is one already");
}

#[tokio::test]
async fn a_second_factor_goes_with_password_and_code_and_is_in_the_security_log() {
    let app = TestApp::start().await;
    let person = amina(&app).await;
    let (phone, codes) = enrolled(&app, &person).await;
    let remove = async |password: &str, code: &str| {
        let request = person
            .browser
            .request(reqwest::Method::DELETE, "/api/auth/second-factor");
        let body = json!({ "password": password, "code": code });
        person.browser.send(request.json(&body)).await
    };
    assert_eq!(
        remove("wrong", &codes[0]).await.expect(400).faulty_fields(),
        ["password"]
    );
    assert_eq!(
        remove(&person.password, "000000").await.expect(400).faulty_fields(),
        ["code"]
    );
    let body = json!({ "code": codes[1] });
    let renewed = person
        .browser
        .post("/api/auth/second-factor/recovery-codes", body)
        .await
        .expect(200);
    let fresh = renewed.data()["recoveryCodes"][0].as_str().expect("a code").to_owned();
    assert_eq!(
        remove(&person.password, &codes[2]).await.expect(400).faulty_fields(),
        ["code"]
    );
    assert_eq!(
        remove(&person.password, &phone.code(&app)).await.expect(200).data()["enrolled"],
        false
    );
    sign_in(&app, &person.password, None).await.expect(200);
    sign_in(&app, &person.password, Some(&fresh)).await.expect(200);
    assert_eq!(
        remove(&person.password, &fresh).await.expect(400).faulty_fields(),
        ["secondFactor"]
    );
    let owner = app.signed_in("acme", Role::Owner).await;
    for kind in ["second_factor_enrolled", "second_factor_removed"] {
        let found = owner
            .get(&format!("/api/security/events?kind={kind}"))
            .await
            .expect(200);
        assert_eq!(found.data()["events"].as_array().map(Vec::len), Some(1), "{kind}");
    }
}

#[tokio::test]
async fn where_it_is_required_who_has_none_can_only_enrol() {
    let app = TestApp::start().await;
    let person = amina(&app).await;
    let owner = app.signed_in("acme", Role::Owner).await;
    let require = async |browser: &Browser, required: bool| {
        let body = json!({ "secondFactorRequired": required });
        browser.put("/api/security/policy", body).await
    };
    let shut_out = require(&owner, true).await.expect(400);
    assert_eq!(shut_out.faulty_fields(), ["secondFactorRequired"]);
    let (phone, _) = enrolled(&app, &person).await;
    require(&person.browser, true).await.expect(200);
    let shown = person.browser.get("/api/security/policy").await.expect(200);
    assert_eq!(shown.data(), &json!({ "secondFactorRequired": true }));
    let kept_out = owner.get("/api/sms/messages").await.expect(403);
    assert_eq!(kept_out.code(), "SECOND_FACTOR_REQUIRED");
    owner.get("/api/team").await.expect(403);
    let me = owner.get("/api/auth/me").await.expect(200);
    assert_eq!(me.data()["secondFactorMissing"], true);
    app.get("/api/sms/messages").await.expect(200);
    person.browser.get("/api/sms/messages").await.expect(200);
    let me = sign_in(&app, &person.password, Some(&phone.code(&app)))
        .await
        .expect(200);
    assert_eq!(me.data()["secondFactorMissing"], false);
    require(&person.browser, false).await.expect(200);
    owner.get("/api/sms/messages").await.expect(200);
}

#[tokio::test]
async fn a_secret_is_in_no_answer_after_it_was_enrolled_and_is_kept_sealed() {
    let app = TestApp::start().await;
    let person = amina(&app).await;
    let begun = person
        .browser
        .post("/api/auth/second-factor", json!({ "password": person.password }))
        .await
        .expect(200);
    let (secret, ticket) = (begun.text_of("secret"), begun.text_of("ticket"));
    assert!(!ticket.contains(secret));
    let phone = Phone(Totp::from_url(begun.text_of("otpauthUrl")).expect("what an app can read"));
    let body = json!({ "ticket": ticket, "code": phone.code(&app) });
    person
        .browser
        .post("/api/auth/second-factor/confirm", body)
        .await
        .expect(200);
    let tenancy = app.tenancy().clone();
    let user = app
        .inside(async move { tenancy.user_named(AMINA).await.expect("a user") })
        .await;
    let kept = user.second_factor.expect("a second factor");
    assert!(!kept.contains(secret));
    for path in ["/api/auth/me", "/api/auth/second-factor", "/api/team"] {
        let shown = person.browser.get(path).await.expect(200);
        assert!(!shown.text.contains(secret) && !shown.text.contains(&kept), "{path}");
    }
}
