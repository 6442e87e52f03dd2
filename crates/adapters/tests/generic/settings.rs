//! Every fault of the settings names its field and how to mend it, and shows no credential.

use adapters::catalog;
use adapters::http::Guard;
use serde_json::{Value, json};

fn faults(config: &Value) -> Vec<String> {
    let kind = catalog::kind("http").expect("it is in the catalog");
    let faults = (kind.check)(config, Guard::new(false));
    assert!(
        faults
            .iter()
            .all(|fault| !fault.fault.is_empty() && !fault.mend.is_empty()),
        "{faults:?}"
    );
    assert!(!format!("{faults:?}").contains("s3cr3t"), "{faults:?}");
    let mut fields: Vec<String> = faults.into_iter().map(|fault| fault.field).collect();
    fields.sort_unstable();
    fields
}

#[test]
fn the_least_that_is_needed_is_a_url() {
    assert_eq!(
        faults(&json!({"send": {"url": "https://api.example.com/{{to}}"}})),
        Vec::<String>::new()
    );
    assert_eq!(faults(&json!({})), ["send.url"]);
}

#[test]
fn the_documented_settings_have_no_fault() {
    for heading in ["A JSON API", "Kannel", "playSMS"] {
        assert_eq!(
            faults(&crate::documented::documented(heading)),
            Vec::<String>::new(),
            "{heading}"
        );
    }
}

#[test]
fn every_fault_of_a_request_names_its_field() {
    let url = "https://api.example.com/";
    check(vec![
        (json!({"send": {"url": "https://{{to}}.example.com/"}}), "send.url"),
        (json!({"send": {"url": "https://127.0.0.1/"}}), "send.url"),
        (
            json!({"send": {"url": "https://api.example.com/a/../{{to}}"}}),
            "send.url",
        ),
        (
            json!({"send": {"url": "https://api.example.com/{{nobody}}"}}),
            "send.url",
        ),
        (json!({"send": {"url": "https://api.example.com/{{to"}}), "send.url"),
        (
            json!({"send": {"url": "https://u:s3cr3t@api.example.com/"}}),
            "send.url",
        ),
        (json!({"send": {"url": url, "method": "TRACE"}}), "send.method"),
        (json!({"send": {"url": url, "method": "GET", "body": "x"}}), "send.body"),
        (json!({"send": {"url": url, "contentType": "yaml"}}), "send.contentType"),
        (
            json!({"send": {"url": url, "contentType": "xml", "body": {"a": "b"}}}),
            "send.body",
        ),
        (
            json!({"send": {"url": url, "contentType": "json", "body": "{\"a\": {{body}"}}),
            "send.body",
        ),
        (
            json!({"send": {"url": url, "contentType": "json", "body": "{\"a\": {{to}}"}}),
            "send.body",
        ),
        (
            json!({"send": {"url": url, "contentType": "json", "body": {"a": [{"b": "{{x}}"}]}}}),
            "send.body.a[0].b",
        ),
        (
            json!({"send": {"url": url, "contentType": "form", "body": {"a": []}}}),
            "send.body.a",
        ),
        (
            json!({"send": {"url": url, "headers": {"a b": "x"}}}),
            "send.headers.a b",
        ),
        (
            json!({"send": {"url": url, "headers": {"Host": "x"}}}),
            "send.headers.Host",
        ),
        (
            json!({"send": {"url": url, "headers": {"X-A": "a\r\nb"}}}),
            "send.headers.X-A",
        ),
        (
            json!({"send": {"url": url, "headers": {"X-A": "{{secret.none}}"}}}),
            "send.headers.X-A",
        ),
    ]);
}

