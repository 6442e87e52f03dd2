//! Whole numbers are for those whom the organization lets see them: every answer that shows one is looked at.

use domain::{Role, Scope};
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};
use testkit::{Answer, Browser, ProviderSpec, TestApp};

use crate::numbers::kenyan;

const MASKED: &str = "+254•••••001";
const SETTINGS: &str = "/api/organization/settings";
const ROLES: [Role; 6] = Role::IN_ORGANIZATIONS;

/// An organization with a message to [`kenyan`]`(1)` that the carrier refused, and one from that phone.
async fn app_with_messages() -> (TestApp, String, String) {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .provider(ProviderSpec::recorder("main").only_for("acme"))
        .start()
        .await;
    app.recorder()
        .script(&kenyan(1), [testkit::Reply::Refuse(adapters::Rejection::Refused)]);
    let more = json!({
        "metadata": {"customer": 254_722_000_001_i64, "note": "call 0722000001"},
    });
    let sent = app.own().send_with(&kenyan(1), "Your code is 7", more).await;
    app.recorder().text_from(&kenyan(1), "20880", "Habari", "mo-1").await;
    app.run_until_idle().await;
    let inbox = app.get("/api/sms/inbox").await.expect(200);
    let heard = inbox.data()["messages"][0]["messageId"]
        .as_str()
        .expect("an id")
        .to_owned();
    (app, sent, heard)
}

/// Whether any way to write the number is in the answer.
fn tells(answer: &Answer) -> bool {
    answer.text.contains("722000001")
}

/// Every path that shows numbers, with the place of the first one.
fn paths(sent: &str, heard: &str) -> Vec<(String, &'static str)> {
    vec![
        (format!("/api/sms/status/{sent}"), "/to"),
        (format!("/api/sms/status/{heard}"), "/from"),
        ("/api/sms/messages?direction=OUTBOUND".to_owned(), "/messages/0/to"),
        ("/api/sms/messages?direction=INBOUND".to_owned(), "/messages/0/from"),
        (
            "/api/sms/messages?phone=0722000001&direction=OUTBOUND".to_owned(),
            "/messages/0/to",
        ),
        ("/api/sms/inbox".to_owned(), "/messages/0/from"),
        ("/api/sms/inbox?phone=%2B254722000001".to_owned(), "/messages/0/from"),
    ]
}

async fn looks(browser: &Browser, paths: &[(String, &str)], whole: bool, who: &str) {
    for (path, place) in paths {
        let answer = browser.get(path).await.expect(200);
        let shown = answer.data().pointer(place).cloned().unwrap_or(Value::Null);
        let expected = if whole { kenyan(1) } else { MASKED.to_owned() };
        assert_eq!(shown, expected, "{who} {path}");
        assert_eq!(tells(&answer), whole, "{who} {path}: {}", answer.text);
    }
}

#[tokio::test]
async fn each_role_sees_numbers_as_the_organization_decided() {
    let (app, sent, heard) = app_with_messages().await;
    let owner = app.signed_in("acme", Role::Owner).await;
    let paths = paths(&sent, &heard);
    let mut people = vec![(Role::Owner, owner.clone())];
    for role in ROLES.into_iter().filter(|role| *role != Role::Owner) {
        people.push((role, app.signed_in("acme", role).await));
    }
    for (privacy, whole) in [
        ("by_role", &[Role::Owner, Role::OrgAdmin][..]),
        ("masked", &[]),
        ("shown", &ROLES),
    ] {
        owner.patch(SETTINGS, json!({ "privacy": privacy })).await.expect(200);
        for (role, browser) in &people {
            // A technician reads messages and no inbox.
            let of_role: Vec<_> = paths
                .iter()
                .filter(|(path, _)| *role != Role::Technician || !path.contains("inbox"))
                .cloned()
                .collect();
            looks(browser, &of_role, whole.contains(role), &format!("{privacy} {role:?}")).await;
        }
    }
}

#[tokio::test]
async fn a_system_administrator_who_looks_in_sees_them_masked() {
    let (app, sent, _) = app_with_messages().await;
    let password = app.person_of("ops@example.org", &[]).await;
    let browser = app.browser();
    let body = json!({"email": "ops@example.org", "password": password, "organization": "acme"});
    browser.sign_in_with(body).await.expect(200);
    let status = browser.get(&format!("/api/sms/status/{sent}")).await.expect(200);
    assert_eq!(status.data()["to"], MASKED);
    assert!(!tells(&status));
}

#[tokio::test]
async fn a_program_sees_what_it_sent_and_what_came_whatever_the_organization_decided() {
    let (app, sent, heard) = app_with_messages().await;
    let owner = app.signed_in("acme", Role::Owner).await;
    owner.patch(SETTINGS, json!({"privacy": "masked"})).await.expect(200);
    let status = app.own().status(&sent).await;
    assert_eq!(status["to"], kenyan(1));
    assert_eq!(status["metadata"]["customer"], 254_722_000_001_i64);
    assert_eq!(app.own().status(&heard).await["from"], kenyan(1));
    let sender = app.key_of("acme", [Scope::SmsSend].into_iter().collect()).await;
    let answer = sender
        .post("/api/sms/send", json!({"to": "0722000002", "body": "x"}))
        .await;
    assert_eq!(answer.expect(202).text_of("to"), kenyan(2));
    app.run_until_idle().await;
}

