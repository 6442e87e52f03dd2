//! Routes over HTTP: made, shown, changed, removed, and explained before anything is sent.

use serde_json::{Value, json};

use crate::app::{Answer, App, NUMBER, OWN, SHARED, THEIRS};

const ROUTES: &str = "/api/sms/routes";

async fn make(app: &App, body: Value) -> Answer {
    app.as_admin("POST", ROUTES, Some(&body.to_string())).await
}

async fn explain(app: &App, body: Value) -> Answer {
    app.as_admin("POST", "/api/sms/routes/explain", Some(&body.to_string()))
        .await
}

fn way(order: &[(domain::ProviderId, &str)]) -> Value {
    order
        .iter()
        .map(|(id, name)| json!({"providerId": id, "name": name}))
        .collect()
}

#[tokio::test]
async fn a_route_is_made_shown_changed_and_removed() {
    let app = App::start().await;
    let body = json!({
        "name": "Kenya", "rank": 5, "prefixes": ["+2547"], "countries": ["KE"], "senders": ["School"],
        "categories": ["fees"], "classes": ["transactional"], "order": "weighted", "sticky": true,
        "providers": [{"providerId": OWN, "weight": 80}, {"providerId": SHARED}],
    });
    let answer = make(&app, body.clone()).await;
    assert_eq!(answer.status, 201, "{}", answer.json());
    let made = answer.data();
    for (field, value) in body.as_object().expect("fields") {
        let expected = match field.as_str() {
            "providers" => &json!([{"providerId": OWN, "weight": 80}, {"providerId": SHARED, "weight": 1}]),
            _ => value,
        };
        assert_eq!(&made[field], expected, "{field}");
    }
    assert_eq!(made["active"], true);
    let one = format!("{ROUTES}/{}", made["routeId"].as_str().expect("an id"));
    assert_eq!(app.as_admin("GET", &one, None).await.data(), made);
    assert_eq!(
        app.as_admin("GET", ROUTES, None).await.data(),
        json!({"routes": [made]})
    );

    let changed = app
        .as_admin(
            "PUT",
            &one,
            Some(r#"{"order":"leastCost","senders":[],"active":false}"#),
        )
        .await
        .data();
    assert_eq!(
        (&changed["order"], &changed["senders"], &changed["active"]),
        (&json!("leastCost"), &json!([]), &json!(false))
    );
    for kept in [
        "name",
        "rank",
        "prefixes",
        "countries",
        "categories",
        "classes",
        "providers",
        "sticky",
    ] {
        assert_eq!(changed[kept], made[kept], "{kept}");
    }
    let removed = app.as_admin("DELETE", &one, None).await;
    assert_eq!(
        (removed.status.as_u16(), removed.data()),
        (200, json!({"routeId": made["routeId"], "removed": true}))
    );
    for (method, body) in [("GET", None), ("PUT", Some("{}")), ("DELETE", None)] {
        assert_eq!(app.as_admin(method, &one, body).await.status, 404, "{method}");
    }
}

#[tokio::test]
async fn every_fault_of_a_route_is_named_by_its_path() {
    let app = App::start().await;
    let to_own = json!([{"providerId": OWN}]);
    for (body, fields) in [
        (json!({"name": "x"}), vec!["providers"]),
        (json!({"providers": to_own}), vec!["name"]),
        (json!({"name": "x", "provider": OWN}), vec!["provider"]),
        (
            json!({"name": "x", "providers": [{"provider": OWN}]}),
            vec!["providers[0].provider"],
        ),
        (
            json!({"name": "x", "providers": [{"providerId": "main"}]}),
            vec!["providers[0].providerId"],
        ),
        (
            json!({"name": "x", "providers": [{"providerId": OWN}, {"providerId": OWN}]}),
            vec!["providers[1].providerId"],
        ),
        (
            json!({"name": "x", "providers": [{"providerId": THEIRS}]}),
            vec!["providers[0].providerId"],
        ),
        (
            json!({"name": "x", "providers": [{"providerId": OWN, "weight": 1001}]}),
            vec!["providers[0].weight"],
        ),
        (
            json!({"name": "x", "providers": [{"providerId": OWN, "weight": -1}]}),
            vec!["providers[0].weight"],
        ),
        (json!({"name": "x", "providers": to_own, "rank": -1}), vec!["rank"]),
        (
            json!({"name": "x", "providers": to_own, "prefixes": ["254"]}),
            vec!["prefixes[0]"],
        ),
        (
            json!({"name": "x", "providers": to_own, "countries": ["KE", "XX1"]}),
            vec!["countries[1]"],
        ),
        (
            json!({"name": "x", "providers": to_own, "countries": vec!["KE"; 501]}),
            vec!["countries"],
        ),
        (
            json!({"name": "x", "providers": to_own, "senders": [""]}),
            vec!["senders[0]"],
        ),
        (
            json!({"name": "x", "providers": to_own, "classes": ["vip"]}),
            vec!["classes[0]"],
        ),
        (
            json!({"name": "x", "providers": to_own, "order": "random"}),
            vec!["order"],
        ),
    ] {
        let answer = make(&app, body.clone()).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (400, "INVALID_REQUEST"),
            "{body}"
        );
        assert_eq!(answer.fields(), fields, "{body}");
    }
    assert_eq!(app.as_admin("GET", ROUTES, None).await.data(), json!({"routes": []}));
}

