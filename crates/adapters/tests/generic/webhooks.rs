//! Reports and inbound messages, and who may bring them.

use adapters::{Content, WebhookKind, WebhookRefusal};
use domain::ReportStatus;
use serde_json::json;

use crate::documented::documented;
use crate::stage::{MESSAGE, Stage, post, webhook};

#[tokio::test]
async fn a_list_of_reports_is_stored_as_it_is_documented() {
    let stage = Stage::new(&documented("A JSON API")).await;
    let body = json!({"reports": [
        {"id": "s-1", "callbackData": format!("{MESSAGE}.2"), "status": "delivered", "to": "254700000001"},
        {"id": "s-2", "callbackData": "else", "status": "undeliverable", "error": 27, "to": "20880"},
        {"id": "s-3", "status": "never heard of"},
    ]});
    let mut request = post(WebhookKind::Any, "application/json", &body.to_string());
    request
        .headers
        .push(("x-webhook-secret".to_owned(), "w-456".to_owned()));
    assert_eq!(
        stage.adapter.webhook(&request).await.map(|answer| answer.status),
        Ok(200)
    );
    let reports = stage.sink.reports.lock();
    let read: Vec<_> = reports
        .iter()
        .map(|one| {
            (
                one.carrier_id.as_str(),
                one.status,
                one.error_code.as_deref(),
                one.to.as_deref(),
                one.reference,
            )
        })
        .collect();
    assert_eq!(
        read,
        [
            (
                "s-1",
                ReportStatus::Delivered,
                None,
                Some("+254700000001"),
                Some((MESSAGE, 2))
            ),
            ("s-2", ReportStatus::Failed, Some("27"), None, None),
            ("s-3", ReportStatus::Sent, None, None, None),
        ]
    );
    assert!(
        reports.iter().all(|one| !one.raw.contains("254700000001")),
        "numbers are masked"
    );
}

#[tokio::test]
async fn kannels_report_is_known_by_its_url() {
    let stage = Stage::new(&documented("Kannel")).await;
    let id = MESSAGE.to_string();
    for (status, expected) in [
        ("1", ReportStatus::Delivered),
        ("2", ReportStatus::Failed),
        ("8", ReportStatus::Sent),
        ("16", ReportStatus::Rejected),
        ("34", ReportStatus::Expired),
        ("66", ReportStatus::Sent),
    ] {
        let query = [("message", id.as_str()), ("attempt", "2"), ("status", status)];
        stage
            .adapter
            .webhook(&webhook(WebhookKind::Report, &query))
            .await
            .expect("it is taken");
        let report = stage.sink.reports.lock().pop().expect("a report");
        assert_eq!(
            (report.status, report.reference),
            (expected, Some((MESSAGE, 2))),
            "{status}"
        );
    }
    let nobody = webhook(WebhookKind::Report, &[("status", "1")]);
    let refused = stage.adapter.webhook(&nobody).await;
    assert_eq!(
        refused,
        Err(WebhookRefusal::Malformed("it names no message".to_owned()))
    );
}

#[tokio::test]
async fn an_inbound_message_is_read_from_a_query_a_form_or_json() {
    let by_name = json!({
        "send": {"url": "https://api.example.com/"},
        "inbound": {"from": "from", "to": "to", "text": "text", "id": "id"},
    });
    let form = "from=%2B254700000001&to=20880&text=STOP+%C3%A9&id=7";
    let query = [
        ("from", " 254700000001"),
        ("to", "20880"),
        ("text", "STOP é"),
        ("id", "7"),
    ];
    let flat = json!({"from": "254700000001", "to": 20880, "text": "STOP é", "id": 7});
    for request in [
        webhook(WebhookKind::Inbound, &query),
        post(WebhookKind::Any, "application/x-www-form-urlencoded", form),
        post(WebhookKind::Inbound, "application/json", &flat.to_string()),
    ] {
        let stage = Stage::new(&by_name).await;
        stage.adapter.webhook(&request).await.expect("it is taken");
        let inbound = stage.sink.inbound.lock();
        let one = &inbound[0];
        assert_eq!((one.from.as_str(), one.to.as_str()), ("+254700000001", "20880"));
        assert_eq!(one.carrier_id.as_deref(), Some("7"));
        assert!(one.content == Content::Text("STOP é".to_owned()));
        assert!(
            !one.raw.contains("STOP") && !one.raw.contains("254700000001"),
            "{}",
            one.raw
        );
    }
}

#[tokio::test]
async fn what_cannot_be_stored_is_to_be_sent_again() {
    let stage = Stage::new(&documented("Kannel")).await;
    *stage.sink.is_full.lock() = true;
    let id = MESSAGE.to_string();
    let report = webhook(
        WebhookKind::Report,
        &[("message", &id), ("attempt", "2"), ("status", "1")],
    );
    let inbound = webhook(
        WebhookKind::Inbound,
        &[("from", "254700000001"), ("to", "TUMA"), ("text", "hi")],
    );
    for request in [report, inbound] {
        assert_eq!(stage.adapter.webhook(&request).await, Err(WebhookRefusal::NotStored));
    }
}

