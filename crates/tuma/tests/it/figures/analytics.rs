//! Figures by the days and hours of a time zone, against what was really sent.

use std::time::Duration;

use adapters::Rejection;
use domain::Role;
use serde_json::{Value, json};
use tenancy::NewOrganization;
use testkit::{Browser, ProviderSpec, Reply, TestApp};

use crate::numbers::{kenyan, kenyans};

const HOUR: u64 = 3_600;

/// Whoever may look at figures.
async fn analyst(app: &TestApp, slug: &str) -> Browser {
    app.signed_in(slug, Role::OrgAdmin).await
}

async fn analytics(analyst: &Browser, query: &str) -> Value {
    let path = format!("/api/sms/analytics?{query}");
    analyst.get(&path).await.expect(200).data().clone()
}

/// `acme` in Karachi (five hours ahead), with two providers that ask different prices. The clock stands at 13:00 there on
/// Sunday, 2026-03-01.
async fn karachi() -> TestApp {
    TestApp::builder()
        .organization_like(NewOrganization {
            name: "Acme".to_owned(),
            slug: "acme".to_owned(),
            region: "KE".to_owned(),
            time_zone: "Asia/Karachi".to_owned(),
            ..NewOrganization::default()
        })
        .organization("clinic", "KE")
        .provider(ProviderSpec::recorder("first").rank(1))
        .provider(ProviderSpec::recorder("second").rank(2).price(500_000))
        .start()
        .await
}

async fn send_by(app: &TestApp, number: usize, provider: &str, class: &str) {
    let more = json!({ "provider": provider, "class": class });
    app.own().send_with(&kenyan(number), "x", more).await;
}

#[tokio::test]
async fn days_are_those_of_the_organization() {
    let app = karachi().await;
    app.own().send_bulk(kenyans(1, 3), "x").await;
    app.run_until_idle().await;
    // 23:30 in Karachi, then 00:30 on Monday.
    app.advance(Duration::from_secs(10 * HOUR + HOUR / 2));
    app.own().send_bulk(kenyans(10, 2), "x").await;
    app.run_until_idle().await;
    app.advance(Duration::from_secs(HOUR));
    app.own().send_bulk(kenyans(20, 4), "x").await;
    app.run_until_idle().await;

    let analyst = analyst(&app, "acme").await;
    let own = analytics(&analyst, "from=2026-02-28&to=2026-03-02").await;
    assert_eq!(
        (&own["timeZone"], &own["by"], &own["period"]),
        (&json!("Asia/Karachi"), &json!("day"), &json!("custom"))
    );
    let days: Vec<_> = own["dailyBreakdown"]
        .as_array()
        .expect("days")
        .iter()
        .map(|day| {
            (
                day["date"].as_str().unwrap_or_default(),
                day["sent"].as_i64().unwrap_or_default(),
            )
        })
        .collect();
    assert_eq!(days, [("2026-03-02", 4), ("2026-03-01", 5), ("2026-02-28", 0)]);
    assert_eq!(own["summary"]["totalSent"], 9);

    let utc = analytics(&analyst, "from=2026-03-01&to=2026-03-02&timeZone=UTC&by=day").await;
    assert_eq!(utc["dailyBreakdown"][1]["sent"], 9);
    let hours = analytics(&analyst, "from=2026-03-01&to=2026-03-01&by=hour").await;
    let hours = hours["hourlyBreakdown"].as_array().expect("hours");
    assert_eq!(hours.len(), 24);
    assert_eq!(
        (&hours[0]["hour"], &hours[0]["sent"]),
        (&json!("2026-03-01T23:00:00+05:00"), &json!(2))
    );
    assert_eq!(hours[10]["sent"], 3);
    let months = analytics(&analyst, "from=2026-02-01&to=2026-03-31&by=month").await;
    assert_eq!(months["monthlyBreakdown"][0]["month"], "2026-03");
    assert_eq!(months["monthlyBreakdown"][0]["sent"], 9);
}

/// `acme` with five messages of today: three through `first`, two through `second`, of which one is refused.
async fn five_messages() -> TestApp {
    let app = karachi().await;
    app.recorder_of("second")
        .script(&kenyan(7), [Reply::Refuse(Rejection::Refused)]);
    send_by(&app, 1, "first", "otp").await;
    send_by(&app, 2, "first", "transactional").await;
    send_by(&app, 3, "second", "transactional").await;
    send_by(&app, 7, "second", "promotional").await;
    app.own()
        .send_with("+256772123456", "x", json!({ "provider": "first" }))
        .await;
    app.run_until_idle().await;
    app
}

#[tokio::test]
async fn figures_tell_providers_classes_countries_costs_and_failures_apart() {
    let app = five_messages().await;
    let analyst = analyst(&app, "acme").await;
    let all = analytics(&analyst, "period=today").await;
    let summary = &all["summary"];
    assert_eq!(
        [
            &summary["totalSent"],
            &summary["totalDelivered"],
            &summary["totalFailed"],
            &summary["totalSegments"]
        ],
        [5, 4, 1, 5]
    );
    assert_eq!(
        (&summary["deliveryRate"], &summary["byStatus"]),
        (&json!(80.0), &json!({"DELIVERED": 4, "FAILED": 1}))
    );
    assert_eq!(summary["costCurrency"], "KES");
    assert_eq!(all["by"], "hour");
    let providers: Vec<_> = all["providerBreakdown"]
        .as_array()
        .expect("providers")
        .iter()
        .map(|one| {
            (
                one["provider"].as_str().unwrap_or_default(),
                one["sent"].clone(),
                one["deliveryRate"].clone(),
            )
        })
        .collect();
    assert_eq!(
        providers,
        [("first", json!(3), json!(100.0)), ("second", json!(2), json!(50.0))]
    );
    assert_eq!(all["classBreakdown"].as_array().map(Vec::len), Some(3));
    let countries: Vec<_> = all["countryBreakdown"]
        .as_array()
        .expect("countries")
        .iter()
        .map(|one| &one["country"])
        .collect();
    assert_eq!(countries, ["KE", "UG"]);
}

