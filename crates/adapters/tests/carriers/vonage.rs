//! Vonage's SMS API, from the request to the outcome: every status, segments, silence, questions, settings.

use std::sync::Arc;
use std::time::Duration;

use adapters::vonage::SMS_STATUSES;
use adapters::{Adapter, AskError, Outgoing, Rejection, SendOutcome};
use domain::ReportStatus;
use doubles::vonage::{Course, Settings, Vonage};
use doubles::{Answer, Double, Misbehaviour};
use serde_json::{Value, json};

use crate::bench::{build, code, faulty_fields, long_text, tls, word};
use crate::gateway::Gateway;
use crate::keys::application_key;
use crate::recording_sink::RecordingSink;
use crate::stage::{NOW, message_id, send_one};
use crate::twilio::plain;

pub const TO: &str = "+256700000001";
pub const DIGITS: &str = "256700000001";

/// A double, an adapter that speaks to it, and the server between them for webhooks.
pub struct Scene {
    pub carrier: Double<Vonage>,
    pub gateway: Double<Gateway>,
    pub sink: Arc<RecordingSink>,
    pub adapter: Arc<dyn Adapter>,
}

/// The scene with more settings of the adapter, and with the double's settings changed.
pub async fn scene(more: Value, change: impl FnOnce(&mut Settings)) -> Scene {
    tls();
    let gateway = Double::local(Gateway::by_token()).await.expect("a port");
    let hooks = format!("{}/hooks/token", gateway.url());
    let mut settings = Settings {
        inbound_url: format!("{hooks}/inbound"),
        step_ms: 0,
        ..Settings::default()
    };
    change(&mut settings);
    let carrier = Double::local(Vonage::new(settings)).await.expect("a port");
    let mut config = config();
    config["baseUrl"] = carrier.url().into();
    config["apiUrl"] = carrier.url().into();
    config["publicUrl"] = hooks.into();
    for (key, value) in more.as_object().expect("an object") {
        config[key] = value.clone();
    }
    let sink = Arc::new(RecordingSink::default());
    let adapter = build("vonage", config, sink.clone());
    gateway.carrier().set(adapter.clone());
    Scene {
        carrier,
        gateway,
        sink,
        adapter,
    }
}

pub async fn usual() -> Scene {
    scene(json!({}), |_| {}).await
}

pub fn config() -> Value {
    let Settings {
        api_key,
        api_secret,
        signature_secret,
        ..
    } = Settings::default();
    json!({"apiKey": api_key, "apiSecret": api_secret, "signatureSecret": signature_secret, "fromNumber": "AcmeInc"})
}

#[tokio::test]
async fn a_message_is_asked_for_as_the_reference_says() {
    let scene = usual().await;
    let outcome = send_one(&*scene.adapter, plain(TO, "hi")).await;
    let SendOutcome::Accepted {
        carrier_ids,
        price,
        note,
    } = outcome
    else {
        panic!("{outcome:?}")
    };
    assert_eq!((carrier_ids, note), (vec!["0A0000000001ABCD1".to_owned()], None));
    assert_eq!(price.map(|price| price.to_string()).as_deref(), Some("EUR 0.0333"));
    let request = scene.carrier.requests().remove(0);
    assert_eq!((request.method.as_str(), request.path.as_str()), ("POST", "/sms/json"));
    assert_eq!(
        request.form(),
        [
            ("from", "AcmeInc".to_owned()),
            ("to", DIGITS.to_owned()),
            ("text", "hi".to_owned()),
            ("type", "text".to_owned()),
            ("ttl", "172800000".to_owned()),
            ("client-ref", format!("{}.1", message_id(0))),
            ("callback", format!("{}/hooks/token/report", scene.gateway.url())),
        ]
        .map(|(name, value)| (name.to_owned(), value))
    );
    assert!(
        request
            .header("authorization")
            .is_some_and(|header| header.starts_with("Basic "))
    );
}

#[tokio::test]
async fn the_validity_is_given_in_milliseconds_within_vonages_bounds() {
    let scene = usual().await;
    for (left_ms, wanted) in [(90_500, "90500"), (900_000_000, "604800000"), (10, "20000")] {
        let message = Outgoing {
            expires_at: NOW + left_ms,
            ..plain(TO, "hi")
        };
        assert_eq!(word(&send_one(&*scene.adapter, message).await), "accepted");
        let request = scene.carrier.requests().pop().expect("it was asked");
        assert_eq!(request.form_value("ttl").as_deref(), Some(wanted));
    }
}

#[tokio::test]
async fn a_signed_request_names_no_secret() {
    for method in ["md5hash", "hmac-md5", "sha1", "sha256", "sha512"] {
        let signs = json!({"signRequests": true, "verify": {"mode": "signature", "algorithm": method}});
        let scene = scene(signs, |settings: &mut Settings| {
            settings.signature_method = method.to_owned()
        })
        .await;
        let outcome = send_one(&*scene.adapter, plain(TO, "a&b=c")).await;
        assert_eq!(word(&outcome), "accepted", "{method} {outcome:?}");
        let request = scene.carrier.requests().remove(0);
        assert!(request.header("authorization").is_none() && request.form_value("api_secret").is_none());
        scene.sink.wait_for(|reports| reports.len() == 2).await;
    }
}

