//! Reports that come before the carrier's answer is known: kept, and matched when it is.

use domain::ReportStatus::{Delivered, Sent};
use testkit::{Reply, TestApp, eventually};

use crate::numbers::{kenyan, kenyans};

async fn begun(app: &TestApp, count: usize) {
    eventually("the hand-overs", async || {
        (app.recorder().open() == count).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_report_before_the_answer_counts_once_the_answer_comes() {
    let app = TestApp::start().await;
    app.recorder().shut_gate();
    app.recorder()
        .script(&kenyan(1), [Reply::TakeAs(vec!["early-1".to_owned()])]);
    let id = app.send(&kenyan(1), "x").await;
    begun(&app, 1).await;
    app.recorder().report_id("early-1", Delivered).await;
    assert_eq!(app.own().status(&id).await["status"], "QUEUED");
    app.recorder().open_gate();
    app.wait_for_state(&id, "DELIVERED").await;
    assert_eq!(app.own().timeline(&id).await, ["QUEUED", "SUBMITTED", "DELIVERED"]);
    assert_eq!(app.database().count("SELECT count(*) FROM early_receipts").await, 0);
}

#[tokio::test]
async fn an_early_report_by_reference_is_not_undone_by_the_answer() {
    let app = TestApp::start().await;
    app.recorder().shut_gate();
    app.recorder()
        .script(&kenyan(1), [Reply::TakeAs(vec!["c1".to_owned()])]);
    let id = app.send(&kenyan(1), "x").await;
    begun(&app, 1).await;
    let seen = &app.recorder().seen()[0];
    let mut report = app.recorder().report_of("c1", Delivered);
    report.reference = Some((seen.message, 1));
    app.recorder().push(vec![report]).await;
    app.recorder().open_gate();
    app.wait_for_state(&id, "DELIVERED").await;
    app.run_until_idle().await;
    let timeline = app.own().timeline(&id).await;
    assert_eq!(
        timeline.iter().filter(|event| *event == "DELIVERED").count(),
        1,
        "{timeline:?}"
    );
    assert_eq!(app.own().totals().await, [("DELIVERED".to_owned(), 1)].into());
}

#[tokio::test]
async fn early_reports_of_every_segment_and_of_several_kinds_are_all_matched() {
    let app = TestApp::start().await;
    app.recorder().shut_gate();
    app.recorder()
        .script(&kenyan(1), [Reply::TakeAs(vec!["a".to_owned(), "b".to_owned()])]);
    let id = app.send(&kenyan(1), "x").await;
    begun(&app, 1).await;
    for (segment, status) in [("b", Delivered), ("a", Sent), ("a", Delivered)] {
        app.recorder().report_id(segment, status).await;
    }
    app.recorder().open_gate();
    app.wait_for_state(&id, "DELIVERED").await;
}

#[tokio::test]
async fn an_early_report_in_another_spelling_is_matched_too() {
    let app = TestApp::start().await;
    app.recorder().shut_gate();
    app.recorder()
        .script(&kenyan(1), [Reply::TakeAs(vec!["ff".to_owned()])]);
    let id = app.send(&kenyan(1), "x").await;
    begun(&app, 1).await;
    app.recorder().report_id("0000000255", Delivered).await;
    app.recorder().open_gate();
    app.wait_for_state(&id, "DELIVERED").await;
}

#[tokio::test]
async fn a_report_that_belongs_to_nothing_is_kept_for_72_hours_and_then_swept_away() {
    let app = TestApp::start().await;
    app.recorder().report_id("nobody", Delivered).await;
    let kept = "SELECT count(*) FROM early_receipts WHERE carrier_id = 'nobody'";
    assert!(app.database().count(kept).await > 0);
    app.advance(std::time::Duration::from_secs(71 * 3_600));
    let id = app.send(&kenyan(1), "x").await;
    app.wait_for_state(&id, "DELIVERED").await;
    assert!(app.database().count(kept).await > 0);
    app.advance(std::time::Duration::from_secs(2 * 3_600));
    eventually("the sweep", async || {
        (app.database().count(kept).await == 0).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_thousand_reports_that_race_their_answers_all_count() {
    let app = TestApp::start().await;
    app.own().send_bulk(kenyans(1, 1_000), "x").await;
    app.run_until_idle().await;
    assert_eq!(app.own().totals().await, [("DELIVERED".to_owned(), 1_000)].into());
    assert_eq!(app.recorder().count(), 1_000);
}
