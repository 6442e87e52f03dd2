//! Requests: every way to write a body, values that do not fit, carriers that do not answer.

use std::time::Duration;

use adapters::{ProviderFault, SendOutcome};
use doubles::{Answer, Misbehaviour};
use serde_json::{Value, json};

use crate::stage::{Stage, message};

fn with_body(content_type: &str, body: &Value) -> Value {
    json!({
        "secrets": {"key": "a&\"<b"},
        "send": {"url": "https://api.example.com/send/{{toDigits}}", "contentType": content_type, "body": body},
    })
}

#[tokio::test]
async fn a_value_is_escaped_for_where_it_stands() {
    let text = "a&b=\"c\" <d> é\\ 50%\n'e'";
    let tree = json!({"deep": [{"text": "{{body}}!"}, 7, null, true]});
    for (kind, body, sent) in [
        (
            "form",
            json!("t={{body}}&k={{secret.key}}"),
            "t=a%26b%3D%22c%22%20%3Cd%3E%20%C3%A9%5C%2050%25%0A%27e%27&k=a%26%22%3Cb",
        ),
        (
            "form",
            json!({"t": "{{body}}", "n": 5}),
            "n=5&t=a%26b%3D%22c%22+%3Cd%3E+%C3%A9%5C+50%25%0A%27e%27",
        ),
        (
            "json",
            json!("{\"t\":\"{{body}}\",\"n\":{{attempt}}}"),
            "{\"t\":\"a&b=\\\"c\\\" <d> é\\\\ 50%\\n'e'\",\"n\":2}",
        ),
        (
            "json",
            tree,
            "{\"deep\":[{\"text\":\"a&b=\\\"c\\\" <d> é\\\\ 50%\\n'e'!\"},7,null,true]}",
        ),
        (
            "xml",
            json!("<t a=\"{{secret.key}}\">{{body}}</t>"),
            "<t a=\"a&amp;&quot;&lt;b\">a&amp;b=&quot;c&quot; &lt;d&gt; é\\ 50%\n&apos;e&apos;</t>",
        ),
        (
            "text",
            json!("{{to}}: {{body}}"),
            "+254700000001: a&b=\"c\" <d> é\\ 50%\n'e'",
        ),
    ] {
        let stage = Stage::new(&with_body(kind, &body)).await;
        let outcome = stage.send(message(text), Answer::text(200, "ok")).await;
        assert_eq!(outcome, SendOutcome::accepted(vec![]), "{kind} {body}");
        let [request] = stage.carrier.requests().try_into().expect("one request");
        assert_eq!(String::from_utf8_lossy(&request.body), sent, "{kind} {body}");
        assert_eq!(request.path, "/send/254700000001");
    }
}

#[tokio::test]
async fn a_text_cannot_add_headers_or_paths() {
    let settings = json!({"send": {
        "url": "https://api.example.com/{{body}}?q={{body}}", "headers": {"X-Text": "{{body}}"},
    }});
    let stage = Stage::new(&settings).await;
    let outcome = stage.hand_over(message("hi\r\nX-Evil: 1")).await;
    let SendOutcome::Rejected { reason, .. } = outcome else {
        panic!("{outcome:?}")
    };
    assert!(reason.starts_with("body has something"), "{reason}");
    assert_eq!(stage.carrier.requests().len(), 0, "nothing was sent");

    for climbing in ["..", "."] {
        let outcome = stage.hand_over(message(climbing)).await;
        assert!(
            matches!(outcome, SendOutcome::Rejected { .. }),
            "{climbing}: {outcome:?}"
        );
    }
    assert_eq!(stage.carrier.requests().len(), 0, "nothing was sent");

    stage.send(message("../../x?y#z"), Answer::text(200, "ok")).await;
    let [request] = stage.carrier.requests().try_into().expect("one request");
    assert_eq!(request.path, "/..%2F..%2Fx%3Fy%23z");
    assert_eq!(request.query, [("q".to_owned(), "../../x?y#z".to_owned())]);
}

#[tokio::test]
async fn what_xml_cannot_hold_is_refused_and_not_left_out() {
    let stage = Stage::new(&with_body("xml", &json!("<t>{{body}}</t>"))).await;
    let outcome = stage.hand_over(message("a\u{8}b")).await;
    assert!(matches!(outcome, SendOutcome::Rejected { .. }), "{outcome:?}");
    assert_eq!(stage.carrier.requests().len(), 0);
}

