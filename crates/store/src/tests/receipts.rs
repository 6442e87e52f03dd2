//! Receipts: matching, repetition, contradiction, earliness, segments.

use domain::{EventKind, MessageId, MessageState, ReportStatus};

use super::harness::{HOUR, ORG, OTHER_ORG, OTHER_PROVIDER, TestStore, retry_at, submitted};
use crate::journal::Side;
use crate::{Begun, NewMessage, ReceiptOutcome, ReceiptUnit, Settled};

const MOVED: ReceiptOutcome = ReceiptOutcome::Moved(MessageState::Delivered);

#[tokio::test]
async fn a_report_moves_its_message_and_is_kept_raw() {
    let t = TestStore::start().await;
    let message = t.submitted("+254700000001", &["abc"]).await;
    assert_eq!(
        t.report("abc", ReportStatus::Sent).await,
        ReceiptOutcome::Moved(MessageState::Sent)
    );
    assert_eq!(t.report("abc", ReportStatus::Delivered).await, MOVED);
    let row = t.get(message.id).await;
    assert_eq!((row.state, row.ended_at), (MessageState::Delivered, Some(t.now())));
    let events = t.store.events_list(ORG, message.id).await.unwrap();
    let kinds: Vec<EventKind> = events.iter().map(|event| event.kind).collect();
    assert_eq!(
        kinds,
        [
            EventKind::Queued,
            EventKind::Submitted,
            EventKind::Sent,
            EventKind::Delivered
        ]
    );
    assert_eq!(events[3].metadata.as_deref(), Some(r#"{"stat":"X"}"#));
    t.check_counts().await;
}

#[tokio::test]
async fn a_repeated_or_contradicting_report_is_noted_and_moves_nothing() {
    let t = TestStore::start().await;
    let message = t.submitted("+254700000001", &["abc"]).await;
    t.report("abc", ReportStatus::Delivered).await;
    assert_eq!(t.report("abc", ReportStatus::Delivered).await, ReceiptOutcome::Noted);
    assert_eq!(t.report("abc", ReportStatus::Failed).await, ReceiptOutcome::Noted);
    assert_eq!(t.state(message.id).await, MessageState::Delivered);
    assert_eq!(t.kinds(message.id).await[3..], [EventKind::Report, EventKind::Report]);
    t.check_counts().await;
}

#[tokio::test]
async fn repeated_reports_in_one_call_act_one_after_the_other() {
    let t = TestStore::start().await;
    t.submitted("+254700000001", &["abc"]).await;
    let twice = vec![
        t.receipt("abc", ReportStatus::Delivered),
        t.receipt("abc", ReportStatus::Delivered),
    ];
    assert_eq!(t.store.receipts(twice).await.unwrap(), [MOVED, ReceiptOutcome::Noted]);
    t.check_counts().await;
}

#[tokio::test]
async fn a_message_is_delivered_with_its_last_segment_and_fails_with_its_first() {
    let t = TestStore::start().await;
    let whole = t.submitted("+254700000001", &["a", "b"]).await;
    let broken = t.submitted("+254700000002", &["c", "d"]).await;
    assert_eq!(t.report("b", ReportStatus::Delivered).await, ReceiptOutcome::Noted);
    assert_eq!(t.report("b", ReportStatus::Delivered).await, ReceiptOutcome::Noted);
    assert_eq!(t.state(whole.id).await, MessageState::Submitted);
    assert_eq!(t.report("a", ReportStatus::Delivered).await, MOVED);
    let mut failed = t.receipt("c", ReportStatus::Failed);
    failed.error_code = Some("027".to_owned());
    t.store.receipts(vec![failed]).await.unwrap();
    let row = t.get(broken.id).await;
    assert_eq!(
        (row.state, row.error_code.as_deref()),
        (MessageState::Failed, Some("027"))
    );
    t.check_counts().await;
}

#[tokio::test]
async fn an_early_report_is_kept_and_applied_when_its_message_settles() {
    let t = TestStore::start().await;
    let message = t.begun("+254700000001").await;
    assert_eq!(t.report("abc", ReportStatus::Delivered).await, ReceiptOutcome::Early);
    t.settle(&message, submitted(&["abc"])).await;
    assert_eq!(t.state(message.id).await, MessageState::Delivered);
    let kinds = t.kinds(message.id).await;
    assert_eq!(kinds, [EventKind::Queued, EventKind::Submitted, EventKind::Delivered]);
    assert_eq!(t.rows("SELECT COUNT(*) FROM early_receipts").await, 0);
    t.check_counts().await;
}

#[tokio::test]
async fn what_a_report_says_beside_its_code_is_in_the_timeline_however_early_it_came() {
    let t = TestStore::start().await;
    let (early, late) = (t.begun("+254700000001").await, t.begun("+254700000002").await);
    let failed = |id: &str| ReceiptUnit {
        error_code: Some("27".to_owned()),
        detail: Some("it may pass".to_owned()),
        ..t.receipt(id, ReportStatus::Failed)
    };
    t.store.receipts(vec![failed("a")]).await.unwrap();
    t.settle(&early, submitted(&["a"])).await;
    t.settle(&late, submitted(&["b"])).await;
    let only_words = ReceiptUnit {
        error_code: None,
        ..failed("b")
    };
    t.store.receipts(vec![only_words]).await.unwrap();
    for (message, said) in [
        (early, "the carrier reported failed (code 27: it may pass)"),
        (late, "the carrier reported failed (it may pass)"),
    ] {
        let row = t.get(message.id).await;
        assert_eq!((row.state, row.detail.as_deref()), (MessageState::Failed, Some(said)));
    }
}

#[tokio::test]
async fn an_opt_out_in_a_report_suppresses_for_the_organization_of_its_message() {
    let t = TestStore::start().await;
    let (known, early) = (t.begun("+254700000001").await, t.begun("+254700000002").await);
    let left = |id: &str| ReceiptUnit {
        opted_out: true,
        ..t.receipt(id, ReportStatus::Rejected)
    };
    t.settle(&known, submitted(&["a"])).await;
    let waiting = t.queued("+254700000001").await;
    // Twice: who left has left.
    for _ in 0..2 {
        t.store
            .receipts(vec![left("a"), left("b"), left("nobodys")])
            .await
            .unwrap();
    }
    assert!(t.store.suppression_list(OTHER_ORG, None, 9).await.unwrap().is_empty());
    let listed = t.store.suppression_list(ORG, None, 9).await.unwrap();
    assert_eq!((listed.len(), listed[0].number.as_str()), (1, "+254700000001"));
    assert_eq!(listed[0].reason, "carrier");
    assert_eq!(t.begin(std::slice::from_ref(&waiting)).await, [Begun::Suppressed]);
    t.settle(&early, submitted(&["b"])).await;
    let found = t.store.suppression_get(ORG, "+254700000002").await.unwrap();
    assert_eq!(found.len(), 1, "it came before its message was known");
    t.check_counts().await;
}

#[tokio::test]
async fn an_early_report_waits_under_every_spelling() {
    let t = TestStore::start().await;
    let message = t.begun("+254700000001").await;
    let receipt = ReceiptUnit {
        spellings: vec!["31".to_owned(), "049".to_owned()],
        to: Some("+254700000001".to_owned()),
        ..t.receipt("49", ReportStatus::Delivered)
    };
    assert_eq!(t.store.receipts(vec![receipt]).await.unwrap(), [ReceiptOutcome::Early]);
    t.settle(&message, submitted(&["31"])).await;
    assert_eq!(t.state(message.id).await, MessageState::Delivered);
    assert_eq!(t.rows("SELECT COUNT(*) FROM early_receipts").await, 0);
}

#[tokio::test]
async fn the_newest_message_that_awaits_an_id_gets_its_report() {
    let t = TestStore::start_with(|config| config.bucket_messages = 1).await;
    let old = t.submitted("+254700000001", &["7"]).await;
    let new = t.submitted("+254700000002", &["7"]).await;
    assert_eq!(t.report("7", ReportStatus::Delivered).await, MOVED);
    assert_eq!(t.state(new.id).await, MessageState::Delivered);
    assert_eq!(t.state(old.id).await, MessageState::Submitted);
    assert_eq!(t.report("7", ReportStatus::Delivered).await, MOVED);
    assert_eq!(t.state(old.id).await, MessageState::Delivered);
    assert_eq!(t.report("7", ReportStatus::Delivered).await, ReceiptOutcome::Noted);
}

#[tokio::test]
async fn a_report_is_found_in_an_old_bucket() {
    let t = TestStore::start_with(|config| config.bucket_messages = 1).await;
    let old = t.submitted("+254700000001", &["old"]).await;
    for number in 0..40 {
        t.queued(&format!("+2547110000{number:02}")).await;
    }
    assert_eq!(t.report("old", ReportStatus::Delivered).await, MOVED);
    assert_eq!(t.state(old.id).await, MessageState::Delivered);
}

#[tokio::test]
async fn another_spelling_counts_only_when_it_fits_one_and_the_number_agrees() {
    let t = TestStore::start().await;
    let message = t.submitted("+254700000001", &["ff"]).await;
    t.submitted("+254700000002", &["aa"]).await;
    t.submitted("+254700000003", &["aa"]).await;
    let spelled = |id: &str, to: Option<&str>| ReceiptUnit {
        spellings: vec![id.to_owned()],
        to: to.map(str::to_owned),
        ..t.receipt("255", ReportStatus::Delivered)
    };
    let send = async |receipt| t.store.receipts(vec![receipt]).await.unwrap()[0];
    assert_eq!(send(spelled("ff", Some("+254799999999"))).await, ReceiptOutcome::Early);
    assert_eq!(send(spelled("aa", None)).await, ReceiptOutcome::Early);
    assert_eq!(send(spelled("ff", Some("+254700000001"))).await, MOVED);
    assert_eq!(t.state(message.id).await, MessageState::Delivered);
}

#[tokio::test]
async fn the_exact_id_wins_over_spellings_and_providers_do_not_mix() {
    let t = TestStore::start().await;
    let exact = t.submitted("+254700000001", &["10"]).await;
    let spelled = t.submitted("+254700000002", &["a"]).await;
    let receipt = ReceiptUnit {
        spellings: vec!["a".to_owned()],
        ..t.receipt("10", ReportStatus::Delivered)
    };
    let foreign = ReceiptUnit {
        provider: OTHER_PROVIDER,
        ..t.receipt("10", ReportStatus::Failed)
    };
    let outcomes = t.store.receipts(vec![receipt, foreign]).await.unwrap();
    assert_eq!(outcomes, [MOVED, ReceiptOutcome::Early]);
    assert_eq!(t.state(exact.id).await, MessageState::Delivered);
    assert_eq!(t.state(spelled.id).await, MessageState::Submitted);
}

fn referring(t: &TestStore, message: MessageId, status: ReportStatus) -> ReceiptUnit {
    ReceiptUnit {
        reference: Some((message, 1)),
        ..t.receipt("unseen", status)
    }
}

#[tokio::test]
async fn a_held_message_is_settled_by_a_report_with_its_reference() {
    let t = TestStore::start().await;
    let message = t.begun("+254700000001").await;
    t.settle(
        &message,
        Settled::Held {
            detail: "timed out".to_owned(),
        },
    )
    .await;
    assert!(t.get(message.id).await.held);
    let outcome = t
        .store
        .receipts(vec![referring(&t, message.id, ReportStatus::Delivered)])
        .await
        .unwrap();
    assert_eq!(outcome, [MOVED]);
    let row = t.get(message.id).await;
    assert_eq!((row.state, row.held), (MessageState::Delivered, false));
    let foreign = ReceiptUnit {
        provider: OTHER_PROVIDER,
        ..referring(&t, message.id, ReportStatus::Failed)
    };
    assert_eq!(t.store.receipts(vec![foreign]).await.unwrap(), [ReceiptOutcome::Early]);
    t.check_counts().await;
}

#[tokio::test]
async fn a_report_for_a_message_that_waits_for_a_retry_stops_the_retry() {
    let t = TestStore::start().await;
    let message = t.begun("+254700000001").await;
    t.settle(&message, retry_at(t.now() + HOUR)).await;
    t.store
        .receipts(vec![referring(&t, message.id, ReportStatus::Delivered)])
        .await
        .unwrap();
    assert_eq!(t.state(message.id).await, MessageState::Delivered);
    assert_eq!(t.rows("SELECT COUNT(*) FROM lane_entries").await, 0);
    t.check_counts().await;
}

#[tokio::test]
async fn a_report_by_reference_waits_until_the_number_of_ids_is_known() {
    let t = TestStore::start().await;
    let message = t.begun("+254700000001").await;
    let mut report = referring(&t, message.id, ReportStatus::Delivered);
    report.carrier_id = "one".to_owned();
    assert_eq!(t.store.receipts(vec![report]).await.unwrap(), [ReceiptOutcome::Early]);
    t.settle(&message, submitted(&["one", "two"])).await;
    assert_eq!(t.state(message.id).await, MessageState::Submitted);
    t.store
        .receipts(vec![t.receipt("two", ReportStatus::Delivered)])
        .await
        .unwrap();
    assert_eq!(t.state(message.id).await, MessageState::Delivered);
    t.check_counts().await;
}

#[tokio::test]
async fn a_failure_of_an_earlier_attempt_does_not_end_a_message_that_was_sent_again() {
    let t = TestStore::start().await;
    let message = t.begun("+254700000001").await;
    t.settle(&message, retry_at(t.now() + HOUR)).await;
    let failed = referring(&t, message.id, ReportStatus::Failed);
    assert_eq!(t.store.receipts(vec![failed]).await.unwrap(), [ReceiptOutcome::Noted]);
    assert_eq!(t.state(message.id).await, MessageState::Queued);
    t.check_counts().await;
}

#[tokio::test]
async fn a_settlement_does_not_move_a_message_back_that_a_report_moved() {
    let t = TestStore::start().await;
    let single = |to: &str| NewMessage {
        segments: 1,
        ..t.message(to)
    };
    let first = t.accepted(single("+254700000001")).await;
    let second = t.accepted(single("+254700000002")).await;
    t.begin(&[first.clone(), second.clone()]).await;
    for message in [&first, &second] {
        t.store
            .receipts(vec![referring(&t, message.id, ReportStatus::Delivered)])
            .await
            .unwrap();
    }
    t.settle(&first, submitted(&["abc"])).await;
    t.settle(&second, retry_at(t.now() + HOUR)).await;
    for message in [&first, &second] {
        assert_eq!(t.state(message.id).await, MessageState::Delivered);
    }
    assert_eq!(t.get(first.id).await.carrier_ids, ["abc"]);
    assert_eq!(
        t.kinds(first.id).await,
        [EventKind::Queued, EventKind::Delivered, EventKind::Submitted]
    );
    assert_eq!(
        t.kinds(second.id).await,
        [EventKind::Queued, EventKind::Delivered, EventKind::Report]
    );
    assert_eq!(t.rows("SELECT COUNT(*) FROM lane_entries").await, 0);
    assert_eq!(t.report("abc", ReportStatus::Failed).await, ReceiptOutcome::Noted);
    t.check_counts().await;
}

#[tokio::test]
async fn a_receipt_that_missed_its_message_is_tried_once_more_by_the_sweep() {
    let t = TestStore::start().await;
    let message = t.submitted("+254700000001", &["settled-elsewhere"]).await;
    assert_eq!(t.report("early", ReportStatus::Delivered).await, ReceiptOutcome::Early);
    // What two nodes leave that did not see each other: a receipt that is kept, and an id that awaits it.
    t.store
        .write(Side::Back, async |txn| {
            let sql = "UPDATE early_receipts SET spelling = 'settled-elsewhere', carrier_id = 'settled-elsewhere'";
            txn.conn.execute(sql, &[]).await
        })
        .await
        .unwrap();
    t.report("stray", ReportStatus::Delivered).await;
    t.store.sweep(t.now() + 10_000).await.unwrap();
    assert_eq!(t.state(message.id).await, MessageState::Delivered);
    assert_eq!(t.rows("SELECT COUNT(*) FROM early_receipts WHERE retried = 1").await, 1);
    t.check_counts().await;
}