#[test]
fn every_fault_of_answers_and_secrets_names_its_field() {
    let url = "https://api.example.com/";
    check(vec![
        (
            json!({"send": {"url": url}, "secrets": {"key": "s3cr3t\n"}}),
            "secrets.key",
        ),
        (json!({"send": {"url": url}, "secrets": {"key": ""}}), "secrets.key"),
        (
            json!({"send": {"url": url}, "success": {"status": [99]}}),
            "success.status[0]",
        ),
        (
            json!({"send": {"url": url}, "success": {"outcome": "retry"}}),
            "success.outcome",
        ),
        (
            json!({"send": {"url": url}, "success": {"values": ["x"]}}),
            "success.values",
        ),
        (json!({"send": {"url": url}, "ids": {"pointer": "id"}}), "ids.pointer"),
        (
            json!({"send": {"url": url}, "errors": [{"regex": "("}]}),
            "errors[0].outcome",
        ),
        (
            json!({"send": {"url": url}, "errors": [{"outcome": "maybe"}]}),
            "errors[0].outcome",
        ),
        (
            json!({"send": {"url": url}, "errors": vec![json!({"outcome": "retry"}); 101]}),
            "errors",
        ),
        (
            json!({"send": {"url": url}, "balance": {"request": {"url": url}, "currency": "KES"}}),
            "balance",
        ),
        (
            json!({"send": {"url": url}, "balance": {"request": {"url": url}, "pointer": "/a"}}),
            "balance.currency",
        ),
        (
            json!({"send": {"url": url}, "balance": {"request": {"url": format!("{url}{{{{to}}}}")}, "pointer": "/a", "currency": "KES"}}),
            "balance.request.url",
        ),
    ]);
}

#[test]
fn every_fault_of_webhooks_and_senders_names_its_field() {
    let url = "https://api.example.com/";
    check(vec![
        (
            json!({"send": {"url": url}, "report": {"id": "id", "statuses": {"a": "sent"}}}),
            "report.status",
        ),
        (
            json!({"send": {"url": url}, "report": {"status": "s", "statuses": {"a": "sent"}}}),
            "report.id",
        ),
        (
            json!({"send": {"url": url}, "report": {"id": "id", "status": "s"}}),
            "report.statuses",
        ),
        (
            json!({"send": {"url": url}, "report": {"id": "/~", "status": "s", "statuses": {"a": "sent"}}}),
            "report.id",
        ),
        (
            json!({"send": {"url": url}, "inbound": {"from": "f", "to": "t"}}),
            "inbound.text",
        ),
        (json!({"send": {"url": url}, "verify": {"mode": "hmac"}}), "verify.mode"),
        (
            json!({"send": {"url": url}, "verify": {"mode": "addresses"}}),
            "verify.addresses",
        ),
        (
            json!({"send": {"url": url}, "verify": {"mode": "basic"}, "webhookUser": "u"}),
            "webhookPassword",
        ),
        (
            json!({"send": {"url": url}, "verify": {"mode": "header"}, "webhookHeader": "X"}),
            "webhookSecret",
        ),
        (
            json!({"send": {"url": url}, "webhookAnswer": "x".repeat(201)}),
            "webhookAnswer",
        ),
        (json!({"send": {"url": url}, "publicUrl": "here"}), "publicUrl"),
        (
            json!({"send": {"url": url}, "senders": ["a name too long"]}),
            "senders[0]",
        ),
        (json!({"send": {"url": url}, "sendd": {}}), "sendd"),
    ]);
}

fn check(cases: Vec<(Value, &str)>) {
    for (config, field) in cases {
        let found = faults(&config);
        assert!(found.iter().any(|one| one == field), "{config}: {found:?}");
    }
}

#[test]
fn all_faults_are_told_at_once() {
    let config = json!({
        "send": {"url": "nowhere", "method": "TRACE", "headers": {"Host": "x"}},
        "ids": {"pointer": "id"}, "verify": {"mode": "hmac"},
    });
    assert_eq!(
        faults(&config),
        [
            "ids.pointer",
            "send.headers.Host",
            "send.method",
            "send.url",
            "verify.mode"
        ]
    );
}
