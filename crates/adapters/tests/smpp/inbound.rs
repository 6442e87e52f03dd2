//! Inbound messages: whole, in parts, in each alphabet, and delivered again.

use adapters::{Content, Inbound};
use domain::alphabet::Alphabet;
use doubles::smsc::{Delivery, Joined, SmscSettings};
use futures::future::join_all;
use serde_json::json;

use crate::carrier::long_text;
use crate::stage::{PHONE, SENDER, Stage};

impl Stage {
    async fn stored(&self, count: usize) -> Vec<Inbound> {
        self.smsc
            .wait_until(|_| (self.sink.inbound().len() >= count).then_some(()))
            .await;
        self.sink.inbound()
    }
}

/// The text of parts, joined by octets before they are decoded.
fn joined(mut parts: Vec<Inbound>) -> String {
    parts.sort_by_key(|part| part.part.map(|part| part.number));
    let mut found = None;
    let mut all = Vec::new();
    for part in parts {
        let Content::Octets { alphabet, octets } = part.content else {
            panic!("SMPP carries octets");
        };
        assert_eq!(*found.get_or_insert(alphabet), alphabet);
        all.extend(octets);
    }
    found.map_or_else(String::new, |alphabet: Alphabet| alphabet.decode(&all))
}

#[tokio::test]
async fn a_long_text_with_an_emoji_on_a_border_arrives_whole_in_all_four_ways() {
    let ways = [
        (Joined::Udh8, 9),
        (Joined::Udh16, 10),
        (Joined::Sar, 9),
        (Joined::Payload, 1),
    ];
    join_all(ways.map(|(way, count)| async move {
        let stage = Stage::start(SmscSettings::default(), json!({})).await;
        let delivery = Delivery::text(PHONE, SENDER, &long_text()).joined(way, 0x1234);
        let backwards: Vec<usize> = (0..count).rev().collect();
        stage.smsc.deliver(delivery.order(&backwards));
        let parts = stage.stored(count).await;
        assert_eq!(parts.len(), count, "{way:?}");
        assert!(parts.iter().all(|part| part.from == PHONE && part.to == SENDER));
        for part in &parts {
            let place = part.part.map(|part| (part.reference, usize::from(part.total)));
            let reference = if way == Joined::Udh8 { 0x34 } else { 0x1234 };
            assert_eq!(place, (count > 1).then_some((reference, count)), "{way:?}");
        }
        assert_eq!(joined(parts), long_text(), "{way:?}");
        stage
            .smsc
            .wait_until(|smsc| (smsc.counts().acknowledged == count as u64).then_some(()))
            .await;
    }))
    .await;
}

#[tokio::test]
async fn each_alphabet_is_handed_on_by_its_name() {
    for (setting, data_coding, octets, alphabet, text) in [
        ("gsm7", 0, vec![0x02, 0x1B, 0x65], Alphabet::Gsm7, "$€"),
        ("latin1", 0, vec![0xE9, 0x40], Alphabet::Latin1, "é@"),
        ("ascii", 0, b"a@_".to_vec(), Alphabet::Ascii, "a@_"),
        (
            "gsm7Packed",
            0,
            vec![0xE8, 0x32, 0x9B, 0xFD, 0x06],
            Alphabet::Gsm7,
            "hello",
        ),
        ("gsm7", 1, b"a_".to_vec(), Alphabet::Ascii, "a_"),
        ("gsm7", 3, vec![0xFC], Alphabet::Latin1, "ü"),
        ("gsm7", 8, vec![0x06, 0x41], Alphabet::Ucs2, "ف"),
        ("gsm7", 4, vec![0x00, 0xFF], Alphabet::Binary, "00ff"),
        ("gsm7", 5, vec![0x41], Alphabet::Binary, "41"),
    ] {
        let stage = Stage::start(SmscSettings::default(), json!({ "alphabet": setting })).await;
        stage.smsc.deliver(Delivery::octets(PHONE, SENDER, data_coding, octets));
        let inbound = stage.stored(1).await;
        let Content::Octets { alphabet: found, .. } = &inbound[0].content else {
            panic!("SMPP carries octets");
        };
        assert_eq!(*found, alphabet, "{setting} {data_coding}");
        assert!(!inbound[0].raw.contains(&PHONE[1..]));
        assert_eq!(joined(inbound), text, "{setting} {data_coding}");
    }
}