#[tokio::test]
async fn a_sender_is_chosen_or_defaulted_or_missed() {
    let send = |from: &str| json!({"url": "https://api.example.com/", "body": {"from": from}});
    for (settings, named, sent) in [
        (
            json!({"send": send("{{from}}"), "fromNumber": "+254711082000"}),
            None,
            Some("+254711082000"),
        ),
        (
            json!({"send": send("{{fromDigits}}"), "fromNumber": "+254711082000"}),
            None,
            Some("254711082000"),
        ),
        (
            json!({"send": send("{{from}}"), "senders": ["TUMA"]}),
            Some("SCHOOL"),
            Some("SCHOOL"),
        ),
        (json!({"send": send("{{from|Default}}")}), None, Some("Default")),
        (json!({"send": send("{{from}}")}), None, None),
    ] {
        let stage = Stage::new(&settings).await;
        let mut one = message("x");
        one.from = named.map(Into::into);
        stage.carrier.carrier().next(Answer::text(200, "ok"));
        let outcome = stage.hand_over(one).await;
        let requests = stage.carrier.requests();
        assert_eq!(
            requests
                .first()
                .and_then(|request| request.form_value("from"))
                .as_deref(),
            sent,
            "{settings}"
        );
        let unroutable = matches!(
            outcome,
            SendOutcome::Unroutable {
                fault: ProviderFault::Sender,
                ..
            }
        );
        assert_eq!(unroutable, sent.is_none(), "{outcome:?}");
    }
}

#[tokio::test]
async fn a_long_text_with_an_emoji_on_every_border_arrives_whole() {
    let text = "🙂".repeat(300);
    let stage = Stage::new(&with_body("json", &json!({"text": "{{body}}"}))).await;
    stage.send(message(&text), Answer::text(200, "ok")).await;
    assert_eq!(stage.carrier.requests()[0].json()["text"], json!(text));
}

#[tokio::test]
async fn a_carrier_that_took_the_message_and_hangs_up_leaves_it_unknown() {
    let stage = Stage::new(&with_body("text", &json!("{{body}}"))).await;
    for how in [
        Misbehaviour::TakeAndClose,
        Misbehaviour::Silence(Duration::from_millis(1)),
    ] {
        stage.carrier.misbehave(how.clone());
        let outcome = stage.hand_over(message("x")).await;
        assert!(matches!(outcome, SendOutcome::Unknown { .. }), "{how:?}: {outcome:?}");
    }
}

#[tokio::test]
async fn a_carrier_that_cannot_be_reached_is_tried_again_and_pauses_the_lane() {
    let mut settings = with_body("text", &json!("{{body}}"));
    let gone = {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        listener.local_addr().expect("it listens")
    };
    let stage = Stage::new(&settings).await;
    settings["send"]["url"] = json!(format!("http://{gone}/"));
    let unreachable = stage.again(&settings);
    let outcome = crate::stage::hand_over(&*unreachable, message("x")).await;
    assert!(
        matches!(outcome, SendOutcome::RetryAfter { pause: Some(_), .. }),
        "{outcome:?}"
    );
    let shown = format!("{outcome:?}");
    assert!(!shown.contains("127.0.0.1"), "{shown}");
}

#[tokio::test]
async fn the_url_for_reports_is_the_settings_or_the_servers_or_a_fault() {
    let stage = Stage::new(&with_body("form", &json!({"text": "{{body}}"}))).await;
    let url = format!("{}/send", stage.carrier.url());
    let without = json!({"send": {"url": url, "body": {"dlr": "{{reportUrl}}"}}});
    let mut with = without.clone();
    with["publicUrl"] = json!("https://sms.example.org/own");
    for (settings, server, expected) in [
        (
            &with,
            Some("https://sms.example.org/known"),
            Some("https://sms.example.org/own/report?"),
        ),
        (
            &without,
            Some("https://sms.example.org/known"),
            Some("https://sms.example.org/known/report?"),
        ),
        (&without, None, None),
    ] {
        match (crate::stage::try_build(settings, &stage.sink, server), expected) {
            (Ok(adapter), Some(expected)) => {
                stage.carrier.carrier().next(Answer::text(200, "ok"));
                crate::stage::hand_over(&*adapter, message("x")).await;
                let sent = stage.carrier.requests().pop().expect("a request").form_value("dlr");
                assert!(sent.expect("a URL").starts_with(expected), "{settings}");
            }
            (Err(fault), None) => assert_eq!(fault.field, "publicUrl"),
            (built, _) => panic!("{settings}: {:?}", built.err()),
        }
    }
}

#[tokio::test]
async fn a_batch_has_an_outcome_for_each() {
    let stage = Stage::new(&with_body("text", &json!("{{body}}"))).await;
    let count = stage.adapter.max_batch();
    (0..count).for_each(|_| stage.carrier.carrier().next(Answer::text(200, "ok")));
    let (outcomes, mut got) = tokio::sync::mpsc::unbounded_channel();
    stage.adapter.send(vec![message("x"); count], outcomes).await;
    let mut seen = Vec::new();
    while let Some(some) = got.recv().await {
        seen.extend(some.into_iter().map(|(index, _)| index));
    }
    seen.sort_unstable();
    assert_eq!(seen, (0..count).collect::<Vec<_>>());
}
