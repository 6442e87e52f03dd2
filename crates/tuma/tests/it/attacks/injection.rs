//! SQL, scripts and line breaks, put into every parameter that the document names and into every name that is kept.

use reqwest::Method;
use serde_json::{Value, json};
use testkit::{Answer, Browser, TestApp};

use super::{THEIRS, encoded, operations, two_organizations};
use crate::numbers::kenyan;

/// What gets out of a text in SQL, in HTML, in a header, or in a file's path.
const HOSTILE: [&str; 8] = [
    "' OR '1'='1",
    "x'; DROP TABLE messages; --",
    "1) UNION SELECT secrets FROM providers --",
    "\\'; SELECT pg_sleep(60); --",
    "%' OR body LIKE '%",
    "<script>alert(1)</script>",
    "x\r\nX-Evil: 1",
    "../../../../etc/passwd",
];
const SCRIPT: &str = "<script>alert('kept')</script>\"'><img src=x onerror=alert(1)>";

/// Neither another's words, nor a page, nor a header of the attacker's, nor a fault of ours.
fn is_harmless(answer: &Answer, what: &str) {
    assert!(answer.status < 500, "{what}: {} {}", answer.status, answer.text);
    assert!(!answer.text.contains(THEIRS), "{what} shows another's: {}", answer.text);
    assert!(!answer.text.contains("root:x:0"), "{what}");
    assert_eq!(answer.header("x-evil"), None, "{what}");
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{what}");
    let kind = answer.header("content-type").unwrap_or_default();
    let runs = ["html", "javascript", "xml"].iter().any(|one| kind.contains(one));
    assert!(
        !(runs && answer.text.contains("alert(")),
        "{what} is {kind}: {}",
        answer.text
    );
}

#[tokio::test]
async fn no_parameter_of_any_route_gets_out_of_its_text() {
    let (app, owner) = two_organizations().await;
    let administrator = app.system_administrator("acme").await;
    let before = app.database().count("SELECT count(*) FROM messages").await;
    let mut asked = 0;
    for (method, path, operation) in operations(&app).await {
        let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
        let named: Vec<_> = parameters.iter().filter(|one| one["in"] == "query").collect();
        if method != "GET" {
            continue;
        }
        let caller = if path.starts_with("/api/system/") {
            &administrator
        } else {
            &owner
        };
        for text in HOSTILE {
            let whole: String = path
                .split('/')
                .map(|part| {
                    if part.starts_with('{') {
                        encoded(text)
                    } else {
                        part.to_owned()
                    }
                })
                .collect::<Vec<_>>()
                .join("/");
            if whole != path {
                is_harmless(&caller.get(&whole).await, &format!("{path} with {text:?}"));
                asked += 1;
            }
            for parameter in &named {
                let name = parameter["name"].as_str().expect("a name");
                let call = format!("{}?{name}={}", path.replace(['{', '}'], ""), encoded(text));
                is_harmless(&caller.get(&call).await, &format!("{path}?{name} with {text:?}"));
                asked += 1;
            }
        }
    }
    assert!(asked > 500, "only {asked} calls");
    assert_eq!(app.database().count("SELECT count(*) FROM messages").await, before);
    assert_eq!(app.database().count("SELECT count(*) FROM organizations").await, 2);
}

#[tokio::test]
async fn no_header_gets_out_of_its_text() {
    let (app, owner) = two_organizations().await;
    for text in HOSTILE.into_iter().filter(|text| !text.contains('\r')) {
        for name in [
            "x-request-id",
            "user-agent",
            "x-forwarded-for",
            "x-api-key",
            "accept",
            "referer",
            "origin",
        ] {
            let request = owner.request(Method::GET, "/api/sms/messages").header(name, text);
            is_harmless(&owner.send(request).await, &format!("{name}: {text}"));
        }
    }
    // What was said of the caller is kept and shown again.
    is_harmless(&owner.get("/api/sms/usage").await.expect(200), "the calls");
    app.get("/api/sms/messages").await.expect(200);
}

/// Keeps a script wherever a person may write a name or a text; answers how many places took it.
async fn kept_everywhere(app: &TestApp, owner: &Browser) -> usize {
    let bodies: [(&str, Value); 8] = [
        ("/api/units", json!({ "name": SCRIPT })),
        ("/api/sms/api-keys", json!({ "name": SCRIPT })),
        ("/api/sms/senders", json!({ "sender": "ACME", "purpose": SCRIPT })),
        ("/api/sms/providers", json!({ "kind": "simulator", "name": SCRIPT })),
        ("/api/sms/routes", json!({ "name": SCRIPT, "providers": [] })),
        ("/api/team/invitations", json!({ "email": SCRIPT, "role": "viewer" })),
        (
            "/api/sms/send",
            json!({ "to": kenyan(3), "body": SCRIPT, "metadata": { "note": SCRIPT }, "category": SCRIPT }),
        ),
        (
            "/api/sms/send",
            json!({ "to": kenyan(4), "body": SCRIPT, "metadata": { "note": SCRIPT } }),
        ),
    ];
    let mut taken = 0;
    for (path, body) in bodies {
        let answer = owner.post(path, body).await;
        is_harmless(&answer, path);
        taken += usize::from(answer.status < 300);
    }
    let named = owner
        .patch("/api/organization/settings", json!({ "name": SCRIPT }))
        .await;
    is_harmless(&named, "the organization's name");
    app.recorder_of("ours")
        .text_from(&kenyan(5), "20880", SCRIPT, "mo-1")
        .await;
    app.run_until_idle().await;
    taken + usize::from(named.status < 300)
}

#[tokio::test]
async fn a_script_that_is_kept_comes_back_as_data_and_never_as_a_page() {
    let (app, owner) = two_organizations().await;
    let taken = kept_everywhere(&app, &owner).await;
    assert!(taken >= 4, "only {taken} places keep a text");
    let mut shown = 0;
    for (method, path, _) in operations(&app).await {
        if method != "GET" || path.contains('{') || path.starts_with("/api/system/") {
            continue;
        }
        let request = owner.request(Method::GET, &path).header("accept", "text/html");
        let answer = owner.send(request).await;
        is_harmless(&answer, &path);
        let kind = answer.header("content-type").unwrap_or_default();
        if answer.text.contains("onerror=") {
            shown += 1;
            let file = answer
                .header("content-disposition")
                .is_some_and(|how| how.starts_with("attachment"));
            let data = kind.starts_with("application/json") || kind.starts_with("text/plain");
            assert!(data || file, "{path} is {kind}");
        }
    }
    assert!(shown >= 4, "only {shown} answers show what was kept");
}

#[tokio::test]
async fn a_page_that_is_not_there_does_not_repeat_what_was_asked_for() {
    let (_app, owner) = two_organizations().await;
    for path in [
        "/made-up/%3Cscript%3Ealert(1)%3C/script%3E",
        "/api/%3Cscript%3Ealert(1)%3C/script%3E",
        "/docs/%3Cscript%3Ealert(1)",
    ] {
        let request = owner.request(Method::GET, path).header("accept", "text/html");
        let answer = owner.send(request).await;
        assert!(!answer.text.contains("alert("), "{path}: {}", answer.text);
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
    }
}
