//! Inbound messages, whole and in parts.

use doubles::smsc::{Delivery, Joined};

use crate::raw::{Client, smsc};

#[tokio::test]
async fn a_text_waits_for_somebody_who_takes_it() {
    let smsc = smsc(|_| {}).await;
    smsc.deliver(Delivery::text("+254722000000", "20880", "STOP"));
    smsc.deliver(Delivery::text("+254722000000", "20880", "for another").account("gw02"));
    let mut client = Client::bound(&smsc).await;
    let got = &client.requests(1).await[0];
    assert!(got.body.starts_with(b"\0\x01\x01254722000000\0\x03\x0020880\0"));
    assert_eq!(got.delivered(), (0, 0, b"STOP".as_slice()));
    smsc.wait_until(|smsc| (smsc.counts().acknowledged == 1).then_some(()))
        .await;
    assert_eq!(smsc.counts().waiting, 1);
}

#[tokio::test]
async fn parts_say_that_they_are_parts_in_every_way_there_is() {
    let smsc = smsc(|_| {}).await;
    let mut client = Client::bound(&smsc).await;
    let long = "x".repeat(300);
    for (joined, parts, class, first) in [
        (Joined::Single, 1, 0x00, 0),
        (Joined::Payload, 1, 0x00, 0),
        (Joined::Udh8, 2, 0x40, 159),
        (Joined::Udh16, 2, 0x40, 159),
        (Joined::Sar, 2, 0x00, 153),
    ] {
        smsc.deliver(Delivery::text("254722000000", "20880", &long).joined(joined, 0x1234));
        let got = client.requests(parts).await;
        let (esm_class, _, octets) = got[0].delivered();
        assert_eq!((esm_class, octets.len()), (class, first), "{joined:?}");
        match joined {
            Joined::Udh8 => assert_eq!(octets[..6], [5, 0, 3, 0x34, 2, 1]),
            Joined::Udh16 => assert_eq!(octets[..7], [6, 8, 4, 0x12, 0x34, 2, 1]),
            Joined::Sar => assert_eq!(got[1].tlvs()[&0x020F], [2]),
            Joined::Single | Joined::Payload => assert_eq!(got[0].tlvs()[&0x0424], long.as_bytes()),
        }
    }
}

#[tokio::test]
async fn parts_come_in_any_order_twice_or_never() {
    let smsc = smsc(|_| {}).await;
    let mut client = Client::bound(&smsc).await;
    for order in [vec![2, 0, 1], vec![0, 0, 1, 2], vec![0, 2]] {
        let long = Delivery::text("254722000000", "20880", &"x".repeat(400))
            .joined(Joined::Udh8, 9)
            .order(&order);
        smsc.deliver(long);
        let got = client.requests(order.len()).await;
        let numbers: Vec<usize> = got.iter().map(|one| usize::from(one.delivered().2[5]) - 1).collect();
        assert_eq!(numbers, order);
    }
}

#[tokio::test]
async fn a_cut_may_fall_inside_a_character() {
    let smsc = smsc(|_| {}).await;
    let mut client = Client::bound(&smsc).await;
    smsc.deliver(
        Delivery::text("254722000000", "20880", "ab👍")
            .joined(Joined::Udh8, 1)
            .part_octets(6),
    );
    let got = client.requests(2).await;
    assert_eq!(
        got[0].delivered(),
        (0x40, 8, [5, 0, 3, 1, 2, 1, 0, b'a', 0, b'b', 0xD8, 0x3D].as_slice())
    );
    assert_eq!(got[1].delivered().2, [5, 0, 3, 1, 2, 2, 0xDC, 0x4D]);
}

#[tokio::test]
async fn octets_types_and_tlvs_are_as_they_were_asked_for() {
    let smsc = smsc(|_| {}).await;
    let mut client = Client::bound(&smsc).await;
    let raw = Delivery::octets("254722000000", "Tuma", 0x03, vec![0xE7])
        .esm_class(0x04)
        .tlv(0x1401, b"abc");
    smsc.deliver(raw.clone());
    let got = &client.requests(1).await[0];
    assert_eq!(got.delivered(), (0x04, 0x03, [0xE7].as_slice()));
    assert_eq!(got.tlvs()[&0x1401], b"abc");
    smsc.deliver(raw.by_data_sm());
    let got = &client.requests(1).await[0];
    assert_eq!(
        (got.command, got.tlvs()[&0x0424].as_slice()),
        (0x103, [0xE7].as_slice())
    );
}
