//! Providers over HTTP: made, shown, changed, tested and removed; nobody's credentials, nobody else's providers.

use std::time::Duration;

use serde_json::{Value, json};

use crate::app::{Answer, App, NUMBER, OWN, PUBLIC_URL, SHARED, THEIRS, hook_token};

const PROVIDERS: &str = "/api/sms/providers";
const DEADLINE: Duration = Duration::from_secs(20);

async fn make(app: &App, body: Value) -> Answer {
    app.as_admin("POST", PROVIDERS, Some(&body.to_string())).await
}

async fn change(app: &App, id: &str, body: Value) -> Answer {
    let path = format!("{PROVIDERS}/{id}");
    app.as_admin("PUT", &path, Some(&body.to_string())).await
}

fn id_of(provider: &Value) -> String {
    provider["providerId"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn a_provider_is_made_shown_changed_and_removed() {
    let app = App::start().await;
    let body = json!({
        "kind": "simulator", "name": "sim", "settings": {"profile": "fastest"}, "rank": 7, "ratePerSecond": 30,
        "window": 50, "pricePerSegment": {"amount": "0.5", "currency": "KES"}, "reports": false, "active": true,
    });
    let answer = make(&app, body).await;
    assert_eq!(answer.status, 201, "{}", answer.json());
    let made = answer.data();
    let id = id_of(&made);
    for (field, value) in [
        ("kind", json!("simulator")),
        ("name", json!("sim")),
        ("shared", json!(false)),
        ("active", json!(true)),
        ("rank", json!(7)),
        ("ratePerSecond", json!(30)),
        ("window", json!(50)),
        ("pricePerSegment", json!({"amount": "0.50", "currency": "KES"})),
        ("reports", json!(false)),
        ("settings", json!({"profile": "fastest"})),
        ("secretsSet", json!([])),
        ("createdAt", json!("2026-03-01T08:00:00.000Z")),
    ] {
        assert_eq!(made[field], value, "{field}");
    }
    let path = made["webhookPath"].as_str().expect("a path");
    assert!(
        path.starts_with("/hooks/") && path.len() == "/hooks/".len() + 48,
        "{path}"
    );
    assert_eq!(made["webhookUrl"], format!("{PUBLIC_URL}{path}"));
    let one = format!("{PROVIDERS}/{id}");
    assert_eq!(app.as_admin("GET", &one, None).await.data()["webhookPath"], path);

    let changed = change(&app, &id, json!({"ratePerSecond": null, "name": "sim-2"}))
        .await
        .data();
    assert_eq!(
        (&changed["ratePerSecond"], &changed["name"]),
        (&Value::Null, &json!("sim-2"))
    );
    assert_eq!(
        (&changed["rank"], &changed["settings"]),
        (&json!(7), &json!({"profile": "fastest"}))
    );

    let removed = app.as_admin("DELETE", &one, None).await;
    assert_eq!(
        (removed.status.as_u16(), removed.data()),
        (200, json!({"providerId": id, "removed": true}))
    );
    for (method, body) in [("GET", None), ("PUT", Some("{}")), ("DELETE", None)] {
        assert_eq!(app.as_admin(method, &one, body).await.status, 404, "{method}");
    }
}

#[tokio::test]
async fn shared_providers_are_listed_without_settings_and_cannot_be_changed() {
    let app = App::start().await;
    let listed = app.as_admin("GET", PROVIDERS, None).await;
    assert!(!String::from_utf8_lossy(&listed.bytes).contains(&hook_token(SHARED)));
    let data = listed.data();
    let names: Vec<_> = data["providers"]
        .as_array()
        .expect("providers")
        .iter()
        .map(|one| one["name"].clone())
        .collect();
    assert_eq!(
        names,
        ["main", "africastalking", "twilio"],
        "by rank, and none of another organization's"
    );
    let shared = &data["providers"][0];
    assert_eq!(shared["shared"], true);
    for field in ["settings", "secretsSet", "webhookPath", "webhookUrl"] {
        assert!(shared.get(field).is_none(), "{field}");
    }
    let own = &data["providers"][1];
    assert_eq!(
        (&own["shared"], &own["settings"]),
        (&json!(false), &json!({"username": "acme"}))
    );
    for id in [SHARED, THEIRS] {
        let path = format!("{PROVIDERS}/{id}");
        for (method, body) in [("PUT", Some(r#"{"active":false}"#)), ("DELETE", None)] {
            let answer = app.as_admin(method, &path, body).await;
            assert_eq!(
                (answer.status.as_u16(), answer.code().as_str()),
                (404, "NOT_FOUND"),
                "{method} {id}"
            );
        }
    }
    assert_eq!(
        app.as_admin("GET", &format!("{PROVIDERS}/{SHARED}"), None).await.status,
        200
    );
}

#[tokio::test]
async fn every_fault_of_a_provider_is_named_by_its_path() {
    let app = App::start().await;
    for (body, fields) in [
        ("", vec!["request"]),
        ("[]", vec!["request"]),
        ("{}", vec!["kind"]),
        (r#"{"kind":"pigeon"}"#, vec!["kind"]),
        (r#"{"kind":"simulator","nmae":"x"}"#, vec!["nmae"]),
        (r#"{"kind":"simulator","name":""}"#, vec!["name"]),
        (r#"{"kind":"simulator","name":"main\u0000"}"#, vec!["name"]),
        (r#"{"kind":"simulator","name":"twilio"}"#, vec!["name"]),
        (r#"{"kind":"simulator","settings":[]}"#, vec!["settings"]),
        (r#"{"kind":"simulator","rank":-1}"#, vec!["rank"]),
        (r#"{"kind":"simulator","rank":9223372036854775808}"#, vec!["rank"]),
        (r#"{"kind":"simulator","window":0}"#, vec!["window"]),
        (r#"{"kind":"simulator","window":100001}"#, vec!["window"]),
        (r#"{"kind":"simulator","window":-1}"#, vec!["window"]),
        (r#"{"kind":"simulator","ratePerSecond":0}"#, vec!["ratePerSecond"]),
        (r#"{"kind":"simulator","ratePerSecond":"fast"}"#, vec!["ratePerSecond"]),
        (r#"{"kind":"simulator","reports":"yes"}"#, vec!["reports"]),
        (
            r#"{"kind":"simulator","pricePerSegment":{"amount":0.8,"currency":"KES"}}"#,
            vec!["pricePerSegment.amount"],
        ),
        (
            r#"{"kind":"simulator","pricePerSegment":{"amount":"0.8"}}"#,
            vec!["pricePerSegment.currency"],
        ),
        (
            r#"{"kind":"simulator","pricePerSegment":{"amount":"-1","currency":"KES"}}"#,
            vec!["pricePerSegment.amount"],
        ),
        (r#"{"kind":"simulator","name":"","window":0}"#, vec!["name", "window"]),
    ] {
        let answer = app.as_admin("POST", PROVIDERS, Some(body)).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (400, "INVALID_REQUEST"),
            "{body}"
        );
        assert_eq!(answer.fields(), fields, "{body}");
    }
    let settings = make(&app, json!({"kind": "simulator", "settings": {"profil": "fastest"}})).await;
    assert_eq!(settings.status, 400);
    assert_eq!(settings.fields(), ["settings"]);
    assert_eq!(
        change(&app, &OWN.to_string(), json!({"kind": "twilio"})).await.fields(),
        ["kind"]
    );
    let huge = json!({"kind": "simulator", "settings": {"seed": "x".repeat(70_000)}});
    assert_eq!(make(&app, huge).await.status, 400);
    let oversized = json!({"kind": "simulator", "name": "x".repeat(2 << 20)});
    assert_eq!(make(&app, oversized).await.status, 413);
    assert_eq!(app.as_admin("POST", PROVIDERS, None).await.status, 415);
    assert_eq!(
        app.as_admin("GET", &format!("{PROVIDERS}/17"), None).await.fields(),
        ["providerId"]
    );
    assert_eq!(
        app.as_admin("GET", &format!("{PROVIDERS}?page=2"), None).await.fields(),
        ["page"]
    );
}

#[tokio::test]
async fn an_organization_has_fifty_providers_at_most() {
    let app = App::start().await;
    let simulator = |n: usize| json!({"kind": "simulator", "name": format!("sim-{n}")});
    // Two are there already; the platform's and another organization's do not count.
    for n in 2..50 {
        assert_eq!(make(&app, simulator(n)).await.status, 201, "{n}");
    }
    let refused = make(&app, simulator(50)).await;
    assert_eq!(
        (refused.status.as_u16(), refused.code().as_str()),
        (400, "INVALID_REQUEST")
    );
    assert_eq!(refused.fields(), ["providers"]);
    let told = refused.json()["error"]["message"].as_str().expect("words").to_owned();
    assert!(told.contains("50") && told.contains("limits.max_providers"), "{told}");
    let theirs = app
        .with_key(
            "POST",
            PROVIDERS,
            Some(&app.other_key),
            Some(&simulator(50).to_string()),
        )
        .await;
    assert_eq!(theirs.status, 201, "{}", theirs.json());
    let removed = app.as_admin("DELETE", &format!("{PROVIDERS}/{OWN}"), None).await;
    assert_eq!(removed.status, 200);
    assert_eq!(make(&app, simulator(51)).await.status, 201);
}

#[tokio::test]
async fn a_credential_is_in_no_answer_and_stays_when_it_is_left_out() {
    const SECRET: &str = "0123456789abcdef0123456789abcdef";
    let app = App::start().await;
    // A name that is nobody's: no test calls the carrier.
    let settings = |account: &str| {
        json!({
            "accountSid": format!("AC{}", account.repeat(32)), "fromNumber": "+15005550006",
            "baseUrl": "https://carrier.invalid",
        })
    };
    let mut whole = settings("a");
    whole["authToken"] = json!(SECRET);
    let made = make(&app, json!({"kind": "twilio", "name": "secretive", "settings": whole})).await;
    assert_eq!(made.status, 201, "{}", made.json());
    let id = id_of(&made.data());
    assert_eq!(made.data()["secretsSet"], json!(["authToken"]));
    let one = format!("{PROVIDERS}/{id}");
    let unknown = json!({"settings": {"accountSid": 5, "authToken": SECRET, "colour": SECRET}});
    let answers = [
        made,
        app.as_admin("GET", &one, None).await,
        app.as_admin("GET", PROVIDERS, None).await,
        app.as_admin("GET", &format!("{one}/ceiling"), None).await,
        change(&app, &id, json!({"name": "still-secretive"})).await,
        change(&app, &id, json!({"settings": settings("b")})).await,
        change(&app, &id, unknown).await,
        app.as_admin("POST", &format!("{one}/test"), Some("{}")).await,
    ];
    for (place, answer) in answers.iter().enumerate() {
        assert!(
            !String::from_utf8_lossy(&answer.bytes).contains(SECRET),
            "answer {place}"
        );
    }
    assert_eq!(answers[5].status, 200, "{}", answers[5].json());
    let kept = answers[5].data();
    assert_eq!(kept["secretsSet"], json!(["authToken"]));
    assert_eq!(kept["settings"], settings("b"));
    assert_eq!(answers[6].status, 400);
}

#[tokio::test]
async fn a_test_without_a_number_only_asks_the_carrier() {
    let app = App::start().await;
    for (id, balance) in [
        (OWN, json!({"amount": "12.50", "currency": "KES"})),
        (SHARED, Value::Null),
    ] {
        let answer = app
            .as_admin("POST", &format!("{PROVIDERS}/{id}/test"), Some("{}"))
            .await;
        assert_eq!(answer.status, 200, "{}", answer.json());
        assert_eq!(answer.data(), json!({"works": true, "why": null, "balance": balance}));
    }
    let listed = app.get("/api/sms/messages").await.data();
    assert_eq!(listed["messages"], json!([]));
    let path = format!("{PROVIDERS}/{OWN}/test");
    assert_eq!(
        app.as_admin("POST", &path, Some(r#"{"body":"Hello"}"#)).await.fields(),
        ["to"]
    );
    assert_eq!(
        app.as_admin("POST", &path, Some(r#"{"to":"12"}"#)).await.fields(),
        ["to"]
    );
    assert_eq!(
        app.as_admin("POST", &path, Some(r#"{"too":"12"}"#)).await.fields(),
        ["too"]
    );
}

#[tokio::test]
async fn a_test_with_a_number_sends_through_this_provider_alone() {
    let app = App::start().await;
    let path = format!("{PROVIDERS}/{OWN}/test");
    let sent = app
        .as_admin("POST", &path, Some(&json!({"to": NUMBER}).to_string()))
        .await;
    assert_eq!(sent.status, 202, "{}", sent.json());
    let id = sent.data()["messageId"].as_str().expect("an id").to_owned();
    let found = app.get(&format!("/api/sms/status/{id}")).await.data();
    assert_eq!(found["body"], "A test message from Tuma.");
    assert_eq!(
        (&found["provider"], &found["decision"]["by"]),
        (&json!("africastalking"), &json!("forced"))
    );
    let order = json!([{"providerId": OWN, "name": "africastalking"}]);
    assert_eq!(found["decision"]["order"], order);
}

#[tokio::test]
async fn a_provider_that_was_just_made_can_be_tested() {
    let app = App::start().await;
    let id = id_of(&make(&app, json!({"kind": "simulator"})).await.data());
    let path = format!("{PROVIDERS}/{id}/test");
    let checked = app.as_admin("POST", &path, Some("{}")).await;
    assert_eq!(checked.status, 200, "{}", checked.json());
    assert_eq!(checked.data(), json!({"works": null, "why": null, "balance": null}));
    let sent = app
        .as_admin("POST", &path, Some(&json!({"to": NUMBER, "body": "Hello"}).to_string()))
        .await;
    assert_eq!(sent.status, 202, "{}", sent.json());
}

#[tokio::test]
async fn a_provider_that_was_just_made_has_a_ceiling() {
    let app = App::start().await;
    for n in 0..5 {
        let id = id_of(
            &make(&app, json!({"kind": "simulator", "name": format!("new-{n}")}))
                .await
                .data(),
        );
        let answer = app.as_admin("GET", &format!("{PROVIDERS}/{id}/ceiling"), None).await;
        assert_eq!(answer.status, 200, "{}", answer.json());
        assert_eq!(answer.data()["cappedBy"], "noWork");
    }
}

#[test]
fn the_document_asks_for_no_figure_that_a_shared_provider_has_not() {
    let document = serde_json::to_value(api::openapi()).expect("JSON");
    let schemas = &document["components"]["schemas"];
    assert_eq!(schemas["CeilingFigures"].get("required"), None);
    let parts = schemas["Ceiling"]["allOf"].as_array().expect("two parts");
    let figures = parts
        .iter()
        .find(|part| part["$ref"] == "#/components/schemas/CeilingFigures");
    assert!(figures.is_some(), "{parts:?}");
}

#[tokio::test]
async fn the_ceiling_says_what_caps_a_provider() {
    let app = App::start().await;
    let answer = app.as_admin("GET", &format!("{PROVIDERS}/{OWN}/ceiling"), None).await;
    let ceiling = answer.data();
    assert_eq!(
        (answer.status.as_u16(), &ceiling["cappedBy"]),
        (200, &json!("noWork")),
        "{ceiling}"
    );
    assert!(ceiling["why"].as_str().is_some_and(|why| !why.is_empty()));
    assert_eq!(
        (&ceiling["window"], &ceiling["open"], &ceiling["ratePerSecond"]),
        (&json!(1000), &json!(0), &Value::Null)
    );
    for field in [
        "perSecond",
        "journalDepth",
        "pausedOrganizations",
        "pausedSenders",
        "inMemory",
    ] {
        assert!(ceiling[field].is_number(), "{field}");
    }
}

#[tokio::test]
async fn a_status_tells_the_decision_and_asks_the_carrier_where_that_is_wanted() {
    let app = App::start().await;
    let sent = app
        .post("/api/sms/send", &json!({"to": NUMBER, "body": "Hello"}).to_string())
        .await
        .data();
    let path = format!("/api/sms/status/{}", sent["messageId"].as_str().expect("an id"));
    let submitted = async {
        while app.get(&path).await.data()["status"] != "SUBMITTED" {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(DEADLINE, submitted)
        .await
        .expect("submitted in time");
    let before = app.get(&format!("{path}?refresh=false")).await.data();
    assert_eq!(before["status"], "SUBMITTED");
    assert_eq!(
        (&before["decision"]["by"], &before["decision"]["route"]),
        (&json!("rank"), &Value::Null)
    );
    assert_eq!(
        before["decision"]["order"][0],
        json!({"providerId": SHARED, "name": "main"})
    );
    assert_eq!(
        app.get(&format!("{path}?refresh=true")).await.data()["status"],
        "DELIVERED"
    );
    assert_eq!(app.get(&format!("{path}?refresh=maybe")).await.fields(), ["refresh"]);
    assert_eq!(app.get(&format!("{path}?fresh=true")).await.fields(), ["fresh"]);
}

#[tokio::test]
async fn the_callbacks_secret_stays_and_is_the_organizations_own() {
    let app = App::start().await;
    let secret = async |key: &str| {
        app.with_key("GET", "/api/sms/callback-secret", Some(key), None)
            .await
            .data()["secret"]
            .clone()
    };
    let ours = secret(&app.admin_key).await;
    assert!(ours.as_str().is_some_and(|text| text.starts_with("whsec_")), "{ours}");
    assert_eq!(secret(&app.admin_key).await, ours);
    assert_ne!(secret(&app.other_key).await, ours);
}
