//! The log of changes: every change with who, what, before, after and from where; nobody changes it, nobody else reads it.

use domain::{Role, Scope};
use serde_json::{Value, json};
use testkit::{Browser, TestApp};

async fn entries(browser: &Browser, query: &str) -> Vec<Value> {
    let found = browser.get(&format!("/api/audit?{query}")).await.expect(200);
    found.data()["entries"].as_array().expect("a list").clone()
}

fn actions(entries: &[Value]) -> Vec<&str> {
    entries.iter().filter_map(|entry| entry["action"].as_str()).collect()
}

fn provider(name: &str) -> Value {
    json!({
        "kind": "twilio", "name": name,
        "settings": {
            "accountSid": "AC0123456789abcdef0123456789abcdef", "authToken": "hunter2hunter2",
            "fromNumber": "+14155550100", "baseUrl": "https://carrier.invalid"
        },
        "pricePerSegment": { "amount": "0.80", "currency": "KES" }
    })
}

#[tokio::test]
async fn a_change_is_logged_with_who_what_before_after_and_from_where() {
    let app = TestApp::start().await;
    let admin = app.signed_in("acme", Role::OrgAdmin).await;
    let made = admin.post("/api/sms/providers", provider("east")).await.expect(201);
    let id = made.text_of("providerId").to_owned();
    let path = format!("/api/sms/providers/{id}");
    let request = admin
        .request(reqwest::Method::PUT, &path)
        .header("x-request-id", "trace-7")
        .header("user-agent", "=cmd|' /C calc'!A0")
        .json(&json!({ "name": "west", "rank": 7 }));
    admin.send(request).await.expect(200);
    admin.delete(&path).await.expect(200);

    let found = entries(&admin, "action=provider").await;
    assert_eq!(
        actions(&found),
        ["provider.remove", "provider.change", "provider.create"]
    );
    let change = &found[1];
    assert_eq!(change["object"], id.as_str());
    assert_eq!(
        (&change["before"]["name"], &change["after"]["name"]),
        (&json!("east"), &json!("west"))
    );
    assert_eq!(change["after"]["rank"], 7);
    assert_eq!(change["after"]["credentialsChanged"], false);
    assert_eq!(change["actor"]["kind"], "user");
    assert_eq!(change["actor"]["name"], "org_admin@acme.example");
    assert_eq!(
        (&change["ip"], &change["requestId"]),
        (&json!("127.0.0.1"), &json!("trace-7"))
    );
    assert!(change["at"].is_string());
    assert_eq!((&found[2]["before"], &found[0]["after"]), (&Value::Null, &Value::Null));
    let text = serde_json::to_string(&found).expect("JSON");
    assert!(!text.contains("hunter2"), "a credential is in the log");
}

#[tokio::test]
async fn what_was_refused_or_changed_nothing_is_not_in_the_log() {
    let app = TestApp::start().await;
    let admin = app.signed_in("acme", Role::OrgAdmin).await;
    let viewer = app.signed_in("acme", Role::Viewer).await;
    viewer.post("/api/sms/providers", provider("east")).await.expect(403);
    admin
        .post("/api/sms/providers", json!({ "kind": "twilio" }))
        .await
        .expect(400);
    admin.delete("/api/sms/providers/prv_0000000000001").await.expect(404);
    admin.delete("/api/sms/routes/rte_0000000000001").await.expect(404);
    admin
        .put("/api/team/usr_0000000000001", json!({ "role": "viewer" }))
        .await
        .expect(404);
    assert!(entries(&admin, "action=provider").await.is_empty());
    assert!(entries(&admin, "action=route").await.is_empty());
    assert!(entries(&admin, "action=team").await.is_empty());
}

