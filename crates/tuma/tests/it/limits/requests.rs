//! Requests in a minute and a day.

use std::time::Duration;

use domain::Scopes;
use reqwest::Method;
use serde_json::json;
use tenancy::{Author, LimitsChange, NewKey};
use testkit::{Answer, Builder, Org, TestApp};
use tokio::task::JoinSet;

use crate::numbers::{kenyan, kenyans};

const PATH: &str = "/api/sms/batches";

fn limited(key: u32, organization: u32) -> Builder {
    TestApp::builder().requests(move |limits| {
        limits.key.per_minute = key;
        limits.organization.per_minute = organization;
    })
}

/// Asks so many times at once; answers what came back.
async fn at_once(org: &Org, count: usize) -> Vec<Answer> {
    let mut callers = JoinSet::new();
    for _ in 0..count {
        let org = org.clone();
        callers.spawn(async move { org.get(PATH).await });
    }
    callers.join_all().await
}

fn passed(answers: &[Answer]) -> usize {
    answers.iter().filter(|answer| answer.status == 200).count()
}

/// The three headers, as numbers.
fn headers(answer: &Answer) -> [i64; 3] {
    ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"].map(|name| {
        let value = answer
            .header(name)
            .unwrap_or_else(|| panic!("{name} is missing: {answer:?}"));
        value.parse().expect("a number")
    })
}

#[tokio::test]
async fn of_a_thousand_requests_at_once_exactly_as_many_pass_as_the_limit_says() {
    let app = limited(100, 0).start().await;
    let answers = at_once(app.own(), 1_000).await;
    assert_eq!(passed(&answers), 100);
    let refused: Vec<_> = answers.iter().filter(|answer| answer.status == 429).collect();
    assert_eq!(refused.len(), 900);
    for answer in refused {
        assert_eq!(
            (answer.code(), answer.header("retry-after")),
            ("TOO_MANY_REQUESTS", Some("60"))
        );
    }
    app.advance(Duration::from_secs(59));
    assert_eq!(passed(&at_once(app.own(), 10).await), 0);
    app.advance(Duration::from_secs(1));
    assert_eq!(passed(&at_once(app.own(), 1_000).await), 100);
}

#[tokio::test]
async fn of_a_thousand_sends_at_once_exactly_the_limit_is_accepted_and_nothing_else_is_stored() {
    let app = limited(0, 100).start().await;
    let (one, two) = (app.own().clone(), app.key_of("acme", Scopes::MESSAGING).await);
    let mut callers = JoinSet::new();
    for n in 0..1_000 {
        let org = if n % 2 == 0 { one.clone() } else { two.clone() };
        let body = json!({ "to": kenyan(n), "body": "x" });
        callers.spawn(async move { org.post("/api/sms/send", body).await.status });
    }
    let statuses = callers.join_all().await;
    assert_eq!(statuses.iter().filter(|status| **status == 202).count(), 100);
    assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 900);
    app.run_until_idle().await;
    assert_eq!(app.database().count("SELECT count(*) FROM messages").await, 100);
    assert_eq!(app.recorder().count(), 100);
}

#[tokio::test]
async fn an_answer_says_what_is_left_and_a_refusal_which_limit_it_was_and_when_to_come_back() {
    let app = limited(3, 100).start().await;
    let now_s = app.now_ms() / 1_000;
    let first = app.get(PATH).await.expect(200);
    assert_eq!(headers(&first), [3, 2, now_s + 60]);
    app.advance(Duration::from_secs(20));
    let second = app.get("/api/sms/status/msg_0000000000001").await.expect(404);
    assert_eq!(headers(&second), [3, 1, now_s + 60]);
    let third = app.post("/api/sms/send", json!({ "to": "12" })).await.expect(400);
    assert_eq!(
        headers(&third),
        [3, 0, now_s + 60],
        "a bad request counts like any other"
    );
    let refused = app.get(PATH).await.expect(429);
    assert_eq!(headers(&refused), [3, 0, now_s + 60]);
    assert_eq!(refused.header("retry-after"), Some("40"));
    let message = refused.json["error"]["message"].as_str().expect("a message");
    assert_eq!(
        message,
        "the limit of 3 requests a minute of this API key is used up; come back in 40 s"
    );
    let (fault, mend) = refused.fault("limits.api_key.minute").expect("the limit is named");
    assert_eq!(fault, "3 requests a minute are used up");
    assert_eq!(mend, "come back in 40 s, at 2026-03-01T08:01:00.000Z");
    let told = json!({
        "layer": "api_key", "per": "minute", "counts": "requests", "size": 3,
        "resetAt": "2026-03-01T08:01:00.000Z", "retryAfterSeconds": 40,
    });
    assert_eq!(refused.data()["limit"], told);
    let text = app.get_bare("/metrics").await.expect(200).text;
    let series = r#"sms_rate_limit_hits_total{layer="api_key"} "#;
    let hits = text
        .lines()
        .find_map(|line| line.strip_prefix(series))
        .expect("the series");
    assert_ne!(hits, "0");
}

