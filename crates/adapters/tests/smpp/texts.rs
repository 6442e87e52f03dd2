//! Texts on their way out: four ways for long ones, four alphabets, and the fields around them.

use domain::Class;
use domain::alphabet::Alphabet;
use doubles::smsc::SmscSettings;
use doubles::smsc::pdu::Message;
use futures::future::join_all;
use serde_json::{Value, json};

use crate::carrier::{from, long_text, message, said};
use crate::stage::{PHONE, Stage, ids, words};

/// What the SMSC took for `text`.
async fn sent(settings: Value, text: &str) -> Vec<Message> {
    let stage = Stage::start(SmscSettings::default(), settings).await;
    let ids = ids(&stage.send_one(text).await);
    let taken = stage.smsc.taken();
    assert_eq!(ids.len(), taken.len());
    let mut messages: Vec<Message> = taken.iter().filter_map(|record| record.message().cloned()).collect();
    messages.sort_by_key(|message| message.segment().map(|part| part.number));
    messages
}

fn octets(messages: &[Message]) -> Vec<u8> {
    messages
        .iter()
        .flat_map(|message| message.text_octets().to_vec())
        .collect()
}

#[tokio::test]
async fn a_long_text_with_an_emoji_on_a_border_goes_out_whole_in_all_four_ways() {
    let ways = [
        ("udh", 9, 134),
        ("udh16", 10, 132),
        ("sar", 9, 134),
        ("payload", 1, 1_202),
    ];
    join_all(ways.map(|(way, count, most)| async move {
        let messages = sent(json!({ "longMessages": way }), &long_text()).await;
        assert_eq!(messages.len(), count, "{way}");
        assert!(
            messages
                .iter()
                .all(|message| message.data_coding == 8 && message.text_octets().len() <= most)
        );
        // No part holds half a character.
        let each: String = messages.iter().map(Message::text).collect();
        assert_eq!(each, long_text(), "{way}");
        assert_eq!(Alphabet::Ucs2.decode(&octets(&messages)), long_text(), "{way}");
    }))
    .await;
}

#[tokio::test]
async fn a_text_of_the_default_alphabet_is_written_as_the_provider_wants_it() {
    let text = "Señor, {5} costs @ Ünit_1";
    for (alphabet, expected) in [
        ("gsm7", Alphabet::Gsm7),
        ("gsm7Packed", Alphabet::Gsm7Packed),
        ("latin1", Alphabet::Latin1),
    ] {
        let settings = json!({ "alphabet": alphabet, "dataCoding": { "gsm": 3 } });
        let messages = sent(settings, text).await;
        assert_eq!(messages[0].short_message, expected.encode(text).unwrap(), "{alphabet}");
        assert_eq!(messages[0].data_coding, 3);
    }
    let messages = sent(json!({ "alphabet": "ascii" }), "plain @ {1}").await;
    assert_eq!(messages[0].short_message, b"plain @ {1}");
}

#[tokio::test]
async fn long_texts_of_each_alphabet_arrive_whole() {
    let text = "The fee {of} the term is 5 @ the gate. ".repeat(8);
    for (alphabet, single) in [
        ("gsm7", Alphabet::Gsm7),
        ("latin1", Alphabet::Latin1),
        ("ascii", Alphabet::Ascii),
    ] {
        let messages = sent(json!({ "alphabet": alphabet }), &text).await;
        assert!(messages.len() > 1);
        assert_eq!(single.decode(&octets(&messages)), text, "{alphabet}");
    }
    let messages = sent(json!({ "alphabet": "gsm7Packed" }), &text).await;
    let unpacked: Vec<u8> = messages
        .iter()
        .flat_map(|message| {
            let header = message.header().len() + 1;
            let fill = domain::gsm7::packing::fill_bits(header);
            let text = message.text_octets();
            let count = (text.len() * 8 - usize::from(fill)) / 7;
            domain::gsm7::packing::unpack(text, count, fill)
        })
        .collect();
    assert_eq!(Alphabet::Gsm7.decode(&unpacked).trim_end_matches('@'), text);
}

