//! The balances that carriers tell, asked once in five minutes.

use std::time::Duration;

use doubles::Double;
use doubles::africastalking::{AfricasTalking, Settings};
use engine::ProviderChange;
use serde_json::{Value, json};
use tenancy::{BillingChange, Caller};
use testkit::{ProviderSpec, TestApp, eventually};

use crate::numbers::kenyans;

const BALANCE: &str = "/api/v1/account/balance";

async fn carrier() -> Double<AfricasTalking> {
    let carrier = AfricasTalking::new(Settings {
        username: "acme".to_owned(),
        api_key: "atsk_s3cr3t".to_owned(),
        balance: 12_507_500,
        ..Settings::default()
    });
    Double::local(carrier).await.expect("a carrier")
}

/// Makes a provider of the first organization, or a shared one, and waits until it is opened.
async fn provider(app: &TestApp, carrier: &Double<AfricasTalking>, name: &str, shared: bool) {
    let (engine, tenancy, id) = (app.engine().clone(), app.tenancy().clone(), app.own().id);
    let url = format!("{}/version1", carrier.url());
    let change = ProviderChange {
        name: Some(name.to_owned()),
        settings: json!({ "username": "acme", "apiKey": "atsk_s3cr3t", "baseUrl": url })
            .as_object()
            .cloned(),
        ..ProviderChange::default()
    };
    let made = app.inside(async move {
        let caller = Caller::system(tenancy.organization(id).await?.into());
        anyhow::Ok(
            engine
                .provider_create(&caller, ("africastalking", shared), change)
                .await?,
        )
    });
    let made = made.await.expect("a provider").row.id;
    eventually("the provider to be opened", async || app.engine().provider_name(made)).await;
}

#[tokio::test]
async fn a_carriers_balance_is_kept_for_five_minutes() {
    let app = TestApp::start().await;
    let carrier = carrier().await;
    provider(&app, &carrier, "at-kenya", false).await;
    let first = app.get(BALANCE).await.expect(200);
    assert_eq!(
        (first.text_of("balance"), first.text_of("currency")),
        ("1250.75", "KES")
    );
    assert_eq!(first.data()["carriers"][0]["provider"], "at-kenya");
    assert_eq!(first.data()["carriers"][0]["account"]["balance"], "1250.75");
    carrier.carrier().set(|settings| settings.balance = 10_000);
    app.advance(Duration::from_secs(299));
    assert_eq!(app.get(BALANCE).await.expect(200).text_of("balance"), "1250.75");
    app.advance(Duration::from_secs(1));
    assert_eq!(app.get(BALANCE).await.expect(200).text_of("balance"), "1.00");
    assert_eq!(carrier.requests().len(), 2);
}

#[tokio::test]
async fn a_shared_providers_balance_and_another_tenants_are_told_to_nobody() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("clinic", "KE")
        .provider(ProviderSpec::recorder("main"))
        .start()
        .await;
    let carrier = carrier().await;
    provider(&app, &carrier, "at-shared", true).await;
    let own = app.get(BALANCE).await.expect(200);
    assert_eq!(
        (&own.data()["balance"], &own.data()["carriers"]),
        (&Value::Null, &json!([]))
    );
    provider(&app, &carrier, "at-acme", false).await;
    assert_eq!(app.get(BALANCE).await.expect(200).text_of("balance"), "1250.75");
    let theirs = app.org("clinic").get(BALANCE).await.expect(200);
    assert_eq!(theirs.data()["carriers"], json!([]));
}

#[tokio::test]
async fn what_the_organization_itself_has_to_spend_stands_beside_what_the_carriers_say() {
    let app = TestApp::start().await;
    assert_eq!(app.get(BALANCE).await.expect(200).data()["organization"], Value::Null);
    let change = BillingChange {
        credit_limit_micros: Some(5_000_000),
        ..BillingChange::default()
    };
    app.prepay("acme", 10_000_000, change).await;
    let told = app.get(BALANCE).await.expect(200);
    let own = json!({ "balance": "10.00", "reserved": "0.00", "spendable": "15.00", "currency": "KES" });
    assert_eq!(
        (&told.data()["organization"], &told.data()["balance"]),
        (&own, &Value::Null)
    );
    let body = json!({ "phone_numbers": kenyans(1, 20).collect::<Vec<_>>(), "message": "fees are due" });
    let short = app.post("/api/v1/sms/bulk", body).await.expect(402);
    assert_eq!(
        (short.code(), &short.data()["missing"]),
        ("INSUFFICIENT_FUNDS", &json!("1.00"))
    );
}
