//! Invitations: mailed, taken up once by old accounts and new ones, withdrawn, never beyond what the inviter may.

use std::time::Duration;

use domain::Role;
use serde_json::{Value, json};
use testkit::{Browser, Logs, TestApp};

const BARAKA: &str = "baraka@example.org";
const PASSWORD: &str = "matatu kibanda ngoma";
const HOUR: Duration = Duration::from_secs(3_600);

fn invite(email: &str, role: Role) -> Value {
    json!({ "email": email, "role": role })
}

fn take(token: &str) -> Value {
    json!({ "token": token, "name": "Baraka", "password": PASSWORD })
}

/// Invites, and answers the token of the mail.
async fn invited(app: &TestApp, owner: &Browser, email: &str, role: Role) -> String {
    owner
        .post("/api/team/invitations", invite(email, role))
        .await
        .expect(201);
    app.mailed_token(email, "invitation").await
}

async fn open(browser: &Browser) -> Vec<String> {
    let found = browser.get("/api/team/invitations").await.expect(200);
    let list = found.data()["invitations"].as_array().expect("a list").clone();
    list.iter()
        .map(|one| one["email"].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[tokio::test]
async fn a_colleague_is_invited_by_mail_makes_an_account_and_signs_in() {
    let app = TestApp::start().await;
    let owner = app.signed_in("acme", Role::Owner).await;
    let made = owner
        .post("/api/team/invitations", invite(" Baraka@Example.org ", Role::Operator))
        .await
        .expect(201);
    let token = app.mailed_token(BARAKA, "invitation").await;
    assert!(!made.text.contains(&token), "the answer holds what was mailed");
    assert_eq!(open(&owner).await, [BARAKA]);
    let stranger = app.browser();
    let look = stranger
        .post("/api/auth/invitation", json!({ "token": token }))
        .await
        .expect(200);
    assert_eq!(look.data()["organization"], "acme");
    assert_eq!(look.data()["role"], "operator");
    assert_eq!(look.data()["hasAccount"], false);
    let missing = stranger
        .post("/api/auth/invitation/accept", json!({ "token": token }))
        .await
        .expect(400);
    assert_eq!(missing.faulty_fields(), ["password"]);
    let weak = json!({ "token": token, "name": "Baraka", "password": "baraka1234" });
    let refused = stranger.post("/api/auth/invitation/accept", weak).await.expect(400);
    assert_eq!(refused.faulty_fields(), ["password"]);
    let taken = stranger
        .post("/api/auth/invitation/accept", take(&token))
        .await
        .expect(200);
    assert_eq!(taken.header("set-cookie"), None, "nobody is signed in by a mail");
    let me = stranger.sign_in(BARAKA, PASSWORD).await.expect(200);
    assert_eq!(me.data()["organization"]["role"], "operator");
    assert_eq!(me.data()["user"]["name"], "Baraka");
    assert!(open(&owner).await.is_empty());
}

#[tokio::test]
async fn an_invitation_is_good_once_for_a_week_and_until_it_is_withdrawn() {
    let app = TestApp::start().await;
    let owner = app.signed_in("acme", Role::Owner).await;
    let stranger = app.browser();
    let over = async |token: &str| {
        for path in ["/api/auth/invitation/accept", "/api/auth/invitation"] {
            let body = if path.ends_with("accept") {
                take(token)
            } else {
                json!({ "token": token })
            };
            let refused = stranger.post(path, body).await.expect(400);
            assert_eq!(refused.faulty_fields(), ["token"], "{path}");
        }
    };
    over("nonsense").await;
    over(&"0".repeat(43)).await;

    let token = invited(&app, &owner, BARAKA, Role::Viewer).await;
    stranger
        .post("/api/auth/invitation/accept", take(&token))
        .await
        .expect(200);
    over(&token).await;

    let token = invited(&app, &owner, "c@example.org", Role::Viewer).await;
    let found = owner.get("/api/team/invitations").await.expect(200);
    let id = found.data()["invitations"][0]["invitationId"]
        .as_str()
        .expect("an id")
        .to_owned();
    let path = format!("/api/team/invitations/{id}");
    owner.delete(&path).await.expect(200);
    owner.delete(&path).await.expect(404);
    over(&token).await;

    let token = invited(&app, &owner, "d@example.org", Role::Viewer).await;
    app.advance(24 * 7 * HOUR - Duration::from_secs(1));
    stranger
        .post("/api/auth/invitation", json!({ "token": token }))
        .await
        .expect(200);
    app.advance(Duration::from_secs(1));
    over(&token).await;
}

#[tokio::test]
async fn who_has_an_account_gets_a_place_and_keeps_the_password() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("globex", "KE")
        .start()
        .await;
    let password = app.person_of(BARAKA, &[("globex", Role::Viewer)]).await;
    let owner = app.signed_in("acme", Role::Owner).await;
    let token = invited(&app, &owner, BARAKA, Role::OrgAdmin).await;
    let stranger = app.browser();
    let look = stranger
        .post("/api/auth/invitation", json!({ "token": token }))
        .await
        .expect(200);
    assert_eq!(look.data()["hasAccount"], true);
    stranger
        .post("/api/auth/invitation/accept", take(&token))
        .await
        .expect(200);
    stranger.sign_in(BARAKA, PASSWORD).await.expect(401);
    let me = stranger.sign_in(BARAKA, &password).await.expect(200);
    assert_eq!(me.data()["organizations"].as_array().map(Vec::len), Some(2));
    let again = owner
        .post("/api/team/invitations", invite(BARAKA, Role::Viewer))
        .await
        .expect(400);
    assert_eq!(again.faulty_fields(), ["email"]);
}

#[tokio::test]
async fn nobody_invites_to_more_than_they_have_nor_what_is_no_address_or_role() {
    let app = TestApp::start().await;
    let admin = app.signed_in("acme", Role::OrgAdmin).await;
    let refused = admin
        .post("/api/team/invitations", invite(BARAKA, Role::Owner))
        .await
        .expect(403);
    assert_eq!(refused.faulty_fields(), ["role"]);
    admin
        .post("/api/team/invitations", invite(BARAKA, Role::OrgAdmin))
        .await
        .expect(201);
    for (body, field) in [
        (json!({ "email": "baraka", "role": "viewer" }), "email"),
        (
            json!({ "email": "a@example.org\r\nBcc: b@example.org", "role": "viewer" }),
            "email",
        ),
        (json!({ "email": BARAKA, "role": "system_administrator" }), "role"),
        (json!({ "email": BARAKA, "role": "king" }), "role"),
        (json!({ "email": BARAKA }), "role"),
    ] {
        let refused = admin.post("/api/team/invitations", body).await.expect(400);
        assert_eq!(refused.faulty_fields(), [field]);
    }
    let owner = app.signed_in("acme", Role::Owner).await;
    owner
        .post("/api/team/invitations", invite("o@example.org", Role::Owner))
        .await
        .expect(201);
    let found = admin.get("/api/team/invitations").await.expect(200);
    let id = found.data()["invitations"][0]["invitationId"]
        .as_str()
        .expect("an id")
        .to_owned();
    admin.delete(&format!("/api/team/invitations/{id}")).await.expect(403);
}

#[tokio::test]
async fn what_somebody_invited_to_ends_when_they_leave() {
    let app = TestApp::start().await;
    let owner = app.signed_in("acme", Role::Owner).await;
    let admin = app.signed_in("acme", Role::OrgAdmin).await;
    let token = invited(&app, &admin, "back.door@example.org", Role::OrgAdmin).await;
    let me = admin.get("/api/auth/me").await.expect(200);
    let id = me.data()["user"]["userId"].as_str().expect("an id").to_owned();
    owner.delete(&format!("/api/team/{id}")).await.expect(200);
    app.browser()
        .post("/api/auth/invitation/accept", take(&token))
        .await
        .expect(400);
    assert!(open(&owner).await.is_empty());
}

#[tokio::test]
async fn another_organizations_invitations_are_not_found() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("globex", "KE")
        .start()
        .await;
    let (ours, theirs) = (
        app.signed_in("acme", Role::Owner).await,
        app.signed_in("globex", Role::Owner).await,
    );
    invited(&app, &ours, BARAKA, Role::Viewer).await;
    let found = ours.get("/api/team/invitations").await.expect(200);
    let id = found.data()["invitations"][0]["invitationId"]
        .as_str()
        .expect("an id")
        .to_owned();
    assert!(open(&theirs).await.is_empty());
    theirs.delete(&format!("/api/team/invitations/{id}")).await.expect(404);
    assert_eq!(open(&ours).await, [BARAKA]);
}

#[tokio::test]
async fn tokens_are_in_no_log_and_not_in_the_database() {
    let logs = Logs::collect();
    let app = TestApp::start().await;
    let owner = app.signed_in("acme", Role::Owner).await;
    let token = invited(&app, &owner, "quiet.baraka@example.org", Role::Viewer).await;
    app.browser()
        .post("/api/auth/invitation", json!({ "token": token }))
        .await
        .expect(200);
    let text = logs.text();
    assert!(logs.is_whole() && !text.contains(&token) && !text.contains("quiet.baraka"));
    let mut kept = Vec::new();
    for file in std::fs::read_dir(app.folder()).expect("a folder") {
        let path = file.expect("a file").path();
        if path.is_file() {
            kept.extend(std::fs::read(&path).expect("bytes"));
        }
    }
    let found = kept.windows(token.len()).any(|window| window == token.as_bytes());
    assert!(!found, "a token is in the database as it was mailed");
}
