//! What a carrier says about a number that wants no messages counts here from then on, for the organization that it is about.

use adapters::Report;
use domain::ReportStatus;
use doubles::Double;
use doubles::africastalking::{AfricasTalking, Settings};
use serde_json::{Value, json};
use testkit::{ProviderSpec, Reply, TestApp};

use crate::numbers::kenyan;

/// A number that the double bars as it does outside of the permitted hours, and one that opted out there.
const BARRED: &str = "+254705550409";
const OPTED_OUT: &str = "+254705550406";

async fn africas_talking() -> (Double<AfricasTalking>, TestApp) {
    // The double calls back over HTTP, and is here before the application.
    testkit::install_tls();
    let account = Settings {
        username: "acme".to_owned(),
        api_key: "atsk_key".to_owned(),
        ..Settings::default()
    };
    let double = Double::local(AfricasTalking::new(account)).await.expect("a free port");
    let config = json!({ "username": "acme", "apiKey": "atsk_key", "baseUrl": format!("{}/version1", double.url()) });
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("other", "KE")
        .provider(ProviderSpec::carrier("africastalking", "kenya", &config.to_string()))
        .start()
        .await;
    (double, app)
}

async fn reasons(app: &TestApp, slug: &str, number: &str) -> Vec<String> {
    let found = app.store().suppression_get(app.org(slug).id, number).await;
    found.expect("reasons").into_iter().map(|why| why.reason).collect()
}

fn body(to: &str) -> Value {
    json!({ "to": to, "body": "x" })
}

#[tokio::test]
async fn a_number_that_opted_out_at_the_carrier_is_sent_nothing_more() {
    let (double, app) = africas_talking().await;
    let id = app.org("acme").send(OPTED_OUT, "x").await;
    app.org("acme").wait_for_state(&id, "REJECTED").await;
    assert_eq!(app.org("acme").status(&id).await["errorCode"], "406");
    assert_eq!(reasons(&app, "acme", OPTED_OUT).await, ["carrier"]);
    assert!(reasons(&app, "other", OPTED_OUT).await.is_empty());
    let calls = double.requests().len();
    let refused = app.org("acme").post("/api/sms/send", body(OPTED_OUT)).await.expect(422);
    assert_eq!(refused.code(), "OPTED_OUT");
    assert_eq!(double.requests().len(), calls, "the carrier is not asked again");
}

#[tokio::test]
async fn a_number_that_the_carrier_bars_for_now_may_be_tried_again() {
    let (double, app) = africas_talking().await;
    for calls in [1, 2] {
        let id = app.org("acme").send(BARRED, "x").await;
        app.org("acme").wait_for_state(&id, "REJECTED").await;
        assert_eq!(app.org("acme").status(&id).await["errorCode"], "409");
        assert!(reasons(&app, "acme", BARRED).await.is_empty());
        assert_eq!(double.requests().len(), calls);
    }
}

#[tokio::test]
async fn an_opt_out_in_a_report_counts_for_the_organization_of_its_message() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("other", "KE")
        .provider(ProviderSpec::recorder("shared"))
        .start()
        .await;
    app.recorder()
        .script(&kenyan(1), [Reply::TakeAs(vec!["carrier-1".to_owned()])]);
    let id = app.org("acme").send(&kenyan(1), "x").await;
    app.org("acme").wait_for_state(&id, "SUBMITTED").await;
    let report = Report {
        to: Some(kenyan(1)),
        opted_out: true,
        ..app.recorder().report_of("carrier-1", ReportStatus::Rejected)
    };
    app.recorder().push(vec![report]).await;
    app.org("acme").wait_for_state(&id, "FAILED").await;
    assert_eq!(reasons(&app, "acme", &kenyan(1)).await, ["carrier"]);
    assert!(
        reasons(&app, "other", &kenyan(1)).await.is_empty(),
        "they wrote to nobody else"
    );
    let refused = app
        .org("acme")
        .post("/api/sms/send", body(&kenyan(1)))
        .await
        .expect(422);
    assert_eq!(refused.code(), "OPTED_OUT");
    let id = app.org("other").send(&kenyan(1), "x").await;
    app.org("other").wait_for_state(&id, "DELIVERED").await;
}
