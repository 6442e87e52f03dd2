//! Price lists: the organization's own, then the platform's, then the provider's; the longest prefix; at once.

use serde_json::{Value, json};
use store::{AuditActor, AuditFilter};
use tenancy::{Author, BillingChange};
use testkit::{Browser, TestApp};

use super::books::balanced;
use crate::numbers::kenyan;

async fn operator(app: &TestApp) -> Browser {
    app.system_administrator("acme").await
}

async fn add(operator: &Browser, line: Value) -> String {
    let added = operator.post("/api/sms/prices", line).await.expect(201);
    added.text_of("priceId").to_owned()
}

async fn price_of(app: &TestApp, to: &str) -> String {
    let preview = json!({ "body": "hello", "to": to });
    let answer = app.post("/api/sms/preview", preview).await.expect(200);
    answer.json["data"]["cost"]["amount"]
        .as_str()
        .expect("an amount")
        .to_owned()
}

#[tokio::test]
async fn the_most_specific_price_holds_from_the_moment_in_which_it_is_made() {
    let app = TestApp::start().await;
    let operator = operator(&app).await;
    assert_eq!(price_of(&app, &kenyan(1)).await, "0.80");
    add(
        &operator,
        json!({ "prefix": "254", "price": "0.70", "currency": "KES" }),
    )
    .await;
    assert_eq!(price_of(&app, &kenyan(1)).await, "0.70");
    let longer = add(
        &operator,
        json!({ "prefix": "+25472", "price": "0.654321", "currency": "KES" }),
    )
    .await;
    assert_eq!(price_of(&app, &kenyan(1)).await, "0.654321");
    assert_eq!(price_of(&app, "+923001234567").await, "0.80");
    let sent = json!({ "to": kenyan(1), "body": "hello" });
    let sent = app.post("/api/sms/send", sent).await.expect(202);
    assert_eq!(sent.text_of("estimatedCost"), "0.654321");
    let path = format!("/api/sms/prices/{longer}");
    operator.delete(&path).await.expect(200);
    operator.delete(&path).await.expect(404);
    assert_eq!(price_of(&app, &kenyan(1)).await, "0.70");
    let otp = json!({ "to": kenyan(2), "body": "x", "class": "otp" });
    add(
        &operator,
        json!({ "price": "2", "currency": "KES", "class": "otp", "prefix": "254" }),
    )
    .await;
    let sent = app.post("/api/sms/send", otp).await.expect(202);
    assert_eq!(sent.text_of("estimatedCost"), "2.00");
    app.run_until_idle().await;
}

#[tokio::test]
async fn a_text_without_a_number_is_priced_as_to_the_organizations_own_country() {
    let app = TestApp::start().await;
    let operator = operator(&app).await;
    add(
        &operator,
        json!({ "prefix": "254", "price": "0.70", "currency": "KES" }),
    )
    .await;
    let answer = app
        .post("/api/sms/preview", json!({ "body": "hello" }))
        .await
        .expect(200);
    assert_eq!(answer.json["data"]["cost"]["amount"], "0.70");
    let refused = app
        .post("/api/sms/preview", json!({ "body": "hello", "to": "12" }))
        .await
        .expect(400);
    assert!(refused.fault("to").is_some());
}

#[tokio::test]
async fn the_platforms_list_holds_where_the_organization_has_no_price_of_its_own() {
    let app = TestApp::start().await;
    let operator = operator(&app).await;
    let (engine, tenancy) = (app.engine().clone(), app.tenancy().clone());
    let made = app.inside(async move {
        let csv = b"prefix,price\n254,0.50\n,3\n";
        let count = tenancy
            .prices_import(None, (csv, "KES".parse().ok()), &Author::operator())
            .await
            .map_err(|faults| format!("{faults:?}"))?;
        engine.tariff_refresh().await.map_err(|error| error.to_string())?;
        Ok::<usize, String>(count)
    });
    assert_eq!(made.await, Ok(2));
    assert_eq!(price_of(&app, &kenyan(1)).await, "0.50");
    assert_eq!(price_of(&app, "+923001234567").await, "3.00");
    add(&operator, json!({ "prefix": "", "price": "0.10", "currency": "KES" })).await;
    assert_eq!(price_of(&app, &kenyan(1)).await, "0.10");
    let listed = operator.get("/api/sms/prices?list=platform&limit=1").await.expect(200);
    assert_eq!(listed.json["data"]["prices"].as_array().map(Vec::len), Some(1));
    let next = listed.text_of("nextCursor");
    let rest = operator
        .get(&format!("/api/sms/prices?list=platform&cursor={next}"))
        .await
        .expect(200);
    assert_eq!(rest.json["data"]["prices"].as_array().map(Vec::len), Some(1));
    assert_eq!(rest.json["data"]["nextCursor"], Value::Null);
}

