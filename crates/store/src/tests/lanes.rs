//! Lanes: claiming in turns, releasing, promoting, reclaiming from the dead.

use domain::{EventKind, MessageId, MessageState, OrganizationId, Priority};

use super::harness::{HOUR, ORG, OTHER_ORG, PROVIDER, TestStore, retry_at, submitted};
use crate::{BeginUnit, Begun, NewMessage, Reclaimed, Store, StoreError};

const NORMAL: Priority = Priority::Transactional;

fn unowned(t: &TestStore, organization: OrganizationId, to: &str) -> NewMessage {
    let mut message = t.message(to);
    message.organization = organization;
    message.born_owned = false;
    message
}

async fn accept_unowned(t: &TestStore, organization: OrganizationId, to: &str) -> MessageId {
    let message = unowned(t, organization, to);
    let id = message.id;
    t.accept(vec![message]).await;
    id
}

#[tokio::test]
async fn organizations_with_waiting_entries_are_found_and_claimed_in_shares() {
    let t = TestStore::start().await;
    let mut mine = Vec::new();
    for number in 0..3 {
        mine.push(accept_unowned(&t, ORG, &format!("+25470000000{number}")).await);
    }
    let theirs = accept_unowned(&t, OTHER_ORG, "+254711000000").await;
    t.queued("+254722000000").await;
    assert_eq!(
        t.store.lane_organizations(PROVIDER, NORMAL, 10).await.unwrap(),
        [ORG, OTHER_ORG]
    );
    assert_eq!(t.store.lane_organizations(PROVIDER, NORMAL, 1).await.unwrap(), [ORG]);
    assert!(
        t.store
            .lane_organizations(PROVIDER, Priority::Otp, 10)
            .await
            .unwrap()
            .is_empty()
    );
    let shares = vec![(OTHER_ORG, 5), (ORG, 2)];
    let claimed = t.store.lane_claim(PROVIDER, NORMAL, shares, t.now()).await.unwrap();
    assert_eq!(
        claimed.iter().map(|m| m.id).collect::<Vec<_>>(),
        [mine[0], mine[1], theirs]
    );
    assert_eq!(&*claimed[0].body, "hello");
    assert_eq!(claimed[0].bucket, mine[0].get());
    assert_eq!(
        (claimed[0].attempts, claimed[0].segments, claimed[0].cost_micros),
        (0, 2, 800_000)
    );
    assert_eq!(t.store.lane_organizations(PROVIDER, NORMAL, 10).await.unwrap(), [ORG]);
    assert_eq!(t.begin(&claimed).await, [Begun::Go; 3]);
}

#[tokio::test]
async fn the_oldest_due_are_claimed_first() {
    let t = TestStore::start().await;
    let mut late = unowned(&t, ORG, "+254700000001");
    late.due_at += 500;
    let early = unowned(&t, ORG, "+254700000002");
    t.accept(vec![late.clone(), early.clone()]).await;
    let claimed = t
        .store
        .lane_claim(PROVIDER, NORMAL, vec![(ORG, 1)], t.now() + 1_000)
        .await
        .unwrap();
    assert_eq!(claimed.iter().map(|m| m.id).collect::<Vec<_>>(), [early.id]);
}

#[tokio::test]
async fn released_entries_wait_again_unless_begun() {
    let t = TestStore::start().await;
    let idle = t.queued("+254700000001").await;
    let begun = t.begun("+254700000002").await;
    let released = t
        .store
        .lane_release(PROVIDER, vec![(ORG, idle.id), (ORG, begun.id)])
        .await
        .unwrap();
    assert_eq!(released, 1);
    assert_eq!(t.begin(std::slice::from_ref(&idle)).await, [Begun::Gone]);
    let claimed = t
        .store
        .lane_claim(PROVIDER, NORMAL, vec![(ORG, 10)], t.now())
        .await
        .unwrap();
    assert_eq!(claimed.iter().map(|m| m.id).collect::<Vec<_>>(), [idle.id]);
}

