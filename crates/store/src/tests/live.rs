//! Events that people follow live: written where somebody follows, read from any place on, in the order of commits.

use domain::{MessageState, ReportStatus};

use super::harness::{HOUR, ORG, OTHER_ORG, TestStore};
use crate::{LiveEvent, LivePosition};

fn shown(events: &[LiveEvent]) -> Vec<(domain::MessageId, MessageState)> {
    events.iter().map(|event| (event.message.id, event.state)).collect()
}

fn after(position: &LivePosition, events: &[LiveEvent]) -> LivePosition {
    let mut position = position.clone();
    for event in events {
        position.retain(|(journal, _)| *journal != event.place.0);
        position.push(event.place);
    }
    position
}

#[tokio::test]
async fn events_are_written_where_somebody_follows_and_nowhere_else() {
    let t = TestStore::start().await;
    t.queued("+254700000001").await;
    assert_eq!(t.rows("SELECT COUNT(*) FROM live_events").await, 0);
    assert!(t.store.live_watch(ORG, t.now() + HOUR).await.unwrap());
    assert!(!t.store.live_watch(ORG, t.now() + HOUR).await.unwrap());
    let message = t.submitted("+254700000002", &["a"]).await;
    t.report("a", ReportStatus::Sent).await;
    t.report("a", ReportStatus::Delivered).await;
    assert_eq!(t.store.live_rung().await, [ORG]);
    let mut events = t.store.live_read(ORG, Vec::new(), 100).await.unwrap();
    events.sort_by_key(|event| event.place.1);
    use MessageState as S;
    let states = [S::Queued, S::Submitted, S::Sent, S::Delivered];
    assert_eq!(shown(&events), states.map(|state| (message.id, state)));
    assert!(t.store.live_read(OTHER_ORG, Vec::new(), 100).await.unwrap().is_empty());
    t.clock.advance(HOUR);
    t.store.hook_audience_refresh().await.unwrap();
    t.queued("+254700000003").await;
    assert_eq!(
        t.rows("SELECT COUNT(*) FROM live_events").await,
        4,
        "nobody follows any more"
    );
}

#[tokio::test]
async fn a_follower_goes_on_where_it_was() {
    let t = TestStore::start().await;
    t.store.live_watch(ORG, t.now() + HOUR).await.unwrap();
    assert!(t.store.live_position(ORG).await.unwrap().is_empty());
    let first = t.queued("+254700000001").await;
    let start = t.store.live_position(ORG).await.unwrap();
    let second = t.queued("+254700000002").await;
    let third = t.queued("+254700000003").await;
    let page = t.store.live_read(ORG, start.clone(), 1).await.unwrap();
    assert_eq!(shown(&page), [(second.id, MessageState::Queued)]);
    let rest = t.store.live_read(ORG, after(&start, &page), 10).await.unwrap();
    assert_eq!(shown(&rest), [(third.id, MessageState::Queued)]);
    let end = after(&start, &rest);
    assert_eq!(end, t.store.live_position(ORG).await.unwrap());
    assert!(t.store.live_read(ORG, end, 10).await.unwrap().is_empty());
    let all = t.store.live_read(ORG, Vec::new(), 10).await.unwrap();
    assert_eq!(all[0].message.id, first.id);
}

#[tokio::test]
async fn another_nodes_events_are_followed_too() {
    let t = TestStore::start().await;
    let Some(second) = t.second_node().await else { return };
    t.store.live_watch(ORG, t.now() + HOUR).await.unwrap();
    assert!(t.store.is_shared_by_nodes());
    second.hook_audience_refresh().await.unwrap();
    let message = t.message("+254700000001");
    second
        .accept(super::harness::unit(vec![message.clone()]))
        .await
        .unwrap();
    let events = t.store.live_read(ORG, Vec::new(), 10).await.unwrap();
    assert_eq!(shown(&events), [(message.id, MessageState::Queued)]);
    second.close().await.unwrap();
}

#[tokio::test]
async fn live_events_go_by_their_age() {
    let t = TestStore::start().await;
    t.store.live_watch(ORG, t.now() + HOUR).await.unwrap();
    t.queued("+254700000001").await;
    t.clock.advance(t.store.live_keep_ms());
    t.queued("+254700000002").await;
    t.clock.advance(1_000);
    while t.store.sweep(t.now()).await.unwrap() > 0 {}
    assert_eq!(t.rows("SELECT COUNT(*) FROM live_events").await, 1);
    assert_eq!(t.rows("SELECT COUNT(*) FROM live_watches").await, 1);
    t.clock.advance(HOUR + t.store.live_keep_ms());
    while t.store.sweep(t.now()).await.unwrap() > 0 {}
    assert_eq!(t.rows("SELECT COUNT(*) FROM live_watches").await, 0);
}
