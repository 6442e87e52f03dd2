//! Vonage's Messages API: requests by key or token, every code, webhooks with signed tokens, and their replays.

use std::sync::Arc;

use adapters::vonage::{MESSAGES_CODES, MESSAGES_STATUSES};
use adapters::{Adapter, Content, Outgoing, Rejection, SendOutcome, WebhookKind, WebhookRefusal, WebhookRequest};
use domain::ReportStatus;
use doubles::vonage::{Course, Handset, Settings};
use doubles::{Answer, Misbehaviour};
use serde_json::{Value, json};

use crate::bench::{build, code, long_text, word};
use crate::keys::application_key;
use crate::recording_sink::RecordingSink;
use crate::stage::{NOW, message_id, send_one};
use crate::twilio::plain;
use crate::vonage::{DIGITS, Scene, TO, config, scene};

const BODY: &str = r#"{"message_uuid":"aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab","status":"delivered"}"#;
const TOKEN: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpYXQiOjE1Nzc4ODAwMDAsImp0aSI6ImMwZmZlZTAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMSIsImlzcyI6IlZvbmFnZSIsInBheWxvYWRfaGFzaCI6ImQ1ZWNiYzdhYjc3YjM3NmIyY2Y2MzVhNjg2OWQ0ZGJiMTUzMjIxNzVmOTViNWMxOTI2MGEyN2Y2MjE3ZTRlZmYiLCJhcGlfa2V5IjoiYWJjZDEyMzQifQ.bOTupoDp5H_b-W9EVKXG3juLiiv9gcz54FdMu6g3IXk";
const SIGNED_AT: i64 = 1_577_880_000_000;

async fn messages(change: impl FnOnce(&mut Settings)) -> Scene {
    scene(json!({"api": "messages"}), change).await
}

fn vector(body: &str, header: Option<&str>, at: i64) -> WebhookRequest {
    let mut headers = vec![("content-type".to_owned(), "application/json".to_owned())];
    headers.extend(header.map(|header| ("authorization".to_owned(), header.to_owned())));
    WebhookRequest {
        kind: WebhookKind::Report,
        method: "POST".to_owned(),
        url: "https://sms.example.org/hooks/t/report".to_owned(),
        query: Vec::new(),
        headers,
        body: body.to_owned().into(),
        peer: None,
        by_token: true,
        at,
    }
}

fn adapter(change: Value) -> (Arc<dyn Adapter>, Arc<RecordingSink>) {
    let mut config = config();
    config["api"] = "messages".into();
    for (key, value) in change.as_object().expect("an object") {
        config[key] = value.clone();
    }
    let sink = Arc::new(RecordingSink::default());
    (build("vonage", config, sink.clone()), sink)
}

#[tokio::test]
async fn a_message_is_asked_for_as_the_reference_says_and_arrives_byte_for_byte() {
    let scene = messages(|_| {}).await;
    let text = long_text();
    let message = Outgoing {
        expires_at: NOW + 90_500,
        ..plain(TO, &text)
    };
    let outcome = send_one(&*scene.adapter, message).await;
    assert_eq!(
        outcome,
        SendOutcome::accepted(vec!["aaaaaaaa-bbbb-4ccc-8ddd-000000000001".to_owned()])
    );
    let request = scene.carrier.requests().remove(0);
    assert_eq!(
        (request.method.as_str(), request.path.as_str()),
        ("POST", "/v1/messages")
    );
    let wanted = json!({
        "channel": "sms", "message_type": "text", "to": DIGITS, "from": "AcmeInc", "text": text, "ttl": 90,
        "client_ref": format!("{}.1", message_id(0)), "sms": {"encoding_type": "unicode"},
        "webhook_url": format!("{}/hooks/token/report", scene.gateway.url()), "webhook_version": "v1",
    });
    assert_eq!(request.json(), wanted);
    let reports = scene.sink.wait_for(|reports| reports.len() == 2).await;
    assert_eq!(scene.sink.statuses(), [ReportStatus::Sent, ReportStatus::Delivered]);
    let segments = domain::segment::count(&text).segments;
    let each = domain::Money::parse("0.0333", "EUR".parse().unwrap()).unwrap();
    assert_eq!(reports[1].price, each.times(i64::from(segments)).ok());
    assert_eq!(
        (reports[1].reference, reports[1].to.as_deref()),
        (Some((message_id(0), 1)), Some(TO))
    );
    assert_eq!(reports[1].occurred_at, Some(1_767_348_004_000));
}

