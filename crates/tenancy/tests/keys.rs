//! API keys against a real database: made, used, revoked, expired. The clock stands still unless a test moves it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU8, Ordering};

use domain::{Clock, Millis, Permission, Scopes};
use store::{DatabaseUrl, Organization, Store, StoreConfig};
use tenancy::{
    Actor, AuthError, LimitSettings, MailWay, Mailer, NewOrganization, PeopleSettings, RandomSource, Tenancy,
    TenancyError, TenancyParts, Vault,
};

/// 2026-03-01T08:00:00Z.
const START: Millis = 1_772_352_000_000;

struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn now_ms(&self) -> Millis {
        self.0.load(Ordering::SeqCst)
    }
}

struct Case {
    tenancy: Tenancy,
    store: Store,
    clock: Arc<TestClock>,
    school: Organization,
    _folder: tempfile::TempDir,
}

impl Case {
    async fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let clock = Arc::new(TestClock(AtomicI64::new(START)));
        let config = StoreConfig::new(DatabaseUrl::Sqlite(folder.path().join("tuma.db")));
        let store = Store::open(config, clock.clone()).await.expect("a store");
        let tenancy = tenancy_over(&store, &clock);
        let school = tenancy
            .organization_create(new_organization("school"))
            .await
            .expect("an organization");
        Self {
            tenancy,
            store,
            clock,
            school,
            _folder: folder,
        }
    }

    async fn key(&self, expires_at: Option<Millis>) -> (store::ApiKey, String) {
        let made = self
            .tenancy
            .key_create(self.school.id, "till", Scopes::MESSAGING, expires_at)
            .await;
        made.expect("a key")
    }

    fn advance(&self, ms: Millis) {
        self.clock.0.fetch_add(ms, Ordering::SeqCst);
    }

    /// Another node over the same database: nothing that this one forgets reaches its cache.
    fn other_node(&self) -> Tenancy {
        tenancy_over(&self.store, &self.clock)
    }
}

/// Every draw is another one, so that keys differ.
fn tenancy_over(store: &Store, clock: &Arc<TestClock>) -> Tenancy {
    static DRAWS: AtomicU8 = AtomicU8::new(1);
    let random = |buffer: &mut [u8]| buffer.fill(DRAWS.fetch_add(1, Ordering::SeqCst));
    let random: RandomSource = Arc::new(random);
    Tenancy::new(TenancyParts {
        store: store.clone(),
        clock: clock.clone(),
        vault: Arc::new(Vault::new(("test".to_owned(), [7; 32]), Vec::new(), random.clone())),
        random,
        mailer: Mailer::new("Tuma <tuma@example.org>", MailWay::log()).expect("a sender"),
        people: PeopleSettings::default(),
        limits: LimitSettings::default(),
        ways: tenancy::SignInWays::default(),
    })
}

fn new_organization(slug: &str) -> NewOrganization {
    NewOrganization {
        name: slug.to_owned(),
        slug: slug.to_owned(),
        region: "pk".to_owned(),
        ..Default::default()
    }
}

#[tokio::test]
async fn a_key_names_its_organization_and_its_scopes() {
    let case = Case::start().await;
    let (key, secret) = case.key(None).await;
    let caller = case.tenancy.authenticate(&secret).await.expect("known");
    assert_eq!(caller.organization.id, case.school.id);
    assert_eq!(caller.organization.region, "PK");
    assert_eq!(caller.actor, Actor::Key(key.id));
    assert!(caller.may(Permission::MessagesSend) && !caller.may(Permission::ContactsRead));
    assert!(secret.starts_with(&key.prefix) && key.prefix.len() < secret.len() / 2);
}

#[tokio::test]
async fn a_made_up_key_is_unknown() {
    let case = Case::start().await;
    let (_, secret) = case.key(None).await;
    let other = format!("sk_live_{}", "0".repeat(43));
    for wrong in ["", "sk_live_", &secret[1..], &other] {
        assert_eq!(case.tenancy.authenticate(wrong).await.err(), Some(AuthError::Unknown));
    }
}

