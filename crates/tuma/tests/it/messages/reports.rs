//! Delivery reports as carriers really send them: duplicate, contradicting, out of order, by segment, in another spelling.

use domain::ReportStatus::{Delivered, Failed, Rejected, Sent};
use testkit::{Reply, TestApp};

use crate::numbers::kenyan;

/// A message that the carrier took under these ids and has not reported on.
async fn submitted(app: &TestApp, ids: &[&str]) -> String {
    app.recorder().script(
        &kenyan(1),
        [Reply::TakeAs(ids.iter().map(|id| (*id).to_owned()).collect())],
    );
    let id = app.send(&kenyan(1), "x").await;
    app.wait_for_state(&id, "SUBMITTED").await;
    id
}

#[tokio::test]
async fn a_report_that_comes_twice_is_noted_once_more_and_moves_nothing() {
    let app = TestApp::start().await;
    let id = submitted(&app, &["c1"]).await;
    app.recorder().report_id("c1", Delivered).await;
    app.recorder().report_id("c1", Delivered).await;
    assert_eq!(
        app.own().timeline(&id).await,
        ["QUEUED", "SUBMITTED", "DELIVERED", "REPORT"]
    );
    assert_eq!(app.own().totals().await, [("DELIVERED".to_owned(), 1)].into());
}

#[tokio::test]
async fn the_same_report_twice_in_one_delivery_counts_once() {
    let app = TestApp::start().await;
    let id = submitted(&app, &["c1", "c2"]).await;
    let twice = vec![
        app.recorder().report_of("c1", Delivered),
        app.recorder().report_of("c1", Delivered),
    ];
    app.recorder().push(twice).await;
    assert_eq!(
        app.own().status(&id).await["status"],
        "SUBMITTED",
        "one segment is still awaited"
    );
    app.recorder().report_id("c2", Delivered).await;
    app.wait_for_state(&id, "DELIVERED").await;
}

#[tokio::test]
async fn a_contradicting_report_never_moves_a_message_back() {
    let app = TestApp::start().await;
    let id = submitted(&app, &["c1"]).await;
    app.recorder().report_id("c1", Delivered).await;
    for status in [Failed, Sent, Rejected] {
        app.recorder().report_id("c1", status).await;
    }
    let status = app.own().status(&id).await;
    assert_eq!(status["status"], "DELIVERED");
    assert_eq!(
        app.own().timeline(&id).await[2..],
        ["DELIVERED", "REPORT", "REPORT", "REPORT"]
    );
    assert_eq!(app.own().totals().await, [("DELIVERED".to_owned(), 1)].into());
}

#[tokio::test]
async fn sent_comes_before_delivered_and_a_late_sent_is_only_noted() {
    let app = TestApp::start().await;
    let id = submitted(&app, &["c1"]).await;
    app.recorder().report_id("c1", Sent).await;
    assert_eq!(app.own().status(&id).await["status"], "SENT");
    app.recorder().report_id("c1", Delivered).await;
    app.recorder().report_id("c1", Sent).await;
    assert_eq!(
        app.own().timeline(&id).await,
        ["QUEUED", "SUBMITTED", "SENT", "DELIVERED", "REPORT"]
    );
}

#[tokio::test]
async fn every_segment_must_arrive() {
    let app = TestApp::start().await;
    let id = submitted(&app, &["s1", "s2", "s3"]).await;
    for segment in ["s3", "s1"] {
        app.recorder().report_id(segment, Delivered).await;
        assert_eq!(app.own().status(&id).await["status"], "SUBMITTED");
    }
    app.recorder().report_id("s2", Delivered).await;
    assert_eq!(app.own().status(&id).await["status"], "DELIVERED");
}

#[tokio::test]
async fn one_segment_that_fails_fails_the_message() {
    let app = TestApp::start().await;
    let id = submitted(&app, &["s1", "s2"]).await;
    app.recorder().report_id("s1", Delivered).await;
    app.recorder().report_id("s2", Failed).await;
    assert_eq!(app.own().status(&id).await["status"], "FAILED");
}

#[tokio::test]
async fn a_report_is_found_in_another_spelling_of_its_id() {
    for (answered, reported) in [
        ("3893fc1b7000", "3893FC1B7000"),
        ("ff", "255"),
        ("255", "000000ff"),
        ("42", "0000000042"),
        ("1234567890", "499602d2"),
    ] {
        let app = TestApp::start().await;
        let id = submitted(&app, &[answered]).await;
        app.recorder().report_id(reported, Delivered).await;
        assert_eq!(
            app.own().status(&id).await["status"],
            "DELIVERED",
            "{answered} reported as {reported}"
        );
    }
}

#[tokio::test]
async fn another_spelling_counts_only_for_the_number_that_the_carrier_names() {
    let app = TestApp::start().await;
    let id = submitted(&app, &["ff"]).await;
    let mut elsewhere = app.recorder().report_of("255", Delivered);
    elsewhere.to = Some(kenyan(2));
    app.recorder().push(vec![elsewhere]).await;
    assert_eq!(app.own().status(&id).await["status"], "SUBMITTED");
    let mut here = app.recorder().report_of("255", Delivered);
    here.to = Some(kenyan(1));
    app.recorder().push(vec![here]).await;
    assert_eq!(app.own().status(&id).await["status"], "DELIVERED");
}

#[tokio::test]
async fn a_reused_id_belongs_to_the_newest_message_that_awaits_it() {
    let app = TestApp::start().await;
    app.recorder().usually(Reply::TakeAs(vec!["7".to_owned()]));
    let older = app.send(&kenyan(1), "x").await;
    app.wait_for_state(&older, "SUBMITTED").await;
    let newer = app.send(&kenyan(2), "x").await;
    app.wait_for_state(&newer, "SUBMITTED").await;
    app.recorder().report_id("7", Delivered).await;
    assert_eq!(app.own().status(&newer).await["status"], "DELIVERED");
    assert_eq!(app.own().status(&older).await["status"], "SUBMITTED");
    app.recorder().report_id("7", Failed).await;
    assert_eq!(app.own().status(&older).await["status"], "FAILED");
}

#[tokio::test]
async fn the_carriers_own_words_are_kept_in_the_timeline() {
    let app = TestApp::start().await;
    let id = submitted(&app, &["c1"]).await;
    let mut report = app.recorder().report_of("c1", Failed);
    report.raw = "{\"stat\":\"UNDELIV\",\"err\":\"012\"}".to_owned();
    report.error_code = Some("012".to_owned());
    app.recorder().push(vec![report]).await;
    let status = app.own().status(&id).await;
    assert_eq!(status["errorCode"], "012");
    let timeline = status["timeline"].as_array().expect("a timeline");
    assert_eq!(
        timeline.last().expect("an event")["metadata"]["stat"],
        "UNDELIV",
        "{timeline:?}"
    );
}
