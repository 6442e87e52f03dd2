//! The socket and the desk behind it, on a real database.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;

use tokio_util::sync::CancellationToken;

use super::socket::{Reply, SOCKET_NAME, ask};
use super::*;
use crate::clock::SystemClock;
use crate::config::{Secret, Settings};
use crate::failure::{Exit, Failure};
use crate::{demo, wiring};

fn settings(dir: &Path) -> Settings {
    Settings {
        data_dir: dir.to_owned(),
        database_url: Secret::new(format!("sqlite://{}", dir.join("test.db").display())),
        ..Settings::default()
    }
}

async fn desk(dir: &Path) -> Desk {
    let clock = Arc::new(SystemClock);
    let store = wiring::open_store(&settings(dir), clock.clone())
        .await
        .expect("a database");
    let tenancy = wiring::tenancy(&settings(dir), &store, clock.clone()).expect("keys");
    let book = wiring::provider_book(&settings(dir), &store, clock.clone()).expect("a book");
    let webhooks = wiring::webhook_book(&settings(dir), &store, clock).expect("a book");
    // Another test of this process may have been first.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let carriers = Carriers::Alone(wiring::alone(&settings(dir), &book).expect("adapters"));
    Desk::new(tenancy, (book, webhooks), carriers, 3_600_000)
}

async fn run<A: Ask>(desk: &Desk, request: A) -> Result<A::Answer, Failure> {
    let answer = desk.run(request.into()).await?;
    Ok(serde_json::from_value(answer).expect("the request's own answer"))
}

fn acme() -> OrganizationCreate {
    OrganizationCreate {
        name: "Acme Ltd".to_owned(),
        region: "ke".to_owned(),
        ..Default::default()
    }
}

#[tokio::test]
async fn the_only_organization_need_not_be_named_but_one_of_two_must() {
    let dir = tempfile::tempdir().expect("a directory");
    let desk = desk(dir.path()).await;
    let none = run(&desk, KeyList::default()).await.err().expect("no organization yet");
    assert_eq!(none.faults[0].field, "org");

    let made = run(&desk, acme()).await.expect("made");
    assert_eq!(
        (made.slug.as_str(), made.region.as_str(), made.validity_ms),
        ("acme-ltd", "KE", 3_600_000)
    );
    assert!(run(&desk, KeyList::default()).await.expect("the only one").is_empty());

    let second = OrganizationCreate {
        slug: Some("second".to_owned()),
        ..acme()
    };
    run(&desk, second).await.expect("made");
    assert_eq!(
        run(&desk, KeyList::default()).await.err().map(|failure| failure.exit),
        Some(Exit::Refused)
    );
    for named in ["second", made.id.as_str()] {
        let whose = KeyList {
            organization: Some(named.to_owned()),
        };
        assert!(run(&desk, whose).await.is_ok(), "{named}");
    }
    desk.store().close().await.expect("closed");
}

#[tokio::test]
async fn a_number_is_suppressed_and_allowed_again_however_it_is_written() {
    let dir = tempfile::tempdir().expect("a directory");
    let desk = desk(dir.path()).await;
    run(&desk, acme()).await.expect("made");
    for number in ["0712345678", "+254712345679"] {
        let add = SuppressAdd {
            number: number.to_owned(),
            reason: "person".to_owned(),
            ..Default::default()
        };
        run(&desk, add).await.expect("added");
    }
    let first = run(
        &desk,
        SuppressList {
            limit: 1,
            ..Default::default()
        },
    )
    .await
    .expect("a page");
    assert_eq!((first.numbers[0].number.as_str(), first.more), ("+254712345678", true));
    let after = Some(first.numbers[0].number.clone());
    let second = run(
        &desk,
        SuppressList {
            limit: 1,
            after,
            ..Default::default()
        },
    )
    .await
    .expect("a page");
    assert_eq!(
        (second.numbers[0].number.as_str(), second.more),
        ("+254712345679", false)
    );

    let remove = SuppressRemove {
        number: "0712 345 678".to_owned(),
        ..Default::default()
    };
    let done = run(&desk, remove.clone()).await.expect("removed");
    assert_eq!((done.lifted[0].reason.as_str(), done.left.len()), ("person", 0));
    let again = run(&desk, remove).await.expect("nothing to remove");
    assert!(again.lifted.is_empty() && again.left.is_empty());
    let wrong = SuppressAdd {
        number: "12".to_owned(),
        ..Default::default()
    };
    assert_eq!(
        run(&desk, wrong).await.err().expect("refused").faults[0].field,
        "number"
    );
    desk.store().close().await.expect("closed");
}

