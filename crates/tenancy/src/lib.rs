//! Who calls and what they may do: organizations, API keys, people and their sessions, and the one [`Caller`] that every
//! door hands to the engine.
//!
//! Keys and sessions are known by their SHA-256 alone, passwords by argon2id; the texts themselves appear in no log.
//! A revoked key stops within a second everywhere and at once where it was revoked, an ended session at once. Knows
//! nothing of messages.

mod api_keys;
mod authenticate;
mod cache;
mod caller;
mod error;
mod key_watch;
mod organizations;
mod password;
mod person;
mod secret;
mod security;
mod sessions;
mod settings;
mod sign_in;
mod time_zone;
mod token;
mod usage;
mod users;
mod vault;

use std::sync::Arc;

use domain::Clock;
use store::Store;

pub use caller::{Actor, Caller, Origin};
pub use error::{AuthError, TenancyError};
pub use organizations::NewOrganization;
pub use person::Person;
pub use secret::{KEY_PREFIX, KEY_SHOWN_LENGTH};
pub use security::SECURITY_KINDS;
pub use sessions::Shown;
pub use settings::PeopleSettings;
pub use sign_in::{NewSession, SignIn, SignInRefusal};
pub use time_zone::time_zone;
pub use usage::{MAX_CALLS, Used, UsedFrom, actor as usage_actor, key_of as usage_key, user_of as usage_user};
pub use users::NewUser;
pub use vault::{VAULT_KEY_BYTES, Vault, VaultError, VaultKey};

/// Fills a buffer with bytes that nobody can guess; handed in by the binary, predictable in tests.
pub type RandomSource = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// Organizations and API keys over the store, with the cache that makes a known key cost no read.
#[derive(Clone)]
pub struct Tenancy {
    inner: Arc<Inner>,
}

/// What tenancy works with.
pub struct TenancyParts {
    /// Where everything is kept.
    pub store: Store,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Draws keys, tokens and salts.
    pub random: RandomSource,
    /// Signs tokens and seals second factors.
    pub vault: Arc<Vault>,
    /// What a deployment set about people.
    pub people: PeopleSettings,
}

struct Inner {
    store: Store,
    clock: Arc<dyn Clock>,
    random: RandomSource,
    vault: Arc<Vault>,
    people: PeopleSettings,
    passwords: password::Passwords,
    cache: cache::KeyCache,
    key_watch: key_watch::KeyWatch,
    /// How the API was used since that was last written.
    usage: usage::Usage,
    /// How many marks of last use and notes about keys may be on their way to the store at once; past it one is left for
    /// the next time.
    touches: Arc<tokio::sync::Semaphore>,
}

/// Marks of last use and notes about keys that may wait for the store at once.
const MAX_TOUCHES: usize = 64;

impl Tenancy {
    /// Tenancy over `parts`.
    pub fn new(parts: TenancyParts) -> Self {
        Self {
            inner: Arc::new(Inner {
                passwords: password::Passwords::new(&parts.people, parts.random.clone()),
                store: parts.store,
                clock: parts.clock,
                random: parts.random,
                vault: parts.vault,
                people: parts.people,
                cache: cache::KeyCache::default(),
                key_watch: key_watch::KeyWatch::default(),
                usage: usage::Usage::default(),
                touches: Arc::new(tokio::sync::Semaphore::new(MAX_TOUCHES)),
            }),
        }
    }

    /// How many password hashes were computed since the start.
    pub fn password_hashes(&self) -> u64 {
        self.inner.passwords.computed()
    }
}

impl Inner {
    /// Runs `work` on the store behind the caller's back, or leaves it where too much is on its way already.
    fn aside<F>(self: &Arc<Self>, what: &'static str, work: impl FnOnce(Store) -> F)
    where
        F: Future<Output = Result<(), store::StoreError>> + Send + 'static,
    {
        let Ok(permit) = Arc::clone(&self.touches).try_acquire_owned() else {
            return;
        };
        let doing = work(self.store.clone());
        tokio::spawn(async move {
            if let Err(error) = doing.await {
                tracing::debug!(%error, what, "something was not noted");
            }
            drop(permit);
        });
    }
}
