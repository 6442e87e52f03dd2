//! The logs of changes and of security.

use domain::{ApiKeyId, ProviderId, Role, UserId};

use super::harness::{HOUR, ORG, OTHER_ORG, START, TestStore};
use super::people::{membership, user};
use crate::journal::Side;
use crate::{AuditActor, AuditEntry, AuditFilter, HealthChange, MembershipChange, SecurityEvent, StoreError};

fn entry(action: &'static str, object: &str) -> AuditEntry {
    AuditEntry {
        organization: Some(ORG),
        actor: AuditActor::User(UserId::new(1)),
        action,
        object: object.to_owned(),
        before: Some(r#"{"name":"old"}"#.to_owned()),
        after: Some(r#"{"name":"new"}"#.to_owned()),
        ip: Some("192.0.2.1".to_owned()),
        agent: Some("curl/8".to_owned()),
        request_id: Some("req_1".to_owned()),
    }
}

async fn with_amina() -> TestStore {
    let t = TestStore::start().await;
    let place = Some(membership(ORG, 1, Role::Owner));
    t.store.user_insert(user(1, "amina@example.org"), place).await.unwrap();
    t
}

#[tokio::test]
async fn a_change_and_its_entry_are_one_unit() {
    let t = with_amina().await;
    let noting = t.store.noting(entry("user.rename", "usr_1"));
    assert!(
        noting
            .user_rename(UserId::new(1), "Amina W.".to_owned(), START)
            .await
            .unwrap()
    );
    let found = t
        .store
        .audit_list(Some(ORG), AuditFilter::default(), None, 10)
        .await
        .unwrap();
    assert_eq!(found.len(), 1);
    let row = &found[0];
    assert_eq!(
        (row.action.as_str(), row.object.as_str(), row.at),
        ("user.rename", "usr_1", START)
    );
    assert_eq!(row.actor, AuditActor::User(UserId::new(1)));
    assert_eq!(row.actor_name.as_deref(), Some("Amina W."));
    assert_eq!(row.before.as_deref(), Some(r#"{"name":"old"}"#));
    assert_eq!(row.request_id.as_deref(), Some("req_1"));
    assert!(
        t.store
            .audit_list(Some(OTHER_ORG), AuditFilter::default(), None, 10)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn a_look_at_what_is_hidden_is_an_entry_of_its_own() {
    let t = with_amina().await;
    let look = AuditEntry {
        before: None,
        after: None,
        ..entry("number.reveal", "msg_1")
    };
    t.store.audit_insert(look).await.unwrap();
    let found = t.store.audit_list(Some(ORG), AuditFilter::default(), None, 10);
    let found = found.await.unwrap();
    assert_eq!((found.len(), found[0].object.as_str()), (1, "msg_1"));
    assert_eq!(found[0].actor_name.as_deref(), Some("Number 1"));
}

#[tokio::test]
async fn what_changed_nothing_or_failed_is_not_in_the_log() {
    let t = with_amina().await;
    let noting = t.store.noting(entry("user.rename", "usr_9"));
    assert!(!noting.user_rename(UserId::new(9), "x".to_owned(), START).await.unwrap());
    let last = noting
        .membership_remove(ORG, (UserId::new(1), Role::Owner), START)
        .await
        .unwrap();
    assert_eq!(last, MembershipChange::LastOwner);
    let taken = noting.user_insert(user(2, "amina@example.org"), None).await;
    assert!(matches!(taken, Err(StoreError::Exists(_))));
    assert!(
        t.store
            .audit_list(Some(ORG), AuditFilter::default(), None, 10)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn the_log_is_filtered_and_paged() {
    let t = with_amina().await;
    let key = AuditEntry {
        actor: AuditActor::Key(ApiKeyId::new(4)),
        ..entry("provider.remove", "prv_2")
    };
    let operator = AuditEntry {
        organization: None,
        actor: AuditActor::Operator,
        ..entry("user.disable", "usr_1")
    };
    for one in [
        entry("provider.change", "prv_1"),
        key,
        entry("providers", "x"),
        operator,
    ] {
        let noting = t.store.noting(one);
        noting
            .user_rename(UserId::new(1), "Amina".to_owned(), START)
            .await
            .unwrap();
    }
    let list = async |filter, before| t.store.audit_list(Some(ORG), filter, before, 2).await.unwrap();
    let first = list(AuditFilter::default(), None).await;
    let actions: Vec<_> = first.iter().map(|row| row.action.as_str()).collect();
    assert_eq!(actions, ["providers", "provider.remove"]);
    assert_eq!(first[1].actor, AuditActor::Key(ApiKeyId::new(4)));
    let second = list(AuditFilter::default(), Some(first[1].id)).await;
    assert_eq!(second.len(), 1);
    let of = |action: &str| AuditFilter {
        action: Some(action.to_owned()),
        ..AuditFilter::default()
    };
    assert_eq!(list(of("provider"), None).await.len(), 2);
    assert_eq!(list(of("provider.remove"), None).await.len(), 1);
    let about = AuditFilter {
        object: Some("prv_1".to_owned()),
        user: Some(UserId::new(1)),
        from: Some(START),
        until: Some(START + 1),
        ..AuditFilter::default()
    };
    assert_eq!(list(about, None).await.len(), 1);
    let too_late = AuditFilter {
        from: Some(START + 1),
        ..AuditFilter::default()
    };
    assert!(list(too_late, None).await.is_empty());
    let of_the_installation = t
        .store
        .audit_list(None, AuditFilter::default(), None, 10)
        .await
        .unwrap();
    assert_eq!(of_the_installation[0].actor, AuditActor::Operator);
}

#[tokio::test]
async fn nothing_changes_or_removes_an_entry() {
    let t = with_amina().await;
    let noting = t.store.noting(entry("user.rename", "usr_1"));
    noting
        .user_rename(UserId::new(1), "Amina W.".to_owned(), START)
        .await
        .unwrap();
    for sql in [
        "UPDATE audit SET action = 'nothing'",
        "DELETE FROM audit",
        "UPDATE audit SET at = 0 WHERE id > 0",
    ] {
        let tried = t
            .store
            .write(Side::Front, async move |txn| txn.conn.execute(sql, &[]).await);
        assert!(tried.await.is_err(), "{sql}");
    }
    let found = t
        .store
        .audit_list(Some(ORG), AuditFilter::default(), None, 10)
        .await
        .unwrap();
    assert_eq!(found[0].action, "user.rename");
}

fn event(user: Option<i64>) -> SecurityEvent {
    SecurityEvent {
        organization: None,
        kind: "sign_in_failed",
        user: user.map(UserId::new),
        api_key: None,
        ip: Some("192.0.2.1".to_owned()),
        agent: None,
        detail: Some("{}".to_owned()),
    }
}

#[tokio::test]
async fn an_event_about_a_person_stands_where_the_person_belongs() {
    let t = with_amina().await;
    t.store
        .membership_insert(membership(OTHER_ORG, 1, Role::Viewer))
        .await
        .unwrap();
    t.store.user_insert(user(2, "baraka@example.org"), None).await.unwrap();
    for about in [Some(1), Some(2), None] {
        t.store.security_event_insert(event(about)).await.unwrap();
    }
    let list = async |place, kind: Option<&str>| {
        let kind = kind.map(str::to_owned);
        t.store.security_event_list(place, kind, None, 10).await.unwrap()
    };
    let here = list(Some(ORG), None).await;
    assert_eq!(here.len(), 1);
    assert_eq!(here[0].user, Some((UserId::new(1), "Number 1".to_owned())));
    assert_eq!((here[0].detail.as_deref(), here[0].at), (Some("{}"), START));
    assert_eq!(list(Some(OTHER_ORG), None).await.len(), 1);
    let installation = list(None, Some("sign_in_failed")).await;
    assert_eq!(
        installation.iter().map(|row| row.user.is_some()).collect::<Vec<_>>(),
        [false, true]
    );
    assert!(list(None, Some("signed_in")).await.is_empty());
    let before = installation[0].id;
    let page = t.store.security_event_list(None, None, Some(before), 10).await.unwrap();
    assert_eq!(page.len(), 1);
}

#[tokio::test]
async fn the_first_network_of_a_key_is_no_event_and_each_further_one_is() {
    let t = with_amina().await;
    let key = ApiKeyId::new(4);
    let about = SecurityEvent {
        organization: Some(ORG),
        kind: "api_key_new_network",
        user: None,
        api_key: Some(key),
        ..event(None)
    };
    for (network, new) in [
        ("192.0.2.0/24", true),
        ("192.0.2.0/24", false),
        ("198.51.100.0/24", true),
    ] {
        let noted = t
            .store
            .api_key_network_note(ORG, key, network.to_owned(), about.clone())
            .await;
        assert_eq!(noted.unwrap(), new, "{network}");
    }
    let events = t.store.security_event_list(Some(ORG), None, None, 10).await.unwrap();
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].api_key.as_ref().map(|(id, _)| *id), Some(key));
}

#[tokio::test]
async fn how_a_providers_health_changed_is_listed_newest_first_and_kept_for_ninety_days() {
    let t = TestStore::start().await;
    let (main, other) = (ProviderId::new(1), ProviderId::new(2));
    let note = async |provider, before: &str, state: &str| {
        let change = HealthChange {
            id: 0,
            provider,
            node: 3,
            before: before.to_owned(),
            state: state.to_owned(),
            why: "7 of 10 attempts failed".to_owned(),
            at: t.now(),
        };
        t.store.provider_health_note(change).await.unwrap();
    };
    note(main, "UNKNOWN", "HEALTHY").await;
    t.clock.advance(80 * 24 * HOUR);
    note(other, "HEALTHY", "DOWN").await;
    note(main, "HEALTHY", "DOWN").await;
    let list = async |before| t.store.provider_health_list(main, before, 10).await.unwrap();
    let found = list(None).await;
    let states: Vec<_> = found
        .iter()
        .map(|one| (one.before.as_str(), one.state.as_str()))
        .collect();
    assert_eq!(states, [("HEALTHY", "DOWN"), ("UNKNOWN", "HEALTHY")]);
    assert_eq!((found[1].at, found[1].node), (START, 3));
    assert_eq!(list(Some(found[0].id)).await, found[1..]);
    t.clock.advance(11 * 24 * HOUR);
    while t.store.sweep(t.now()).await.unwrap() > 0 {}
    assert_eq!(list(None).await, found[..1]);
}
