//! A member who is limited to a unit: it sees and sends what belongs there, and reaches nothing else.

use domain::Role;
use serde_json::{Value, json};
use testkit::{Browser, TestApp};

use super::{bodies, make};
use crate::numbers::kenyan;

async fn limit(owner: &Browser, member: &Browser, unit: Option<&str>) -> testkit::Answer {
    let me = member.get("/api/auth/me").await.expect(200);
    let user = me.data()["user"]["userId"].clone();
    owner
        .put("/api/units/members", json!({"userId": user, "unitId": unit}))
        .await
}

#[tokio::test]
async fn a_member_who_is_limited_to_a_unit_sees_and_sends_its_messages_alone() {
    let app = TestApp::start().await;
    let owner = app.signed_in("acme", Role::Owner).await;
    let conductor = app.signed_in("acme", Role::Operator).await;
    let north = make(&owner, "North", None).await;
    let campus = make(&owner, "Gulberg", Some(&north)).await;
    let south = make(&owner, "South", None).await;
    limit(&owner, &conductor, Some(&north)).await.expect(200);

    let below = app.own().send_with(&kenyan(1), "campus", json!({"unit": campus})).await;
    let elsewhere = app.own().send_with(&kenyan(2), "south", json!({"unit": south})).await;
    let nobodys = app.send(&kenyan(3), "nobody's").await;
    assert_eq!(bodies(&conductor, "").await, ["campus"]);
    assert_eq!(
        bodies(&conductor, &format!("?phone=%2B{}", &kenyan(2)[1..])).await,
        [""; 0]
    );
    conductor.get(&format!("/api/sms/status/{below}")).await.expect(200);
    for hidden in [&elsewhere, &nobodys] {
        conductor.get(&format!("/api/sms/status/{hidden}")).await.expect(404);
        conductor
            .post(&format!("/api/sms/messages/{hidden}/cancel"), json!({}))
            .await
            .expect(404);
    }
    let south_list = conductor.get(&format!("/api/sms/messages?unit={south}")).await;
    assert_eq!(south_list.expect(400).faulty_fields(), ["unit"]);

    let own = json!({"to": kenyan(4), "body": "own"});
    let sent = conductor.post("/api/sms/send", own).await.expect(202);
    let status = conductor
        .get(&format!("/api/sms/status/{}", sent.text_of("messageId")))
        .await
        .expect(200);
    assert_eq!(status.data()["unitId"], north.as_str());
    let other = json!({"to": kenyan(5), "body": "x", "unit": south});
    assert_eq!(
        conductor.post("/api/sms/send", other).await.expect(400).faulty_fields(),
        ["unit"]
    );
    let bulk = json!({"recipients": [{"to": kenyan(6)}], "body": "bulk", "unit": campus});
    let batch = conductor.post("/api/sms/send-bulk", bulk).await.expect(202);
    conductor
        .get(&format!("/api/sms/batches/{}", batch.text_of("batchId")))
        .await
        .expect(200);
    let theirs = app.own().send_bulk([kenyan(7)], "the whole organization's").await;
    conductor
        .get(&format!("/api/sms/batches/{}", theirs.text_of("batchId")))
        .await
        .expect(404);
    app.run_until_idle().await;
}

#[tokio::test]
async fn what_is_about_the_whole_organization_is_closed_to_who_is_limited_to_a_unit() {
    let app = TestApp::start().await;
    let owner = app.signed_in("acme", Role::Owner).await;
    let conductor = app.signed_in("acme", Role::Operator).await;
    let north = make(&owner, "North", None).await;
    let south = make(&owner, "South", None).await;
    conductor.get("/api/sms/inbox").await.expect(200);
    limit(&owner, &conductor, Some(&north)).await.expect(200);
    for path in ["/api/sms/inbox", "/api/sms/batches", "/api/sms/handsets"] {
        let closed = conductor.get(path).await.expect(403);
        assert_eq!(closed.faulty_fields(), ["role"], "{path}");
        assert!(closed.text.contains("limited to a unit"), "{}", closed.text);
    }
    let units = conductor.get("/api/units").await.expect(200);
    assert_eq!(units.data()["units"].as_array().map(Vec::len), Some(1));
    assert_eq!(units.data()["units"][0]["unitId"], north.as_str());
    let me = conductor.get("/api/auth/me").await.expect(200);
    assert_eq!(me.data()["unitIds"], json!([north]));
    let used = owner.delete(&format!("/api/units/{north}")).await.expect(400);
    assert_eq!(used.faulty_fields(), ["unitId"]);
    owner.delete(&format!("/api/units/{south}")).await.expect(200);
    limit(&owner, &conductor, None).await.expect(200);
    conductor.get("/api/sms/inbox").await.expect(200);
}

#[tokio::test]
async fn who_has_the_whole_organization_is_limited_to_no_unit() {
    let app = TestApp::start().await;
    let owner = app.signed_in("acme", Role::Owner).await;
    let admin = app.signed_in("acme", Role::OrgAdmin).await;
    let viewer = app.signed_in("acme", Role::Viewer).await;
    let north = make(&owner, "North", None).await;
    assert_eq!(
        limit(&owner, &admin, Some(&north)).await.expect(400).faulty_fields(),
        ["userId"]
    );
    assert_eq!(
        limit(&owner, &viewer, Some("unt_000000000000z"))
            .await
            .expect(400)
            .faulty_fields(),
        ["unitId"]
    );
    let stranger = json!({"userId": "usr_000000000000z", "unitId": north});
    owner.put("/api/units/members", stranger).await.expect(404);
    limit(&owner, &viewer, Some(&north)).await.expect(200);
    let members = owner.get("/api/units").await.expect(200);
    assert_eq!(members.data()["members"][0]["unitId"], north.as_str());
    assert_eq!(members.data()["members"].as_array().map(Vec::len), Some(1));

    let (store, tenancy, acme) = (app.store().clone(), app.tenancy().clone(), app.org("acme").id);
    app.inside(async move {
        let user = tenancy.user_named("viewer@acme.example").await.expect("a user");
        store
            .membership_role_set(acme, user.id, (Role::Viewer, Role::OrgAdmin))
            .await
            .expect("changed");
    })
    .await;
    viewer.get("/api/sms/providers").await.expect(200);
    assert_eq!(
        viewer.get("/api/sms/messages").await.expect(200).data()["nextCursor"],
        Value::Null
    );
}