#[tokio::test]
async fn on_a_shared_path_another_providers_message_is_left_alone() {
    let mut settings = documented("Kannel");
    settings["verify"] = json!({"mode": "none"});
    let stage = Stage::new(&settings).await;
    for (to, by_token, taken) in [("TUMA", false, true), ("20880", false, false), ("20880", true, true)] {
        let mut request = webhook(
            WebhookKind::Inbound,
            &[("from", "254700000001"), ("to", to), ("text", "hi")],
        );
        request.by_token = by_token;
        let expected = if taken { Ok(200) } else { Err(WebhookRefusal::NotMine) };
        assert_eq!(
            stage.adapter.webhook(&request).await.map(|answer| answer.status),
            expected,
            "{to} {by_token}"
        );
    }
}

#[tokio::test]
async fn only_who_the_settings_let_in_may_call() {
    let base = json!({
        "send": {"url": "https://api.example.com/"}, "webhookAnswer": "OK",
        "inbound": {"from": "from", "to": "to", "text": "text"},
    });
    let with = |more: serde_json::Value| {
        let mut settings = base.clone();
        let fields = settings.as_object_mut().expect("an object");
        fields.extend(more.as_object().expect("an object").clone());
        settings
    };
    let basic = json!({"verify": {"mode": "basic"}, "webhookUser": "tuma", "webhookPassword": "pw"});
    let header = json!({"verify": {"mode": "header"}, "webhookHeader": "X-Key", "webhookSecret": "k"});
    let near = json!({"verify": {"mode": "addresses", "addresses": ["192.0.2.0/24"]}});
    let far = json!({"verify": {"mode": "addresses", "addresses": ["198.51.100.0/24"]}});
    let both = json!({"verify": {"addresses": ["198.51.100.0/24"]}});
    for (settings, token, headers, open) in [
        (json!({}), true, vec![], true),
        (json!({}), false, vec![], false),
        (json!({"verify": {"mode": "none"}}), false, vec![], true),
        (near, false, vec![], true),
        (far, true, vec![], false),
        (both, true, vec![], false),
        (
            basic.clone(),
            false,
            vec![("authorization", "Basic dHVtYTpwdw==")],
            true,
        ),
        (
            basic.clone(),
            true,
            vec![("authorization", "Basic dHVtYTpuZQ==")],
            false,
        ),
        (basic, true, vec![], false),
        (header.clone(), false, vec![("x-key", "k")], true),
        (header.clone(), true, vec![("x-key", "K")], false),
        (header, true, vec![], false),
    ] {
        let stage = Stage::new(&with(settings.clone())).await;
        let mut request = webhook(WebhookKind::Inbound, &[("from", "1"), ("to", "2"), ("text", "hi")]);
        request.by_token = token;
        request.headers = headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let answer = stage.adapter.webhook(&request).await;
        match open {
            true => assert_eq!(answer.map(|answer| answer.body).as_deref(), Ok("OK"), "{settings}"),
            false => assert!(
                matches!(answer, Err(WebhookRefusal::NotAuthentic(_))),
                "{settings}: {answer:?}"
            ),
        }
        assert_eq!(stage.sink.inbound.lock().len(), usize::from(open));
    }
}

#[tokio::test]
async fn a_webhook_without_the_fields_is_malformed() {
    let stage = Stage::new(&documented("Kannel")).await;
    for request in [
        webhook(WebhookKind::Report, &[("from", "1"), ("to", "2"), ("text", "hi")]),
        webhook(WebhookKind::Inbound, &[("from", "1"), ("text", "hi")]),
        post(WebhookKind::Any, "application/json", "{"),
    ] {
        let refused = stage.adapter.webhook(&request).await;
        assert!(matches!(refused, Err(WebhookRefusal::Malformed(_))), "{refused:?}");
    }
}

#[tokio::test]
async fn an_item_that_cannot_be_read_does_not_hold_back_the_others_and_none_is_left_out_silently() {
    let stage = Stage::new(&documented("A JSON API")).await;
    let report = |id: usize| json!({"id": format!("s-{id}"), "status": "delivered"});
    let take = async |reports: Vec<serde_json::Value>| {
        let body = json!({ "reports": reports }).to_string();
        let mut request = post(WebhookKind::Any, "application/json", &body);
        request
            .headers
            .push(("x-webhook-secret".to_owned(), "w-456".to_owned()));
        let answer = stage.adapter.webhook(&request).await.map(|answer| answer.status);
        (answer, std::mem::take(&mut *stage.sink.reports.lock()).len())
    };
    let nameless = || json!({"status": "delivered"});
    let malformed = |what: &str| Err(WebhookRefusal::Malformed(what.to_owned()));
    assert_eq!(take(vec![report(1), nameless(), report(2)]).await, (Ok(200), 2));
    assert_eq!(
        take(vec![nameless(), nameless()]).await,
        (malformed("it names no message"), 0)
    );
    assert_eq!(take((0..2_000).map(report).collect()).await, (Ok(200), 2_000));
    assert_eq!(
        take((0..2_001).map(report).collect()).await,
        (malformed("its list has 2001 items, 2000 are read at most"), 0)
    );
}
