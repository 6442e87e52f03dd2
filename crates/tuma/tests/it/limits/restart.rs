//! A day's counts go on after a stop, and after a crash but for what came in its last moment.

use testkit::{TestApp, eventually};

use crate::process::server::Machine;

const PATH: &str = "/api/sms/limits";
const COUNTED: &str = "SELECT COALESCE(MAX(requests), 0) FROM request_days WHERE subject_id <> 0";

async fn limited() -> TestApp {
    TestApp::builder()
        .requests(|limits| {
            limits.key.per_day = 20;
            limits.organization.per_day = 1_000;
        })
        .start()
        .await
}

async fn remaining(app: &TestApp) -> i64 {
    let answer = app.get(PATH).await.expect(200);
    let header = answer.header("x-ratelimit-remaining").expect("the header");
    header.parse().expect("a number")
}

#[tokio::test]
async fn after_a_stop_a_day_goes_on_where_it_was() {
    let mut app = limited().await;
    for _ in 0..7 {
        app.get(PATH).await.expect(200);
    }
    app.shutdown().await;
    app.start_again().await;
    assert_eq!(remaining(&app).await, 20 - 8);
    app.shutdown().await;
    app.start_again().await;
    assert_eq!(remaining(&app).await, 20 - 9);
    let organization = app.get(PATH).await.expect(200).data()["limits"][1].clone();
    assert_eq!(organization["remaining"], 1_000 - 10, "{organization}");
}

#[tokio::test]
async fn after_a_crash_what_was_in_the_database_still_counts() {
    let mut app = limited().await;
    for _ in 0..7 {
        app.get(PATH).await.expect(200);
    }
    eventually("the requests to be in the database", async || {
        (app.database().count(COUNTED).await == 7).then_some(())
    })
    .await;
    app.crash();
    app.start_again().await;
    assert_eq!(remaining(&app).await, 20 - 8);
}

#[tokio::test]
async fn a_killed_process_forgets_nothing_that_was_flushed_and_a_stopped_one_nothing_at_all() {
    let mut machine = Machine::new().await;
    machine.tuma = machine
        .tuma
        .with("TUMA_LIMITS__KEY_PER_DAY", "100")
        .with("TUMA_LIMITS__FLUSH_MS", "20");
    machine
        .json(&["org", "create", "Acme", "--slug", "acme", "--region", "KE"])
        .await;
    let key = machine.json(&["key", "create", "--name", "test"]).await;
    let key = key["apiKey"].as_str().expect("the key");
    let left = async |client: &testkit::Client| {
        let answer = client.get(PATH).await.expect(200);
        let header = answer.header("x-ratelimit-remaining").expect("the header").to_owned();
        header.parse::<i64>().expect("a number")
    };
    let server = machine.serve(&[]).await;
    let client = server.client(key);
    for _ in 0..9 {
        left(&client).await;
    }
    eventually("the requests to be in the database", async || {
        (machine.database.count(COUNTED).await == 9).then_some(())
    })
    .await;
    server.child.kill().await;
    machine.database.left_alone().await;
    let server = machine.serve(&[]).await;
    let client = server.client(key);
    assert_eq!(left(&client).await, 100 - 10);
    assert_eq!(left(&client).await, 100 - 11);
    server.child.terminate();
    assert_eq!(server.child.ended().await.code, Some(0));
    let server = machine.serve(&[]).await;
    assert_eq!(left(&server.client(key)).await, 100 - 12);
}
