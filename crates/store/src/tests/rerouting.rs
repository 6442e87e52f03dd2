//! Failover: attempts that go on with another provider, and lanes that are emptied into others.

use domain::{EventKind, MessageState, Priority};

use super::harness::{HOUR, ORG, OTHER_ORG, OTHER_PROVIDER, PROVIDER, TestStore, retry_at};
use crate::{Begun, LaneMessage, NewMessage, Reroute, Settled};

const NORMAL: Priority = Priority::Transactional;

fn failover(due_at: i64) -> Settled {
    Settled::Retry {
        due_at,
        provider: OTHER_PROVIDER,
        unknown: false,
        code: Some("30008".to_owned()),
        detail: "the carrier is down; goes on with another".to_owned(),
        counts: false,
        failover: true,
    }
}

fn reroute(message: &LaneMessage) -> Reroute {
    Reroute {
        organization: message.organization,
        message: message.id,
        from: PROVIDER,
        to: OTHER_PROVIDER,
        cost_micros: None,
        detail: "its provider is DOWN".to_owned(),
    }
}

async fn claim(t: &TestStore, provider: domain::ProviderId) -> Vec<LaneMessage> {
    t.store
        .lane_claim(provider, NORMAL, vec![(ORG, 10)], t.now())
        .await
        .unwrap()
}

#[tokio::test]
async fn an_attempt_that_fails_over_waits_in_the_other_lane_at_once() {
    let t = TestStore::start().await;
    let message = t.begun("+254700000001").await;
    t.settle(&message, failover(t.now())).await;
    assert_eq!(t.kinds(message.id).await, [EventKind::Queued, EventKind::ProviderError]);
    let events = t.store.events_list(ORG, message.id).await.unwrap();
    assert_eq!(events[1].metadata.as_deref(), Some("{\"errorCode\":\"30008\"}"));
    let row = t.get(message.id).await;
    assert_eq!(
        (row.state, row.provider, row.attempts),
        (MessageState::Queued, Some(OTHER_PROVIDER), 0)
    );
    let claimed = claim(&t, OTHER_PROVIDER).await;
    assert_eq!(claimed.iter().map(|m| m.id).collect::<Vec<_>>(), [message.id]);
    assert_eq!(t.begin(&claimed).await, [Begun::Go]);
    t.check_counts().await;
}

#[tokio::test]
async fn a_failover_that_is_not_due_waits_for_its_time() {
    let t = TestStore::start().await;
    let message = t.begun("+254700000001").await;
    t.settle(&message, failover(t.now() + 1_000)).await;
    assert!(claim(&t, OTHER_PROVIDER).await.is_empty());
    t.clock.advance(1_000);
    t.store.lane_promote(t.now(), 10).await.unwrap();
    assert_eq!(claim(&t, OTHER_PROVIDER).await.len(), 1);
}