#[tokio::test]
async fn scheduled_messages_and_retries_wait_from_their_time_on() {
    let t = TestStore::start().await;
    let mut scheduled = t.message("+254700000001");
    scheduled.state = MessageState::Scheduled;
    scheduled.due_at = t.now() + 1_000;
    t.accept(vec![scheduled.clone()]).await;
    let retried = t.begun("+254700000002").await;
    t.settle(&retried, retry_at(t.now() + 2_000)).await;
    let nothing = t.store.lane_promote(t.now(), 10).await.unwrap();
    assert_eq!((nothing.moved, nothing.next_due), (0, Some(t.now() + 1_000)));
    t.clock.advance(1_000);
    let first = t.store.lane_promote(t.now(), 10).await.unwrap();
    assert_eq!((first.moved, first.providers), (1, vec![PROVIDER]));
    assert_eq!(t.state(scheduled.id).await, MessageState::Queued);
    assert_eq!(t.kinds(scheduled.id).await, [EventKind::Scheduled, EventKind::Queued]);
    t.clock.advance(1_000);
    let second = t.store.lane_promote(t.now(), 10).await.unwrap();
    assert_eq!((second.moved, second.next_due), (1, None));
    let claimed = t
        .store
        .lane_claim(PROVIDER, NORMAL, vec![(ORG, 10)], t.now())
        .await
        .unwrap();
    assert_eq!(
        claimed.iter().map(|m| (m.id, m.attempts)).collect::<Vec<_>>(),
        [(scheduled.id, 0), (retried.id, 1)]
    );
    t.check_counts().await;
}

async fn reclaim_all(store: &Store, dead: i64, now: i64) -> (usize, Vec<(MessageId, u16)>) {
    let (mut waiting, mut begun, mut after) = (0, Vec::new(), None);
    loop {
        let Reclaimed {
            waiting: more,
            begun: messages,
            next,
        } = store.lane_reclaim(dead, after, 2, now).await.unwrap();
        waiting += more;
        begun.extend(messages.into_iter().map(|(message, attempt)| (message.id, attempt)));
        match next {
            Some(_) => after = next,
            None => return (waiting, begun),
        }
    }
}

#[tokio::test]
async fn after_a_restart_only_begun_attempts_are_unknown() {
    let mut t = TestStore::start_with(|config| config.node = Some(3)).await;
    let dead = t.store.owner();
    for number in 0..3 {
        t.queued(&format!("+25470000000{number}")).await;
    }
    let begun = t.begun("+254711000000").await;
    t.restart().await;
    assert_eq!(t.store.owners_expired_all(t.now()).await.unwrap(), [dead]);
    let (waiting, unknown) = reclaim_all(&t.store, dead, t.now()).await;
    assert_eq!((waiting, unknown), (3, vec![(begun.id, 1)]));
    assert!(t.store.owners_expired_all(t.now()).await.unwrap().is_empty());
    t.settle(&begun, submitted(&["a"])).await;
    assert_eq!(t.state(begun.id).await, MessageState::Submitted);
    let claimed = t
        .store
        .lane_claim(PROVIDER, NORMAL, vec![(ORG, 10)], t.now())
        .await
        .unwrap();
    assert_eq!(claimed.len(), 3);
    t.check_counts().await;
}

#[tokio::test]
async fn nothing_is_taken_from_an_owner_that_lives() {
    let t = TestStore::start().await;
    t.queued("+254700000001").await;
    let own = t
        .store
        .lane_reclaim(t.store.owner(), None, 10, t.now() + HOUR)
        .await
        .unwrap();
    assert_eq!((own.waiting, own.begun.len(), own.next), (0, 0, None));
}

#[tokio::test]
async fn a_fenced_owner_can_neither_renew_nor_begin_nor_settle() {
    let t = TestStore::start_with(|config| config.lease_ms = 15_000).await;
    let Some(second) = t.second_node().await else { return };
    assert_ne!(second.node(), t.store.node());
    let waiting = t.queued("+254700000001").await;
    let begun = t.begun("+254700000002").await;
    let refused = second.lane_reclaim(t.store.owner(), None, 10, t.now()).await.unwrap();
    assert_eq!(refused.waiting, 0);
    t.clock.advance(t.config.lease_ms);
    second.owner_renew(t.now() + HOUR).await.unwrap();
    let (free, unknown) = reclaim_all(&second, t.store.owner(), t.now()).await;
    assert_eq!((free, unknown), (1, vec![(begun.id, 1)]));
    assert!(matches!(
        t.store.owner_renew(t.now() + HOUR).await,
        Err(StoreError::Fenced)
    ));
    let unit = BeginUnit {
        owner: t.store.owner(),
        now: t.now(),
        messages: vec![waiting],
    };
    assert!(matches!(t.store.begin(unit).await, Err(StoreError::Fenced)));
    t.settle(&begun, submitted(&["late"])).await;
    assert_eq!(t.state(begun.id).await, MessageState::Queued);
    second.close().await.unwrap();
}
