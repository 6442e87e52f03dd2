//! What phones write goes to the accounts that may send from where they wrote to.

use ::smpp::command::Mode;
use ::smpp::tlv::tag;
use adapters::Content;
use domain::alphabet::Alphabet;
use engine::SmppAccountChange;
use testkit::{ProviderSpec, TestApp};

use super::esme::{Esme, account, address, told, try_bind};
use crate::numbers::kenyan;

async fn app() -> TestApp {
    TestApp::builder()
        .provider(ProviderSpec::recorder("main").only_for("acme"))
        .start()
        .await
}

fn for_senders(senders: &[&str]) -> SmppAccountChange {
    SmppAccountChange {
        senders: Some(senders.iter().map(|one| (*one).to_owned()).collect()),
        ..SmppAccountChange::default()
    }
}

#[tokio::test]
async fn an_inbound_text_reaches_the_account_of_its_address_whole() {
    let app = app().await;
    let login = account(&app, "acme", "clinic1", for_senders(&["20880"])).await;
    let other = account(&app, "acme", "clinic2", for_senders(&["20881"])).await;
    let mut esme = Esme::bind(&app, &login, Mode::Receiver).await;
    let mut elsewhere = Esme::bind(&app, &other, Mode::Receiver).await;
    testkit::eventually("the accounts to be known", async || {
        (app.engine().smpp_knows(login.id) && app.engine().smpp_knows(other.id)).then_some(())
    })
    .await;
    let long = "Ninakuja kesho 🙂 ".repeat(30);
    for (n, text) in ["STAGE 4", "Ninakuja 🙂", long.trim()].into_iter().enumerate() {
        app.recorder()
            .text_from(&kenyan(1), "20880", text, &format!("in-{n}"))
            .await;
        let told = esme.told().await;
        assert_eq!(told.text, text);
        assert_eq!(told.message.source, address(1, 1, kenyan(1).trim_start_matches('+')));
        assert_eq!(told.message.destination, address(3, 0, "20880"));
        assert_eq!(told.message.esm_class, 0);
        assert_eq!(told.tlvs.get(tag::MESSAGE_PAYLOAD).is_some(), text.len() > 160);
    }
    app.recorder()
        .text_from(&kenyan(2), "20881", "for the other", "in-9")
        .await;
    assert_eq!(elsewhere.told().await.text, "for the other");
    assert!(
        esme.session.incoming.try_recv().is_err(),
        "it is none of the first one's"
    );
}

#[tokio::test]
async fn a_peer_without_tlvs_gets_a_long_text_in_parts() {
    let app = app().await;
    let login = account(&app, "acme", "old", for_senders(&[])).await;
    let mut esme = try_bind(&app, &login, Mode::Receiver, 0x33).await.expect("it may bind");
    testkit::eventually("the account to be known", async || {
        app.engine().smpp_knows(login.id).then_some(())
    })
    .await;
    let long = "Ninakuja kesho 🙂 ".repeat(10);
    let content = Content::Text(long.clone());
    let inbound = app.recorder().inbound_of(&kenyan(1), "20880", content, Some("in-1"));
    app.recorder().inbound(vec![inbound]).await;
    let mut octets = Vec::new();
    for number in 1.. {
        let incoming = esme.told_unanswered().await;
        incoming.ticket.accept("");
        let part = told(incoming.body, incoming.tlvs);
        assert_eq!((part.message.esm_class, part.message.data_coding), (0x40, 8));
        let header = ::smpp::udh::parse(&part.message.short_message).expect("a header");
        let place = header.concatenation.expect("a part");
        assert_eq!(place.number, number);
        octets.extend_from_slice(&part.message.short_message[header.length..]);
        if place.number == place.total {
            break;
        }
    }
    assert_eq!(domain::alphabet::Alphabet::Ucs2.decode(&octets), long);
}

#[tokio::test]
async fn an_inbound_text_is_written_as_the_account_means_data_coding_0() {
    let app = app().await;
    for (system_id, sender, alphabet) in [
        ("latin1", "20880", Alphabet::Latin1),
        ("ascii", "20881", Alphabet::Ascii),
    ] {
        let change = SmppAccountChange {
            data_coding_0: Some(alphabet),
            ..for_senders(&[sender])
        };
        let login = account(&app, "acme", system_id, change).await;
        let mut esme = Esme::bind(&app, &login, Mode::Receiver).await;
        testkit::eventually("the account to be known", async || {
            app.engine().smpp_knows(login.id).then_some(())
        })
        .await;
        for text in ["a_b@c ÿ", "a_b@c", "5 €"] {
            app.recorder()
                .text_from(&kenyan(1), sender, text, &format!("{system_id}-{text}"))
                .await;
            let incoming = esme.told_unanswered().await;
            incoming.ticket.accept("");
            let told = told(incoming.body, incoming.tlvs).message;
            let (data_coding, octets) = match alphabet.encode(text) {
                Ok(octets) => (0, octets),
                Err(_) => (8, Alphabet::Ucs2.encode(text).expect("UCS-2 has everything")),
            };
            assert_eq!(
                (told.data_coding, &told.short_message[..]),
                (data_coding, &octets[..]),
                "{text}"
            );
        }
    }
}
