//! Headers: none can be put into an answer by what is asked, and TLS is promised only where it is spoken.

use domain::Role;
use reqwest::Method;
use serde_json::json;
use testkit::TestApp;

use crate::numbers::kenyan;

#[tokio::test]
async fn a_files_name_is_a_text_and_never_a_header() {
    let app = TestApp::start().await;
    for name in [
        "a\\\"; filename=b.csv",
        "a%0d%0aX-Evil: 1.csv",
        "../../../etc/passwd",
        "a\u{202e}vsc.exe",
        "<img src=x>.csv",
    ] {
        let body = format!(
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n\
             phone\n{}\n\r\n--b--\r\n",
            kenyan(1)
        );
        let answer = app
            .own()
            .post_raw("/api/v1/files/upload", "multipart/form-data; boundary=b", body)
            .await;
        assert!([200, 400].contains(&answer.status), "{name}: {}", answer.text);
        assert_eq!(answer.header("x-evil"), None, "{name}");
        assert_eq!(answer.header("content-type"), Some("application/json"), "{name}");
    }
}

#[tokio::test]
async fn a_name_with_line_breaks_reaches_no_header_of_a_file() {
    let app = TestApp::start().await;
    let owner = app.signed_in("acme", Role::Owner).await;
    let name = "Acme\r\nX-Evil: 1\r\n\r\n<script>";
    owner.patch("/api/organization/settings", json!({ "name": name })).await;
    for path in [
        "/api/sms/reports/messages.csv",
        "/api/sms/reports/delivery.csv",
        "/api/audit/export",
        "/api/sms/statements?from=2026-01-01&to=2026-01-02&format=csv",
    ] {
        let answer = owner.get(path).await;
        assert_eq!(answer.header("x-evil"), None, "{path}");
        let kept = answer.header("content-disposition").unwrap_or_default();
        assert!(
            kept.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' '),
            "{path}: {kept}"
        );
    }
}

#[tokio::test]
async fn tls_is_promised_where_a_trusted_proxy_says_that_it_is_spoken_and_nowhere_else() {
    let app = TestApp::start().await;
    let browser = app.browser();
    for (proto, promised) in [(None, false), (Some("http"), false), (Some("https"), true)] {
        for path in ["/", "/health", "/api/made-up", "/api/auth/me"] {
            let mut request = browser.request(Method::GET, path);
            if let Some(proto) = proto {
                request = request.header("x-forwarded-proto", proto);
            }
            let answer = browser.send(request).await;
            let told = answer.header("strict-transport-security");
            let expected = promised.then_some("max-age=31536000; includeSubDomains");
            assert_eq!(told, expected, "{path} {proto:?}");
        }
    }
}