#[tokio::test]
async fn a_providers_settings_are_checked_and_never_shown() {
    let dir = tempfile::tempdir().expect("a directory");
    let desk = desk(dir.path()).await;
    let add = |settings: &str| ProviderAdd {
        name: "bench".to_owned(),
        adapter: "simulator".to_owned(),
        settings: settings.to_owned(),
        window: Some(10),
        price: "0.8".to_owned(),
        currency: "KES".to_owned(),
        ..Default::default()
    };
    let wrong = run(&desk, add(r#"{"sead": 1}"#)).await.err().expect("refused");
    assert_eq!(wrong.faults[0].field, "settings");
    for (price, currency, field) in [
        ("cheap", "KES", "pricePerSegment.amount"),
        ("-0.5", "KES", "pricePerSegment.amount"),
        ("0.5", "Shilling", "pricePerSegment.currency"),
    ] {
        let dear = ProviderAdd {
            price: price.to_owned(),
            currency: currency.to_owned(),
            ..add("{}")
        };
        let wrong = run(&desk, dear).await.err().expect("refused");
        assert_eq!(wrong.faults[0].field, field, "{price} {currency}");
        assert!(!wrong.faults[0].mend.is_empty());
    }
    let made = desk.run(add(r#"{"seed": 4711}"#).into()).await.expect("made");
    assert_eq!(made["price"], "0.80");
    assert!(!made.to_string().contains("4711"));
    let listed = run(&desk, ProviderList::default()).await.expect("listed");
    assert_eq!(listed.len(), 1);
    desk.store().close().await.expect("closed");
}

#[tokio::test]
async fn the_socket_is_private_answers_and_goes_away() {
    let dir = tempfile::tempdir().expect("a directory");
    let desk = desk(dir.path()).await;
    let path = dir.path().join(SOCKET_NAME);
    std::fs::write(&path, "left behind").expect("written");
    let listener = Listener::bind(dir.path()).expect("bound");
    assert_eq!(
        std::fs::metadata(&path).expect("there").permissions().mode() & 0o777,
        0o600
    );

    let stop = CancellationToken::new();
    let serving = tokio::spawn(listener.serve(desk.clone(), stop.clone()));
    let connect = || tokio::net::UnixStream::connect(&path);
    let done = ask(connect().await.expect("a server"), &acme().into())
        .await
        .expect("an answer");
    assert!(matches!(done, Reply::Done(answer) if answer["slug"] == "acme-ltd"));
    let failed = ask(connect().await.expect("a server"), &acme().into())
        .await
        .expect("an answer");
    assert!(matches!(failed, Reply::Failed(failure) if failure.faults[0].field == "slug"));

    stop.cancel();
    serving.await.expect("it ends when told to");
    assert!(!path.exists());
    desk.store().close().await.expect("closed");
}

#[tokio::test]
async fn the_demo_is_made_once_and_its_key_replaced_when_it_no_longer_works() {
    let dir = tempfile::tempdir().expect("a directory");
    let settings = settings(dir.path());
    let clock: Arc<dyn domain::Clock> = Arc::new(SystemClock);
    let store = wiring::open_store(&settings, clock.clone()).await.expect("a database");
    let tenancy = wiring::tenancy(&settings, &store, clock.clone()).expect("keys");
    let prepare = || demo::prepare(&settings.demo, dir.path(), &store, &tenancy, &clock);
    let first = prepare().await.expect("made");
    assert_eq!(prepare().await.expect("found"), first);

    let organization = tenancy.organization_by_slug("demo").await.expect("made");
    let keys = tenancy.key_list(organization.id).await.expect("keys");
    assert_eq!(keys.len(), 1);
    tenancy.key_revoke(organization.id, keys[0].id).await.expect("revoked");
    let second = prepare().await.expect("made anew");
    assert_ne!(second, first);
    assert_eq!(prepare().await.expect("found"), second);
    assert_eq!(store.provider_list_all().await.expect("providers").len(), 1);
    store.close().await.expect("closed");
}

#[tokio::test]
async fn the_demos_administrator_is_told_until_its_password_is_its_own() {
    let dir = tempfile::tempdir().expect("a directory");
    let settings = settings(dir.path());
    let clock: Arc<dyn domain::Clock> = Arc::new(SystemClock);
    let store = wiring::open_store(&settings, clock.clone()).await.expect("a database");
    let tenancy = wiring::tenancy(&settings, &store, clock.clone()).expect("keys");
    demo::prepare(&settings.demo, dir.path(), &store, &tenancy, &clock)
        .await
        .expect("made");
    let administrator = || demo::administrator(dir.path(), &tenancy);
    let first = administrator().await.expect("made").expect("a password");
    assert_eq!(administrator().await.expect("found"), Some(first.clone()));
    let user = tenancy.user_named(demo::ADMINISTRATOR).await.expect("made");
    assert!(user.system_administrator);
    let places = tenancy.places(user.id).await.expect("places");
    assert_eq!(places[0].1, domain::Role::Owner);
    tenancy.user_password_reset(user.id).await.expect("changed");
    assert_eq!(administrator().await.expect("left alone"), None);
    store.close().await.expect("closed");
}

#[tokio::test]
async fn users_are_made_listed_disabled_and_reset() {
    let dir = tempfile::tempdir().expect("a directory");
    let desk = desk(dir.path()).await;
    run(&desk, acme()).await.expect("made");
    let amina = UserAdd {
        email: "Amina@Example.org".to_owned(),
        role: Some(domain::Role::Operator),
        ..Default::default()
    };
    let made = run(&desk, amina.clone()).await.expect("made");
    assert_eq!(made.user.email, "amina@example.org");
    assert_eq!(
        made.user.organizations,
        [("acme-ltd".to_owned(), domain::Role::Operator)]
    );
    let again = run(&desk, amina).await.err().expect("taken");
    assert_eq!(again.faults[0].field, "email");
    let ops = UserAdd {
        email: "ops@example.org".to_owned(),
        system_administrator: true,
        ..Default::default()
    };
    assert!(run(&desk, ops).await.expect("made").user.organizations.is_empty());
    let all = run(&desk, UserList::default()).await.expect("all");
    assert_eq!(all.len(), 2);
    let organization = Some("acme-ltd".to_owned());
    assert_eq!(run(&desk, UserList { organization }).await.expect("its own").len(), 1);
    let user = "amina@example.org".to_owned();
    let set = run(
        &desk,
        UserSet {
            user: user.clone(),
            active: false,
        },
    )
    .await
    .expect("set");
    assert!(!set.active);
    let reset = run(&desk, UserReset { user }).await.expect("reset");
    assert_ne!(reset.password, made.password);
    let nobody = UserReset {
        user: "nobody@example.org".to_owned(),
    };
    assert_eq!(run(&desk, nobody).await.err().expect("nobody").faults[0].field, "user");
    desk.store().close().await.expect("closed");
}

/// Makes a user with a second factor that is sealed with the present key; answers its address.
async fn user_with_second_factor(desk: &Desk, dir: &Path) -> String {
    let add = UserAdd {
        email: "amina@example.org".to_owned(),
        system_administrator: true,
        ..Default::default()
    };
    let made = run(desk, add).await.expect("made");
    let id: domain::UserId = made.user.id.parse().expect("an id");
    let vault = crate::keys::vault(&settings(dir), wiring::random()).expect("keys");
    let sealed = vault.seal(&format!("second factor:{id}"), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    let (factor, codes) = ((sealed, 1), vec![[1; 32]]);
    let enrolled = desk
        .store()
        .second_factor_enrol(id, factor, codes, domain::SessionId::new(0));
    assert!(enrolled.await.expect("written"));
    made.user.email
}

/// Gives the callbacks of an organization a secret that is sealed with the present key.
async fn callbacks_with_secret(desk: &Desk, dir: &Path) -> domain::OrganizationId {
    let made = run(desk, acme()).await.expect("made");
    let id: domain::OrganizationId = made.id.parse().expect("an id");
    let vault = crate::keys::vault(&settings(dir), wiring::random()).expect("keys");
    let sealed = vault.seal(&format!("callback:{id}"), "whsec_MDEy");
    let kept = desk.store().callback_secret_keep(id, sealed.clone()).await;
    assert_eq!(kept.expect("written"), Some(sealed));
    id
}

#[tokio::test]
async fn secrets_are_sealed_with_a_new_key_and_a_second_factor_is_taken_away() {
    let dir = tempfile::tempdir().expect("a directory");
    let old = desk(dir.path()).await;
    let user = user_with_second_factor(&old, dir.path()).await;
    let organization = callbacks_with_secret(&old, dir.path()).await;
    old.store().close().await.expect("closed");
    crate::keys::add(&settings(dir.path()), "second", &wiring::random()).expect("a new key");
    let desk = desk(dir.path()).await;
    let resealed = run(&desk, SecretsReseal {}).await.expect("sealed anew");
    assert_eq!((resealed.second_factors, resealed.callbacks), (1, 1));
    let kept = desk.store().organization_get(organization).await.expect("read");
    let kept = kept.and_then(|kept| kept.callback_secret).expect("a secret");
    let vault = crate::keys::vault(&settings(dir.path()), wiring::random()).expect("keys");
    assert!(!vault.needs_reseal(&kept));
    assert_eq!(
        vault.open(&format!("callback:{organization}"), &kept).expect("opened"),
        "whsec_MDEy"
    );
    let again = run(&desk, SecretsReseal {}).await.expect("nothing to do");
    assert_eq!((again.second_factors, again.callbacks), (0, 0));
    let remove = UserSecondFactorRemove { user };
    let gone = run(&desk, remove.clone()).await.expect("taken away");
    assert!(!gone.second_factor);
    let none = run(&desk, remove).await.err().expect("there is none");
    assert_eq!(none.faults[0].field, "user");
    desk.store().close().await.expect("closed");
}

#[tokio::test]
async fn what_the_operator_changes_is_in_the_log() {
    let dir = tempfile::tempdir().expect("a directory");
    let desk = desk(dir.path()).await;
    let made = run(&desk, acme()).await.expect("made");
    let key = KeyCreate {
        name: "site".to_owned(),
        ..KeyCreate::default()
    };
    let key = run(&desk, key).await.expect("a key");
    let revoke = KeyRevoke {
        key: key.key.id.parse().ok(),
        ..KeyRevoke::default()
    };
    run(&desk, revoke.clone()).await.expect("revoked");
    run(&desk, revoke).await.expect("revoked already");
    let suppress = SuppressAdd {
        organization: None,
        number: "0712345678".to_owned(),
        reason: "person".to_owned(),
    };
    run(&desk, suppress).await.expect("suppressed");
    let id: domain::OrganizationId = made.id.parse().expect("an id");
    let logged = async |organization| {
        let filter = store::AuditFilter::default();
        let found = desk
            .store()
            .audit_list(organization, filter, None, 10)
            .await
            .expect("read");
        assert!(found.iter().all(|row| row.actor == store::AuditActor::Operator));
        let text = format!("{found:?}");
        assert!(!text.contains("712345678") && !text.contains(&key.api_key), "{text}");
        found.into_iter().map(|row| row.action).collect::<Vec<_>>()
    };
    assert_eq!(logged(Some(id)).await, ["suppression.add", "key.revoke", "key.create"]);
    assert_eq!(logged(None).await, ["organization.create"]);
    desk.store().close().await.expect("closed");
}
