//! Asking for a sender ID, and what is decided.

use domain::Role;
use serde_json::{Value, json};
use testkit::TestApp;

use super::{approve, ask, two};
use crate::system::{administrator, noted};

const OWN: &str = "/api/sms/senders";

#[tokio::test]
async fn a_sender_is_asked_for_rejected_asked_for_again_and_approved() {
    let app = TestApp::start().await;
    let (owner, admin) = two(&app).await;
    let id = ask(&owner, " SCHOOL ", json!({"countries": ["ke"]})).await;
    let pending = owner.get(&format!("{OWN}/{id}")).await.expect(200);
    assert_eq!(
        (pending.text_of("sender"), pending.text_of("status")),
        ("SCHOOL", "pending")
    );
    assert_eq!(pending.data()["countries"], json!(["KE"]));
    let twice = json!({"sender": "SCHOOL", "purpose": "x"});
    assert_eq!(
        owner.post(OWN, twice.clone()).await.expect(400).faulty_fields(),
        ["sender"]
    );

    let rejected = admin
        .post(
            &format!("/api/system/senders/{id}/reject"),
            json!({"reason": "show that it is yours"}),
        )
        .await
        .expect(200);
    assert_eq!(rejected.text_of("status"), "rejected");
    let seen = owner.get(&format!("{OWN}?status=rejected")).await.expect(200);
    assert_eq!(seen.data()["senders"][0]["reason"], "show that it is yours");
    assert_eq!(seen.data()["approvedOnly"], false);
    owner.post(OWN, twice).await.expect(201);
    approve(&admin, &id, json!({"countries": ["KE", "UG"]})).await;
    let seen = owner.get(OWN).await.expect(200);
    assert_eq!(seen.data()["senders"][0]["countries"], json!(["KE", "UG"]));
    assert_eq!(seen.data()["senders"][0]["reason"], Value::Null);

    owner.delete(&format!("{OWN}/{id}")).await.expect(200);
    owner.delete(&format!("{OWN}/{id}")).await.expect(404);
    let log = noted(&app, Some("acme")).await;
    let actions: Vec<_> = log
        .iter()
        .map(|row| row.action.as_str())
        .filter(|one| one.starts_with("sender"))
        .collect();
    assert_eq!(
        actions,
        [
            "sender.remove",
            "sender.approve",
            "sender.request",
            "sender.reject",
            "sender.request"
        ]
    );
}

#[tokio::test]
async fn whoever_decides_sees_whose_a_sender_is_and_who_else_has_it() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("globex", "KE")
        .start()
        .await;
    let (owner, admin) = two(&app).await;
    let other = app.signed_in("globex", Role::Owner).await;
    let first = ask(&owner, "SCHOOL", json!({})).await;
    let second = ask(&other, "SCHOOL", json!({})).await;
    approve(&admin, &first, json!({})).await;
    let listed = admin.get("/api/system/senders?status=pending").await.expect(200);
    let pending = listed.data()["senders"].as_array().expect("senders").clone();
    assert_eq!(pending.len(), 1);
    assert_eq!(
        (&pending[0]["senderId"], &pending[0]["organization"]),
        (&json!(second), &json!("globex"))
    );
    assert_eq!(pending[0]["approvedElsewhere"], 1);
    let page = admin.get("/api/system/senders?limit=1").await.expect(200);
    let next = admin
        .get(&format!("/api/system/senders?cursor={}", page.text_of("nextCursor")))
        .await
        .expect(200);
    assert_eq!(next.data()["senders"][0]["senderId"], second.as_str());
    assert_eq!(next.data()["nextCursor"], Value::Null);
    for call in [
        other.get(&format!("{OWN}/{first}")).await,
        other.delete(&format!("{OWN}/{first}")).await,
    ] {
        call.expect(404);
    }
}

#[tokio::test]
async fn each_wrong_value_of_a_request_or_a_decision_is_named() {
    let app = TestApp::start().await;
    let (owner, admin) = two(&app).await;
    for (body, field) in [
        (json!({"sender": "much too long a name", "purpose": "x"}), "sender"),
        (json!({"sender": "SCHOOL", "purpose": " "}), "purpose"),
        (
            json!({"sender": "SCHOOL", "purpose": "x", "countries": ["KE", "XX"]}),
            "countries[1]",
        ),
        (
            json!({"sender": "SCHOOL", "purpose": "x", "providerIds": ["prv_000000000000z"]}),
            "providerIds[0]",
        ),
        (json!({"purpose": "x"}), "sender"),
        (
            json!({"sender": "SCHOOL", "purpose": "x", "status": "approved"}),
            "status",
        ),
    ] {
        assert_eq!(owner.post(OWN, body).await.expect(400).faulty_fields(), [field]);
    }
    assert_eq!(
        owner
            .get(&format!("{OWN}?status=new"))
            .await
            .expect(400)
            .faulty_fields(),
        ["status"]
    );
    let id = ask(&owner, "SCHOOL", json!({})).await;
    let path = format!("/api/system/senders/{id}");
    assert_eq!(
        admin
            .post(&format!("{path}/reject"), json!({}))
            .await
            .expect(400)
            .faulty_fields(),
        ["reason"]
    );
    let wrong = admin
        .post(&format!("{path}/approve"), json!({"countries": ["Kenya"]}))
        .await;
    assert_eq!(wrong.expect(400).faulty_fields(), ["countries[0]"]);
    let nobody = "/api/system/senders/snd_0000000000001";
    admin.post(&format!("{nobody}/approve"), json!({})).await.expect(404);
    admin
        .post(&format!("{nobody}/reject"), json!({"reason": "x"}))
        .await
        .expect(404);
}

#[tokio::test]
async fn only_who_manages_an_organization_asks_for_senders_and_nobody_in_it_decides() {
    let app = TestApp::start().await;
    let operator = app.signed_in("acme", Role::Operator).await;
    operator.get(OWN).await.expect(200);
    operator
        .post(OWN, json!({"sender": "SCHOOL", "purpose": "x"}))
        .await
        .expect(403);
    let owner = app.signed_in("acme", Role::Owner).await;
    let id = ask(&owner, "SCHOOL", json!({})).await;
    owner
        .post(&format!("/api/system/senders/{id}/approve"), json!({}))
        .await
        .expect(403);
    owner.get("/api/system/senders").await.expect(403);
    approve(&administrator(&app).await, &id, json!({})).await;
}