#[tokio::test]
async fn data_coding_0_and_1_are_read_as_the_smsc_means_them() {
    // GSM 7-bit that is no text in ASCII, and octets that are a text in both.
    let (gsm, plain) = (b"caf\x05 _".to_vec(), b"a_b@c".to_vec());
    for (settings, data_coding, octets, text) in [
        (json!({}), 1, &gsm, "café §"),
        (json!({}), 1, &plain, "a_b@c"),
        (json!({ "inboundDataCoding": { "1": "gsm7" } }), 1, &plain, "a§b¡c"),
        (json!({ "inboundDataCoding": { "1": "ascii" } }), 1, &gsm, "caf\u{5} _"),
        (
            json!({ "inboundDataCoding": { "1": "latin1" } }),
            1,
            &vec![0xE9, b'@'],
            "é@",
        ),
        (json!({ "inboundDataCoding": { "1": "latin1" } }), 0, &plain, "a§b¡c"),
        (
            json!({ "inboundDataCoding": { "0": "latin1" } }),
            0,
            &vec![0xE9, b'@'],
            "é@",
        ),
        (json!({ "inboundDataCoding": { "0": "ascii" } }), 0, &plain, "a_b@c"),
        (
            json!({ "alphabet": "latin1", "inboundDataCoding": { "0": "gsm7" } }),
            0,
            &plain,
            "a§b¡c",
        ),
    ] {
        let stage = Stage::start(SmscSettings::default(), settings.clone()).await;
        stage
            .smsc
            .deliver(Delivery::octets(PHONE, SENDER, data_coding, octets.clone()));
        assert_eq!(
            joined(stage.stored(1).await),
            text,
            "{settings} {data_coding} {octets:02x?}"
        );
    }
}

#[tokio::test]
async fn a_message_that_cannot_be_stored_comes_again_under_the_same_id() {
    let stage = Stage::start(SmscSettings::default(), json!({})).await;
    stage.bound(1).await;
    stage.sink.refuse(2);
    stage.smsc.deliver(Delivery::text(PHONE, SENDER, "YES"));
    let first = stage.stored(1).await.remove(0);
    stage
        .smsc
        .wait_until(|smsc| (smsc.counts().acknowledged == 1).then_some(()))
        .await;
    // The same words again are another message, also when the first was delivered more than once.
    stage.smsc.deliver(Delivery::text(PHONE, SENDER, "YES"));
    let second = stage.stored(2).await.remove(1);
    assert!(first.carrier_id.is_some() && first.carrier_id != second.carrier_id);
    assert_eq!(first.raw, second.raw);
}

#[tokio::test]
async fn what_was_answered_before_an_orderly_unbind_is_certain_and_before_a_cut_is_not() {
    let stage = Stage::start(SmscSettings::default(), json!({})).await;
    for (number, text) in (1..).zip(["cut", "1", "1", "unbound"]) {
        stage.smsc.deliver(Delivery::text(PHONE, SENDER, text));
        stage
            .smsc
            .wait_until(|smsc| (smsc.counts().acknowledged == number).then_some(()))
            .await;
        if text == "cut" {
            stage.smsc.disconnect();
        }
    }
    let met: Vec<(String, bool)> = stage
        .stored(4)
        .await
        .into_iter()
        .filter_map(|one| one.likeness.map(|likeness| (likeness.key, likeness.ask)))
        .collect();
    let asks: Vec<bool> = met.iter().map(|(_, ask)| *ask).collect();
    assert_eq!(asks, [true, true, false, true], "what was met is not asked for");
    stage.adapter.close().await;
    let certain: std::collections::BTreeSet<String> = stage.sink.certain().into_iter().collect();
    let expected = [&met[1].0, &met[3].0].map(String::clone);
    assert_eq!(certain, expected.into());
}

#[tokio::test]
async fn by_data_sm_and_with_a_header_that_cannot_be_read_no_octet_is_lost() {
    let stage = Stage::start(SmscSettings::default(), json!({})).await;
    stage
        .smsc
        .deliver(Delivery::text(PHONE, SENDER, "by data_sm").by_data_sm());
    assert_eq!(joined(stage.stored(1).await), "by data_sm");
    stage
        .smsc
        .deliver(Delivery::octets(PHONE, SENDER, 4, vec![0x7F, 1, 2]).esm_class(0x40));
    let broken = stage.stored(2).await.remove(1);
    assert_eq!(joined(vec![broken]), "7f0102");
}
