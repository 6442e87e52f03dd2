//! Logs at every level never hold a whole phone number, a body or a key.

use serde_json::json;
use testkit::{Logs, ProviderSpec, Reply, TestApp};

use crate::batches::forms::{fields, with_file};
use crate::numbers::kenyans;

const SECRET: &str = "the-very-private-words";

/// Accepts, refuses, retries, holds, cancels, expires, restarts: whatever logs something somewhere.
async fn full_run() -> (Vec<String>, String) {
    let quick = ProviderSpec::simulator(r#"{"profile":"fastest"}"#);
    let mut app = TestApp::builder()
        .provider(ProviderSpec::recorder("main"))
        .provider(quick)
        .start()
        .await;
    let numbers: Vec<String> = kenyans(813_500, 60).collect();
    let own = app.own().clone();
    let recorder = app.recorder().clone();
    recorder.script(&numbers[0], vec![Reply::Busy; 4]);
    recorder.script(&numbers[1], [Reply::Panic]);
    recorder.script(&numbers[2], [Reply::Refuse(adapters::Rejection::InvalidNumber)]);
    recorder.script(&numbers[3], [Reply::Unsure]);
    recorder.script(&numbers[4], [Reply::Throttle(std::time::Duration::from_millis(20))]);
    for number in &numbers[..10] {
        own.send(number, SECRET).await;
    }
    own.send_bulk(numbers[10..40].iter().cloned(), SECRET).await;
    let forced = json!({ "to": numbers[40], "body": SECRET, "provider": "simulator" });
    own.post("/api/sms/send", forced).await.expect(202);
    own.post("/api/sms/send", json!({ "to": "+25472281350", "body": SECRET }))
        .await
        .expect(400);
    own.post(
        "/api/sms/send",
        json!({ "to": numbers[0], "body": SECRET, "nonsense": SECRET }),
    )
    .await
    .expect(400);
    own.post_raw(
        "/api/sms/send",
        "application/json",
        format!("{{\"to\":\"{}\",", numbers[0]),
    )
    .await
    .expect(400);
    let file: String = numbers[41..]
        .iter()
        .map(|number| format!("{number},{SECRET}\n"))
        .collect();
    let form = with_file(
        fields(&[("body", "{{words}}")]),
        format!("mobile,words\n{file}12,{SECRET}\n"),
    );
    let batch = own.post_form("/api/sms/send-bulk", form).await.expect(202);
    own.wait_for_batch(batch.text_of("batchId")).await;
    own.get(&format!("/api/sms/messages?phone={}", numbers[0].replace('+', "%2B")))
        .await
        .expect(200);
    app.run_until_idle().await;
    app.shutdown().await;
    app.start_again().await;
    for wait in [30, 120, 480] {
        app.advance(std::time::Duration::from_secs(wait));
        app.run_until_idle().await;
    }
    app.crash();
    app.start_again().await;
    let key = own.key().to_owned();
    (numbers, key)
}

#[tokio::test]
async fn the_logs_of_a_full_run_hold_no_whole_number_body_or_key() {
    let (numbers, key) = full_run().await;
    let text = Logs::collect().text();
    assert!(Logs::collect().is_whole(), "the collection was cut");
    assert!(text.lines().count() > 20, "there is something to search:\n{text}");
    let lines_with = |what: &str| {
        text.lines()
            .filter(|line| line.contains(what))
            .take(3)
            .collect::<Vec<_>>()
    };
    for number in &numbers {
        let national = &number[4..];
        assert!(
            lines_with(national).is_empty(),
            "a whole number is logged: {:?}",
            lines_with(national)
        );
    }
    assert!(
        lines_with(SECRET).is_empty(),
        "a body is logged: {:?}",
        lines_with(SECRET)
    );
    let secret_part = &key[14..];
    assert!(
        lines_with(secret_part).is_empty(),
        "a key is logged: {:?}",
        lines_with(secret_part)
    );
}
