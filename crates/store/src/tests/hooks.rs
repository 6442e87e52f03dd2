//! The outbox of what is told over HTTP: who is told what, in which order, by whom, and what becomes of it.

use std::sync::Arc;

use domain::{HookEvent, HookEvents, MessageId, MessageState, Millis, ReportStatus, WebhookId};

use super::harness::{HOUR, ORG, OTHER_ORG, TestStore, submitted};
use super::inbound::{inbound, store_one};
use crate::{
    Emission, HookBatch, HookFate, HookKey, HookRow, NewMessage, Settled, Store, Webhook, WebhookHealth,
    callback_target,
};

mod log;

pub(super) const URL: &str = "https://example.com/hook";

/// An endpoint of this organization that asks for `words`.
pub(super) async fn endpoint(t: &TestStore, organization: domain::OrganizationId, words: &[&str]) -> WebhookId {
    let mut events = HookEvents::default();
    assert!(words.iter().all(|word| events.add(word)));
    let webhook = Webhook {
        organization,
        id: WebhookId::new(t.store.ids().next(t.now())),
        url: URL.to_owned(),
        description: String::new(),
        events,
        active: true,
        disabled_reason: None,
        secret: "sealed".to_owned(),
        previous: None,
        health: WebhookHealth::default(),
        version: 0,
        created_at: t.now(),
        updated_at: t.now(),
    };
    let id = webhook.id;
    assert!(t.store.webhook_insert(webhook, 10).await.unwrap());
    t.store.hook_audience_refresh().await.unwrap();
    id
}

/// Takes all that waits and is due, in the order of claims.
pub(super) async fn claim(store: &Store, now: Millis) -> Vec<HookRow> {
    let waiting = store.hook_waiting_all(i64::MIN, 100).await.unwrap();
    let asked = waiting.into_iter().map(|(target, _)| (target, 100)).collect();
    let keys = store.hook_claim(asked, now).await.unwrap();
    store.hook_load_all(keys).await.unwrap()
}

pub(super) fn told(rows: &[HookRow]) -> Vec<(i64, HookEvent, i64)> {
    rows.iter()
        .map(|row| (row.key.message, row.event, row.key.target))
        .collect()
}

async fn settle(t: &TestStore, fates: Vec<(HookKey, HookFate)>) -> usize {
    let batch = HookBatch {
        fates,
        deliveries: Vec::new(),
    };
    t.store.hook_settle(Arc::new(batch)).await.unwrap()
}

fn called_back(t: &TestStore, to: &str) -> NewMessage {
    NewMessage {
        callback_url: Some(URL.to_owned()),
        ..t.message(to)
    }
}

fn failed() -> Settled {
    Settled::Ended {
        state: MessageState::Failed,
        code: Some("45".to_owned()),
        detail: "no such number".to_owned(),
    }
}

#[tokio::test]
async fn each_state_is_told_to_whoever_asked_for_it_and_to_nobody_else() {
    let t = TestStore::start().await;
    let all = endpoint(&t, ORG, &["message.*"]).await.get();
    let some = endpoint(&t, ORG, &["message.delivered", "balance.low"]).await.get();
    endpoint(&t, OTHER_ORG, &["*"]).await;
    let delivered = t.submitted("+254700000001", &["a"]).await;
    t.report("a", ReportStatus::Sent).await;
    t.report("a", ReportStatus::Delivered).await;
    let cancelled = t.queued("+254700000002").await;
    t.store.message_cancel(ORG, cancelled.id, t.now()).await.unwrap();
    store_one(&t, inbound(&t, "in", "+254700000003")).await;
    let rows = claim(&t.store, t.now()).await;
    let of = |id: MessageId, target: i64| -> Vec<HookEvent> {
        let mine = rows
            .iter()
            .filter(|row| (row.key.message, row.key.target) == (id.get(), target));
        mine.map(|row| row.event).collect()
    };
    use HookEvent as E;
    assert_eq!(
        of(delivered.id, all),
        [E::MessageQueued, E::MessageSent, E::MessageDelivered]
    );
    assert_eq!(of(delivered.id, some), [E::MessageDelivered]);
    assert_eq!(of(cancelled.id, all), [E::MessageQueued, E::MessageCancelled]);
    assert_eq!(rows.len(), 7, "the inbound one is the seventh");
    let inbound = rows.iter().find(|row| row.event == E::MessageInbound).unwrap();
    let message = inbound.message.as_ref().unwrap();
    assert_eq!(
        (message.from.as_deref(), &*message.body),
        (Some("+254700000003"), "Ngara")
    );
    assert!(rows.iter().all(|row| row.organization == ORG && row.attempts == 0));
}