#[tokio::test]
async fn an_application_signs_for_its_requests() {
    let id = Settings::default().application_id;
    let settings = json!({"api": "messages", "applicationId": id, "privateKey": application_key()});
    let scene = scene(settings, |settings| settings.application_key = public_key()).await;
    for _ in 0..3 {
        assert_eq!(word(&send_one(&*scene.adapter, plain(TO, "hi")).await), "accepted");
    }
    let tokens: std::collections::HashSet<_> = scene
        .carrier
        .requests()
        .iter()
        .map(|request| request.header("authorization").map(str::to_owned))
        .collect();
    assert_eq!(tokens.len(), 1, "a token is used for a while");
    let other = json!({"api": "messages", "applicationId": "another", "privateKey": application_key()});
    let other = crate::vonage::scene(other, |settings| settings.application_key = public_key()).await;
    assert_eq!(word(&send_one(&*other.adapter, plain(TO, "hi")).await), "account");
}

/// The public half of the test's key, as the double takes it.
fn public_key() -> String {
    use base64::Engine as _;
    let body: String = application_key()
        .lines()
        .filter(|line| !line.starts_with("-----"))
        .collect();
    let der = base64::engine::general_purpose::STANDARD.decode(body).expect("base64");
    let pair = ring::rsa::KeyPair::from_pkcs8(&der).expect("a key");
    adapters::http::verify::hex(pair.public().as_ref())
}

/// The reference's codes by class, written down apart from the adapter's table; ranges are written out.
const REFERENCE: &[(&str, &[u32])] = &[
    ("throttled", &[1000]),
    ("retry", &[1030, 1100, 1180, 1220, 1230, 1241, 1331, 1360, 1460]),
    ("invalid number", &[1170, 1190, 1260, 1300, 1430]),
    ("opted out", &[1050, 1240]),
    ("sender", &[1120, 1420, 1476]),
    ("account", &[1060, 1070, 1080, 1140, 1160]),
    (
        "refused",
        &[
            1010, 1020, 1022, 1040, 1090, 1130, 1150, 1210, 1280, 1282, 1320, 1400, 1410, 1421, 1431, 1440, 1450, 1470,
            1471, 1472, 1473, 1474, 1475, 1480, 1481, 1482, 1483, 1484,
        ],
    ),
    ("unknown", &[1490]),
];

#[tokio::test]
async fn every_code_becomes_its_outcome() {
    let scene = messages(|_| {}).await;
    let mut tested = Vec::new();
    for (class, codes) in REFERENCE {
        for number in *codes {
            let outcome = send_one(&*scene.adapter, plain(&format!("+25670555{number}"), "hi")).await;
            assert_eq!(word(&outcome), *class, "{number}: {outcome:?}");
            assert!(
                *class == "unknown" || code(&outcome) == Some(number.to_string().as_str()),
                "{outcome:?}"
            );
            let shown = format!("{outcome:?}");
            assert!(!shown.contains(&format!("25670555{number}")), "{shown}");
            tested.push(*number);
        }
    }
    let untested = MESSAGES_CODES
        .iter()
        .find(|code| !tested.iter().any(|one| (code.first..=code.last).contains(one)));
    assert!(untested.is_none(), "{untested:?}");
}