#[tokio::test]
async fn a_revoked_key_stops_at_once_here_and_within_a_second_elsewhere() {
    let case = Case::start().await;
    let (key, secret) = case.key(None).await;
    let elsewhere = case.other_node();
    assert!(elsewhere.authenticate(&secret).await.is_ok());
    assert!(case.tenancy.authenticate(&secret).await.is_ok());
    let revoked = case.tenancy.key_revoke(case.school.id, key.id).await.expect("revoked");
    assert_eq!(revoked.revoked_at, Some(START));
    assert_eq!(case.tenancy.authenticate(&secret).await.err(), Some(AuthError::Revoked));
    assert!(elsewhere.authenticate(&secret).await.is_ok());
    case.advance(1_000);
    assert_eq!(elsewhere.authenticate(&secret).await.err(), Some(AuthError::Revoked));
}

#[tokio::test]
async fn revoking_twice_keeps_the_first_time() {
    let case = Case::start().await;
    let (key, _) = case.key(None).await;
    case.tenancy.key_revoke(case.school.id, key.id).await.expect("revoked");
    case.advance(5_000);
    let again = case.tenancy.key_revoke(case.school.id, key.id).await.expect("revoked");
    assert_eq!(again.revoked_at, Some(START));
}

#[tokio::test]
async fn another_organizations_key_is_not_found() {
    let case = Case::start().await;
    let (key, secret) = case.key(None).await;
    let other = case
        .tenancy
        .organization_create(new_organization("clinic"))
        .await
        .expect("an organization");
    let refused = case.tenancy.key_revoke(other.id, key.id).await;
    assert_eq!(refused.err(), Some(TenancyError::NotFound("API key")));
    assert!(case.tenancy.authenticate(&secret).await.is_ok());
}

#[tokio::test]
async fn a_key_expires_to_the_millisecond_though_it_is_cached() {
    let case = Case::start().await;
    let (_, secret) = case.key(Some(START + 400)).await;
    case.advance(399);
    assert!(case.tenancy.authenticate(&secret).await.is_ok());
    case.advance(1);
    assert_eq!(case.tenancy.authenticate(&secret).await.err(), Some(AuthError::Expired));
}

#[tokio::test]
async fn a_wrong_key_or_organization_names_its_field() {
    let case = Case::start().await;
    let faulty = |refused: TenancyError| match refused {
        TenancyError::Invalid(fault) => fault.field,
        other => other.to_string(),
    };
    let id = case.school.id;
    let without_scopes = case.tenancy.key_create(id, "till", Scopes::default(), None).await;
    assert_eq!(without_scopes.map_err(faulty).err().as_deref(), Some("scopes"));
    let in_the_past = case
        .tenancy
        .key_create(id, "till", Scopes::MESSAGING, Some(START))
        .await;
    assert_eq!(in_the_past.map_err(faulty).err().as_deref(), Some("expiresAt"));
    let taken = case.tenancy.organization_create(new_organization("school")).await;
    assert_eq!(taken.map_err(faulty).err().as_deref(), Some("slug"));
}

#[tokio::test]
async fn the_last_use_is_marked_behind_the_callers_back() {
    let case = Case::start().await;
    let (_, secret) = case.key(None).await;
    case.tenancy.authenticate(&secret).await.expect("known");
    let deadline = tokio::time::Instant::now() + std::time::Duration::from_secs(10);
    loop {
        let keys = case.tenancy.key_list(case.school.id).await.expect("keys");
        if keys[0].last_used_at == Some(START) {
            break;
        }
        assert!(tokio::time::Instant::now() < deadline, "the last use was not marked");
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_hundred_callers_with_one_new_key_are_all_let_in() {
    let case = Case::start().await;
    let (_, secret) = case.key(None).await;
    let fresh = case.other_node();
    let mut callers = tokio::task::JoinSet::new();
    for _ in 0..100 {
        let (tenancy, secret) = (fresh.clone(), secret.clone());
        callers.spawn(async move { tenancy.authenticate(&secret).await.is_ok() });
    }
    assert!(callers.join_all().await.into_iter().all(|let_in| let_in));
}

#[tokio::test]
async fn organizations_are_found_by_slug_and_listed() {
    let case = Case::start().await;
    case.tenancy
        .organization_create(new_organization("clinic"))
        .await
        .expect("an organization");
    let found = case.tenancy.organization_by_slug("school").await.expect("found");
    assert_eq!(found.id, case.school.id);
    assert_eq!(case.tenancy.organizations().await.expect("a list").len(), 2);
    let missing = case.tenancy.organization_by_slug("nobody").await;
    assert_eq!(missing.err(), Some(TenancyError::NotFound("organization")));
}
