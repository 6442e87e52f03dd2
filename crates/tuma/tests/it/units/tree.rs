//! The tree of units, and messages that belong to one.

use domain::Role;
use serde_json::{Value, json};
use testkit::TestApp;

use super::{bodies, make};
use crate::numbers::kenyan;
use crate::system::noted;

#[tokio::test]
async fn units_are_made_moved_and_removed_and_each_change_is_noted() {
    let app = TestApp::start().await;
    let owner = app.signed_in("acme", Role::Owner).await;
    let north = make(&owner, "North", None).await;
    let campus = make(&owner, "Gulberg", Some(&north)).await;
    let path = format!("/api/units/{campus}");
    let moved = owner
        .put(&path, json!({"parentId": null, "kind": "branch"}))
        .await
        .expect(200);
    assert_eq!(
        (&moved.data()["parentId"], moved.text_of("kind")),
        (&Value::Null, "branch")
    );
    assert_eq!(moved.text_of("name"), "Gulberg");
    owner.put(&path, json!({"parentId": north})).await.expect(200);
    let loops = owner
        .put(&format!("/api/units/{north}"), json!({"parentId": campus}))
        .await;
    assert_eq!(loops.expect(400).faulty_fields(), ["parentId"]);
    assert_eq!(
        owner
            .delete(&format!("/api/units/{north}"))
            .await
            .expect(400)
            .faulty_fields(),
        ["unitId"]
    );
    let twin = owner
        .post("/api/units", json!({"name": "Gulberg", "parentId": north}))
        .await;
    assert_eq!(twin.expect(400).faulty_fields(), ["name"]);
    for (body, field) in [
        (json!({}), "name"),
        (json!({"name": "x", "kind": ""}), "kind"),
        (json!({"name": "x", "parentId": "unt_000000000000z"}), "parentId"),
        (json!({"name": "x", "colour": "red"}), "colour"),
    ] {
        assert_eq!(
            owner.post("/api/units", body).await.expect(400).faulty_fields(),
            [field]
        );
    }
    let listed = owner.get("/api/units").await.expect(200);
    assert_eq!(listed.data()["units"].as_array().map(Vec::len), Some(2));
    owner.delete(&path).await.expect(200);
    owner.delete(&path).await.expect(404);
    let log = noted(&app, Some("acme")).await;
    let actions: Vec<_> = log
        .iter()
        .map(|row| row.action.as_str())
        .filter(|one| one.starts_with("unit"))
        .collect();
    assert_eq!(
        actions,
        [
            "unit.remove",
            "unit.change",
            "unit.change",
            "unit.create",
            "unit.create"
        ]
    );
}

#[tokio::test]
async fn a_message_belongs_to_the_unit_that_its_call_names_and_is_listed_with_those_above() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("globex", "KE")
        .start()
        .await;
    let owner = app.signed_in("acme", Role::Owner).await;
    let north = make(&owner, "North", None).await;
    let campus = make(&owner, "Gulberg", Some(&north)).await;
    let south = make(&owner, "South", None).await;
    let sent = app.own().send_with(&kenyan(1), "campus", json!({"unit": campus})).await;
    app.own().send_with(&kenyan(2), "south", json!({"unit": south})).await;
    app.send(&kenyan(3), "nobody's").await;
    let bulk = json!({"recipients": [{"to": kenyan(4)}], "body": "bulk", "unit": north});
    app.post("/api/sms/send-bulk", bulk).await.expect(202);
    assert_eq!(app.own().status(&sent).await["unitId"], campus.as_str());
    assert_eq!(bodies(&owner, &format!("?unit={north}")).await, ["bulk", "campus"]);
    assert_eq!(bodies(&owner, &format!("?unit={campus}")).await, ["campus"]);
    assert_eq!(bodies(&owner, "").await.len(), 4);
    let listed = owner.get(&format!("/api/sms/messages?unit={north}")).await.expect(200);
    assert!(listed.data().get("totals").is_none(), "the rollups know of no units");

    let unknown = json!({"to": kenyan(1), "body": "x", "unit": "unt_000000000000z"});
    assert_eq!(
        app.post("/api/sms/send", unknown).await.expect(400).faulty_fields(),
        ["unit"]
    );
    let theirs = json!({"to": kenyan(1), "body": "x", "unit": north});
    assert_eq!(
        app.org("globex")
            .post("/api/sms/send", theirs)
            .await
            .expect(400)
            .faulty_fields(),
        ["unit"]
    );
    let theirs = app.org("globex").get(&format!("/api/sms/messages?unit={north}")).await;
    assert_eq!(theirs.expect(400).faulty_fields(), ["unit"]);
    app.run_until_idle().await;
}
