//! Endpoints: made, changed and removed by their organization, and ended when nothing is taken for too long.

use domain::{HookEvent, HookEvents, WebhookId};

use super::harness::{HOUR, ORG, OTHER_ORG, TestStore};
use super::hooks::{URL, claim, endpoint};
use crate::{Backlog, WebhookChange, WebhookTally};

const DAY: i64 = 24 * HOUR;

#[tokio::test]
async fn an_organization_sees_and_changes_its_own_endpoints() {
    let t = TestStore::start().await;
    let id = endpoint(&t, ORG, &["message.sent"]).await;
    let made = t.store.webhook_get(ORG, id).await.unwrap().unwrap();
    assert_eq!(
        (made.url.as_str(), made.active, made.previous.is_none()),
        (URL, true, true)
    );
    assert!(t.store.webhook_get(OTHER_ORG, id).await.unwrap().is_none());
    t.clock.advance(HOUR);
    let change = WebhookChange {
        url: Some("https://example.org".to_owned()),
        description: Some("the shop".to_owned()),
        events: Some(HookEvents::default().with(HookEvent::MessageFailed)),
        active: Some(false),
        secret: Some(("new".to_owned(), t.now() + DAY)),
        resealed: None,
    };
    let missing = t.store.webhook_update(OTHER_ORG, id, change.clone(), t.now());
    assert!(missing.await.unwrap().is_none());
    let changed = t.store.webhook_update(ORG, id, change, t.now()).await.unwrap().unwrap();
    assert_eq!(
        (changed.url.as_str(), changed.description.as_str()),
        ("https://example.org", "the shop")
    );
    assert!(changed.events.has(HookEvent::MessageFailed) && !changed.events.has(HookEvent::MessageSent));
    assert_eq!((changed.active, changed.secret.as_str()), (false, "new"));
    assert_eq!(changed.previous, Some(("sealed".to_owned(), t.now() + DAY)));
    assert_eq!((changed.created_at, changed.updated_at), (made.created_at, t.now()));
    assert!(changed.version > made.version);
    let at_once = WebhookChange {
        secret: Some(("newer".to_owned(), t.now())),
        ..WebhookChange::default()
    };
    let rotated = t
        .store
        .webhook_update(ORG, id, at_once, t.now())
        .await
        .unwrap()
        .unwrap();
    assert_eq!((rotated.secret.as_str(), rotated.previous), ("newer", None));
    let both = ("a".to_owned(), Some(("b".to_owned(), t.now())));
    let resealed = WebhookChange {
        resealed: Some(both.clone()),
        ..WebhookChange::default()
    };
    let row = t
        .store
        .webhook_update(ORG, id, resealed, t.now())
        .await
        .unwrap()
        .unwrap();
    assert_eq!((row.secret, row.previous), both);
    assert_eq!(t.store.webhook_list(ORG).await.unwrap().len(), 1);
    assert!(t.store.webhook_list(OTHER_ORG).await.unwrap().is_empty());
    assert!(!t.store.webhook_remove(OTHER_ORG, id).await.unwrap());
    assert!(t.store.webhook_remove(ORG, id).await.unwrap());
    assert!(t.store.webhook_list_all().await.unwrap().is_empty());
}

#[tokio::test]
async fn an_organization_has_no_more_endpoints_than_it_may() {
    let t = TestStore::start().await;
    let id = endpoint(&t, ORG, &["*"]).await;
    let first = t.store.webhook_get(ORG, id).await.unwrap().unwrap();
    let mut second = first.clone();
    second.id = WebhookId::new(id.get() + 1);
    assert!(!t.store.webhook_insert(second.clone(), 1).await.unwrap());
    second.organization = OTHER_ORG;
    assert!(t.store.webhook_insert(second, 1).await.unwrap());
}

#[tokio::test]
async fn the_audience_changes_with_every_change_of_an_endpoint() {
    let t = TestStore::start().await;
    let before = t.store.hook_audience_refresh().await.unwrap();
    assert_eq!(t.store.hook_audience_refresh().await.unwrap(), before);
    let id = endpoint(&t, ORG, &["*"]).await;
    let made = t.store.hook_audience_refresh().await.unwrap();
    assert_ne!(made, before);
    let off = WebhookChange {
        active: Some(false),
        ..WebhookChange::default()
    };
    t.store.webhook_update(ORG, id, off, t.now()).await.unwrap();
    assert_ne!(t.store.hook_audience_refresh().await.unwrap(), made);
    t.queued("+254700000001").await;
    assert!(claim(&t.store, t.now()).await.is_empty());
}

fn failing(t: &TestStore, webhook: WebhookId, fails: u32) -> WebhookTally {
    WebhookTally {
        organization: ORG,
        webhook,
        fails,
        failing_since: (fails > 0).then(|| t.now()),
        last_triggered_at: t.now(),
        last_success_at: None,
        gone: false,
    }
}

