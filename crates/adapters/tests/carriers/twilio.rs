//! Twilio, from the request to the outcome: every code, texts, senders, silence, questions, settings.

use std::sync::Arc;
use std::time::Duration;

use adapters::twilio::CODES;
use adapters::{Adapter, AskError, Outgoing, Rejection, SendOutcome};
use domain::{Encoding, ReportStatus};
use doubles::twilio::{Course, Settings, Twilio};
use doubles::{Answer, Double, Misbehaviour};
use serde_json::{Value, json};

use crate::bench::{build, code, faulty_fields, long_text, tls, word};
use crate::gateway::Gateway;
use crate::recording_sink::RecordingSink;
use crate::stage::{NOW, message, message_id, send, send_one};

pub const TO: &str = "+256700000001";

/// A double, an adapter that speaks to it, and the server between them for webhooks.
pub struct Scene {
    pub carrier: Double<Twilio>,
    pub gateway: Double<Gateway>,
    pub sink: Arc<RecordingSink>,
    pub adapter: Arc<dyn Adapter>,
}

/// The scene with more settings of the adapter, and with the double's settings changed.
pub async fn scene(more: Value, change: impl FnOnce(&mut Settings)) -> Scene {
    tls();
    let gateway = Double::local(Gateway::default()).await.expect("a port");
    let hooks = format!("{}/hooks/token", gateway.url());
    let mut settings = Settings {
        sms_url: format!("{hooks}/inbound"),
        step_ms: 0,
        ..Settings::default()
    };
    change(&mut settings);
    let carrier = Double::local(Twilio::new(settings)).await.expect("a port");
    let mut config = config();
    config["baseUrl"] = carrier.url().into();
    config["publicUrl"] = hooks.into();
    for (key, value) in more.as_object().expect("an object") {
        config[key] = value.clone();
    }
    let sink = Arc::new(RecordingSink::default());
    let adapter = build("twilio", config, sink.clone());
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
        account_sid,
        auth_token,
        ..
    } = Settings::default();
    json!({"accountSid": account_sid, "authToken": auth_token, "fromNumber": "+15005550006"})
}

/// A message without a sender of its own.
pub fn plain(to: &str, body: &str) -> Outgoing {
    Outgoing {
        from: None,
        body: Arc::from(body),
        encoding: domain::segment::count(body).encoding,
        ..message(0, to)
    }
}

#[tokio::test]
async fn a_message_is_asked_for_as_the_reference_says() {
    let scene = usual().await;
    let outcome = send_one(&*scene.adapter, plain(TO, "hi")).await;
    let sid = "SM00000000000000000000000000000001".to_owned();
    assert_eq!(outcome, SendOutcome::accepted(vec![sid]));
    let request = scene.carrier.requests().remove(0);
    let account = Settings::default().account_sid;
    let path = format!("/2010-04-01/Accounts/{account}/Messages.json");
    assert_eq!(
        (request.method.as_str(), request.path.as_str()),
        ("POST", path.as_str())
    );
    let field = |name: &str| {
        request
            .form()
            .into_iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value)
    };
    let callback = format!(
        "{}/hooks/token/report?message={}&attempt=1",
        scene.gateway.url(),
        message_id(0)
    );
    let fields = [
        "To",
        "From",
        "Body",
        "ValidityPeriod",
        "StatusCallback",
        "MessagingServiceSid",
    ]
    .map(field);
    let wanted = [
        Some(TO),
        Some("+15005550006"),
        Some("hi"),
        Some("36000"),
        Some(&callback),
        None,
    ];
    assert_eq!(fields, wanted.map(|value| value.map(str::to_owned)));
}