#[tokio::test]
async fn keys_and_routes_teams_and_policies_are_in_it() {
    let app = TestApp::start().await;
    let key = app.key_of("acme", [Scope::ProvidersWrite].into_iter().collect()).await;
    let admin = app.signed_in("acme", Role::OrgAdmin).await;
    let member = app.signed_in("acme", Role::Viewer).await;
    let made = key.post("/api/sms/providers", provider("east")).await.expect(201);
    let id = made.text_of("providerId").to_owned();
    let route = json!({ "name": "all", "providers": [{ "providerId": id }] });
    let route = key.post("/api/sms/routes", route).await.expect(201);
    let path = format!("/api/sms/routes/{}", route.text_of("routeId"));
    let change = key.request(reqwest::Method::PUT, &path).json(&json!({ "rank": 3 }));
    assert_eq!(change.send().await.expect("an answer").status(), 200);
    let gone = key.request(reqwest::Method::DELETE, &path);
    assert_eq!(gone.send().await.expect("an answer").status(), 200);
    let found = entries(&admin, "action=route").await;
    assert_eq!(actions(&found), ["route.remove", "route.change", "route.create"]);
    assert_eq!(
        found[1]["actor"],
        json!({ "kind": "api_key", "id": key.key_id.to_string(), "name": "test" })
    );
    assert_eq!(
        (&found[1]["before"]["rank"], &found[1]["after"]["rank"]),
        (&json!(100), &json!(3))
    );

    let me = member.get("/api/auth/me").await.expect(200);
    let user = me.data()["user"]["userId"].as_str().expect("an id").to_owned();
    let path = format!("/api/team/{user}");
    admin.put(&path, json!({ "role": "operator" })).await.expect(200);
    admin
        .put("/api/security/policy", json!({ "secondFactorRequired": false }))
        .await
        .expect(200);
    admin.delete(&path).await.expect(200);
    let invitation = json!({ "email": "baraka@example.org", "role": "viewer" });
    admin.post("/api/team/invitations", invitation).await.expect(201);
    let found = entries(&admin, &format!("object={user}")).await;
    assert_eq!(actions(&found)[..2], ["team.remove", "team.role"]);
    assert_eq!(found[1]["before"], json!({ "role": "viewer" }));
    assert_eq!(found[1]["after"], json!({ "role": "operator" }));
    let found = entries(&admin, "action=team.invite").await;
    assert_eq!(
        found[0]["after"],
        json!({ "email": "baraka@example.org", "role": "viewer" })
    );
    assert_eq!(entries(&admin, "action=security.policy").await.len(), 1);
    let keys = entries(&admin, "action=key.create").await;
    assert_eq!(keys[0]["actor"]["kind"], "operator");
    assert!(!serde_json::to_string(&keys).expect("JSON").contains(key.key()));
}

#[tokio::test]
async fn the_log_is_filtered_and_paged_and_its_parameters_are_checked() {
    let app = TestApp::start().await;
    let admin = app.signed_in("acme", Role::OrgAdmin).await;
    for n in 0..5 {
        admin
            .post("/api/sms/providers", provider(&format!("p{n}")))
            .await
            .expect(201);
    }
    app.advance(std::time::Duration::from_secs(86_400));
    let owner = app.signed_in("acme", Role::Owner).await;
    owner.post("/api/sms/providers", provider("later")).await.expect(201);
    let me = owner.get("/api/auth/me").await.expect(200);
    let user = me.data()["user"]["userId"].as_str().expect("an id").to_owned();
    assert_eq!(
        entries(&owner, &format!("action=provider.create&userId={user}"))
            .await
            .len(),
        1
    );
    assert_eq!(entries(&owner, "action=provider.create&from=2026-03-02").await.len(), 1);
    assert_eq!(entries(&owner, "action=provider.create&to=2026-03-01").await.len(), 5);
    assert_eq!(entries(&owner, "action=provid").await.len(), 0, "a word is whole");
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let path = format!("/api/audit?action=provider&limit=4{cursor}");
        let page = owner.get(&path).await.expect(200);
        seen.extend(page.data()["entries"].as_array().expect("a list").clone());
        match page.data()["nextCursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen.len(), 6);
    for (query, field) in [
        ("limit=201", "limit"),
        ("cursor=x", "cursor"),
        ("userId=me", "userId"),
        ("from=yesterday", "from"),
        ("actions=provider", "actions"),
    ] {
        let refused = owner.get(&format!("/api/audit?{query}")).await.expect(400);
        assert_eq!(refused.faulty_fields(), [field]);
    }
}

#[tokio::test]
async fn neither_another_organization_nor_a_viewer_reads_it_and_the_installations_is_for_its_administrator() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("globex", "KE")
        .start()
        .await;
    let ours = app.signed_in("acme", Role::Owner).await;
    ours.post("/api/sms/providers", provider("secret plan"))
        .await
        .expect(201);
    let theirs = app.signed_in("globex", Role::Owner).await;
    let viewer = app.signed_in("acme", Role::Viewer).await;
    for path in ["/api/audit", "/api/audit/export"] {
        assert!(ours.get(path).await.expect(200).text.contains("secret plan"), "{path}");
        let shown = theirs.get(path).await.expect(200);
        assert!(
            !shown.text.contains("secret plan") && !shown.text.contains("acme"),
            "{path}"
        );
        viewer.get(path).await.expect(403);
    }
    ours.get("/api/system/audit").await.expect(403);
    let password = app.person_of("ops@example.org", &[]).await;
    let operator = app.browser();
    let body = json!({ "email": "ops@example.org", "password": password, "organization": "acme" });
    operator.sign_in_with(body).await.expect(200);
    let found = operator
        .get("/api/system/audit?action=organization.create")
        .await
        .expect(200);
    let list = found.data()["entries"].as_array().expect("a list").clone();
    assert_eq!(list.len(), 2);
    assert_eq!(
        list[0]["actor"],
        json!({ "kind": "operator", "id": null, "name": null })
    );
}