#[tokio::test]
async fn what_the_carrier_says_besides_is_kept_with_the_event() {
    let t = TestStore::start().await;
    let message = t.begun("+254700000001").await;
    let taken = Settled::Submitted {
        carrier_ids: vec!["a".to_owned()],
        no_reports: false,
        detail: None,
        metadata: Some(r#"{"price":"0.80"}"#.to_owned()),
    };
    t.settle(&message, taken).await;
    let events = t.store.events_list(ORG, message.id).await.unwrap();
    assert_eq!(events[1].metadata.as_deref(), Some(r#"{"price":"0.80"}"#));
}

#[tokio::test]
async fn a_claimed_message_knows_its_decision_its_callback_and_whether_it_was_forced() {
    let t = TestStore::start().await;
    let message = NewMessage {
        born_owned: false,
        decision: Some(99),
        provider_forced: true,
        ucs2: true,
        callback_url: Some("smpp:5?x".to_owned()),
        ..t.message("+254700000001")
    };
    t.accept(vec![message]).await;
    let claimed = claim(&t, PROVIDER).await;
    let one = &claimed[0];
    assert_eq!(
        (one.decision, one.forced, one.ucs2, one.callback),
        (Some(99), true, true, Some(5))
    );
}

#[tokio::test]
async fn a_lane_is_read_page_by_page_without_being_claimed() {
    let t = TestStore::start().await;
    let mut expected = Vec::new();
    for (number, organization) in [ORG, ORG, OTHER_ORG, ORG, OTHER_ORG].into_iter().enumerate() {
        let message = NewMessage {
            organization,
            born_owned: false,
            decision: Some(number as i64),
            provider_forced: number == 3,
            due_at: t.now() - number as i64,
            ..t.message(&format!("+25470000000{number}"))
        };
        expected.push((organization, -(number as i64), message.id, message.provider_forced));
        t.accept(vec![message]).await;
    }
    t.queued("+254711000000").await;
    expected.sort_unstable();
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let page = t.store.lane_waiting(PROVIDER, NORMAL, after, 2).await.unwrap();
        found.extend(page.messages);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let shown: Vec<_> = found
        .iter()
        .map(|one| (one.organization, -one.decision.unwrap(), one.message, one.forced))
        .collect();
    assert_eq!(shown, expected);
    assert!(
        t.store
            .lane_waiting(PROVIDER, Priority::Otp, None, 9)
            .await
            .unwrap()
            .messages
            .is_empty()
    );
}

#[tokio::test]
async fn what_has_not_begun_is_moved_to_another_lane() {
    let t = TestStore::start().await;
    let unowned = NewMessage {
        born_owned: false,
        ..t.message("+254700000001")
    };
    let waiting = t.accepted(unowned).await;
    let held = t.queued("+254700000002").await;
    let begun = t.begun("+254700000003").await;
    let not_due = t.begun("+254700000004").await;
    t.settle(&not_due, retry_at(t.now() + HOUR)).await;
    let elsewhere = t
        .accepted(NewMessage {
            provider: OTHER_PROVIDER,
            ..t.message("+254700000005")
        })
        .await;
    let gone = t.submitted("+254700000006", &["a"]).await;
    let moves: Vec<Reroute> = [&waiting, &held, &begun, &not_due, &elsewhere, &gone]
        .into_iter()
        .map(reroute)
        .collect();
    let moved = t.store.lane_reroute(moves.clone(), t.now()).await.unwrap();
    assert_eq!(moved, [true, false, false, false, false, false]);
    let given_back = t.store.lane_release(PROVIDER, vec![(ORG, held.id)]).await.unwrap();
    assert_eq!(given_back, 1);
    let moved = t.store.lane_reroute(vec![reroute(&held)], t.now()).await.unwrap();
    assert_eq!(moved, [true]);
    for message in [&waiting, &held] {
        let row = t.get(message.id).await;
        assert_eq!((row.state, row.provider), (MessageState::Queued, Some(OTHER_PROVIDER)));
        let events = t.store.events_list(ORG, message.id).await.unwrap();
        assert_eq!(events[1].kind, EventKind::ProviderError);
        assert_eq!(events[1].detail.as_deref(), Some("its provider is DOWN"));
    }
    assert_eq!(t.get(begun.id).await.provider, Some(PROVIDER));
    assert_eq!(t.begin(std::slice::from_ref(&held)).await, [Begun::Gone]);
    let claimed = claim(&t, OTHER_PROVIDER).await;
    assert_eq!(claimed.iter().map(|m| m.id).collect::<Vec<_>>(), [waiting.id, held.id]);
    // The first lane's copy is stale for good, also when the same owner has taken the entry for the other lane.
    assert_eq!(t.begin(std::slice::from_ref(&held)).await, [Begun::Gone]);
    assert_eq!(t.begin(&claimed).await, [Begun::Go, Begun::Go]);
    assert_eq!(t.store.lane_reroute(moves, t.now()).await.unwrap(), [false; 6]);
    t.check_counts().await;
}

#[tokio::test]
async fn a_lane_gives_back_only_what_is_still_in_it() {
    let t = TestStore::start().await;
    let stale = t.queued("+254700000001").await;
    t.store.lane_release(PROVIDER, vec![(ORG, stale.id)]).await.unwrap();
    t.store.lane_reroute(vec![reroute(&stale)], t.now()).await.unwrap();
    let claimed = claim(&t, OTHER_PROVIDER).await;
    // The first lane finds a copy in its memory once more, while the second has the message in its own.
    let given_back = t.store.lane_release(PROVIDER, vec![(ORG, stale.id)]).await.unwrap();
    assert_eq!(given_back, 0);
    assert!(claim(&t, OTHER_PROVIDER).await.is_empty(), "it is claimed once");
    assert_eq!(t.begin(&claimed).await, [Begun::Go]);
    assert_eq!(t.begin(&[stale]).await, [Begun::Gone]);
}