#[tokio::test]
async fn who_pays_in_one_currency_is_not_charged_in_another() {
    let app = TestApp::start().await;
    let operator = operator(&app).await;
    app.prepay("acme", 10_000_000, BillingChange::default()).await;
    // The most specific line is in dollars: for who pays in shillings it is not there.
    add(
        &operator,
        json!({ "prefix": "2547", "price": "0.01", "currency": "USD" }),
    )
    .await;
    let id = app.send(&kenyan(1), "x").await;
    app.wait_for_state(&id, "DELIVERED").await;
    assert_eq!(app.balance("acme").await.accounts.spent, 800_000);
    balanced(app.database()).await;
}

#[tokio::test]
async fn wrong_lines_are_named_by_their_fields() {
    let app = TestApp::start().await;
    let operator = operator(&app).await;
    for (line, field) in [
        (json!({ "prefix": "25x", "price": "1", "currency": "KES" }), "prefix"),
        (json!({ "price": "-1", "currency": "KES" }), "price"),
        (json!({ "price": "1", "currency": "kes" }), "currency"),
        (
            json!({ "price": "1", "currency": "KES", "providerId": "prv_0000000000001" }),
            "provider",
        ),
        (
            json!({ "price": "1", "currency": "KES", "validFrom": "2026-03-02T00:00:00Z", "validUntil": "2026-03-01T00:00:00Z" }),
            "validUntil",
        ),
    ] {
        let refused = operator.post("/api/sms/prices", line.clone()).await.expect(400);
        assert!(refused.fault(field).is_some(), "{line}: {}", refused.text);
    }
    let line = json!({ "prefix": "1", "price": "1", "currency": "KES", "validFrom": "2026-01-01T00:00:00Z" });
    add(&operator, line.clone()).await;
    let twice = operator.post("/api/sms/prices", line).await.expect(400);
    assert!(twice.fault("prefix").is_some(), "{}", twice.text);
}

#[tokio::test]
async fn who_set_terms_and_prices_and_what_they_were_is_in_the_log_of_changes() {
    let app = TestApp::start().await;
    app.prepay("acme", 0, BillingChange::default()).await;
    let operator = operator(&app).await;
    let line = add(
        &operator,
        json!({ "prefix": "2547", "price": "0.70", "currency": "KES" }),
    )
    .await;
    let terms = json!({ "creditLimit": "5.00", "refund": "failed" });
    operator.put("/api/sms/balance/terms", terms).await.expect(200);
    let other = json!({ "currency": "USD" });
    app.prepay("acme", 800_000, BillingChange::default()).await;
    operator.put("/api/sms/balance/terms", other).await.expect(400);
    operator.delete(&format!("/api/sms/prices/{line}")).await.expect(200);
    operator.delete(&format!("/api/sms/prices/{line}")).await.expect(404);
    let (store, acme) = (app.store().clone(), app.own().id);
    let found = app.inside(async move { store.audit_list(Some(acme), AuditFilter::default(), None, 20).await });
    let mut found = found.await.expect("the log");
    found.reverse();
    // The organization of every test has a key.
    found.retain(|row| row.action != "key.create");
    let actions: Vec<_> = found.iter().map(|row| row.action.as_str()).collect();
    assert_eq!(
        actions,
        [
            "billing.change",
            "price.add",
            "billing.change",
            "billing.change",
            "price.remove"
        ]
    );
    assert_eq!(found[0].actor, AuditActor::Operator);
    let person = found[1].actor;
    assert!(matches!(person, AuditActor::User(_)) && found[2].actor == person && found[4].actor == person);
    let said =
        |text: &Option<String>| -> Value { serde_json::from_str(text.as_deref().unwrap_or("null")).expect("JSON") };
    assert_eq!(said(&found[2].before)["creditLimit"], "0.00");
    assert_eq!(
        (&said(&found[2].after)["creditLimit"], &said(&found[2].after)["refund"]),
        (&json!("5.00"), &json!("failed"))
    );
    assert_eq!(
        (found[4].object.as_str(), &said(&found[4].before)["price"]),
        (line.as_str(), &json!("0.70"))
    );
    assert!(found[1].request_id.is_some() && found[1].ip.as_deref() == Some("127.0.0.1"));
}