#[tokio::test]
async fn what_people_do_with_themselves_is_in_the_installations_log() {
    let app = TestApp::start().await;
    let email = "amina@example.org";
    let password = app.person_of(email, &[("acme", Role::Viewer)]).await;
    let (one, two) = (app.browser(), app.browser());
    one.sign_in(email, &password).await.expect(200);
    two.sign_in(email, &password).await.expect(200);
    one.delete("/api/auth/sessions").await.expect(200);
    one.delete("/api/auth/sessions").await.expect(200);
    let change = json!({ "currentPassword": password, "newPassword": "matatu kibanda ngoma" });
    one.post("/api/auth/password", change).await.expect(200);
    let drawn = app.person_of("ops@example.org", &[]).await;
    let operator = app.browser();
    let body = json!({ "email": "ops@example.org", "password": drawn, "organization": "acme" });
    operator.sign_in_with(body).await.expect(200);
    let me = one.get("/api/auth/me").await.expect(200);
    let user = me.data()["user"]["userId"].as_str().expect("an id").to_owned();
    let found = operator
        .get(&format!("/api/system/audit?object={user}&userId={user}"))
        .await
        .expect(200);
    let list = found.data()["entries"].as_array().expect("a list").clone();
    assert_eq!(actions(&list), ["user.password_change", "session.end_others"]);
    assert!(!found.text.contains("argon2") && !found.text.contains("matatu"));
}

#[tokio::test]
async fn the_file_has_every_entry_and_no_formula() {
    let app = TestApp::start().await;
    let admin = app.signed_in("acme", Role::OrgAdmin).await;
    for n in 0..7 {
        let request = admin
            .request(reqwest::Method::POST, "/api/sms/providers")
            .header("user-agent", "=cmd|' /C calc'!A0")
            .json(&provider(&format!("=p{n},\"x\"")));
        admin.send(request).await.expect(201);
    }
    let file = admin.get("/api/audit/export?action=provider").await.expect(200);
    assert_eq!(
        file.header("content-type"),
        Some("text/csv; charset=utf-8; header=present")
    );
    assert!(
        file.header("content-disposition")
            .expect("a name")
            .contains("audit.csv")
    );
    let mut sheet = csv::Reader::from_reader(file.text.as_bytes());
    assert_eq!(sheet.headers().expect("a header").iter().next(), Some("at"));
    let rows: Vec<csv::StringRecord> = sheet.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 7);
    for row in &rows {
        assert_eq!(&row[2], "provider.create");
        assert_eq!(&row[10], "'=cmd|' /C calc'!A0");
        assert!(
            row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])),
            "{row:?}"
        );
        assert!(row[8].contains("=p"), "{row:?}");
    }
    let none = admin.get("/api/audit/export?action=nothing").await.expect(200);
    assert_eq!(none.text.lines().count(), 1);
    let refused = admin.get("/api/audit/export?limit=5").await.expect(400);
    assert_eq!(refused.faulty_fields(), ["limit"]);
}

#[tokio::test]
async fn a_log_longer_than_a_page_is_exported_whole() {
    let app = TestApp::start().await;
    let owner = app.signed_in("acme", Role::Owner).await;
    let (store, organization) = (app.store().clone(), app.org("acme").id);
    app.inside(async move {
        let author = tenancy::Author::operator();
        for n in 0..1_203 {
            let entry = author.changes(Some(organization), "test.change", n, (None, None));
            let changed = store
                .noting(entry)
                .organization_second_factor_set(organization, false)
                .await;
            assert!(changed.expect("written"));
        }
    })
    .await;
    let file = owner.get("/api/audit/export?action=test").await.expect(200);
    let mut sheet = csv::Reader::from_reader(file.text.as_bytes());
    let objects: Vec<usize> = sheet
        .records()
        .map(|row| row.expect("a row")[3].parse().expect("a number"))
        .collect();
    assert_eq!(objects, (0..1_203).rev().collect::<Vec<_>>());
}