#[tokio::test]
async fn a_name_is_taken_once_and_a_body_has_a_size_and_a_type() {
    let app = App::start().await;
    let to_own = json!([{"providerId": OWN}]);
    assert_eq!(make(&app, json!({"name": "x", "providers": to_own})).await.status, 201);
    assert_eq!(
        make(&app, json!({"name": "x", "providers": to_own})).await.fields(),
        ["name"]
    );
    assert_eq!(make(&app, json!({"name": "y".repeat(2 << 20)})).await.status, 413);
    assert_eq!(app.as_admin("POST", ROUTES, None).await.status, 415);
    assert_eq!(
        app.as_admin("GET", &format!("{ROUTES}/prv_0000000000001"), None)
            .await
            .fields(),
        ["routeId"]
    );
}

#[tokio::test]
async fn a_messages_way_is_explained_before_it_is_sent() {
    let app = App::start().await;
    let by_rank = explain(&app, json!({"to": "0712345678"})).await;
    assert_eq!(by_rank.status, 200, "{}", by_rank.json());
    let by_rank = by_rank.data();
    assert_eq!(
        (&by_rank["route"], &by_rank["by"], &by_rank["passedOver"]),
        (&Value::Null, &json!("rank"), &json!([]))
    );
    assert_eq!(by_rank["order"][0], way(&[(SHARED, "main")])[0]);

    let forced = explain(&app, json!({"to": NUMBER, "provider": "twilio"})).await.data();
    assert_eq!(
        (&forced["by"], forced["order"].as_array().map(Vec::len)),
        (&json!("forced"), Some(1))
    );
    for (body, fields) in [
        (json!({}), vec!["to"]),
        (json!({"to": "12"}), vec!["to"]),
        (json!({"to": NUMBER, "provider": "theirs"}), vec!["provider"]),
        (json!({"to": NUMBER, "class": "vip"}), vec!["class"]),
        (json!({"to": NUMBER, "body": "x"}), vec!["body"]),
    ] {
        let answer = explain(&app, body.clone()).await;
        assert_eq!(
            (answer.status.as_u16(), answer.fields()),
            (400, fields.into_iter().map(str::to_owned).collect()),
            "{body}"
        );
    }
    let listed = app.get("/api/sms/messages").await.data();
    assert_eq!(listed["messages"], json!([]));
}

#[tokio::test]
async fn a_category_is_taken_by_every_send_and_decides_the_way() {
    let app = App::start().await;
    let route = json!({"name": "fees", "categories": ["fees"], "providers": [{"providerId": OWN}]});
    let route = make(&app, route).await.data();
    let decided = json!({"routeId": route["routeId"], "name": "fees"});
    // The engine takes a new route over a moment after it was made.
    let taken_over = async {
        while explain(&app, json!({"to": NUMBER, "category": "fees"})).await.data()["route"] != decided {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), taken_over)
        .await
        .expect("in time");
    assert_eq!(
        explain(&app, json!({"to": NUMBER, "category": "news"})).await.data()["route"],
        Value::Null
    );
    let single = json!({"to": NUMBER, "body": "Hello", "category": "fees"});
    let bulk = json!({"recipients": [{"to": NUMBER}], "body": "Hello all", "category": "fees"});
    let preview = json!({"body": "Hello", "category": "fees"});
    assert_eq!(app.post("/api/sms/send", &single.to_string()).await.status, 202);
    assert_eq!(app.post("/api/sms/send-bulk", &bulk.to_string()).await.status, 202);
    assert_eq!(app.post("/api/sms/preview", &preview.to_string()).await.status, 200);
    let listed = app.get("/api/sms/messages").await.data();
    let messages = listed["messages"].as_array().expect("messages");
    assert_eq!(messages.len(), 2);
    for message in messages {
        let path = format!("/api/sms/status/{}", message["messageId"].as_str().expect("an id"));
        let decision = app.get(&path).await.data()["decision"].clone();
        assert_eq!((&decision["route"], &decision["by"]), (&decided, &json!("listed")));
        assert_eq!(decision["order"], way(&[(OWN, "africastalking")]));
    }
    let long = json!({"to": NUMBER, "body": "Hello", "category": "x".repeat(65)});
    assert_eq!(
        app.post("/api/sms/send", &long.to_string()).await.fields(),
        ["category"]
    );
}
