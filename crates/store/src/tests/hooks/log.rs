//! The log of tries, and telling again what it knows.

use domain::{DeliveryId, HookEventId};

use super::*;
use crate::{Delivery, DeliveryFilter, DeliveryOutcome, Page, ReplayFilter, Replayed};

/// A try to tell a row, with its payload where it was not taken.
fn tried(t: &TestStore, row: &HookRow, outcome: DeliveryOutcome) -> Delivery {
    let kept = outcome != DeliveryOutcome::Taken;
    Delivery {
        organization: row.organization,
        webhook: Some(WebhookId::new(row.key.target)).filter(|id| id.get() > 0),
        id: DeliveryId::new(t.store.ids().next(t.now())),
        event_id: row.event_id,
        message: row.message.as_ref().map(|message| message.id),
        event: row.event,
        state: row.state,
        attempt: row.attempts + 1,
        outcome,
        http_status: Some(if kept { 500 } else { 200 }),
        latency_ms: 12,
        created_at: t.now(),
        name: None,
        url: Some(URL.to_owned()),
        payload: kept.then(|| "{\"a\":1}".to_owned()),
        response_body: kept.then(|| "no".to_owned()),
        error: None,
    }
}

async fn log(t: &TestStore, fates: Vec<(HookKey, HookFate)>, deliveries: Vec<Delivery>) {
    let batch = HookBatch { fates, deliveries };
    t.store.hook_settle(Arc::new(batch)).await.unwrap();
}

async fn list(t: &TestStore, webhook: Option<WebhookId>, filter: DeliveryFilter) -> Vec<Delivery> {
    t.store
        .deliveries_list((ORG, webhook), filter, None, 50)
        .await
        .unwrap()
        .rows
}

/// Three messages: the first was taken, the second given up, the third is tried again.
async fn three(t: &TestStore) -> (WebhookId, Vec<Delivery>) {
    let id = endpoint(t, ORG, &["message.queued"]).await;
    for number in 1..=3 {
        t.queued(&format!("+25470000000{number}")).await;
    }
    let rows = claim(&t.store, t.now()).await;
    let outcomes = [
        DeliveryOutcome::Taken,
        DeliveryOutcome::GivenUp,
        DeliveryOutcome::Retried,
    ];
    let tries: Vec<Delivery> = rows.iter().zip(outcomes).map(|(row, how)| tried(t, row, how)).collect();
    let fates = vec![
        (rows[0].key, HookFate::Done),
        (rows[1].key, HookFate::Done),
        (rows[2].key, HookFate::Retry(t.now() + HOUR)),
    ];
    log(t, fates, tries.clone()).await;
    (id, tries)
}

#[tokio::test]
async fn the_log_is_listed_newest_first_by_what_people_ask_for() {
    let t = TestStore::start().await;
    let (id, tries) = three(&t).await;
    let whole = DeliveryFilter::default();
    let listed = list(&t, Some(id), whole).await;
    let ids = |list: &[Delivery]| list.iter().map(|one| one.id).collect::<Vec<_>>();
    assert_eq!(ids(&listed), [tries[2].id, tries[1].id, tries[0].id]);
    assert!(listed[1] == tries[1], "every column comes back");
    let failed = DeliveryFilter {
        success: Some(false),
        ..whole
    };
    assert_eq!(ids(&list(&t, Some(id), failed).await), [tries[2].id, tries[1].id]);
    let taken = DeliveryFilter {
        success: Some(true),
        event: Some(HookEvent::MessageQueued),
        ..whole
    };
    assert_eq!(ids(&list(&t, Some(id), taken).await), [tries[0].id]);
    let of_message = DeliveryFilter {
        message: tries[1].message,
        ..whole
    };
    assert_eq!(ids(&list(&t, Some(id), of_message).await), [tries[1].id]);
    let other = DeliveryFilter {
        event: Some(HookEvent::MessageSent),
        ..whole
    };
    assert!(list(&t, Some(id), other).await.is_empty());
    let later = DeliveryFilter {
        from: Some(t.now() + 1),
        ..whole
    };
    assert!(list(&t, Some(id), later).await.is_empty());
    assert!(
        list(&t, None, whole).await.is_empty(),
        "callbacks have a log of their own"
    );
    let other = t
        .store
        .deliveries_list((OTHER_ORG, Some(id)), whole, None, 50)
        .await
        .unwrap();
    assert!(other.rows.is_empty());
    let page = t.store.deliveries_list((ORG, Some(id)), whole, None, 2).await.unwrap();
    let Page { rows, next } = page;
    assert_eq!((rows.len(), next), (2, Some(tries[1].id.get())));
    let rest = t.store.deliveries_list((ORG, Some(id)), whole, next, 2).await.unwrap();
    assert_eq!((ids(&rest.rows), rest.next), (vec![tries[0].id], None));
}

#[tokio::test]
async fn one_try_is_found_by_its_owner_alone() {
    let t = TestStore::start().await;
    let (id, tries) = three(&t).await;
    let found = t.store.delivery_get((ORG, Some(id)), tries[1].id).await.unwrap();
    assert!(found.is_some_and(|found| found == tries[1]));
    assert!(
        t.store
            .delivery_get((OTHER_ORG, Some(id)), tries[1].id)
            .await
            .unwrap()
            .is_none()
    );
    assert!(t.store.delivery_get((ORG, None), tries[1].id).await.unwrap().is_none());
    let messages = vec![tries[0].message.unwrap(), MessageId::new(1)];
    assert_eq!(t.store.messages_get(ORG, messages.clone()).await.unwrap().len(), 1);
    assert!(t.store.messages_get(OTHER_ORG, messages).await.unwrap().is_empty());
}