#[tokio::test]
async fn a_scheduled_message_is_told_when_it_is_due_and_one_on_hold_when_it_is_known() {
    let t = TestStore::start().await;
    endpoint(&t, ORG, &["*"]).await;
    let later = NewMessage {
        state: MessageState::Scheduled,
        due_at: t.now() + HOUR,
        born_owned: false,
        ..t.message("+254700000001")
    };
    t.accept(vec![later]).await;
    assert!(claim(&t.store, t.now()).await.is_empty());
    t.clock.advance(HOUR);
    t.store.lane_promote(t.now(), 10).await.unwrap();
    let rows = claim(&t.store, t.now()).await;
    assert_eq!(
        rows.iter().map(|r| r.event).collect::<Vec<_>>(),
        [HookEvent::MessageQueued]
    );
    let held = t.begun("+254700000002").await;
    let unknown = Settled::Held {
        detail: "no answer".to_owned(),
    };
    t.settle(&held, unknown).await;
    let events: Vec<HookEvent> = claim(&t.store, t.now()).await.iter().map(|row| row.event).collect();
    assert_eq!(events, [HookEvent::MessageQueued], "nobody knows whether it was sent");
}

#[tokio::test]
async fn the_callback_of_a_message_is_told_its_end_by_origin() {
    let t = TestStore::start().await;
    let message = t.accepted(called_back(&t, "+254700000001")).await;
    t.begin(std::slice::from_ref(&message)).await;
    t.settle(&message, submitted(&["a"])).await;
    assert!(claim(&t.store, t.now()).await.is_empty());
    t.report("a", ReportStatus::Delivered).await;
    let rows = claim(&t.store, t.now()).await;
    assert_eq!(
        told(&rows),
        [(message.id.get(), HookEvent::MessageDelivered, callback_target(ORG, URL))]
    );
    assert_eq!(rows[0].state, Some(MessageState::Delivered));
    let url = rows[0]
        .message
        .as_ref()
        .and_then(|message| message.callback_url.as_deref());
    assert_eq!(url, Some(URL));
}

#[tokio::test]
async fn what_comes_first_for_a_message_stands_before_the_rest() {
    let t = TestStore::start().await;
    endpoint(&t, ORG, &["*"]).await;
    let message = t.submitted("+254700000001", &["a"]).await;
    let rows = claim(&t.store, t.now()).await;
    let [first, second] = &rows[..] else {
        panic!("{} rows", rows.len())
    };
    assert_eq!(first.key.message, message.id.get());
    assert_eq!((first.behind, second.behind), (None, Some((first.key.id, t.now()))));
    settle(&t, vec![(first.key, HookFate::Retry(t.now() + 5_000))]).await;
    let again = t.store.hook_load_all(vec![second.key]).await.unwrap();
    assert_eq!(again[0].behind, Some((first.key.id, t.now() + 5_000)));
    t.clock.advance(5_000);
    let retried = claim(&t.store, t.now()).await;
    assert_eq!((retried[0].key, retried[0].attempts), (first.key, 1));
    settle(&t, vec![(first.key, HookFate::Done)]).await;
    assert_eq!(
        t.store.hook_load_all(vec![first.key, second.key]).await.unwrap()[0].behind,
        None
    );
}

