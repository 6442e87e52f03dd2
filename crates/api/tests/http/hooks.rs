//! Where webhooks may not lead: private addresses, when they are entered and each time they are called.

use store::WebhookChange;

use crate::app::App;

/// Makes a webhook at a public address, then has its row lead to `url`, as a name does that is given another address
/// later. Answers its path.
async fn leading_to(app: &App, url: &str) -> String {
    let body = r#"{"url":"https://example.org/hook","events":["*"]}"#;
    let made = app.as_admin("POST", "/api/sms/webhooks", Some(body)).await;
    assert_eq!(made.status, 201, "{}", made.json());
    let store = app.engine.store();
    let row = store.webhook_list_all().await.expect("the webhooks").remove(0);
    let change = WebhookChange {
        url: Some(url.to_owned()),
        ..WebhookChange::default()
    };
    let changed = store
        .webhook_update(row.organization, row.id, change, row.updated_at)
        .await;
    assert!(changed.expect("a database").is_some());
    format!("/api/sms/webhooks/{}", row.id)
}

#[tokio::test]
async fn private_addresses_are_refused_when_they_are_entered() {
    let app = App::start().await;
    for url in [
        "https://127.0.0.1/x",
        "https://10.1.2.3/x",
        "https://[::1]/x",
        "https://localhost/x",
        "https://169.254.169.254/latest/meta-data",
        "http://127.0.0.1/x",
    ] {
        let body = serde_json::json!({"url": url, "events": ["*"]}).to_string();
        let refused = app.as_admin("POST", "/api/sms/webhooks", Some(&body)).await;
        assert_eq!(
            (refused.status.as_u16(), refused.fields()),
            (400, vec!["url".to_owned()]),
            "{url}"
        );
        let body = serde_json::json!({"to": "+254712345678", "body": "x", "callbackUrl": url}).to_string();
        let refused = app.as_admin("POST", "/api/sms/send", Some(&body)).await;
        assert_eq!(refused.fields(), ["callbackUrl"], "{url}");
    }
}

#[tokio::test]
async fn private_addresses_are_refused_when_they_are_called() {
    for host in ["127.0.0.1", "localhost"] {
        let app = App::start().await;
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        listener.set_nonblocking(true).expect("a socket");
        let port = listener.local_addr().expect("an address").port();
        let path = leading_to(&app, &format!("https://{host}:{port}/hook")).await;
        let tried = app.as_admin("POST", &format!("{path}/test"), Some("{}")).await;
        assert_eq!(tried.status, 200);
        assert_eq!(tried.data()["success"], false);
        let error = tried.data()["error"].as_str().unwrap_or_default().to_owned();
        assert!(error.contains("private"), "{host}: {error}");
        let came = listener.accept().map(|(_, peer)| peer);
        assert!(came.is_err(), "{host}: it was connected to from {came:?}");
    }
}