#[tokio::test]
async fn what_the_alphabet_lacks_goes_as_ucs2_with_a_note_or_is_refused() {
    for (alphabet, text, note) in [
        ("gsm7", "fee ½", ""),
        ("gsm7", "fee é", ""),
        ("latin1", "fee €", "sent as UCS-2: the provider's alphabet lacks €"),
        ("ascii", "fee é", "sent as UCS-2: the provider's alphabet lacks é"),
    ] {
        let stage = Stage::start(SmscSettings::default(), json!({ "alphabet": alphabet })).await;
        let outcome = stage.send_one(text).await;
        assert_eq!(
            (said(&outcome).as_str(), words(&outcome).as_str()),
            ("accepted", note),
            "{alphabet}"
        );
        assert_eq!(stage.smsc.taken()[0].message().unwrap().text(), text);
        let settings = json!({ "alphabet": alphabet, "unmappable": "refuse" });
        let stage = Stage::start(SmscSettings::default(), settings).await;
        let outcome = stage.send_one(text).await;
        let expected = if (alphabet, text) == ("gsm7", "fee é") {
            "accepted"
        } else {
            "rejected Refused -"
        };
        assert_eq!(said(&outcome), expected, "{alphabet}: {text}");
        assert_eq!(stage.smsc.taken().len(), usize::from(expected == "accepted"));
    }
}

#[tokio::test]
async fn the_fields_around_the_text_are_as_the_settings_say() {
    let plain = sent(json!({}), "hello").await.remove(0);
    assert_eq!(
        (plain.source.ton, plain.source.npi, plain.source.address.as_str()),
        (3, 0, "20880")
    );
    let destination = &plain.destination;
    assert_eq!(
        (destination.ton, destination.npi, destination.address.as_str()),
        (1, 1, &PHONE[1..])
    );
    assert_eq!(
        (plain.registered_delivery, plain.priority, plain.protocol_id),
        (1, 0, 0)
    );
    assert_eq!(
        (plain.validity.as_str(), plain.schedule.as_str()),
        ("000000010000000R", "")
    );
    assert!(plain.tlvs.is_empty() && plain.service_type.is_empty());

    let settings = json!({
        "sourceTon": 6, "sourceNpi": 1, "destTon": 2, "destNpi": 8, "registeredDelivery": 3, "protocolId": 64,
        "priority": { "transactional": 2 }, "serviceType": "CMT", "validity": "none",
        "dlt": { "entityId": "1101234567890123456", "templateId": "1107", "tags": { "templateId": "0x1405" } },
    });
    let set = sent(settings, "hello").await.remove(0);
    assert_eq!(
        (set.source.ton, set.source.npi, set.destination.ton, set.destination.npi),
        (6, 1, 2, 8)
    );
    assert_eq!((set.registered_delivery, set.priority, set.protocol_id), (3, 2, 64));
    assert_eq!((set.validity.as_str(), set.service_type.as_str()), ("", "CMT"));
    assert_eq!(
        set.tlvs,
        [(0x1400, b"1101234567890123456".to_vec()), (0x1405, b"1107".to_vec())]
    );
    let absolute = sent(json!({ "validity": "absolute" }), "hello").await.remove(0);
    assert_eq!(absolute.validity, "270115090000000+");
}

#[tokio::test]
async fn the_kind_of_sender_and_the_class_decide_their_fields() {
    let settings = json!({ "priority": { "otp": 3, "promotional": 1 } });
    let stage = Stage::start(SmscSettings::default(), settings).await;
    let mut batch = vec![
        from("CLINIC", message(1, PHONE, "hello")),
        from("+254711082000", message(2, PHONE, "hello")),
        message(3, PHONE, "hello"),
    ];
    batch[0].class = Class::Otp;
    batch[1].class = Class::Promotional;
    stage.send(batch).await;
    let seen: Vec<(u8, u8, String, u8)> = stage
        .smsc
        .taken()
        .iter()
        .filter_map(|record| record.message())
        .map(|message| {
            let source = &message.source;
            (source.ton, source.npi, source.address.clone(), message.priority)
        })
        .collect();
    let expected = [(5, 0, "CLINIC", 3), (1, 1, "254711082000", 1), (3, 0, "20880", 0)];
    assert_eq!(
        seen,
        expected.map(|(ton, npi, address, priority)| (ton, npi, address.to_owned(), priority))
    );
}