#[tokio::test]
async fn answers_without_a_known_code_go_by_their_status() {
    let scene = messages(|_| {}).await;
    let problem = |status: u16, body: Value| {
        Misbehaviour::Answer(Answer::new(status, "application/problem+json", body.to_string()))
    };
    let new = || json!({"type": "https://developer.vonage.com/api-errors#new", "title": "New", "detail": "new"});
    let page = |status| Misbehaviour::Answer(Answer::new(status, "text/html", "<h1>sorry</h1>"));
    for (how, class) in [
        (problem(401, new()), "account"),
        (problem(402, new()), "account"),
        (problem(404, new()), "account"),
        (problem(422, new()), "refused"),
        (problem(429, new()), "throttled"),
        (problem(500, new()), "unknown"),
        (
            problem(422, json!({"title": "1240", "detail": "as in early versions"})),
            "opted out",
        ),
        (problem(422, json!({"title": 1170})), "invalid number"),
        (page(202), "unknown"),
        (page(401), "account"),
        (page(429), "throttled"),
        (page(502), "unknown"),
        (Misbehaviour::TakeAndClose, "unknown"),
        (Misbehaviour::Close, "unknown"),
    ] {
        scene.carrier.misbehave(how.clone());
        let outcome = send_one(&*scene.adapter, plain(TO, "hi")).await;
        assert_eq!(word(&outcome), class, "{how:?} became {outcome:?}");
    }
}

#[tokio::test]
async fn a_text_that_is_too_long_is_refused_uncut() {
    let scene = messages(|_| {}).await;
    assert_eq!(
        word(&send_one(&*scene.adapter, plain(TO, &"ж".repeat(3_200))).await),
        "accepted"
    );
    let outcome = send_one(&*scene.adapter, plain(TO, &"ж".repeat(3_201))).await;
    assert!(
        matches!(
            &outcome,
            SendOutcome::Rejected {
                kind: Rejection::Refused,
                code: None,
                ..
            }
        ),
        "{outcome:?}"
    );
    assert_eq!(scene.carrier.requests().len(), 1);
}

#[tokio::test]
async fn every_status_becomes_its_report() {
    let scene = messages(|_| {}).await;
    assert_eq!(MESSAGES_STATUSES.len(), 4);
    for (status, error, wanted) in [
        ("submitted", 0, Some(ReportStatus::Sent)),
        ("delivered", 0, Some(ReportStatus::Delivered)),
        ("undeliverable", 0, Some(ReportStatus::Failed)),
        ("rejected", 0, Some(ReportStatus::Rejected)),
        ("rejected", 1240, Some(ReportStatus::Rejected)),
        ("rejected", 1050, Some(ReportStatus::Rejected)),
        ("rejected", 1360, Some(ReportStatus::Expired)),
        ("rejected", 1180, Some(ReportStatus::Failed)),
        ("rejected", 1190, Some(ReportStatus::Failed)),
        ("rejected", 1220, Some(ReportStatus::Failed)),
        ("rejected", 1230, Some(ReportStatus::Failed)),
        ("rejected", 1260, Some(ReportStatus::Failed)),
        ("invented", 0, None),
    ] {
        let before = scene.sink.stored().len();
        scene
            .carrier
            .carrier()
            .script(DIGITS, Course::told(&[(status, error)]).early());
        assert_eq!(word(&send_one(&*scene.adapter, plain(TO, "hi")).await), "accepted");
        let new = scene.sink.stored().split_off(before);
        assert_eq!(new.first().map(|report| report.status), wanted, "{status} {error}");
        let Some(report) = new.first() else { continue };
        assert_eq!(report.error_code, (error != 0).then(|| error.to_string()));
        assert_eq!(report.opted_out, [1050, 1240].contains(&error), "{error}");
        assert!(!report.raw.contains(DIGITS), "{}", report.raw);
    }
}