#[tokio::test]
async fn the_validity_is_given_in_seconds_within_twilios_bounds() {
    let scene = usual().await;
    for (left_ms, wanted) in [(90_500, "90"), (172_800_000, "36000"), (10, "1"), (-5, "1")] {
        let message = Outgoing {
            expires_at: NOW + left_ms,
            ..plain(TO, "hi")
        };
        assert_eq!(word(&send_one(&*scene.adapter, message).await), "accepted");
        let request = scene.carrier.requests().pop().expect("it was asked");
        assert_eq!(request.form_value("ValidityPeriod").as_deref(), Some(wanted));
    }
}

/// The reference's error codes by class, written down apart from the adapter's table.
const REFERENCE: &[(&str, &[u32])] = &[
    ("invalid number", &[21211, 21214, 21217, 21601, 21614, 30005, 30006]),
    ("opted out", &[21610]),
    ("route", &[21408, 21612, 30024]),
    (
        "sender",
        &[
            21212, 21603, 21606, 21607, 21659, 21660, 21661, 21701, 21702, 21703, 21704, 21705, 30032, 30034, 35111,
            35114, 35115, 35117, 35118, 35126,
        ],
    ),
    (
        "refused",
        &[
            21602, 21604, 21605, 21617, 21619, 21620, 21654, 21655, 30004, 30007, 30450,
        ],
    ),
    ("account", &[20003, 20005, 20404, 21608, 30002]),
    ("retry", &[20500, 20503, 30003, 30008, 30036, 30410]),
    ("throttled", &[20429, 21611, 30001, 30022, 30023, 30027]),
];

#[tokio::test]
async fn every_code_of_the_reference_becomes_its_outcome_and_tells_no_secret() {
    let scene = usual().await;
    let codes: Vec<(&str, u32)> = REFERENCE
        .iter()
        .flat_map(|(class, codes)| codes.iter().map(|code| (*class, *code)))
        .collect();
    assert_eq!(
        codes.len(),
        CODES.len(),
        "the table has every code of the reference and no other"
    );
    for (class, number) in codes {
        let status = match number {
            20003 => 401,
            20429 => 429,
            20500 => 500,
            20503 => 503,
            _ => 400,
        };
        scene.carrier.carrier().script(TO, Course::refused(status, number));
        let outcome = send_one(&*scene.adapter, plain(TO, "hi")).await;
        assert_eq!(
            (word(&outcome), code(&outcome)),
            (class, Some(number.to_string().as_str())),
            "{outcome:?}"
        );
        let shown = format!("{outcome:?}");
        assert!(!shown.contains(TO) && !shown.contains("256700000001"), "{shown}");
        assert!(
            shown.contains("+256•••••001"),
            "the carrier's words are kept, masked: {shown}"
        );
        if number == 20429 {
            assert!(shown.contains("pause: Some(2s)"), "Retry-After is heeded: {shown}");
        }
    }
}

#[tokio::test]
async fn a_number_can_choose_its_outcome_and_test_credentials_have_theirs() {
    let scene = usual().await;
    let outcome = send_one(&*scene.adapter, plain("+25655521610", "hi")).await;
    assert_eq!((word(&outcome), code(&outcome)), ("opted out", Some("21610")));
    let Settings {
        test_account_sid,
        test_auth_token,
        ..
    } = Settings::default();
    let test = json!({"accountSid": test_account_sid, "authToken": test_auth_token});
    let scene = crate::twilio::scene(test, |_| {}).await;
    for (from, to, class) in [
        ("+15005550006", TO, "accepted"),
        ("+15005550001", TO, "sender"),
        ("+15005550007", TO, "sender"),
        ("+15005550008", TO, "throttled"),
        ("+15005550006", "+15005550001", "invalid number"),
        ("+15005550006", "+15005550002", "route"),
        ("+15005550006", "+15005550003", "route"),
        ("+15005550006", "+15005550004", "opted out"),
        ("+15005550006", "+15005550009", "invalid number"),
    ] {
        let message = Outgoing {
            from: Some(Arc::from(from)),
            ..plain(to, "hi")
        };
        assert_eq!(word(&send_one(&*scene.adapter, message).await), class, "{from} {to}");
    }
}