#[tokio::test]
async fn the_answer_to_a_send_and_its_refusals_do_not_tell_a_masked_number() {
    let app = TestApp::start().await;
    let operator = app.signed_in("acme", Role::Operator).await;
    let body = json!({"to": "0722000001", "body": "x", "idempotencyKey": "k"});
    let sent = operator.post("/api/sms/send", body).await.expect(202);
    assert_eq!(sent.text_of("to"), MASKED);
    let other = json!({"to": "0722000001", "body": "y", "idempotencyKey": "k"});
    let conflict = operator.post("/api/sms/send", other).await.expect(409);
    assert_eq!(conflict.data()["first"]["to"], MASKED);
    assert!(!tells(&sent) && !tells(&conflict));
    let id = sent.text_of("messageId").to_owned();
    app.run_until_idle().await;
    let late = operator
        .post(&format!("/api/sms/messages/{id}/cancel"), json!({}))
        .await
        .expect(409);
    let bulk = json!({"recipients": [{"to": "0722000001"}, {"to": "0722000001"}, {"to": "072200000"}], "body": "z"});
    let batch = operator.post("/api/sms/send-bulk", bulk).await.expect(202);
    assert_eq!(batch.data()["faults"].as_array().map(Vec::len), Some(2));
    let path = format!("/api/sms/batches/{}", batch.text_of("batchId"));
    let followed = operator.get(&path).await.expect(200);
    for answer in [&late, &batch, &followed] {
        assert!(!answer.text.contains("72200000"), "{}", answer.text);
    }
    app.run_until_idle().await;
}

#[tokio::test]
async fn a_cancelled_message_does_not_tell_its_number() {
    let app = TestApp::start().await;
    let operator = app.signed_in("acme", Role::Operator).await;
    let at = app.time_ahead(std::time::Duration::from_secs(3_600));
    let body = json!({"to": "0722000001", "body": "x", "scheduledAt": at});
    let sent = operator.post("/api/sms/send", body).await.expect(202);
    let path = format!("/api/sms/messages/{}/cancel", sent.text_of("messageId"));
    let cancelled = operator.post(&path, json!({})).await.expect(200);
    assert_eq!(
        (cancelled.text_of("to"), cancelled.text_of("status")),
        (MASKED, "CANCELLED")
    );
    assert!(!tells(&cancelled));
}

#[tokio::test]
async fn the_web_applications_answers_and_files_mask_as_all_others_do() {
    let app = TestApp::start().await;
    let operator = app.signed_in("acme", Role::Operator).await;
    let owner = app.signed_in("acme", Role::Owner).await;
    for (browser, shown, whole) in [(&operator, MASKED.to_owned(), false), (&owner, kenyan(1), true)] {
        let body = json!({"phone_numbers": ["0722000001"], "message": "x"});
        let sent = browser.post("/api/v1/sms/send", body).await.expect(200);
        app.run_until_idle().await;
        let message = &sent.data()["messages"][0];
        assert_eq!(message["to"], shown);
        let report = format!("/api/v1/sms/reports/{}", message["message_id"].as_str().expect("an id"));
        let bulk = format!(
            "/api/v1/sms/reports/{}",
            sent.data()["bulk_id"].as_str().expect("an id")
        );
        let mut answers = vec![sent.clone()];
        for (path, place) in [
            (report.as_str(), "/to"),
            (&bulk, "/reports/0/to"),
            ("/api/v1/sms/reports", "/reports/0/to"),
        ] {
            let answer = browser.get(path).await.expect(200);
            assert_eq!(answer.data().pointer(place), Some(&json!(shown)), "{path}");
            answers.push(answer);
        }
        let form = Form::new().part("file", Part::text("0722000001\n").file_name("parents.txt"));
        let upload = browser.request(Method::POST, "/api/v1/files/upload").multipart(form);
        let uploaded = browser.send(upload).await.expect(200);
        assert_eq!(uploaded.data()["phone_numbers"], json!([shown]));
        let csv = browser.get("/api/sms/reports/messages.csv").await.expect(200);
        assert!(csv.text.contains(&shown), "{}", csv.text);
        answers.extend([uploaded, csv]);
        for answer in &answers {
            assert_eq!(tells(answer), whole, "{}", answer.text);
        }
    }
    owner.patch(SETTINGS, json!({"privacy": "masked"})).await.expect(200);
    let refused = owner
        .get("/api/sms/reports/messages.csv?numbers=whole")
        .await
        .expect(403);
    assert_eq!(refused.faulty_fields(), ["numbers"]);
    assert!(!tells(&owner.get("/api/sms/reports/messages.csv").await.expect(200)));
}