#[tokio::test]
async fn a_row_that_there_is_room_for_is_this_process_own_from_the_start() {
    let t = TestStore::start_with(|config| config.hook_memory_per_target = 2).await;
    let target = endpoint(&t, ORG, &["message.queued"]).await.get();
    let feed = t.store.hook_feed();
    feed.open();
    for number in 1..=3 {
        t.queued(&format!("+25470000000{number}")).await;
    }
    feed.wait().await;
    let ready = feed.take();
    assert_eq!((ready.len(), feed.held(), feed.behind()), (2, 2, vec![(target, 1)]));
    assert_eq!(
        t.store.hook_waiting_all(i64::MIN, 10).await.unwrap(),
        [(target, t.now())]
    );
    let rows = t.store.hook_load_all(ready.clone()).await.unwrap();
    assert!(
        rows.iter()
            .all(|row| row.event == HookEvent::MessageQueued && row.message.is_some())
    );
    assert_eq!(
        settle(&t, ready.iter().map(|key| (*key, HookFate::Done)).collect()).await,
        2
    );
    feed.free(target, 2);
    assert_eq!(claim(&t.store, t.now()).await.len(), 1);
    assert_eq!(t.rows("SELECT COUNT(*) FROM hook_outbox").await, 1);
}

#[tokio::test]
async fn a_unit_that_fails_tells_nobody_and_takes_no_room() {
    let t = TestStore::start().await;
    endpoint(&t, ORG, &["*"]).await;
    t.store.hook_feed().open();
    let good = t.message("+254700000001");
    let twice = vec![t.message("+254700000002"), good.clone(), good.clone()];
    let faulty = t.store.accept(super::harness::unit(twice));
    let whole = t.store.accept(super::harness::unit(vec![good.clone()]));
    let (faulty, whole) = tokio::join!(faulty, whole);
    assert!(faulty.is_err() && whole.is_ok());
    let ready = t.store.hook_feed().take();
    assert_eq!((ready.len(), t.store.hook_feed().held()), (1, 1));
    assert_eq!(ready[0].message, good.id.get());
}

#[tokio::test]
async fn what_a_dead_owner_was_telling_is_told_by_the_next() {
    let mut t = TestStore::start_with(|config| config.node = Some(3)).await;
    endpoint(&t, ORG, &["message.queued"]).await;
    t.store.hook_feed().open();
    t.queued("+254700000001").await;
    let dead = t.store.owner();
    let born = t.store.hook_feed().take();
    t.store.hook_feed().close();
    t.queued("+254700000002").await;
    let claimed = claim(&t.store, t.now()).await;
    assert_eq!((born.len(), claimed.len()), (1, 1));
    t.restart().await;
    assert!(claim(&t.store, t.now()).await.is_empty());
    t.store.lane_reclaim(dead, None, 10, t.now()).await.unwrap();
    let keys: Vec<HookKey> = claim(&t.store, t.now()).await.iter().map(|row| row.key).collect();
    assert_eq!(keys, [born[0], claimed[0].key]);
}

#[tokio::test]
async fn an_owner_whose_rows_were_taken_over_settles_none_of_them() {
    let t = TestStore::start_with(|config| config.lease_ms = 15_000).await;
    let Some(second) = t.second_node().await else { return };
    endpoint(&t, ORG, &["message.queued"]).await;
    t.queued("+254700000001").await;
    let claimed = claim(&t.store, t.now()).await;
    t.clock.advance(t.config.lease_ms);
    second.owner_renew(t.now() + HOUR).await.unwrap();
    second.lane_reclaim(t.store.owner(), None, 10, t.now()).await.unwrap();
    let taken = claim(&second, t.now()).await;
    assert_eq!(taken[0].key, claimed[0].key);
    assert_eq!(settle(&t, vec![(claimed[0].key, HookFate::Done)]).await, 0);
    second.close().await.unwrap();
}

#[tokio::test]
async fn two_nodes_never_claim_the_same_row() {
    let t = TestStore::start().await;
    let Some(second) = t.second_node().await else { return };
    let target = endpoint(&t, ORG, &["message.queued"]).await.get();
    for number in 0..20 {
        t.queued(&format!("+2547000000{number:02}")).await;
    }
    let ask = vec![(target, 15)];
    let (one, other) = tokio::join!(
        t.store.hook_claim(ask.clone(), t.now()),
        second.hook_claim(ask, t.now())
    );
    let mut keys = [one.unwrap(), other.unwrap()].concat();
    let all = keys.len();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!((keys.len(), all.max(15)), (all, all), "at least fifteen, none twice");
    second.close().await.unwrap();
}