#[tokio::test]
async fn wrong_credentials_are_a_fault_of_the_account_and_stay_secret() {
    let scene = scene(json!({"authToken": "s3cr3t-and-wrong"}), |_| {}).await;
    let outcome = send_one(&*scene.adapter, plain(TO, "hi")).await;
    assert_eq!((word(&outcome), code(&outcome)), ("account", Some("20003")));
    let echo = json!({"code": 20003, "message": "no s3cr3t-and-wrong here", "status": 401});
    scene.carrier.misbehave(Misbehaviour::Answer(Answer::json(401, &echo)));
    let outcome = send_one(&*scene.adapter, plain(TO, "hi")).await;
    assert!(!format!("{outcome:?}").contains("s3cr3t"), "{outcome:?}");
    let error = scene.adapter.check().await.unwrap_err();
    assert!(
        matches!(&error, AskError::Failed(why) if why.starts_with("20003")),
        "{error}"
    );
}

#[tokio::test]
async fn an_api_key_takes_the_tokens_place() {
    let Settings {
        api_key_sid,
        api_key_secret,
        ..
    } = Settings::default();
    let scene = scene(
        json!({"apiKeySid": api_key_sid, "apiKeySecret": api_key_secret}),
        |_| {},
    )
    .await;
    assert_eq!(word(&send_one(&*scene.adapter, plain(TO, "hi")).await), "accepted");
}

#[tokio::test]
async fn answers_that_are_not_twilios_own_are_judged_by_whether_it_may_have_been_taken() {
    let scene = usual().await;
    let page = |status| Misbehaviour::Answer(Answer::new(status, "text/html", "<h1>sorry</h1>"));
    let json = |status, body: Value| Misbehaviour::Answer(Answer::json(status, &body));
    for (how, class) in [
        (page(200), "unknown"),
        (json(201, json!({})), "unknown"),
        (page(302), "account"),
        (page(401), "account"),
        (page(403), "account"),
        (page(404), "account"),
        (page(408), "retry"),
        (page(429), "throttled"),
        (page(500), "unknown"),
        (page(502), "unknown"),
        (page(503), "unknown"),
        (page(504), "unknown"),
        (json(400, json!({"code": 29999, "message": "new"})), "refused"),
        (json(401, json!({"code": 29999, "message": "new"})), "account"),
        (json(429, json!({"code": 29999, "message": "new"})), "throttled"),
        (json(500, json!({"code": 29999, "message": "new"})), "unknown"),
        (
            json(201, json!({"sid": "SM1", "status": "failed", "error_code": 21610})),
            "opted out",
        ),
        (
            json(201, json!({"sid": "SM1", "status": "failed", "error_code": 29999})),
            "refused",
        ),
    ] {
        scene.carrier.misbehave(how.clone());
        let outcome = send_one(&*scene.adapter, plain(TO, "hi")).await;
        assert_eq!(word(&outcome), class, "{how:?} became {outcome:?}");
    }
}

#[tokio::test]
async fn silence_is_unknown_whether_it_was_taken_or_not_and_no_connection_is_a_retry() {
    let scene = usual().await;
    let long = Duration::from_secs(60);
    for how in [
        Misbehaviour::TakeAndClose,
        Misbehaviour::TakeAndWait(long),
        Misbehaviour::Close,
        Misbehaviour::Silence(long),
    ] {
        scene.carrier.misbehave(how.clone());
        let outcome = send_one(&*scene.adapter, plain(TO, "hi")).await;
        assert_eq!(word(&outcome), "unknown", "{how:?}");
    }
    let report = scene.sink.wait_for(|reports| !reports.is_empty()).await.remove(0);
    assert_eq!(
        report.reference,
        Some((message_id(0), 1)),
        "the report settles what silence left open"
    );
    let free = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap();
    let dead = crate::twilio::scene(json!({"baseUrl": format!("http://{free}")}), |_| {}).await;
    assert!(matches!(
        send_one(&*dead.adapter, plain(TO, "hi")).await,
        SendOutcome::RetryAfter { code: None, .. }
    ));
}

