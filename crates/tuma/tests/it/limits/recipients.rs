//! Recipients a day: messages accepted, counted with them.

use std::time::Duration;

use ::smpp::command::Mode;
use ::smpp::status::Status;
use engine::SmppAccountChange;
use serde_json::json;
use tenancy::{Author, LimitsChange, NewKey};
use testkit::TestApp;
use tokio::task::JoinSet;

use crate::numbers::{kenyan, kenyans};
use crate::smpp::esme::{Esme, account, text};

async fn with_quota(recipients: u32) -> TestApp {
    TestApp::builder()
        .organization("acme", "KE")
        .organization("globex", "KE")
        .requests(move |limits| limits.recipients_per_day = recipients)
        .start()
        .await
}

async fn stored(app: &TestApp) -> i64 {
    app.database().count("SELECT count(*) FROM messages").await
}

#[tokio::test]
async fn of_a_thousand_sends_at_once_exactly_the_quota_is_accepted() {
    let app = with_quota(100).await;
    let mut callers = JoinSet::new();
    for n in 0..1_000 {
        let org = app.own().clone();
        let body = json!({ "to": kenyan(n), "body": "x" });
        callers.spawn(async move { org.post("/api/sms/send", body).await });
    }
    let answers = callers.join_all().await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 202).count(), 100);
    let refused: Vec<_> = answers.iter().filter(|answer| answer.status == 429).collect();
    assert_eq!(refused.len(), 900);
    let one = refused[0];
    assert_eq!(
        (one.code(), one.header("retry-after")),
        ("TOO_MANY_REQUESTS", Some("57600"))
    );
    let limit = &one.data()["limit"];
    assert_eq!((&limit["counts"], &limit["size"]), (&json!("recipients"), &json!(100)));
    app.run_until_idle().await;
    assert_eq!((stored(&app).await, app.recorder().count()), (100, 100));
    app.org("globex").send(&kenyan(1), "theirs").await;
    app.run_until_idle().await;
}

#[tokio::test]
async fn a_bulk_call_goes_whole_or_not_at_all_and_the_next_day_has_room_again() {
    let app = with_quota(10).await;
    app.own().send_bulk(kenyans(1, 7), "x").await;
    let many: Vec<_> = kenyans(100, 4).map(|to| json!({ "to": to })).collect();
    let body = json!({ "recipients": many, "body": "x" });
    let refused = app.post("/api/sms/send-bulk", body.clone()).await.expect(429);
    let (fault, mend) = refused.fault("limits.organization.recipientsPerDay").expect("named");
    assert_eq!(fault, "7 of 10 recipients a day are used");
    assert!(mend.starts_with("send at most 3 more today"), "{mend}");
    app.own().send_bulk(kenyans(200, 3), "x").await;
    app.run_until_idle().await;
    assert_eq!(stored(&app).await, 10);
    app.advance(Duration::from_secs(16 * 3_600));
    app.post("/api/sms/send-bulk", body).await.expect(202);
    app.run_until_idle().await;
}

#[tokio::test]
async fn a_repeated_call_takes_nothing_and_a_refused_one_may_be_repeated() {
    let app = with_quota(1).await;
    let with_key = |key: &str, to: usize| json!({ "to": kenyan(to), "body": "x", "idempotencyKey": key });
    let first = app.post("/api/sms/send", with_key("a", 1)).await.expect(202);
    let again = app.post("/api/sms/send", with_key("a", 1)).await.expect(202);
    assert_eq!(first.text_of("messageId"), again.text_of("messageId"));
    app.post("/api/sms/send", with_key("b", 2)).await.expect(429);
    let (tenancy, id) = (app.tenancy().clone(), app.own().id);
    let change = LimitsChange {
        recipients_per_day: Some(Some(2)),
        ..LimitsChange::default()
    };
    app.inside(async move { tenancy.limits_change(id, change, &Author::operator()).await })
        .await
        .expect("changed");
    testkit::eventually("the larger quota to be known", async || {
        let answer = app.post("/api/sms/send", with_key("b", 2)).await;
        (answer.status == 202).then_some(())
    })
    .await;
    app.run_until_idle().await;
}

#[tokio::test]
async fn a_file_stops_at_the_quota_and_says_so() {
    let app = TestApp::builder()
        .engine(|settings| settings.chunk_rows = 10)
        .requests(|limits| limits.recipients_per_day = 25)
        .start()
        .await;
    let numbers: Vec<String> = kenyans(1, 60).collect();
    let file = reqwest::multipart::Part::bytes(numbers.join("\n").into_bytes()).file_name("people.txt");
    let form = reqwest::multipart::Form::new().text("body", "x").part("file", file);
    let answer = app.own().post_form("/api/sms/send-bulk", form).await.expect(202);
    let batch = app.own().wait_for_batch(answer.text_of("batchId")).await;
    assert_eq!((batch.text_of("status"), batch.number_of("accepted")), ("FAILED", 20));
    assert!(
        batch.text_of("failure").contains("25 recipients a day"),
        "{}",
        batch.text
    );
    app.run_until_idle().await;
    assert_eq!(stored(&app).await, 20);
}

#[tokio::test]
async fn programs_that_bind_are_held_to_it_too() {
    let app = with_quota(2).await;
    let login = account(&app, "acme", "clinic1", SmppAccountChange::default()).await;
    let mut esme = Esme::bind(&app, &login, Mode::Transmitter).await;
    for n in 0..2 {
        esme.submit(text(&kenyan(n), "x")).await.expect("taken");
    }
    assert_eq!(esme.submit(text(&kenyan(9), "x")).await, Err(Status::RTHROTTLED));
    app.run_until_idle().await;
}

#[tokio::test]
async fn test_messages_take_nothing_of_it() {
    let app = with_quota(1).await;
    let test = NewKey {
        test: true,
        ..NewKey::default()
    };
    let test = app.key_like("acme", test).await;
    for n in 0..3 {
        let id = test.send(&kenyan(n), "x").await;
        test.wait_for_state(&id, "DELIVERED").await;
    }
    app.send(&kenyan(1), "x").await;
    app.run_until_idle().await;
}
