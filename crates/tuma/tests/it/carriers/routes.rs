//! Routes: which provider a message goes to, and the decision that is kept with it.

use domain::route::{RouteOrder, RouteProvider, RouteRule};
use domain::{Class, ProviderId};
use engine::RouteChange;
use serde_json::json;
use tenancy::Caller;
use testkit::{ProviderSpec, TestApp};

use crate::numbers::{kenyan, kenyans};

async fn three() -> TestApp {
    TestApp::builder()
        .provider(ProviderSpec::recorder("a").rank(1).price(900_000))
        .provider(ProviderSpec::recorder("b").rank(2).price(500_000))
        .provider(ProviderSpec::recorder("c").rank(3).price(700_000))
        .start()
        .await
}

async fn provider(app: &TestApp, name: &str) -> ProviderId {
    let all = app.store().provider_list_all().await.expect("providers");
    all.into_iter()
        .find(|one| one.name == name)
        .expect("a provider of this name")
        .id
}

async fn caller(app: &TestApp) -> Caller {
    let organization = app
        .store()
        .organization_get(app.own().id)
        .await
        .expect("a read")
        .expect("an organization");
    Caller::system(organization.into())
}

/// Makes a route and waits until messages follow it.
async fn route(app: &TestApp, name: &str, rank: i64, rule: RouteRule) {
    let change = RouteChange {
        name: Some(name.to_owned()),
        rank: Some(rank),
        rule: Some(rule),
        active: Some(true),
    };
    let (engine, caller) = (app.engine().clone(), caller(app).await);
    app.inside(async move { engine.route_create(&caller, change).await })
        .await
        .expect("a route");
    testkit::eventually("the route to be known", async || {
        let (engine, caller) = (app.engine().clone(), self::caller(app).await);
        let known = app
            .inside(async move { engine.routes(&caller).await })
            .await
            .expect("routes");
        app.engine().providers_changed();
        known.iter().any(|route| route.row.name == name).then_some(())
    })
    .await;
    app.run_until_idle().await;
}

fn to(providers: &[(ProviderId, u32)]) -> RouteRule {
    RouteRule {
        providers: providers
            .iter()
            .map(|(provider, weight)| RouteProvider {
                provider: *provider,
                weight: *weight,
            })
            .collect(),
        ..RouteRule::default()
    }
}

async fn provider_of(app: &TestApp, number: &str, more: serde_json::Value) -> String {
    let id = app.own().send_with(number, "x", more).await;
    let status = app.wait_for_state(&id, "DELIVERED").await;
    status["provider"].as_str().expect("a provider").to_owned()
}

#[tokio::test]
async fn conditions_choose_and_the_first_route_that_fits_wins() {
    let app = three().await;
    let (b, c) = (provider(&app, "b").await, provider(&app, "c").await);
    route(
        &app,
        "otp",
        1,
        RouteRule {
            classes: vec![Class::Otp],
            ..to(&[(c, 1)])
        },
    )
    .await;
    route(
        &app,
        "fees",
        2,
        RouteRule {
            categories: vec!["fees".to_owned()],
            ..to(&[(b, 1), (c, 1)])
        },
    )
    .await;
    testkit::eventually("the routes to decide", async || {
        (provider_of(&app, &kenyan(1), json!({"class": "otp"})).await == "c").then_some(())
    })
    .await;
    testkit::eventually("the second route to decide", async || {
        (provider_of(&app, &kenyan(3), json!({"category": "fees"})).await == "b").then_some(())
    })
    .await;
    assert_eq!(provider_of(&app, &kenyan(2), json!({})).await, "a");
}

#[tokio::test]
async fn the_cheapest_goes_first_where_the_route_says_so() {
    let app = three().await;
    let ids = [
        (provider(&app, "a").await, 1),
        (provider(&app, "b").await, 1),
        (provider(&app, "c").await, 1),
    ];
    route(
        &app,
        "cheap",
        1,
        RouteRule {
            order: RouteOrder::LeastCost,
            ..to(&ids)
        },
    )
    .await;
    testkit::eventually("the route to decide", async || {
        (provider_of(&app, &kenyan(1), json!({})).await == "b").then_some(())
    })
    .await;
    app.recorder_of("b")
        .script(&kenyan(2), [testkit::Reply::Fault(adapters::ProviderFault::Route)]);
    assert_eq!(provider_of(&app, &kenyan(2), json!({})).await, "c");
}

#[tokio::test]
async fn weights_share_and_a_sticky_route_keeps_a_number_where_it_was() {
    let app = three().await;
    let ids = [(provider(&app, "a").await, 50), (provider(&app, "b").await, 50)];
    let rule = RouteRule {
        order: RouteOrder::Weighted,
        sticky: true,
        ..to(&ids)
    };
    route(&app, "shared", 1, rule).await;
    let mut first = Vec::new();
    for number in kenyans(100, 60) {
        first.push(provider_of(&app, &number, json!({})).await);
    }
    let share = first.iter().filter(|name| *name == "a").count();
    assert!((12..=48).contains(&share), "{share} of 60");
    for (number, before) in kenyans(100, 60).zip(first) {
        assert_eq!(provider_of(&app, &number, json!({})).await, before);
    }
}

#[tokio::test]
async fn a_message_keeps_its_decision() {
    let app = three().await;
    let b = provider(&app, "b").await;
    route(&app, "only b", 1, to(&[(b, 1), (ProviderId::new(b.get()), 1)][..1])).await;
    let id = testkit::eventually("the route to decide", async || {
        let id = app.send(&kenyan(1), "x").await;
        (app.wait_for_state(&id, "DELIVERED").await["provider"] == "b").then_some(id)
    })
    .await;
    let (engine, caller) = (app.engine().clone(), caller(&app).await);
    let message = id.parse().expect("an id");
    let decision = app
        .inside(async move { engine.message_decision(&caller, message).await })
        .await;
    let decision = decision.expect("a read").expect("a decision");
    assert_eq!(decision.route.map(|(_, name)| name).as_deref(), Some("only b"));
    assert_eq!(decision.by, "listed");
    let names: Vec<&str> = decision.order.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["b"]);
}