#[tokio::test]
async fn a_long_text_arrives_byte_for_byte_and_a_longer_one_is_refused_uncut() {
    let scene = usual().await;
    let text = long_text();
    assert_eq!(text.chars().count(), 600);
    assert_eq!(word(&send_one(&*scene.adapter, plain(TO, &text)).await), "accepted");
    assert_eq!(scene.carrier.requests()[0].form_value("Body"), Some(text));
    let most = plain(TO, &"ж".repeat(1_600));
    assert_eq!(word(&send_one(&*scene.adapter, most).await), "accepted");
    let outcome = send_one(&*scene.adapter, plain(TO, &"ж".repeat(1_601))).await;
    let SendOutcome::Rejected {
        kind: Rejection::Refused,
        code: None,
        reason,
    } = outcome
    else {
        panic!("{outcome:?}")
    };
    assert!(reason.contains("1601"), "{reason}");
    assert_eq!(scene.carrier.requests().len(), 2, "the longer one was not sent");
}

#[tokio::test]
async fn senders_come_from_the_message_the_pool_or_the_service() {
    let pool = json!({"senders": ["+15005550006", "20880", "ACME"], "fromNumber": null});
    let pooled = scene(pool, |_| {}).await;
    let asked = |scene: &Scene, field: &str| scene.carrier.requests().pop().and_then(|last| last.form_value(field));
    let mut seen = std::collections::HashSet::new();
    for n in 0..30 {
        let to = format!("+2567000000{n:02}");
        send_one(&*pooled.adapter, plain(&to, "hi")).await;
        let first = asked(&pooled, "From").expect("a sender");
        send_one(&*pooled.adapter, plain(&to, "again")).await;
        assert_eq!(
            asked(&pooled, "From").as_ref(),
            Some(&first),
            "one recipient sees one sender"
        );
        seen.insert(first);
    }
    assert_eq!(seen.len(), 3);
    let service = Settings::default().messaging_service_sid;
    let served = scene(json!({"fromNumber": null, "messagingServiceSid": service}), |_| {}).await;
    send_one(&*served.adapter, plain(TO, "hi")).await;
    assert_eq!(
        (asked(&served, "From"), asked(&served, "MessagingServiceSid")),
        (None, Some(service.clone()))
    );
    let own = Outgoing {
        from: Some(Arc::from("ACME")),
        ..plain(TO, "hi")
    };
    send_one(&*served.adapter, own).await;
    assert_eq!(
        (asked(&served, "From"), asked(&served, "MessagingServiceSid")),
        (Some("ACME".to_owned()), Some(service))
    );
}

#[tokio::test]
async fn a_batch_has_an_outcome_a_message() {
    let scene = usual().await;
    let batch = (0..50).map(|n| plain(&format!("+2567000000{n:02}"), "hi")).collect();
    let outcomes = send(&*scene.adapter, batch).await;
    let ids: std::collections::HashSet<_> = outcomes.iter().map(|outcome| format!("{outcome:?}")).collect();
    assert_eq!((outcomes.len(), ids.len()), (50, 50));
    assert!(outcomes.iter().all(|outcome| word(outcome) == "accepted"));
}