#[tokio::test]
async fn a_filter_leaves_the_figures_of_what_it_names() {
    let app = five_messages().await;
    let analyst = analyst(&app, "acme").await;
    for (query, sent) in [
        ("provider=second", 2),
        ("class=otp", 1),
        ("country=ug", 1),
        ("country=PK", 0),
        ("direction=INBOUND", 0),
        ("provider=first&class=transactional&country=KE", 1),
    ] {
        assert_eq!(
            analytics(&analyst, query).await["summary"]["totalSent"],
            sent,
            "{query}"
        );
    }
    let unknown = analyst.get("/api/sms/analytics?provider=nobody").await.expect(400);
    assert!(
        unknown
            .fault("provider")
            .is_some_and(|(_, mend)| mend.contains("first, second")),
        "{}",
        unknown.text
    );
}

#[tokio::test]
async fn a_period_is_compared_with_the_same_part_of_the_one_before() {
    let app = karachi().await;
    app.own().send_bulk(kenyans(1, 4), "x").await;
    app.run_until_idle().await;
    app.advance(Duration::from_secs(24 * HOUR));
    app.own().send_bulk(kenyans(1, 5), "x").await;
    app.run_until_idle().await;
    let analyst = analyst(&app, "acme").await;
    // What yesterday has after this time of the day is not compared with.
    let today = analytics(&analyst, "period=today").await;
    assert_eq!(
        (
            &today["summary"]["totalSent"],
            &today["previous"]["summary"]["totalSent"]
        ),
        (&json!(5), &json!(4))
    );
    assert_eq!(
        (&today["change"]["totalSent"], &today["change"]["totalCost"]),
        (&json!(25.0), &json!(25.0))
    );
    assert_eq!(
        (&today["change"]["deliveryRate"], &today["change"]["totalFailed"]),
        (&json!(0.0), &Value::Null)
    );

    let summary = analyst
        .get("/api/sms/analytics/summary")
        .await
        .expect(200)
        .data()
        .clone();
    let cards: Vec<_> = summary["cards"]
        .as_array()
        .expect("cards")
        .iter()
        .map(|card| {
            (
                card["period"].as_str().unwrap_or_default(),
                card["totalSent"].clone(),
                card["change"]["totalSent"].clone(),
            )
        })
        .collect();
    // It is Monday: the week has just begun.
    assert_eq!(
        cards,
        [
            ("today", json!(5), json!(25.0)),
            ("this_week", json!(5), Value::Null),
            ("this_month", json!(9), Value::Null)
        ]
    );
    assert_eq!(
        summary["queue"],
        json!({"scheduled": 0, "queued": 0, "submitted": 0, "sent": 0})
    );
}

#[tokio::test]
async fn what_is_on_its_way_is_in_the_queue_and_a_late_report_changes_yesterday() {
    let mut app = karachi().await;
    app.pause_lanes(true);
    app.own().send_bulk(kenyans(1, 3), "x").await;
    let at = app.time_ahead(Duration::from_secs(40 * HOUR));
    app.own().send_with(&kenyan(9), "x", json!({ "scheduledAt": at })).await;
    let analyst = analyst(&app, "acme").await;
    let queue = async || analyst.get("/api/sms/analytics/summary").await.expect(200).data()["queue"].clone();
    assert_eq!(
        queue().await,
        json!({"scheduled": 1, "queued": 3, "submitted": 0, "sent": 0})
    );
    app.advance(Duration::from_secs(12 * HOUR));
    // The session of before is over.
    let analyst = app.signed_in("acme", Role::Owner).await;
    let waiting = analytics(&analyst, "period=yesterday").await;
    assert_eq!(
        (&waiting["summary"]["totalSent"], &waiting["summary"]["deliveryRate"]),
        (&json!(0), &Value::Null)
    );
    app.pause_lanes(false);
    app.run_until_idle().await;
    let delivered = analytics(&analyst, "period=yesterday").await;
    assert_eq!(delivered["summary"]["totalDelivered"], 3);
    assert_eq!(analytics(&analyst, "period=today").await["summary"]["totalSent"], 0);
    // What is due in a day stays.
    app.allow_unprocessed();
}

#[tokio::test]
async fn steps_are_bounded_and_another_tenants_figures_are_its_own() {
    let app = karachi().await;
    app.own().send_bulk(kenyans(1, 2), "x").await;
    app.run_until_idle().await;
    let analyst = analyst(&app, "acme").await;
    let many = analyst
        .get("/api/sms/analytics?period=last_30_days&by=hour")
        .await
        .expect(400);
    assert!(many.fault("by").is_some(), "{}", many.text);
    let year = analytics(&analyst, "from=2025-03-01&to=2026-03-01").await;
    assert_eq!(year["dailyBreakdown"].as_array().map(Vec::len), Some(366));
    assert_eq!(
        (&year["summary"]["totalSent"], &year["dailyBreakdown"][0]["sent"]),
        (&json!(2), &json!(2))
    );
    let theirs = self::analyst(&app, "clinic")
        .await
        .get("/api/sms/analytics")
        .await
        .expect(200);
    assert_eq!(theirs.data()["summary"]["totalSent"], 0);
    assert_eq!(theirs.data()["timeZone"], "UTC");
    assert_eq!(theirs.data()["providerBreakdown"], json!([]));
}
