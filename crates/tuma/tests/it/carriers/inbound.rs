//! What phones send: stored once, whole, for the right organization; STOP and START take effect.

use adapters::{Content, OptOutWord, Part};
use domain::alphabet::Alphabet;
use serde_json::Value;
use testkit::{ProviderSpec, Reply, TestApp, eventually};

use crate::numbers::kenyan;

async fn own_carrier() -> TestApp {
    TestApp::builder()
        .provider(ProviderSpec::recorder("main").only_for("acme"))
        .start()
        .await
}

/// The organization's inbound messages, newest first.
async fn inbound(app: &TestApp) -> Vec<Value> {
    app.own().list_all("direction=INBOUND").await
}

#[tokio::test]
async fn a_text_is_stored_once_however_often_the_carrier_delivers_it() {
    let app = own_carrier().await;
    for _ in 0..3 {
        app.recorder().text_from("0722000001", "20880", "Habari", "mo-1").await;
    }
    app.recorder()
        .text_from("+254722000001", "20880", "Habari", "mo-2")
        .await;
    let found = inbound(&app).await;
    assert_eq!(found.len(), 2, "{found:?}");
    for one in &found {
        assert_eq!(one["from"], kenyan(1));
        assert_eq!(one["to"], "20880");
        assert_eq!((&one["body"], &one["status"]), (&"Habari".into(), &"RECEIVED".into()));
    }
    let by_phone = app
        .own()
        .list_all(&format!("phone={}", kenyan(1).replace('+', "%2B")))
        .await;
    assert_eq!(by_phone.len(), 2);
}

#[tokio::test]
async fn the_inbox_finds_an_own_number_however_the_carrier_and_the_caller_write_it() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .provider(ProviderSpec::recorder("own").only_for("acme"))
        .provider(ProviderSpec::recorder("shared"))
        .start()
        .await;
    let all = app.store().provider_list_all().await.expect("providers");
    let shared = all.iter().find(|one| one.name == "shared").expect("the shared one").id;
    // The platform has no country: an operator writes the number as the carrier does.
    for address in ["0722000099", "254722000099"] {
        let number = store::InboundNumber {
            provider: shared,
            address: address.to_owned(),
            keyword: String::new(),
            organization: app.own().id,
            created_at: app.now_ms(),
        };
        app.store().number_put(number).await.expect("a number");
    }
    app.engine().providers_changed();
    let inbox = async |query: &str| {
        let found = app.get(&format!("/api/sms/inbox{query}")).await.expect(200);
        found.data()["messages"].as_array().expect("messages").clone()
    };
    let mut tries = 0;
    eventually("the numbers to be known", async || {
        tries += 1;
        let id = format!("try-{tries}");
        app.recorder_of("shared")
            .text_from(&kenyan(1), "0722000099", "x", &id)
            .await;
        (!inbox("").await.is_empty()).then_some(())
    })
    .await;
    let before = inbox("").await.len();
    for (n, written) in ["0722000099", "254722000099", "+254722000099"].iter().enumerate() {
        for carrier in ["own", "shared"] {
            let id = format!("{carrier}-{n}");
            app.recorder_of(carrier).text_from(&kenyan(1), written, "x", &id).await;
        }
    }
    for (n, other) in ["20880", "+20880", "Kiosk"].iter().enumerate() {
        let id = format!("other-{n}");
        app.recorder_of("own").text_from(&kenyan(1), other, "x", &id).await;
    }
    for query in ["0722000099", "254722000099", "%2B254722000099", "+254722000099"] {
        let found = inbox(&format!("?to={query}")).await;
        assert_eq!(found.len(), before + 6, "{query}: {found:?}");
        assert!(found.iter().all(|one| one["to"] == "+254722000099"), "{query}");
    }
    assert_eq!(inbox("?to=20880").await.len(), 2);
    assert_eq!(inbox("?to=Kiosk").await.len(), 1);
    assert_eq!(inbox("?to=0722000098").await.len(), 0);
}

#[tokio::test]
async fn parts_in_any_order_become_one_text_and_no_character_is_cut() {
    let app = own_carrier().await;
    let text = "فیس کی یاد دہانی 🙂 ".repeat(9);
    let octets = Alphabet::Ucs2.encode(&text).expect("UCS-2 has everything");
    // An odd border: in the middle of a character, and of a surrogate pair somewhere.
    let parts: Vec<&[u8]> = octets.chunks(67).collect();
    let total = u8::try_from(parts.len()).expect("a few parts");
    let mut order: Vec<usize> = (0..parts.len()).rev().collect();
    order.extend([0, 2]);
    for place in order {
        let content = Content::Octets {
            alphabet: Alphabet::Ucs2,
            octets: parts[place].to_vec(),
        };
        let mut part = app
            .recorder()
            .inbound_of(&kenyan(2), "20880", content, Some(&format!("p-{place}")));
        part.part = Some(Part {
            reference: 7,
            total,
            number: u8::try_from(place + 1).expect("a few parts"),
        });
        app.recorder().inbound(vec![part]).await;
    }
    let found = inbound(&app).await;
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["body"], text);
    assert_eq!(found[0]["segments"], total);
}

