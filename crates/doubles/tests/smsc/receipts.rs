//! Receipts in every shape that is met.

use doubles::smsc::{IdStyle, Misbehaviour, ReceiptCarrier, ReceiptForm, Segments, SmscSettings};

use crate::raw::{Client, Frame, frame, smsc, submit_body};

fn text(receipt: &Frame) -> String {
    String::from_utf8_lossy(receipt.delivered().2).into_owned()
}

/// The id in a receipt's TLV.
fn id(receipt: &Frame) -> String {
    String::from_utf8_lossy(&receipt.tlvs()[&0x001E])
        .trim_end_matches('\0')
        .to_owned()
}

#[tokio::test]
async fn a_receipt_goes_back_from_the_receiver_to_the_sender() {
    let smsc = smsc(|_| {}).await;
    let mut client = Client::bound(&smsc).await;
    client.submit("254722000000", "Hello from the clinic, again").await;
    let message_id = client.next().await.text();
    let receipt = &client.requests(1).await[0];
    assert!(receipt.body.starts_with(b"\0\x01\x01254722000000\0\x05\0CLINIC\0"));
    assert_eq!(receipt.delivered().0, 0x04);
    let words = text(receipt);
    assert!(
        words.starts_with(&format!("id:{message_id} sub:001 dlvrd:001 submit date:")),
        "{words}"
    );
    assert!(
        words.ends_with("stat:DELIVRD err:000 text:Hello from the clini"),
        "{words}"
    );
    assert_eq!(receipt.tlvs()[&0x0427], [2]);
    assert_eq!(id(receipt), message_id);
    smsc.wait_until(|smsc| (smsc.counts().acknowledged == 1).then_some(()))
        .await;
}

#[tokio::test]
async fn receipts_have_the_form_that_is_asked_for() {
    for (form, carrier, has_text, has_tlvs) in [
        (ReceiptForm::Text, ReceiptCarrier::DeliverSm, true, false),
        (ReceiptForm::Tlvs, ReceiptCarrier::DeliverSm, false, true),
        (ReceiptForm::TextAndTlvs, ReceiptCarrier::DeliverSm, true, true),
        (ReceiptForm::OddText, ReceiptCarrier::DeliverSm, true, false),
        (ReceiptForm::Tlvs, ReceiptCarrier::DataSm, false, true),
        (ReceiptForm::Text, ReceiptCarrier::DataSm, true, false),
    ] {
        let smsc = smsc(|settings| {
            settings.receipts.form = form;
            settings.receipts.carrier = carrier;
        })
        .await;
        let mut client = Client::bound(&smsc).await;
        client.submit("254722000000", "x").await;
        let receipt = &client.requests(1).await[0];
        let tlvs = receipt.tlvs();
        let words = match carrier {
            ReceiptCarrier::DeliverSm => receipt.delivered().2.to_vec(),
            ReceiptCarrier::DataSm => tlvs.get(&0x0424).cloned().unwrap_or_default(),
        };
        assert_eq!(!words.is_empty(), has_text, "{form:?} {carrier:?}");
        assert_eq!(tlvs.contains_key(&0x001E), has_tlvs, "{form:?} {carrier:?}");
    }
}

#[tokio::test]
async fn ids_are_spelled_as_they_are_met() {
    for (style, pad, receipt_style, receipt_pad, response, receipt) in [
        (IdStyle::Decimal, 0, None, None, "48879", "48879"),
        (IdStyle::Hex, 0, Some(IdStyle::Decimal), Some(10), "beef", "0000048879"),
        (IdStyle::Decimal, 0, Some(IdStyle::UpperHex), None, "48879", "BEEF"),
        (IdStyle::UpperHex, 8, Some(IdStyle::Hex), Some(0), "0000BEEF", "beef"),
    ] {
        let smsc = smsc(|settings| {
            settings.ids.first = 0xBEEF;
            settings.ids.style = style;
            settings.ids.pad = pad;
            settings.ids.receipt_style = receipt_style;
            settings.ids.receipt_pad = receipt_pad;
        })
        .await;
        let mut client = Client::bound(&smsc).await;
        client.submit("254722000000", "x").await;
        assert_eq!(client.next().await.text(), response);
        let one = &client.requests(1).await[0];
        assert!(text(one).starts_with(&format!("id:{receipt} ")), "{}", text(one));
        assert_eq!(id(one), receipt);
    }
}

/// Submits `count` messages at once; the ids that were given and the ids of `receipts` receipts.
async fn exchange(change: impl FnOnce(&mut SmscSettings), count: u32, receipts: usize) -> (Vec<String>, Vec<String>) {
    let smsc = smsc(change).await;
    let mut client = Client::bound(&smsc).await;
    let burst: Vec<u8> = (1..=count)
        .flat_map(|n| frame(4, 0, n, &submit_body("254722000000", "x", 1)))
        .collect();
    client.write(&burst).await;
    let (mut given, mut reported) = (Vec::new(), Vec::new());
    while given.len() < count as usize || reported.len() < receipts {
        let frame = client.next().await;
        if frame.command == 0x05 {
            client.answer(&frame, 0).await;
            reported.push(id(&frame));
        } else {
            given.push(frame.text());
        }
    }
    // Nothing more comes: the next PDU is the answer to this.
    let waits = |smsc: &doubles::smsc::Smsc| (smsc.counts().waiting == 0).then_some(());
    smsc.wait_until(waits).await;
    client.send(0x15, &[]).await;
    assert_eq!(client.next().await.command, 0x8000_0015);
    (given, reported)
}