#[tokio::test]
async fn health_follows_what_endpoints_answer() {
    let t = TestStore::start().await;
    let id = endpoint(&t, ORG, &["*"]).await;
    let first = t.now();
    assert!(
        t.store
            .webhook_tally(vec![failing(&t, id, 2)], 5 * DAY)
            .await
            .unwrap()
            .is_empty()
    );
    t.clock.advance(HOUR);
    t.store.webhook_tally(vec![failing(&t, id, 3)], 5 * DAY).await.unwrap();
    let health = t.store.webhook_get(ORG, id).await.unwrap().unwrap().health;
    assert_eq!((health.consecutive_fails, health.failing_since), (5, Some(first)));
    assert_eq!(
        (health.last_triggered_at, health.last_success_at),
        (Some(t.now()), None)
    );
    let taken = WebhookTally {
        last_success_at: Some(t.now()),
        ..failing(&t, id, 1)
    };
    t.store.webhook_tally(vec![taken], 5 * DAY).await.unwrap();
    let health = t.store.webhook_get(ORG, id).await.unwrap().unwrap().health;
    assert_eq!((health.consecutive_fails, health.failing_since), (1, Some(t.now())));
    assert_eq!(health.last_success_at, Some(t.now()));
}

#[tokio::test]
async fn an_endpoint_that_takes_nothing_for_five_days_is_ended_and_the_others_are_told() {
    let t = TestStore::start().await;
    let id = endpoint(&t, ORG, &["*"]).await;
    let watcher = endpoint(&t, ORG, &["security.*"]).await;
    t.store.webhook_tally(vec![failing(&t, id, 1)], 5 * DAY).await.unwrap();
    t.clock.advance(5 * DAY - 1);
    assert!(
        t.store
            .webhook_tally(vec![failing(&t, id, 1)], 5 * DAY)
            .await
            .unwrap()
            .is_empty()
    );
    t.clock.advance(1);
    let ended = t.store.webhook_tally(vec![failing(&t, id, 1)], 5 * DAY).await.unwrap();
    assert_eq!((ended.len(), ended[0].webhook), (1, id));
    let webhook = t.store.webhook_get(ORG, id).await.unwrap().unwrap();
    assert!(!webhook.active);
    assert_eq!(
        webhook.disabled_reason.as_deref(),
        Some("nothing was taken for 120 hours")
    );
    assert!(
        t.store
            .webhook_tally(vec![failing(&t, id, 1)], 5 * DAY)
            .await
            .unwrap()
            .is_empty(),
        "once"
    );
    let rows = claim(&t.store, t.now()).await;
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].key.target, watcher.get());
    assert_eq!(rows[0].name.as_deref(), Some("security.webhook_disabled"));
    let on = WebhookChange {
        active: Some(true),
        ..WebhookChange::default()
    };
    let again = t.store.webhook_update(ORG, id, on, t.now()).await.unwrap().unwrap();
    assert_eq!((again.disabled_reason, again.health.consecutive_fails), (None, 0));
    assert_eq!(again.health.failing_since, None);
}

#[tokio::test]
async fn an_endpoint_that_is_gone_is_ended_at_once() {
    let t = TestStore::start().await;
    let id = endpoint(&t, ORG, &["*"]).await;
    let gone = WebhookTally {
        gone: true,
        ..failing(&t, id, 1)
    };
    let missing = failing(&t, WebhookId::new(1), 1);
    let ended = t.store.webhook_tally(vec![missing, gone], 5 * DAY).await.unwrap();
    assert_eq!(ended.len(), 1);
    assert!(ended[0].reason.contains("410"));
}

#[tokio::test]
async fn the_backlog_is_what_waits_for_an_endpoint() {
    let t = TestStore::start().await;
    let id = endpoint(&t, ORG, &["message.queued"]).await;
    let idle = endpoint(&t, ORG, &["balance.low"]).await;
    let backlogs = async |organization| t.store.webhook_backlogs(organization, vec![id, idle]).await.unwrap();
    assert_eq!(backlogs(ORG).await, [Backlog::default(); 2]);
    let since = t.now();
    t.queued("+254700000001").await;
    t.clock.advance(HOUR);
    t.queued("+254700000002").await;
    let waiting = Backlog {
        events: 2,
        is_more: false,
        oldest_due_at: Some(since),
    };
    assert_eq!(backlogs(ORG).await, [waiting, Backlog::default()]);
    assert_eq!(backlogs(OTHER_ORG).await, [Backlog::default(); 2]);
}

#[tokio::test]
async fn the_first_secret_of_an_organizations_callbacks_holds() {
    let t = TestStore::start().await;
    let keep = async |organization, sealed: &str| {
        let kept = t.store.callback_secret_keep(organization, sealed.to_owned());
        kept.await.unwrap()
    };
    assert_eq!(keep(ORG, "first").await.as_deref(), Some("first"));
    assert_eq!(keep(ORG, "second").await.as_deref(), Some("first"));
    assert_eq!(keep(OTHER_ORG, "other").await.as_deref(), Some("other"));
    assert_eq!(keep(domain::OrganizationId::new(1), "nobody").await, None);
}
