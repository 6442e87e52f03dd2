//! Organizations made, looked at and renamed over the API.

use serde_json::{Value, json};
use testkit::TestApp;

use super::{administrator, noted, path_of};

const ALL: &str = "/api/system/organizations";

#[tokio::test]
async fn an_organization_is_made_found_and_renamed_and_each_change_is_noted() {
    let app = TestApp::start().await;
    let admin = administrator(&app).await;
    let new = json!({"name": "Green Valley", "slug": "green-valley", "region": "pk", "maxSegments": 4, "unknownPolicy": "hold", "validitySeconds": 3600});
    let made = admin.post(ALL, new.clone()).await.expect(201);
    let data = made.data();
    assert_eq!((&data["region"], &data["maxSegments"]), (&json!("PK"), &json!(4)));
    assert_eq!(
        (&data["unknownPolicy"], &data["validitySeconds"]),
        (&json!("hold"), &json!(3600))
    );
    assert_eq!(data["suspended"], Value::Null);
    assert_eq!(data["has"], json!({"users": 0, "keys": 0, "providers": 0}));
    assert_eq!(data["quotas"], json!({"users": null, "keys": null, "providers": null}));
    assert_eq!(admin.post(ALL, new).await.expect(400).faulty_fields(), ["slug"]);

    let path = format!("{ALL}/{}", made.text_of("organizationId"));
    let renamed = admin
        .put(&path, json!({"name": "Green Valley Schools"}))
        .await
        .expect(200);
    assert_eq!(renamed.text_of("name"), "Green Valley Schools");
    assert_eq!(
        admin.put(&path, json!({"name": " "})).await.expect(400).faulty_fields(),
        ["name"]
    );
    admin.put(&path, json!({"slug": "other"})).await.expect(400);

    let found = admin.get(&format!("{ALL}?search=SCHOOLS")).await.expect(200);
    assert_eq!(found.data()["organizations"][0]["slug"], "green-valley");
    let first = admin.get(&format!("{ALL}?limit=1")).await.expect(200);
    assert_eq!(first.data()["organizations"][0]["slug"], "acme");
    let rest = admin
        .get(&format!("{ALL}?cursor={}", first.text_of("nextCursor")))
        .await
        .expect(200);
    assert_eq!(rest.data()["organizations"].as_array().map(Vec::len), Some(1));
    assert_eq!(rest.data()["nextCursor"], Value::Null);

    admin
        .put(&path_of(&app, "acme"), json!({"name": "Acme Ltd"}))
        .await
        .expect(200);
    let rename = &noted(&app, Some("acme")).await[0];
    assert_eq!(
        (rename.action.as_str(), rename.actor_name.as_deref()),
        ("organization.rename", Some("ops@example.org"))
    );
    assert_eq!(rename.after.as_deref(), Some(r#"{"name":"Acme Ltd"}"#));
    assert!(rename.ip.is_some() && rename.request_id.is_some());
}

#[tokio::test]
async fn each_wrong_value_of_a_new_organization_is_named() {
    let app = TestApp::start().await;
    let admin = administrator(&app).await;
    let right = json!({"name": "Green Valley", "slug": "green-valley", "region": "PK"});
    for (field, wrong) in [
        ("name", json!("")),
        ("slug", json!("Green Valley")),
        ("region", json!("PAK")),
        ("timeZone", json!("Nowhere/Town")),
        ("maxSegments", json!(0)),
        ("validitySeconds", json!(0)),
        ("unknownPolicy", json!("ask")),
        ("plan", json!("gold")),
    ] {
        let mut body = right.clone();
        body[field] = wrong;
        let refused = admin.post(ALL, body).await.expect(400);
        assert_eq!(refused.faulty_fields(), [field]);
    }
    admin.get(&format!("{ALL}/org_0000000000001")).await.expect(404);
    assert_eq!(
        admin.get(&format!("{ALL}/acme")).await.expect(400).faulty_fields(),
        ["organizationId"]
    );
    assert_eq!(
        admin
            .get(&format!("{ALL}?suspended=maybe"))
            .await
            .expect(400)
            .faulty_fields(),
        ["suspended"]
    );
}

#[tokio::test]
async fn the_first_owner_of_a_new_organization_is_invited_by_mail() {
    let app = TestApp::start().await;
    let admin = administrator(&app).await;
    let new = json!({"name": "Green Valley", "slug": "green-valley", "region": "PK"});
    let made = admin.post(ALL, new).await.expect(201);
    let owners = format!("{ALL}/{}/owners", made.text_of("organizationId"));
    let invited = admin
        .post(&owners, json!({"email": "amina@example.org"}))
        .await
        .expect(201);
    assert_eq!(invited.data()["role"], "owner");
    let token = app.mailed_token("amina@example.org", "invitation").await;
    assert!(!invited.text.contains(&token), "the answer holds what was mailed");
    let password = "matatu kibanda ngoma";
    let amina = app.browser();
    let account = json!({"token": token, "name": "Amina", "password": password});
    amina.post("/api/auth/invitation/accept", account).await.expect(200);
    let seen = amina.sign_in("amina@example.org", password).await.expect(200);
    assert_eq!(
        (
            &seen.data()["organization"]["slug"],
            &seen.data()["organization"]["role"]
        ),
        (&json!("green-valley"), &json!("owner"))
    );
    let invite = json!({"email": "baraka@example.org", "role": "operator"});
    amina.post("/api/team/invitations", invite).await.expect(201);
    let log = amina.get("/api/audit?action=team.invite").await.expect(200);
    let entries = log.data()["entries"].as_array().expect("a list").iter();
    let by: Vec<_> = entries.map(|one| one["actor"]["name"].clone()).collect();
    assert_eq!(by, ["Amina", "ops@example.org"]);

    let member = admin
        .post(&owners, json!({"email": "amina@example.org"}))
        .await
        .expect(400);
    assert_eq!(member.faulty_fields(), ["email"]);
    let nowhere = format!("{ALL}/org_0000000000009/owners");
    admin
        .post(&nowhere, json!({"email": "x@example.org"}))
        .await
        .expect(404);
}
