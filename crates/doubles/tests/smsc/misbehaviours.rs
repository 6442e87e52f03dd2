//! One misbehaviour at a time, and several in a row.

use doubles::smsc::{Misbehaviour, Smsc};

use crate::raw::{Client, Frame, smsc};

async fn misbehaving(how: &[Misbehaviour]) -> Smsc {
    let smsc = smsc(|settings| {
        settings.receipts.enabled = false;
        settings.script = how.to_vec();
    })
    .await;
    assert_eq!(smsc.sessions(), []);
    smsc
}

/// Binds, submits once, and reads to the end of the connection or so many PDUs.
async fn submit(how: Misbehaviour, pdus: usize) -> (Smsc, Vec<Frame>, Option<Frame>) {
    let smsc = misbehaving(&[how]).await;
    let mut client = Client::bound(&smsc).await;
    client.submit("254722000000", "x").await;
    let mut got = Vec::new();
    for _ in 0..pdus {
        got.push(client.next().await);
    }
    // Whether the session lives is seen from what this is answered with.
    client.send(0x15, &[]).await;
    let last = client.read().await;
    (smsc, got, last)
}

#[tokio::test]
async fn each_wrong_answer_to_a_message_is_given_once() {
    use Misbehaviour as M;
    let enquire_link_resp = Some(0x8000_0015);
    // What is done, the PDUs that come (command, status, sequence), what an enquire_link is answered, whether it is taken.
    type Came = &'static [(u32, u32, u32)];
    let cases: [(M, Came, Option<u32>, u64); 12] = [
        (M::NoResponse, &[], enquire_link_resp, 1),
        (M::Nack(0x03), &[(0x8000_0000, 0x03, 2)], enquire_link_resp, 0),
        (
            M::NackWithoutSequence(0x02),
            &[(0x8000_0000, 0x02, 0)],
            enquire_link_resp,
            0,
        ),
        (M::Refuse(0x58), &[(0x8000_0004, 0x58, 2)], enquire_link_resp, 0),
        (M::Refuse(0x14), &[(0x8000_0004, 0x14, 2)], enquire_link_resp, 0),
        (
            M::UnknownCommand,
            &[(0x0999, 0, 1), (0x8000_0004, 0, 2)],
            enquire_link_resp,
            1,
        ),
        (
            M::StrayResponse,
            &[(0x8000_0004, 0, 0x7FFF_FF00), (0x8000_0004, 0, 2)],
            enquire_link_resp,
            1,
        ),
        (M::ByteByByte, &[(0x8000_0004, 0, 2)], enquire_link_resp, 1),
        (M::ReverseOrder(1), &[(0x8000_0004, 0, 2)], enquire_link_resp, 1),
        (M::CloseAtSubmit, &[], None, 0),
        (M::TakeAndClose, &[], None, 1),
        (M::CutMidPdu, &[], None, 1),
    ];
    for (how, came, last, taken) in cases {
        let (smsc, got, next) = submit(how, came.len()).await;
        let got: Vec<_> = got.iter().map(|one| (one.command, one.status, one.sequence)).collect();
        assert_eq!(got, came, "{how:?}");
        assert_eq!(next.map(|one| one.command), last, "{how:?}");
        assert_eq!(smsc.counts().taken, taken, "{how:?}");
    }
}

#[tokio::test]
async fn a_length_can_be_a_lie() {
    for (how, length) in [(Misbehaviour::ShortLength, 15), (Misbehaviour::LongLength, 0x7FFF_FFFF)] {
        let smsc = misbehaving(&[how]).await;
        let mut client = Client::bound(&smsc).await;
        client.submit("254722000000", "x").await;
        let lie = client.next().await;
        assert_eq!((lie.length, lie.command), (length, 0x8000_0004), "{how:?}");
    }
}

#[tokio::test]
async fn a_session_can_be_unbound_by_the_smsc() {
    let smsc = misbehaving(&[Misbehaviour::UnbindAtSubmit]).await;
    let mut client = Client::bound(&smsc).await;
    client.submit("254722000000", "x").await;
    let unbind = client.next().await;
    assert_eq!(unbind.command, 0x06);
    client.answer(&unbind, 0).await;
    assert_eq!(client.read().await, None);
    assert_eq!(smsc.counts().taken, 0);
}

#[tokio::test]
async fn a_session_can_fall_silent() {
    let smsc = misbehaving(&[Misbehaviour::FallSilent]).await;
    let mut client = Client::bound(&smsc).await;
    client.submit("254722000000", "x").await;
    client.send(0x15, &[]).await;
    let records = smsc.wait_for(|records| records.len() == 3).await;
    assert_eq!((records[1].status, records[2].status), (None, None));
    assert!(records[1].is_taken());
    smsc.disconnect();
    assert_eq!(client.read().await, None, "nothing was written");
}

#[tokio::test]
async fn a_connection_can_be_wrong_from_the_start() {
    let smsc = misbehaving(&[
        Misbehaviour::CloseAtConnect,
        Misbehaviour::Outbind,
        Misbehaviour::DeliverBeforeBound,
        Misbehaviour::BlackHole,
        Misbehaviour::RefuseBind(0x0D),
        Misbehaviour::SilentEnquireLink,
    ])
    .await;
    let connect = || Client::connect(smsc.address());
    assert_eq!(connect().await.read().await, None);
    assert_eq!(connect().await.next().await.command, 0x0B);
    assert_eq!(connect().await.next().await.command, 0x05);
    let mut swallowed = connect().await;
    swallowed.send(0x15, &[]).await;
    let mut client = connect().await;
    assert_eq!(client.bind("gw01", "pw").await.status, 0x0D);
    assert_eq!(client.bind("gw01", "pw").await.status, 0x00, "the script is at its end");
    client.send(0x15, &[]).await;
    let second = client.send(0x15, &[]).await;
    assert_eq!(client.next().await.sequence, second);
    let enquiries = smsc.records().iter().filter(|record| record.session == 4).count();
    assert_eq!(enquiries, 0, "a black hole sees nothing");
}

#[tokio::test]
async fn responses_can_come_last_first() {
    let smsc = misbehaving(&[Misbehaviour::ReverseOrder(3)]).await;
    let mut client = Client::bound(&smsc).await;
    let mut sent = Vec::new();
    for _ in 0..3 {
        sent.push(client.submit("254722000000", "x").await);
    }
    sent.reverse();
    for expected in sent {
        assert_eq!(client.next().await.sequence, expected);
    }
}

#[tokio::test]
async fn a_script_is_played_one_by_one_and_can_be_ended() {
    let smsc = misbehaving(&[]).await;
    smsc.misbehave_times(Misbehaviour::Refuse(0x08), 2);
    smsc.misbehave(Misbehaviour::Refuse(0x45));
    smsc.misbehave(Misbehaviour::Refuse(0x01));
    let mut client = Client::bound(&smsc).await;
    for status in [0x08, 0x08, 0x45] {
        client.submit("254722000000", "x").await;
        assert_eq!(client.next().await.status, status);
    }
    smsc.behave();
    client.submit("254722000000", "x").await;
    assert_eq!(client.next().await.status, 0);
}