#[tokio::test]
async fn a_message_whose_last_part_never_comes_is_stored_with_a_mark() {
    let mut app = own_carrier().await;
    app.shutdown().await;
    app.change_engine(|engine| engine.inbound_parts_ms = 1_000);
    app.start_again().await;
    let content = Content::Text("the first half ".to_owned());
    let mut part = app.recorder().inbound_of(&kenyan(3), "20880", content, Some("half"));
    part.part = Some(Part {
        reference: 9,
        total: 2,
        number: 1,
    });
    app.recorder().inbound(vec![part]).await;
    assert!(inbound(&app).await.is_empty());
    app.advance(std::time::Duration::from_secs(2));
    let found = eventually("the half message", async || {
        let found = inbound(&app).await;
        (!found.is_empty()).then_some(found)
    })
    .await;
    assert_eq!(found[0]["body"], "the first half […]");
}

#[tokio::test]
async fn a_stop_ends_messages_until_a_start() {
    let app = own_carrier().await;
    app.recorder().text_from(&kenyan(4), "20880", " Stop. ", "s-1").await;
    let refused = app
        .post("/api/sms/send", serde_json::json!({"to": kenyan(4), "body": "x"}))
        .await;
    assert_eq!(refused.code(), "OPTED_OUT");
    app.recorder().text_from(&kenyan(4), "20880", "START", "s-2").await;
    let id = app.send(&kenyan(4), "x").await;
    app.wait_for_state(&id, "DELIVERED").await;
    app.recorder()
        .text_from(&kenyan(4), "20880", "Stop sending the bus to Ngara", "s-3")
        .await;
    let id = app.send(&kenyan(4), "x").await;
    app.wait_for_state(&id, "DELIVERED").await;
}

#[tokio::test]
async fn a_carriers_own_opt_out_counts_like_a_stop() {
    let app = own_carrier().await;
    app.recorder().opt_out(&kenyan(5), OptOutWord::Stop).await;
    let refused = app
        .post("/api/sms/send", serde_json::json!({"to": kenyan(5), "body": "x"}))
        .await;
    assert_eq!(refused.code(), "OPTED_OUT");
    app.recorder().opt_out(&kenyan(5), OptOutWord::Start).await;
    app.recorder()
        .script(&kenyan(5), [Reply::Refuse(adapters::Rejection::OptedOut)]);
    let id = app.send(&kenyan(5), "x").await;
    app.wait_for_state(&id, "REJECTED").await;
    let refused = app
        .post("/api/sms/send", serde_json::json!({"to": kenyan(5), "body": "x"}))
        .await;
    assert_eq!(refused.code(), "OPTED_OUT", "the carrier's refusal is remembered");
}

#[tokio::test]
async fn through_a_shared_provider_address_and_keyword_say_whose_it_is() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("other", "KE")
        .provider(ProviderSpec::recorder("shared"))
        .start()
        .await;
    let provider = app.store().provider_list_all().await.expect("providers")[0].id;
    for (slug, keyword) in [("acme", "STAMFORD"), ("other", "")] {
        let number = store::InboundNumber {
            provider,
            address: "20880".to_owned(),
            keyword: keyword.to_owned(),
            organization: app.org(slug).id,
            created_at: app.now_ms(),
        };
        app.store().number_put(number).await.expect("a number");
    }
    app.engine().providers_changed();
    let seen = async |slug: &str| app.org(slug).list_all("direction=INBOUND").await.len();
    let mut sent = 0;
    eventually("the numbers to be known", async || {
        sent += 1;
        app.recorder()
            .text_from(&kenyan(6), "20880", "stamford", &format!("k-{sent}"))
            .await;
        (seen("acme").await > 0).then_some(())
    })
    .await;
    app.recorder().text_from(&kenyan(6), "20880", "hello", "h-1").await;
    assert_eq!(seen("other").await, 1);
    app.recorder().text_from(&kenyan(6), "99999", "hello", "h-2").await;
    assert_eq!(seen("other").await, 1, "nobody's message is nobody's");
}
