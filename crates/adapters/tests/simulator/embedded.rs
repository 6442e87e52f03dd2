//! The carrier inside the process, under paused time: answers, reports, back-pressure, look-ups and closing.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use adapters::http::Guard;
use adapters::simulator::{Config, SimulatorAdapter};
use adapters::{Adapter, Lookup, Rejection, SendOutcome};
use domain::ReportStatus;

use crate::recording_sink::RecordingSink;
use crate::stage::{NOW, PROVIDER, Still, message, message_id, messages, send, send_one};

fn adapter(config: &str, sink: &Arc<RecordingSink>) -> SimulatorAdapter {
    let sink: Arc<RecordingSink> = Arc::clone(sink);
    SimulatorAdapter::from_config(PROVIDER, (config, Guard::new(true)), sink, &Still).expect("a good configuration")
}

#[tokio::test(start_paused = true)]
async fn every_message_is_answered_and_reported_delivered() {
    let sink = Arc::new(RecordingSink::default());
    let adapter = adapter("{}", &sink);
    let outcomes = send(&adapter, messages(500)).await;
    let mut ids = HashSet::new();
    for outcome in outcomes {
        let SendOutcome::Accepted { carrier_ids, .. } = outcome else {
            panic!("{outcome:?}")
        };
        ids.extend(carrier_ids);
    }
    let reports = sink.wait_for(|reports| reports.len() == 500).await;
    assert_eq!(
        reports
            .iter()
            .map(|report| report.carrier_id.clone())
            .collect::<HashSet<_>>(),
        ids
    );
    assert!(
        reports
            .iter()
            .all(|report| report.status == ReportStatus::Delivered && report.provider == PROVIDER)
    );
}