#[tokio::test]
async fn every_guarded_route_carries_the_headers_whatever_it_answers() {
    let app = limited(100_000, 0).start().await;
    let all: Scopes = domain::Scope::ALL.into_iter().collect();
    let key = app.key_of("acme", all).await;
    let document = app.get_bare("/api/openapi.json").await.expect(200).json;
    let mut routes = 0;
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for (method, operation) in methods.as_object().expect("methods") {
            if operation["security"].is_null() {
                continue;
            }
            let method = Method::from_bytes(method.to_uppercase().as_bytes()).expect("a method");
            // No route takes this; the live stream, which would not end, refuses it.
            let named = format!("{}?numbers=none", path.replace(['{', '}'], ""));
            let asked = key.request(method.clone(), &named).json(&json!({ "nothing": 1 }));
            let answer = Answer::of(asked.send().await.expect("an answer")).await;
            assert_ne!(answer.status, 401, "{method} {path}");
            assert_eq!(headers(&answer)[0], 100_000, "{method} {path}");
            let stranger = key.with_key("sk_live_nonsense").request(method.clone(), &named);
            let answer = Answer::of(stranger.send().await.expect("an answer")).await;
            assert_eq!(answer.status, 401, "{method} {path}");
            routes += 1;
        }
    }
    assert!(routes > 30, "only {routes} routes ask for a key");
}

#[tokio::test]
async fn keys_of_an_organization_share_its_limit_and_other_organizations_do_not() {
    let app = limited(4, 6)
        .organization("acme", "KE")
        .organization("globex", "KE")
        .start()
        .await;
    let (one, two) = (app.own().clone(), app.key_of("acme", Scopes::MESSAGING).await);
    assert_eq!(passed(&at_once(&one, 9).await), 4);
    let of_two = at_once(&two, 9).await;
    assert_eq!(passed(&of_two), 2);
    let refused = of_two
        .iter()
        .find(|answer| answer.status == 429)
        .expect("one is refused");
    assert!(
        refused.fault("limits.organization.minute").is_some(),
        "{}",
        refused.text
    );
    assert_eq!(passed(&at_once(app.org("globex"), 9).await), 4);
}

#[tokio::test]
async fn a_bulk_call_is_one_request() {
    let app = limited(2, 0).start().await;
    app.own().send_bulk(kenyans(1, 500), "x").await;
    app.own().send_bulk(kenyans(1_000, 500), "x").await;
    let body = json!({ "to": kenyan(1), "body": "x" });
    app.post("/api/sms/send", body).await.expect(429);
    app.run_until_idle().await;
    assert_eq!(app.recorder().count(), 1_000);
}

#[tokio::test]
async fn a_days_limit_ends_at_midnight_in_utc() {
    let app = TestApp::builder()
        .requests(|limits| limits.key.per_day = 5)
        .start()
        .await;
    assert_eq!(passed(&at_once(app.own(), 9).await), 5);
    let refused = app.get(PATH).await.expect(429);
    // The tests' clock starts at eight in the morning.
    let left = Duration::from_secs(16 * 3_600);
    assert_eq!(refused.header("retry-after"), Some("57600"));
    assert!(refused.fault("limits.api_key.day").is_some(), "{}", refused.text);
    app.advance(left - Duration::from_millis(1));
    app.get(PATH).await.expect(429);
    app.advance(Duration::from_millis(1));
    assert_eq!(passed(&at_once(app.own(), 9).await), 5);
}

#[tokio::test]
async fn what_was_agreed_with_a_key_or_an_organization_comes_before_the_platforms_limits() {
    let app = limited(3, 5).start().await;
    let more = NewKey {
        per_minute: Some(50),
        ..NewKey::default()
    };
    let key = app.key_like("acme", more).await;
    assert_eq!(
        passed(&at_once(&key, 60).await),
        5,
        "the organization's limit holds all the same"
    );
    let (tenancy, id) = (app.tenancy().clone(), app.own().id);
    let change = LimitsChange {
        per_minute: Some(Some(0)),
        ..LimitsChange::default()
    };
    app.inside(async move { tenancy.limits_change(id, change, &Author::operator()).await })
        .await
        .expect("changed");
    assert_eq!(passed(&at_once(&key, 60).await), 45);
    let unlimited = NewKey {
        per_minute: Some(0),
        ..NewKey::default()
    };
    let free = app.key_like("acme", unlimited).await;
    let answers = at_once(&free, 200).await;
    assert_eq!(passed(&answers), 200);
    assert!(
        answers[0].header("x-ratelimit-limit").is_none(),
        "there is no limit to tell of"
    );
}

#[tokio::test]
async fn what_is_left_can_be_asked_for() {
    let app = TestApp::builder()
        .requests(|limits| {
            limits.key.per_minute = 60;
            limits.organization.per_day = 50_000;
            limits.recipients_per_day = 10;
        })
        .start()
        .await;
    app.own().send_bulk(kenyans(1, 4), "x").await;
    app.run_until_idle().await;
    let limits = app.get("/api/sms/limits").await.expect(200).data()["limits"].clone();
    let seen: Vec<_> = limits
        .as_array()
        .expect("limits")
        .iter()
        .map(|one| {
            let word = |name: &str| one[name].as_str().expect("a word").to_owned();
            let number = |name: &str| one[name].as_i64().expect("a number");
            (
                format!("{} {} a {}", word("layer"), word("counts"), word("per")),
                number("size"),
                number("remaining"),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("api_key requests a minute".to_owned(), 60, 58),
            ("organization requests a day".to_owned(), 50_000, 49_998),
            ("organization recipients a day".to_owned(), 10, 6),
        ]
    );
}