async fn replay(t: &TestStore, id: WebhookId, filter: ReplayFilter) -> Replayed {
    t.store.hook_replay((ORG, Some(id)), filter, None).await.unwrap()
}

#[tokio::test]
async fn what_was_given_up_is_told_again_once_under_the_same_id() {
    let t = TestStore::start().await;
    let (id, tries) = three(&t).await;
    let failed = ReplayFilter {
        failed_only: true,
        until: t.now() + 1,
        ..ReplayFilter::default()
    };
    let done = Replayed { events: 1, next: None };
    assert_eq!(replay(&t, id, failed).await, done);
    let rows = claim(&t.store, t.now()).await;
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].event_id, rows[0].attempts), (tries[1].event_id, 0));
    assert_ne!(rows[0].key.id, rows[0].event_id.get());
    assert_eq!(rows[0].payload.as_deref(), Some("{\"a\":1}"));
    assert_eq!(replay(&t, id, failed).await.events, 0, "it was told again already");
    let listed = list(&t, Some(id), DeliveryFilter::default()).await;
    assert_eq!(listed[1].outcome, DeliveryOutcome::Replayed);
}

#[tokio::test]
async fn a_replay_takes_what_it_is_told_to_and_no_more() {
    let t = TestStore::start().await;
    let (id, tries) = three(&t).await;
    let until = t.now() + 1;
    let all = ReplayFilter {
        until,
        ..ReplayFilter::default()
    };
    let of = |event| ReplayFilter {
        events: HookEvents::default().with(event),
        ..all
    };
    assert_eq!(replay(&t, id, of(HookEvent::MessageFailed)).await.events, 0);
    let late = ReplayFilter { from: until, ..all };
    assert_eq!(replay(&t, id, late).await.events, 0);
    assert_eq!(replay(&t, id, of(HookEvent::MessageQueued)).await.events, 2);
    let rows = claim(&t.store, t.now()).await;
    let ids: Vec<HookEventId> = rows.iter().map(|row| row.event_id).collect();
    assert_eq!(
        ids,
        [tries[0].event_id, tries[1].event_id],
        "what is tried again anyway is not told twice"
    );
    assert_eq!(rows[0].payload, None, "its message says it");
    assert!(rows[0].message.is_some());
    let other = t.store.hook_replay((OTHER_ORG, Some(id)), all, None).await.unwrap();
    assert_eq!(other.events, 0);
}

#[tokio::test]
async fn one_try_is_told_again_whatever_came_of_it() {
    let t = TestStore::start().await;
    let (id, tries) = three(&t).await;
    assert!(t.store.hook_replay_one((ORG, Some(id)), tries[0].id).await.unwrap());
    assert!(
        !t.store
            .hook_replay_one((OTHER_ORG, Some(id)), tries[0].id)
            .await
            .unwrap()
    );
    assert!(
        !t.store
            .hook_replay_one((ORG, Some(id)), DeliveryId::new(1))
            .await
            .unwrap()
    );
    assert_eq!(claim(&t.store, t.now()).await[0].event_id, tries[0].event_id);
}

#[tokio::test]
async fn the_callbacks_of_messages_are_told_again_where_they_went() {
    let t = TestStore::start().await;
    let message = t.accepted(called_back(&t, "+254700000001")).await;
    t.begin(std::slice::from_ref(&message)).await;
    t.settle(&message, failed()).await;
    let row = claim(&t.store, t.now()).await.remove(0);
    let given_up = tried(&t, &row, DeliveryOutcome::GivenUp);
    log(&t, vec![(row.key, HookFate::Done)], vec![given_up.clone()]).await;
    assert!(t.store.hook_replay_one((ORG, None), given_up.id).await.unwrap());
    let again = claim(&t.store, t.now()).await;
    assert_eq!(again[0].key.target, callback_target(ORG, URL));
    assert_eq!(again[0].event_id, row.event_id);
}

#[tokio::test]
async fn tries_go_by_their_age_in_every_log() {
    let t = TestStore::start().await;
    let (id, _) = three(&t).await;
    let other = endpoint(&t, OTHER_ORG, &["balance.low"]).await;
    let low = Emission {
        organization: Some(OTHER_ORG),
        only: None,
        event: HookEvent::BalanceLow,
        name: None,
        data: "{}".to_owned(),
    };
    t.store.hook_emit(low).await.unwrap();
    let row = claim(&t.store, t.now()).await.remove(0);
    let old = tried(&t, &row, DeliveryOutcome::Taken);
    log(&t, vec![(row.key, HookFate::Done)], vec![old]).await;
    t.clock.advance(HOUR);
    let fresh = Delivery {
        id: DeliveryId::new(t.store.ids().next(t.now())),
        ..tried(&t, &row, DeliveryOutcome::Taken)
    };
    log(&t, Vec::new(), vec![fresh]).await;
    t.clock.advance(t.config.delivery_keep_ms - HOUR + 1_000);
    while t.store.sweep(t.now()).await.unwrap() > 0 {}
    assert!(list(&t, Some(id), DeliveryFilter::default()).await.is_empty());
    let kept = t
        .store
        .deliveries_list((OTHER_ORG, Some(other)), DeliveryFilter::default(), None, 50);
    assert_eq!(kept.await.unwrap().rows.len(), 1);
}