#[tokio::test]
async fn receipts_come_again_out_of_order_lost_or_for_nothing() {
    let (given, reported) = exchange(|settings| settings.receipts.duplicates = 2, 1, 3).await;
    assert_eq!(reported, [&*given[0], &*given[0], &*given[0]]);

    let (given, reported) = exchange(|settings| settings.receipts.lost_every = Some(2), 4, 2).await;
    assert_eq!(reported, [&*given[0], &*given[2]]);

    let (mut given, reported) = exchange(|settings| settings.receipts.reversed = Some(3), 3, 3).await;
    given.reverse();
    assert_eq!(reported, given);

    let (given, reported) = exchange(|settings| settings.receipts.unknown_ids = true, 1, 2).await;
    assert!(!given.contains(&reported[0]) && given.contains(&reported[1]));

    let (given, reported) = exchange(|settings| settings.ids.reuse_after = Some(2), 4, 4).await;
    assert_eq!(given[..2], given[2..]);
    assert_eq!(reported, given);
}

#[tokio::test]
async fn held_receipts_go_out_even_where_no_more_come() {
    let (mut given, reported) = exchange(|settings| settings.receipts.reversed = Some(10), 2, 2).await;
    given.reverse();
    assert_eq!(reported, given);
}

#[tokio::test]
async fn an_early_receipt_comes_before_the_response() {
    let smsc = smsc(|settings| settings.receipts.early = true).await;
    let mut client = Client::bound(&smsc).await;
    client.submit("254722000000", "x").await;
    assert_eq!(client.next().await.command, 0x05);
    assert_eq!(client.next().await.command, 0x8000_0004);
}

#[tokio::test]
async fn registered_delivery_says_who_gets_a_receipt() {
    for (registered, receipts) in [(0, 0), (1, 1), (2, 0), (3, 1), (0x10, 1), (0x11, 2)] {
        let smsc = smsc(|_| {}).await;
        let mut client = Client::bound(&smsc).await;
        client.send(0x04, &submit_body("254722000000", "x", registered)).await;
        assert_eq!(client.next().await.status, 0);
        let classes: Vec<u8> = client
            .requests(receipts)
            .await
            .iter()
            .map(|one| one.delivered().0)
            .collect();
        if registered & 0x10 != 0 {
            assert_eq!(classes[0], 0x20, "an intermediate notification comes first");
        }
        smsc.wait_until(|smsc| (smsc.counts().waiting == 0).then_some(())).await;
        assert_eq!(
            smsc.counts().acknowledged,
            receipts as u64,
            "registered_delivery {registered:#x}"
        );
    }
}

#[tokio::test]
async fn each_segment_has_its_receipt_or_only_the_last() {
    for (segments, expected) in [(Segments::Each, 2), (Segments::Last, 1)] {
        let smsc = smsc(|settings| settings.receipts.segments = segments).await;
        let mut client = Client::bound(&smsc).await;
        for number in [1, 2] {
            let mut body = submit_body("254722000000", "half", 1);
            body.extend([0x02, 0x0C, 0, 2, 0, 7, 0x02, 0x0E, 0, 1, 2, 0x02, 0x0F, 0, 1, number]);
            client.send(0x04, &body).await;
        }
        client.requests(expected).await;
        smsc.wait_until(|smsc| (smsc.counts().waiting == 0).then_some(())).await;
        assert_eq!(smsc.counts().acknowledged, expected as u64, "{segments:?}");
    }
}

#[tokio::test]
async fn what_is_not_acknowledged_comes_again() {
    let smsc = smsc(|settings| settings.deliver_retry_ms = 1).await;
    let mut client = Client::bound(&smsc).await;
    client.submit("254722000000", "x").await;
    client.next().await;
    let first = client.next().await;
    client.answer(&first, 0x64).await;
    let second = client.next().await;
    assert_eq!(first.body, second.body);
    assert_ne!(first.sequence, second.sequence);
    drop(client);
    let mut client = Client::bound(&smsc).await;
    let third = client.next().await;
    assert_eq!(
        first.body, third.body,
        "an unanswered one comes again on the next session"
    );
    client.answer(&third, 0x65).await;
    smsc.wait_until(|smsc| (smsc.counts().undelivered == 1).then_some(()))
        .await;
    assert_eq!(smsc.counts().waiting, 0, "one that was refused for good does not");
}

#[tokio::test]
async fn a_receipt_for_an_id_that_was_never_given_can_be_asked_for() {
    let smsc = smsc(|settings| settings.receipts.enabled = false).await;
    smsc.misbehave(Misbehaviour::UnknownReceipt);
    let mut client = Client::bound(&smsc).await;
    client.submit("254722000000", "x").await;
    let stray = id(&client.next().await);
    assert_ne!(client.next().await.text(), stray);
}