#[tokio::test]
async fn an_endpoint_is_told_no_more_once_it_is_off_and_what_waited_for_a_removed_one_goes() {
    let t = TestStore::start().await;
    let id = endpoint(&t, ORG, &["*"]).await;
    t.queued("+254700000001").await;
    assert_eq!(t.store.hook_drop(id).await.unwrap(), 0, "it is there");
    assert!(t.store.webhook_remove(ORG, id).await.unwrap());
    t.store.hook_audience_refresh().await.unwrap();
    t.queued("+254700000002").await;
    assert_eq!(t.store.hook_drop(id).await.unwrap(), 1);
    assert_eq!(t.rows("SELECT COUNT(*) FROM hook_outbox").await, 0);
}

#[tokio::test]
async fn an_event_of_the_organization_or_of_the_platform_is_told_to_whoever_asked() {
    let t = TestStore::start().await;
    let mine = endpoint(&t, ORG, &["balance.low", "provider.health"]).await.get();
    let other = endpoint(&t, OTHER_ORG, &["provider.health", "security.*"]).await.get();
    let emission = |organization, event, name: Option<&str>| Emission {
        organization,
        only: None,
        event,
        name: name.map(str::to_owned),
        data: r#"{"x":1}"#.to_owned(),
    };
    let low = emission(Some(ORG), HookEvent::BalanceLow, None);
    assert_eq!(t.store.hook_emit(low).await.unwrap(), 1);
    let health = emission(None, HookEvent::ProviderHealth, None);
    let chosen = |only| Emission {
        only: Some(only),
        ..health.clone()
    };
    assert_eq!(t.store.hook_emit(chosen(vec![])).await.unwrap(), 0);
    assert_eq!(t.store.hook_emit(health.clone()).await.unwrap(), 2);
    let login = emission(Some(OTHER_ORG), HookEvent::Security, Some("security.login_failed"));
    assert_eq!(t.store.hook_emit(login.clone()).await.unwrap(), 1);
    let nobody = Emission {
        organization: Some(ORG),
        ..login
    };
    assert_eq!(t.store.hook_emit(nobody).await.unwrap(), 0);
    assert_eq!(t.store.hook_emit(chosen(vec![ORG])).await.unwrap(), 1);
    let mut rows = claim(&t.store, t.now()).await;
    rows.sort_by_key(|row| row.key.id);
    let targets: Vec<i64> = rows.iter().map(|row| row.key.target).collect();
    assert!(targets[0] == mine && targets[3] == other && targets[1] != targets[2]);
    assert_eq!(rows[3].name.as_deref(), Some("security.login_failed"));
    assert_eq!(targets[4], mine, "the other one may not use that provider");
    assert!(
        rows.iter()
            .all(|row| row.data.as_deref() == Some(r#"{"x":1}"#) && row.message.is_none())
    );
    assert!(rows.iter().all(|row| row.behind.is_none()));
}

#[tokio::test]
async fn what_nobody_comes_for_goes_by_its_age_and_strays_are_known() {
    let t = TestStore::start().await;
    endpoint(&t, ORG, &["message.queued"]).await;
    t.queued("+254700000001").await;
    let claimed = claim(&t.store, t.now()).await;
    t.clock.advance(HOUR);
    t.queued("+254700000002").await;
    let strays = t.store.hook_strays(t.now(), 10).await.unwrap();
    assert_eq!(strays, [claimed[0].key]);
    t.clock.advance(t.config.outbox_keep_ms + 1);
    while t.store.sweep(t.now()).await.unwrap() > 0 {}
    assert_eq!(
        t.rows("SELECT COUNT(*) FROM hook_outbox").await,
        1,
        "the one that is being told stays"
    );
    assert_eq!(t.rows("SELECT COUNT(*) FROM hook_outbox WHERE owner > 0").await, 1);
}