/// The reference's statuses by class, written down apart from the adapter's table.
const REFERENCE: &[(&str, &[u32])] = &[
    ("throttled", &[1, 10]),
    ("refused", &[2, 3, 12, 17, 22, 23]),
    ("account", &[4, 8, 9, 11, 14, 29, 32]),
    ("retry", &[5]),
    ("invalid number", &[6, 33]),
    ("opted out", &[7]),
    ("sender", &[15]),
];

#[tokio::test]
async fn every_status_inside_a_200_becomes_its_outcome() {
    let scene = usual().await;
    let statuses: Vec<(&str, u32)> = REFERENCE
        .iter()
        .flat_map(|(class, all)| all.iter().map(|status| (*class, *status)))
        .collect();
    assert_eq!(statuses.len(), SMS_STATUSES.len());
    for (class, status) in statuses.into_iter().chain([("retry", 77)]) {
        let to = format!("+2567005551{status:02}");
        let outcome = send_one(&*scene.adapter, plain(&to, "hi")).await;
        assert_eq!(
            (word(&outcome), code(&outcome)),
            (class, Some(status.to_string().as_str())),
            "{outcome:?}"
        );
        if status == 1 {
            let SendOutcome::RetryAfter { pause, .. } = outcome else {
                panic!("{outcome:?}")
            };
            assert_eq!(pause, Some(Duration::from_millis(250)), "the text says how long");
        }
    }
}

#[tokio::test]
async fn a_message_has_an_id_and_a_report_a_segment() {
    let scene = usual().await;
    let text = long_text();
    let outcome = send_one(&*scene.adapter, plain(TO, &text)).await;
    let SendOutcome::Accepted { carrier_ids, price, .. } = outcome else {
        panic!("{outcome:?}")
    };
    let segments = domain::segment::count(&text).segments;
    assert!(segments > 8 && carrier_ids.len() == usize::from(segments));
    let one = domain::Money::parse("0.0333", "EUR".parse().unwrap()).unwrap();
    assert_eq!(price, one.times(i64::from(segments)).ok());
    let reports = scene
        .sink
        .wait_for(|reports| reports.len() == 2 * usize::from(segments))
        .await;
    for id in &carrier_ids {
        let of_it = reports.iter().filter(|report| &report.carrier_id == id);
        let statuses: Vec<_> = of_it.map(|report| report.status).collect();
        assert_eq!(statuses, [ReportStatus::Sent, ReportStatus::Delivered], "{id}");
    }
    assert!(
        reports
            .iter()
            .all(|report| report.reference == Some((message_id(0), 1)) && report.price.is_none())
    );
    assert_eq!(
        scene.carrier.requests()[0].form_value("text"),
        Some(text),
        "byte for byte"
    );
    assert_eq!(
        scene.carrier.requests()[0].form_value("type").as_deref(),
        Some("unicode")
    );
}

#[tokio::test]
async fn a_message_that_was_taken_in_part_fails_with_the_count_and_is_not_sent_again() {
    let scene = usual().await;
    for status in [1, 5, 9] {
        let to = format!("+2567005553{status:02}");
        let outcome = send_one(&*scene.adapter, plain(&to, &"x".repeat(400))).await;
        let SendOutcome::Rejected {
            kind: Rejection::Refused,
            code,
            reason,
        } = outcome
        else {
            panic!("{outcome:?}")
        };
        assert_eq!(code, Some(status.to_string()));
        assert!(
            reason.starts_with("Vonage took 1 of 3 segments, charged EUR 0.0333, and refused segment 2: "),
            "{reason}"
        );
        assert!(
            reason.ends_with("the message cannot arrive whole and is not sent again"),
            "{reason}"
        );
    }
}

#[tokio::test]
async fn odd_answers_are_judged_by_whether_it_may_have_been_taken() {
    let scene = usual().await;
    let page = |status| Misbehaviour::Answer(Answer::new(status, "text/html", "<h1>sorry</h1>"));
    let json = |body: Value| Misbehaviour::Answer(Answer::json(200, &body));
    for (how, class) in [
        (page(200), "unknown"),
        (json(json!({"message-count": "0", "messages": []})), "unknown"),
        (json(json!({"messages": [{"to": "1"}]})), "unknown"),
        (
            json(json!({"message-count": "2", "messages": [{"status": 0, "message-id": "A"}]})),
            "accepted",
        ),
        (json(json!({"messages": [{"status": "0"}]})), "accepted"),
        (page(401), "account"),
        (page(404), "account"),
        (page(429), "throttled"),
        (page(500), "unknown"),
        (page(503), "unknown"),
        (Misbehaviour::TakeAndClose, "unknown"),
        (Misbehaviour::TakeAndWait(Duration::from_secs(60)), "unknown"),
        (Misbehaviour::Close, "unknown"),
        (Misbehaviour::Silence(Duration::from_secs(60)), "unknown"),
    ] {
        scene.carrier.misbehave(how.clone());
        let outcome = send_one(&*scene.adapter, plain(TO, "hi")).await;
        assert_eq!(word(&outcome), class, "{how:?} became {outcome:?}");
        if let (Misbehaviour::Answer(answer), SendOutcome::Accepted { note, .. }) = (how, outcome) {
            assert_eq!(note.is_some(), answer.body.contains("message-count"), "{note:?}");
        }
    }
    let free = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap();
    let dead = crate::vonage::scene(json!({"baseUrl": format!("http://{free}")}), |_| {}).await;
    assert!(matches!(
        send_one(&*dead.adapter, plain(TO, "hi")).await,
        SendOutcome::RetryAfter { code: None, .. }
    ));
}