#[tokio::test]
async fn a_message_can_be_asked_for_with_its_price() {
    let scene = usual().await;
    send_one(&*scene.adapter, plain(TO, &"x".repeat(200))).await;
    scene.sink.wait_for(|reports| reports.len() == 2).await;
    let sid = "SM00000000000000000000000000000001";
    let report = scene.adapter.query(sid, TO).await.unwrap();
    assert_eq!(
        (report.status, report.carrier_id.as_str()),
        (ReportStatus::Delivered, sid)
    );
    assert_eq!(
        report.price.map(|price| price.to_string()).as_deref(),
        Some("USD 0.015")
    );
    assert_eq!(report.occurred_at, Some(1_767_348_000_000));
    assert!(
        !report.raw.contains(TO) && !report.raw.contains("xxx"),
        "{}",
        report.raw
    );
    scene.carrier.carrier().script(TO, Course::told(&[]));
    send_one(&*scene.adapter, plain(TO, "hi")).await;
    let waiting = scene.adapter.query("SM00000000000000000000000000000002", TO).await;
    assert!(matches!(waiting, Err(AskError::Failed(why)) if why.contains("queued")));
    for unknown in ["SM00000000000000000000000000000009", "../Balance", ""] {
        assert!(
            matches!(scene.adapter.query(unknown, TO).await, Err(AskError::Failed(_))),
            "{unknown}"
        );
    }
}

#[tokio::test]
async fn the_balance_and_the_account_can_be_asked_for() {
    let scene = usual().await;
    assert_eq!(scene.adapter.balance().await.unwrap().to_string(), "USD 12.3456");
    assert_eq!(scene.adapter.check().await, Ok(()));
    let suspended = json!({"status": "suspended"});
    scene
        .carrier
        .misbehave(Misbehaviour::Answer(Answer::json(200, &suspended)));
    assert!(matches!(scene.adapter.check().await, Err(AskError::Failed(why)) if why.contains("suspended")));
}

#[test]
fn every_fault_of_settings_names_its_field() {
    let sid = |letters: &str| format!("{letters}{}", "0".repeat(32));
    let cases = [
        (json!({}), vec!["accountSid", "authToken", "fromNumber"]),
        (json!({"accountSid": "s3cr3t"}), vec!["accountSid"]),
        (json!({"authToken": 7}), vec!["authToken", "authToken"]),
        (json!({"authTocken": "s3cr3t"}), vec!["authTocken"]),
        (json!({"fromNumber": "too long a name"}), vec!["fromNumber"]),
        (json!({"senders": ["A+B"]}), vec!["senders[0]"]),
        (json!({"messagingServiceSid": sid("SM")}), vec!["messagingServiceSid"]),
        (json!({"apiKeySid": sid("SK")}), vec!["apiKeySecret"]),
        (
            json!({"apiKeySid": sid("SK"), "apiKeySecret": "s3cr3t", "authToken": ""}),
            vec!["authToken"],
        ),
        (json!({"baseUrl": "http://127.0.0.1"}), vec!["baseUrl"]),
        (json!({"baseUrl": "https://user:s3cr3t@example.org"}), vec!["baseUrl"]),
        (
            json!({"publicUrl": "https://sms_1.example.org/hooks/t"}),
            vec!["publicUrl"],
        ),
        (
            json!({"publicUrl": "https://sms.example.org/hooks?t=s3cr3t"}),
            vec!["publicUrl"],
        ),
        (json!({"verify": {"mode": "off"}}), vec!["verify.mode"]),
        (
            json!({"verify": {"mode": "shared-key"}}),
            vec!["webhookKeyId", "webhookKeySecret"],
        ),
        (json!({"verify": {"algorithm": "sha1"}}), vec!["verify.algorithm"]),
        (json!({"verify": {"addresses": ["1.2.3"]}}), vec!["verify.addresses[0]"]),
        (json!({"twimlReply": ""}), vec!["twimlReply"]),
        (json!({"twimlReply": "a\u{1}"}), vec!["twimlReply"]),
    ];
    for (change, fields) in cases {
        let mut config = if change == json!({}) { json!({}) } else { config() };
        for (key, value) in change.as_object().expect("an object") {
            config[key] = value.clone();
        }
        assert_eq!(faulty_fields("twilio", &config), fields, "{change}");
    }
    assert!(faulty_fields("twilio", &config()).is_empty());
    assert!(matches!(plain(TO, "hi").encoding, Encoding::Gsm7));
}
