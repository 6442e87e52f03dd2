//! Laws of the routes about money: strangers credit nobody, and one tenant's money is not another's.

use std::sync::atomic::Ordering;

use domain::Role;

use crate::app::App;
use crate::laws::PAYMENTS;

#[tokio::test]
async fn payment_providers_are_asked_for_no_key_and_nobody_is_credited_by_strangers() {
    let app = App::start().await;
    let answer = app.with_key("POST", PAYMENTS.1, None, Some("{}")).await;
    assert_eq!((answer.status.as_u16(), answer.bytes.is_empty()), (404, true));
    assert_eq!(answer.header("x-tuma-reason"), "there is no such payment provider");
    let other = app.with_key("GET", PAYMENTS.1, None, None).await;
    assert_eq!(
        (other.status.as_u16(), other.code().as_str()),
        (405, "METHOD_NOT_ALLOWED")
    );
}

/// What a call of the installation's administrator in `acme` made: its id.
async fn made(app: &App, ops: &str, path: &str, body: &str, field: &str) -> String {
    let answer = app.with_key("POST", path, Some(ops), Some(body)).await;
    assert_eq!(answer.status, 201, "{path}: {}", answer.json());
    answer.data()[field].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn another_tenants_money_is_not_found() {
    let app = App::start().await;
    let ops = app.token(Role::SystemAdministrator).await;
    let terms = Some(r#"{"currency":"KES"}"#);
    let terms = app.with_key("PUT", "/api/sms/balance/terms", Some(&ops), terms).await;
    assert_eq!(terms.status, 200, "{}", terms.json());
    let top_up = r#"{"amount":"5.00","currency":"KES"}"#;
    let top_up = made(&app, &ops, "/api/sms/balance/top-ups", top_up, "topUpId").await;
    let price = r#"{"prefix":"254","price":"0.70","currency":"KES"}"#;
    let price = made(&app, &ops, "/api/sms/prices", price, "priceId").await;
    let (own, other) = (app.token(Role::Owner).await, app.token_in("clinic", Role::Owner).await);
    let other_ops = app.token_in("clinic", Role::SystemAdministrator).await;
    for (method, path, noun, (theirs, ours)) in [
        (
            "GET",
            format!("/api/sms/balance/top-ups/{top_up}"),
            "the top-up",
            (&other, &own),
        ),
        (
            "DELETE",
            format!("/api/sms/prices/{price}"),
            "the price",
            (&other_ops, &ops),
        ),
    ] {
        let answer = app.with_key(method, &path, Some(theirs), None).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (404, "NOT_FOUND"),
            "{path}"
        );
        assert_eq!(
            answer.json()["error"]["message"],
            format!("{noun} was not found"),
            "{path}"
        );
        assert_eq!(
            app.with_key(method, &path, Some(ours), None).await.status,
            200,
            "{path}"
        );
    }
    for (list, field) in [
        ("/api/sms/balance/top-ups", "topUps"),
        ("/api/sms/ledger", "entries"),
        ("/api/sms/prices", "prices"),
        ("/api/sms/balance/alerts", "alerts"),
    ] {
        let theirs = app.with_key("GET", list, Some(&other), None).await.data();
        assert_eq!(theirs[field].as_array().map(Vec::len), Some(0), "{list}");
    }
    let balance = app
        .with_key("GET", "/api/sms/balance", Some(&app.other_key), None)
        .await
        .data();
    assert_eq!(balance["mode"], "unlimited");
}

#[tokio::test]
async fn carriers_are_asked_for_what_is_left_at_most_once_in_five_minutes() {
    let app = App::start().await;
    let ask = async || app.get("/api/sms/balance").await.data()["carriers"].clone();
    let (first, second) = futures::join!(ask(), ask());
    assert_eq!(first, second);
    // Its own two, and not the platform's.
    let carriers = first.as_array().expect("a list");
    assert_eq!(carriers.len(), 2, "{first}");
    assert_eq!(
        carriers[0]["balance"],
        serde_json::json!({ "amount": "12.50", "currency": "KES" })
    );
    assert_eq!(app.asked.load(Ordering::SeqCst), 2);
    app.advance(299_999);
    assert_eq!(ask().await, first);
    assert_eq!(app.asked.load(Ordering::SeqCst), 2);
    app.advance(1);
    assert_ne!(ask().await, first);
    assert_eq!(app.asked.load(Ordering::SeqCst), 4);
}