#[tokio::test]
async fn wrong_credentials_are_a_fault_of_the_account_and_stay_secret() {
    let scene = scene(json!({"apiSecret": "s3cr3t-and-wrong"}), |_| {}).await;
    let outcome = send_one(&*scene.adapter, plain(TO, "hi")).await;
    assert_eq!((word(&outcome), code(&outcome)), ("account", Some("4")));
    let echo = json!({"messages": [{"status": "3", "error-text": "s3cr3t-and-wrong for 256700000001"}]});
    scene.carrier.misbehave(Misbehaviour::Answer(Answer::json(200, &echo)));
    let shown = format!("{:?}", send_one(&*scene.adapter, plain(TO, "hi")).await);
    assert!(
        !shown.contains("s3cr3t") && !shown.contains(DIGITS) && shown.contains("256•••••001"),
        "{shown}"
    );
    assert!(matches!(scene.adapter.balance().await, Err(AskError::Failed(why)) if why == "HTTP 401"));
}

#[tokio::test]
async fn the_balance_and_a_message_can_be_asked_for() {
    let scene = usual().await;
    assert_eq!(scene.adapter.balance().await.unwrap().to_string(), "EUR 10.1712");
    assert_eq!(scene.adapter.check().await, Ok(()));
    scene.carrier.carrier().script(DIGITS, Course::told(&[("failed", 9)]));
    send_one(&*scene.adapter, plain(TO, "hi")).await;
    scene.sink.wait_for(|reports| reports.len() == 1).await;
    let report = scene.adapter.query("0A0000000001ABCD1", TO).await.unwrap();
    assert_eq!(
        (report.status, report.error_code.as_deref()),
        (ReportStatus::Failed, Some("9"))
    );
    assert!(report.opted_out && report.to.as_deref() == Some(TO) && !report.raw.contains(DIGITS));
    assert!(matches!(
        scene.adapter.query("unknown", TO).await,
        Err(AskError::Failed(_))
    ));
}

#[test]
fn every_fault_of_settings_names_its_field() {
    let key = application_key();
    let cases = [
        (json!({}), vec!["apiKey", "apiSecret", "fromNumber"]),
        (json!({"api": "voice"}), vec!["api"]),
        (json!({"apiSecrit": "s3cr3t"}), vec!["apiSecrit"]),
        (json!({"senders": ["A+B"]}), vec!["senders[0]"]),
        (json!({"baseUrl": "http://10.0.0.1"}), vec!["baseUrl"]),
        (json!({"apiUrl": "nexmo"}), vec!["apiUrl"]),
        (
            json!({"publicUrl": format!("https://sms.example.org/{}", "x".repeat(80))}),
            vec!["publicUrl"],
        ),
        (json!({"applicationId": "a"}), vec!["applicationId"]),
        (json!({"api": "messages", "applicationId": "a"}), vec!["privateKey"]),
        (json!({"api": "messages", "privateKey": key}), vec!["applicationId"]),
        (
            json!({"api": "messages", "applicationId": "a", "privateKey": "s3cr3t"}),
            vec!["privateKey"],
        ),
        (json!({"api": "messages", "signRequests": true}), vec!["signRequests"]),
        (
            json!({"signRequests": true, "signatureSecret": null}),
            vec!["signatureSecret"],
        ),
        (
            json!({"signatureSecret": null, "verify": {"mode": "signature"}}),
            vec!["signatureSecret"],
        ),
        (json!({"verify": {"mode": "jwt"}}), vec!["verify.mode"]),
        (
            json!({"api": "messages", "verify": {"mode": "signature"}}),
            vec!["verify.mode"],
        ),
        (json!({"verify": {"algorithm": "md4"}}), vec!["verify.algorithm"]),
        (json!({"maxAgeSeconds": 0}), vec!["maxAgeSeconds"]),
        (json!({"currency": "euro"}), vec!["currency"]),
    ];
    for (change, fields) in cases {
        let mut config = if change == json!({}) { json!({}) } else { config() };
        for (key, value) in change.as_object().expect("an object") {
            config[key] = value.clone();
        }
        assert_eq!(faulty_fields("vonage", &config), fields, "{change}");
    }
    let of_the_sources = json!({"apiKey": "k", "apiSecret": "s", "fromNumber": "AcmeInc"});
    assert!(faulty_fields("vonage", &of_the_sources).is_empty());
}