#[tokio::test]
async fn the_token_of_the_reference_is_taken_once_and_no_other() {
    let (adapter, sink) = adapter(json!({}));
    let bearer = format!("Bearer {TOKEN}");
    let tampered = format!("{BODY} ");
    let none = format!("Bearer eyJhbGciOiJub25lIn0.{}.", TOKEN.split('.').nth(1).unwrap());
    let not_authentic = |answer: Result<_, WebhookRefusal>| matches!(answer, Err(WebhookRefusal::NotAuthentic(_)));
    assert!(
        not_authentic(adapter.webhook(&vector(&tampered, Some(&bearer), SIGNED_AT)).await),
        "another body"
    );
    assert!(
        not_authentic(adapter.webhook(&vector(BODY, Some(&bearer), SIGNED_AT + 300_001)).await),
        "too old"
    );
    assert!(
        not_authentic(adapter.webhook(&vector(BODY, Some(&bearer), SIGNED_AT - 300_001)).await),
        "too new"
    );
    assert!(
        not_authentic(adapter.webhook(&vector(BODY, Some(&none), SIGNED_AT)).await),
        "no algorithm"
    );
    for broken in [&bearer[..bearer.len() - 3], "Bearer x", "Basic YTpi", ""] {
        assert!(
            not_authentic(adapter.webhook(&vector(BODY, Some(broken), SIGNED_AT)).await),
            "{broken}"
        );
    }
    let unsigned = adapter.webhook(&vector(BODY, None, SIGNED_AT)).await;
    assert_eq!(
        unsigned,
        Err(WebhookRefusal::NotStored),
        "Vonage sends it again, signed"
    );
    assert!(sink.stored().is_empty());
    sink.refuse(1);
    let refused = adapter.webhook(&vector(BODY, Some(&bearer), SIGNED_AT)).await;
    assert_eq!(
        refused,
        Err(WebhookRefusal::NotStored),
        "what was not stored may come again"
    );
    for _ in 0..3 {
        assert_eq!(
            adapter
                .webhook(&vector(BODY, Some(&bearer), SIGNED_AT))
                .await
                .unwrap()
                .status,
            200
        );
    }
    assert_eq!(sink.statuses(), [ReportStatus::Delivered], "a replay changes nothing");
    let (other_secret, _) = crate::vonage_messages::adapter(json!({"signatureSecret": "another"}));
    assert!(not_authentic(
        other_secret.webhook(&vector(BODY, Some(&bearer), SIGNED_AT)).await
    ));
    let (other_account, _) = crate::vonage_messages::adapter(json!({"apiKey": "another"}));
    let refused = other_account.webhook(&vector(BODY, Some(&bearer), SIGNED_AT)).await;
    assert_eq!(refused, Err(WebhookRefusal::NotMine));
}

#[tokio::test]
async fn an_inbound_message_comes_joined() {
    let scene = messages(|_| {}).await;
    let text = long_text();
    let handset = Handset {
        from: DIGITS,
        to: "20880",
        text: &text,
        ..Handset::default()
    };
    let answer = scene
        .carrier
        .carrier()
        .inbound_message(scene.carrier.desk(), handset)
        .await;
    assert_eq!(answer, Some((200, String::new())));
    let inbound = scene.sink.inbound().remove(0);
    assert!(inbound.content == Content::Text(text) && inbound.part.is_none());
    assert_eq!((inbound.from.as_str(), inbound.to.as_str()), (DIGITS, "20880"));
    assert_eq!(inbound.sent_at, Some(1_767_348_000_000));
    assert!(
        !inbound.raw.contains(DIGITS) && !inbound.raw.contains("жж"),
        "{}",
        inbound.raw
    );
}

#[tokio::test]
async fn what_is_no_message_is_malformed() {
    let (adapter, _) = adapter(json!({"verify": {"mode": "token"}}));
    for body in ["", "[]", "{}", "{\"message_uuid\": 7}", "{\"message_uuid\": \"a\"}"] {
        let refused = adapter.webhook(&vector(body, None, SIGNED_AT)).await;
        assert!(matches!(refused, Err(WebhookRefusal::Malformed(_))), "{body}");
    }
}