#[tokio::test(start_paused = true)]
async fn reports_come_as_late_as_configured() {
    let sink = Arc::new(RecordingSink::default());
    let adapter = adapter(r#"{"reports": {"delay": {"min_ms": 5000, "max_ms": 5000}}}"#, &sink);
    send(&adapter, messages(1)).await;
    tokio::time::sleep(Duration::from_millis(4_900)).await;
    assert!(sink.stored().is_empty());
    let reports = sink.wait_for(|reports| reports.len() == 1).await;
    let occurred = reports[0].occurred_at.unwrap();
    assert!((NOW + 5_005..=NOW + 5_020).contains(&occurred), "{occurred}");
}

#[tokio::test(start_paused = true)]
async fn an_early_report_overtakes_the_answer() {
    let sink = Arc::new(RecordingSink::default());
    let adapter = adapter("{}", &sink);
    let (sender, mut outcomes) = tokio::sync::mpsc::unbounded_channel();
    let sending = adapter.send(vec![message(0, "+923005550009")], sender);
    let overtaking = async {
        sink.wait_for(|reports| reports.len() == 1).await;
        assert!(outcomes.try_recv().is_err(), "the answer came first");
    };
    tokio::join!(sending, overtaking);
}

#[tokio::test(start_paused = true)]
async fn refused_reports_are_offered_until_they_are_stored_once() {
    let sink = Arc::new(RecordingSink::refusing(7));
    let adapter = adapter("{}", &sink);
    send(&adapter, messages(50)).await;
    sink.wait_for(|reports| reports.len() == 50).await;
    adapter.close().await;
    let ids: HashSet<_> = sink.stored().into_iter().map(|report| report.carrier_id).collect();
    assert_eq!((ids.len(), sink.stored().len(), sink.refusals_left()), (50, 50, 0));
}

#[tokio::test(start_paused = true)]
async fn reports_about_one_id_keep_their_order_through_refusals() {
    let sink = Arc::new(RecordingSink::refusing(5));
    let adapter = adapter("{}", &sink);
    send(&adapter, vec![message(0, "+923005550013")]).await;
    sink.wait_for(|reports| reports.len() == 2).await;
    assert_eq!(sink.statuses(), [ReportStatus::Delivered, ReportStatus::Failed]);
}

#[tokio::test(start_paused = true)]
async fn sends_wait_while_too_many_reports_wait() {
    let sink = Arc::new(RecordingSink::refusing(usize::MAX));
    let adapter = Arc::new(adapter(r#"{"max_pending_reports": 10}"#, &sink));
    send(&*adapter, messages(10)).await;
    let second = tokio::spawn({
        let adapter = Arc::clone(&adapter);
        async move { send(&*adapter, messages(10)).await }
    });
    sink.wait_for_refusals(usize::MAX - 3).await;
    assert!(!second.is_finished());
    assert_eq!(adapter.stats().unwrap().reports_pending, 10);
    sink.refuse(0);
    assert_eq!(second.await.unwrap().len(), 10);
    assert_eq!(adapter.stats().unwrap().taken, 20);
}

#[tokio::test(start_paused = true)]
async fn closing_hands_over_the_reports_that_wait() {
    let sink = Arc::new(RecordingSink::default());
    let adapter = adapter(
        r#"{"reports": {"delay": {"min_ms": 3600000, "max_ms": 3600000}, "sent_first": true}}"#,
        &sink,
    );
    send(&adapter, messages(1_200)).await;
    adapter.close().await;
    assert_eq!(sink.stored().len(), 2_400);
}

#[tokio::test(start_paused = true)]
async fn closing_gives_up_on_a_sink_that_stores_nothing() {
    let sink = Arc::new(RecordingSink::refusing(usize::MAX));
    let adapter = adapter("{}", &sink);
    send(&adapter, messages(3)).await;
    adapter.close().await;
    assert_eq!(adapter.stats().unwrap().reports_pending, 3);
}

#[tokio::test(start_paused = true)]
async fn an_unanswered_message_is_unknown_and_the_look_up_tells_whether_it_was_taken() {
    let sink = Arc::new(RecordingSink::default());
    let adapter = adapter("{}", &sink);
    let batch = vec![
        message(0, "+923005550006"),
        message(1, "+923005550007"),
        message(2, "+923005550012"),
    ];
    for outcome in send(&adapter, batch).await {
        assert!(matches!(outcome, SendOutcome::Unknown { .. }), "{outcome:?}");
    }
    let Lookup::Taken(ids) = adapter.lookup(message_id(0), 1).await else {
        panic!("it was taken")
    };
    assert_eq!(adapter.lookup(message_id(0), 2).await, Lookup::NotTaken);
    assert_eq!(adapter.lookup(message_id(1), 1).await, Lookup::NotTaken);
    assert_eq!(adapter.lookup(message_id(2), 1).await, Lookup::NotTaken);
    let reports = sink.wait_for(|reports| !reports.is_empty()).await;
    assert_eq!(
        (&reports[0].carrier_id, reports[0].reference),
        (&ids[0], Some((message_id(0), 1)))
    );
}

#[tokio::test(start_paused = true)]
async fn a_look_up_never_denies_what_an_earlier_process_may_have_sent() {
    let sink = Arc::new(RecordingSink::default());
    let before = domain::MessageId::new(domain::id::floor_at(NOW) - 1);
    assert_eq!(adapter("{}", &sink).lookup(before, 1).await, Lookup::CannotTell);
    assert_eq!(
        adapter(r#"{"lookup": false}"#, &sink).lookup(message_id(0), 1).await,
        Lookup::CannotTell
    );
}

#[tokio::test(start_paused = true)]
async fn a_report_may_come_without_reference_and_in_another_base() {
    let sink = Arc::new(RecordingSink::default());
    let config = r#"{"ids": {"style": "hex", "receipt_style": "decimal", "first": 48879}, "reports": {"echo_reference": false}}"#;
    let adapter = adapter(config, &sink);
    let outcome = send_one(&adapter, messages(1).remove(0)).await;
    assert_eq!(outcome, SendOutcome::accepted(vec!["beef".to_owned()]));
    let reports = sink.wait_for(|reports| reports.len() == 1).await;
    assert_eq!((reports[0].carrier_id.as_str(), reports[0].reference), ("48879", None));
}

#[tokio::test(start_paused = true)]
async fn a_raw_report_masks_the_number() {
    let sink = Arc::new(RecordingSink::default());
    let adapter = adapter("{}", &sink);
    send(&adapter, vec![message(0, "+923005550002")]).await;
    let reports = sink.wait_for(|reports| reports.len() == 1).await;
    let raw: serde_json::Value = serde_json::from_str(&reports[0].raw).unwrap();
    assert_eq!(raw["to"], domain::phone::mask("+923005550002"));
    assert_eq!(
        (raw["status"].as_str(), raw["error"].as_str()),
        (Some("failed"), Some("27"))
    );
    assert!(!reports[0].raw.contains("3005550002"));
    assert_eq!(reports[0].to.as_deref(), Some("+923005550002"));
}

#[tokio::test(start_paused = true)]
async fn the_fastest_carrier_carries_fifty_thousand_messages_with_their_reports() {
    let sink = Arc::new(RecordingSink::default());
    let adapter = adapter(r#"{"profile": "fastest", "magic_numbers": false}"#, &sink);
    let all = messages(50_000);
    let sends = all
        .chunks(adapter.max_batch())
        .map(|batch| send(&adapter, batch.to_vec()));
    let outcomes = futures::future::join_all(sends).await;
    assert!(
        outcomes
            .iter()
            .flatten()
            .all(|outcome| matches!(outcome, SendOutcome::Accepted { .. }))
    );
    let reports = sink.wait_for(|reports| reports.len() == 50_000).await;
    let messages: HashSet<_> = reports.iter().filter_map(|report| report.reference).collect();
    assert_eq!(messages.len(), 50_000);
}

#[tokio::test(start_paused = true)]
async fn the_carriers_refusals_keep_their_kind() {
    let sink = Arc::new(RecordingSink::default());
    let adapter = adapter("{}", &sink);
    for (to, wanted) in [
        ("+923005550001", Rejection::InvalidNumber),
        ("+923005550017", Rejection::Refused),
        ("+923005550018", Rejection::OptedOut),
    ] {
        let outcome = send_one(&adapter, message(0, to)).await;
        assert!(
            matches!(outcome, SendOutcome::Rejected { kind, .. } if kind == wanted),
            "{outcome:?}"
        );
    }
}

#[tokio::test]
async fn a_bad_configuration_is_refused_by_key() {
    let sink: Arc<RecordingSink> = Arc::default();
    let fault = |config: &str| {
        SimulatorAdapter::from_config(PROVIDER, (config, Guard::new(true)), sink.clone(), &Still)
            .err()
            .expect("it is bad")
    };
    assert_eq!(fault(r#"{"connect": "nowhere"}"#).field, "connect");
    assert_eq!(fault(r#"{"reports": {"lost_share": 2}}"#).field, "reports.lost_share");
    assert!(
        fault(r#"{"connect": "127.0.0.1:1", "accuont": "a"}"#)
            .fault
            .contains("accuont")
    );
    assert!(fault(r#"{"conect": "127.0.0.1:1"}"#).fault.contains("conect"));
    assert_eq!(fault("not json").field, "config");
    for private in [
        "127.0.0.1:1",
        "localhost:1",
        "10.0.0.1:1",
        "[::1]:1",
        "169.254.169.254:80",
    ] {
        let config = format!(r#"{{"connect": "{private}"}}"#);
        let refused = SimulatorAdapter::check(&config, Guard::new(false)).expect_err("nobody may reach inside");
        assert_eq!(refused.field, "connect", "{private}");
        assert_eq!(SimulatorAdapter::check(&config, Guard::new(true)), Ok(()), "{private}");
    }
    assert!(Config::parse(&serde_json::to_string(&Config::fastest()).unwrap()).is_ok());
}
