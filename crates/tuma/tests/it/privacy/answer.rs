//! Reading a conversation and answering it without seeing the number: a message's id stands for its phone.

use domain::{Role, Scope};
use serde_json::json;
use testkit::{ProviderSpec, TestApp};

use crate::numbers::kenyan;

#[tokio::test]
async fn who_may_not_see_a_number_reads_and_answers_its_phone_by_a_message() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .provider(ProviderSpec::recorder("main").only_for("acme"))
        .start()
        .await;
    let operator = app.signed_in("acme", Role::Operator).await;
    app.send(&kenyan(2), "Hello").await;
    app.send(&kenyan(3), "Somebody else").await;
    app.recorder().text_from(&kenyan(2), "20880", "Habari", "mo-1").await;
    app.run_until_idle().await;
    let inbox = operator.get("/api/sms/inbox").await.expect(200);
    let heard = inbox.data()["messages"][0].clone();
    assert_eq!(heard["from"], "+254•••••002");
    let id = heard["messageId"].as_str().expect("an id");

    let answer = json!({"to": id, "body": "Karibu"});
    let sent = operator.post("/api/sms/send", answer).await.expect(202);
    assert_eq!(sent.data()["to"], "+254•••••002");
    app.run_until_idle().await;
    let elsewhere = json!({"to": id, "body": "x", "callbackUrl": "https://example.org/x"});
    let refused = operator.post("/api/sms/send", elsewhere).await.expect(400);
    assert_eq!(
        refused.faulty_fields(),
        ["callbackUrl"],
        "it would be told the whole number"
    );
    let thread = operator.get(&format!("/api/sms/messages?with={id}")).await.expect(200);
    let bodies: Vec<_> = thread.data()["messages"]
        .as_array()
        .expect("messages")
        .iter()
        .map(|one| &one["body"])
        .collect();
    assert_eq!(bodies, ["Karibu", "Habari", "Hello"]);
    assert!(thread.data()["totals"].is_null());
}

#[tokio::test]
async fn a_message_that_one_may_not_read_names_no_phone() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("other", "KE")
        .start()
        .await;
    let sent = app.send(&kenyan(1), "x").await;
    app.run_until_idle().await;
    let theirs = app.signed_in("other", Role::Owner).await;
    let sender = app.key_of("acme", [Scope::SmsSend].into_iter().collect()).await;
    for id in [sent.as_str(), "msg_0000000000001"] {
        let refused = theirs
            .post("/api/sms/send", json!({"to": id, "body": "x"}))
            .await
            .expect(400);
        assert_eq!(refused.faulty_fields(), ["to"]);
        let refused = theirs.get(&format!("/api/sms/messages?with={id}")).await.expect(400);
        assert_eq!(refused.faulty_fields(), ["with"]);
    }
    let refused = sender
        .post("/api/sms/send", json!({"to": sent, "body": "x"}))
        .await
        .expect(400);
    assert_eq!(refused.faulty_fields(), ["to"]);
}
