//! The team: who belongs to the organization; changed by whoever may, never beyond that, and never without an owner.

use domain::Role;
use serde_json::{Value, json};
use testkit::{Browser, TestApp};

async fn id_of(browser: &Browser) -> String {
    let me = browser.get("/api/auth/me").await.expect(200);
    me.data()["user"]["userId"].as_str().expect("an id").to_owned()
}

async fn team(browser: &Browser) -> Vec<(String, String)> {
    let found = browser.get("/api/team").await.expect(200);
    let members = found.data()["members"].as_array().expect("a list").clone();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    members
        .iter()
        .map(|one| (text(&one["email"]), text(&one["role"])))
        .collect()
}

fn to(role: &str) -> Value {
    json!({ "role": role })
}

#[tokio::test]
async fn everybody_sees_who_belongs_and_nothing_of_their_secrets() {
    let app = TestApp::start().await;
    app.signed_in("acme", Role::Owner).await;
    let viewer = app.signed_in("acme", Role::Viewer).await;
    let found = viewer.get("/api/team").await.expect(200);
    let members = found.data()["members"].as_array().expect("a list").clone();
    assert_eq!(members.len(), 2);
    assert_eq!(members[0]["email"], "owner@acme.example");
    assert_eq!(members[0]["secondFactor"], false);
    assert_eq!(members[0]["active"], true);
    assert!(members[0]["lastSignInAt"].is_string());
    assert!(!found.text.contains("argon2"));
}

#[tokio::test]
async fn a_new_role_holds_at_once_and_a_removed_member_is_out_at_once() {
    let app = TestApp::start().await;
    let owner = app.signed_in("acme", Role::Owner).await;
    let member = app.signed_in("acme", Role::Viewer).await;
    let path = format!("/api/team/{}", id_of(&member).await);
    member.get("/api/sms/providers").await.expect(403);
    owner.put(&path, to("org_admin")).await.expect(200);
    member.get("/api/sms/providers").await.expect(200);
    owner.delete(&path).await.expect(200);
    member.get("/api/sms/providers").await.expect(401);
    owner.delete(&path).await.expect(404);
    owner.put(&path, to("viewer")).await.expect(404);
    assert_eq!(
        team(&owner).await,
        [("owner@acme.example".to_owned(), "owner".to_owned())]
    );
}

#[tokio::test]
async fn the_last_owner_stays_one() {
    let app = TestApp::start().await;
    let owner = app.signed_in("acme", Role::Owner).await;
    let path = format!("/api/team/{}", id_of(&owner).await);
    let kept = owner.put(&path, to("org_admin")).await.expect(400);
    assert_eq!(kept.faulty_fields(), ["role"]);
    let kept = owner.delete(&path).await.expect(400);
    assert_eq!(kept.faulty_fields(), ["role"]);
    let other = app.signed_in("acme", Role::OrgAdmin).await;
    let others = format!("/api/team/{}", id_of(&other).await);
    owner.put(&others, to("owner")).await.expect(200);
    owner.put(&path, to("viewer")).await.expect(200);
    owner.put(&others, to("viewer")).await.expect(403);
    other.delete(&path).await.expect(200);
}

#[tokio::test]
async fn two_owners_who_leave_at_once_leave_one_behind() {
    let app = TestApp::start().await;
    let first = app.signed_in("acme", Role::Owner).await;
    let password = app.person_of("second@acme.example", &[("acme", Role::Owner)]).await;
    let second = app.browser();
    second.sign_in("second@acme.example", &password).await.expect(200);
    let paths = (
        format!("/api/team/{}", id_of(&first).await),
        format!("/api/team/{}", id_of(&second).await),
    );
    let (one, two) = tokio::join!(first.delete(&paths.0), second.delete(&paths.1));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 400]);
}

#[tokio::test]
async fn nobody_gives_or_takes_more_than_they_have() {
    let app = TestApp::start().await;
    let owner = app.signed_in("acme", Role::Owner).await;
    let admin = app.signed_in("acme", Role::OrgAdmin).await;
    let operator = app.signed_in("acme", Role::Operator).await;
    let path = async |browser: &Browser| format!("/api/team/{}", id_of(browser).await);
    let (owners, admins, operators) = (path(&owner).await, path(&admin).await, path(&operator).await);
    for (what, refused) in [
        ("to an owner", admin.put(&operators, to("owner")).await),
        ("of an owner", admin.put(&owners, to("viewer")).await),
        ("to themselves", admin.put(&admins, to("owner")).await),
        ("an owner", admin.delete(&owners).await),
        ("as an operator", operator.put(&operators, to("org_admin")).await),
    ] {
        assert_eq!((refused.status, refused.code()), (403, "FORBIDDEN"), "{what}");
        assert_eq!(refused.faulty_fields(), ["role"], "{what}");
    }
    admin.put(&operators, to("technician")).await.expect(200);
    let wrong = admin.put(&operators, to("system_administrator")).await.expect(400);
    assert_eq!(wrong.faulty_fields(), ["role"]);
    admin.put("/api/team/nobody", to("viewer")).await.expect(400);
}

#[tokio::test]
async fn another_organizations_members_are_not_found() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("globex", "KE")
        .start()
        .await;
    let ours = app.signed_in("acme", Role::Viewer).await;
    let theirs = app.signed_in("globex", Role::Owner).await;
    let path = format!("/api/team/{}", id_of(&ours).await);
    theirs.put(&path, to("viewer")).await.expect(404);
    theirs.delete(&path).await.expect(404);
    assert_eq!(team(&theirs).await.len(), 1);
    ours.get("/api/sms/messages").await.expect(200);
}
