//! SIGTERM: what is in flight is finished, the rest is given back, and the process exits 0.

use testkit::eventually;

use super::server::Machine;
use crate::numbers::{kenyan, kenyans, magic};

/// A carrier that takes its time to answer, so that there is something in flight.
const SLOW: &str = r#"{"response":{"min_ms":150,"max_ms":400},"reports":{"delay":{"min_ms":10,"max_ms":50}}}"#;

#[tokio::test]
async fn sigterm_settles_what_is_in_flight_gives_back_the_rest_and_exits_0() {
    let machine = Machine::new().await;
    let carrier = machine.carrier(SLOW).await;
    let key = machine.set_up(&carrier.address, &["--unknown", "hold"]).await;
    let server = machine.serve(&[]).await;
    let client = server.client(&key);
    client.send_bulk(kenyans(1, 200), "x").await;
    let begun = "SELECT count(*) FROM lane_entries WHERE begun_at IS NOT NULL";
    eventually("hand-overs in flight", async || {
        (machine.database.count(begun).await > 0).then_some(())
    })
    .await;
    server.child.terminate();
    let ended = server.child.ended().await;
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert_eq!(machine.database.count(begun).await, 0, "what was in flight is settled");
    assert_eq!(
        machine
            .database
            .count("SELECT count(*) FROM lane_entries WHERE owner > 0")
            .await,
        0
    );
    let waiting = machine.database.count("SELECT count(*) FROM lane_entries").await;
    assert!(waiting > 0, "the stop came before the end");
    assert_eq!(
        machine
            .database
            .count("SELECT count(*) FROM messages WHERE held <> 0")
            .await,
        0
    );

    let server = machine.serve(&[]).await;
    client.moved_to(server.address());
    eventually("all to arrive", async || {
        (client.totals().await.get("DELIVERED") == Some(&200)).then_some(())
    })
    .await;
    assert_eq!(carrier.taken().len(), 200, "nothing went out twice");
    server.child.terminate();
    assert_eq!(server.child.ended().await.code, Some(0));
}

#[tokio::test]
async fn an_idle_server_stops_at_once_and_can_start_again() {
    let machine = Machine::new().await;
    for _ in 0..2 {
        let server = machine.serve(&[]).await;
        server.child.terminate();
        let ended = server.child.ended().await;
        assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    }
}

#[tokio::test]
async fn a_second_sigterm_ends_it_at_once_and_nothing_is_lost() {
    let machine = Machine::new().await;
    let carrier = machine.carrier(SLOW).await;
    let key = machine.set_up(&carrier.address, &[]).await;
    let server = machine.serve(&[]).await;
    let client = server.client(&key);
    // Never answered: the stop would wait for it.
    let stuck = client.send(&magic(7), "x").await;
    let begun = "SELECT count(*) FROM lane_entries WHERE begun_at IS NOT NULL";
    eventually("the hand-over", async || {
        (machine.database.count(begun).await == 1).then_some(())
    })
    .await;
    server.child.terminate();
    eventually("the first signal to be heard", async || {
        server.child.logged().contains("stopping").then_some(())
    })
    .await;
    server.child.terminate();
    let ended = server.child.ended().await;
    assert_eq!(ended.code, Some(1), "{}", ended.stderr);

    let server = machine.serve(&[]).await;
    client.moved_to(server.address());
    let after = client.send(&kenyan(1), "x").await;
    client.wait_for_state(&after, "DELIVERED").await;
    client.status(&stuck).await;
}
