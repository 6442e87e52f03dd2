//! Who calls and what they may do: organizations, API keys, people and their sessions, and the one [`Caller`] that every
//! door hands to the engine; and in which amount and from where: limits and networks.
//!
//! Keys and sessions are known by their SHA-256 alone, passwords by argon2id; the texts themselves appear in no log.
//! A revoked key stops within a second everywhere and at once where it was revoked, an ended session at once. Knows
//! nothing of messages.

mod admission;
mod api_keys;
mod audit;
mod authenticate;
mod author;
mod billing;
mod cache;
mod caller;
mod console;
mod directory;
mod error;
mod invitations;
mod issuers;
mod key_watch;
pub mod limits;
mod mail;
mod organization_settings;
mod organizations;
mod password;
mod person;
mod prices;
mod resets;
mod second_factor;
mod secret;
mod security;
mod senders;
mod sessions;
mod settings;
mod sign_in;
mod statement;
mod team;
mod terms;
mod time_zone;
mod token;
mod told;
mod units;
mod usage;
mod users;
mod vault;
mod ways;

use std::sync::Arc;

use domain::{Clock, NetworkRules};
use parking_lot::RwLock;
use store::Store;

pub use admission::NotAdmitted;
pub use api_keys::{KeyChange, MAX_KEYS, MAX_OVERLAP_MS, NewKey};
pub use author::Author;
pub use billing::{ADMIN, BillingChange, MAX_AMOUNT_MICROS, MAX_NOTE, NewTopUp};
pub use caller::{Actor, Caller, Origin};
pub use console::QuotasChange;
pub use error::{AuthError, TenancyError};
pub use invitations::InvitedTo;
pub use issuers::{CameBack, Entered, IssuerBegun, IssuerRefusal, IssuerShown};
pub use limits::LimitSettings;
pub use mail::{MailWay, Mailer};
pub use organization_settings::{MAX_RETENTION_DAYS, MIN_RETENTION_DAYS, SettingsChange};
pub use organizations::NewOrganization;
pub use person::Person;
pub use prices::{MAX_PRICES, class_of};
pub use second_factor::Enrolment;
pub use secret::{KEY_PREFIX, KEY_SHOWN_LENGTH, TEST_KEY_PREFIX};
pub use security::SECURITY_KINDS;
pub use senders::{MAX_SENDERS, SenderDecision, SenderReach, SenderRequest};
pub use sessions::Shown;
pub use settings::PeopleSettings;
pub use sign_in::{NewSession, SignIn, SignInRefusal};
pub use statement::{MAX_STATEMENT_DAYS, Statement, StatementLine, day_text};
pub use terms::{LimitsChange, MAX_LIMIT, NetworksChange, NotFromHere, Terms, rules};
pub use time_zone::time_zone;
pub use units::{MAX_UNITS, UnitWords};
pub use usage::{MAX_CALLS, Used, UsedFrom, actor as usage_actor, key_of as usage_key, user_of as usage_user};
pub use users::NewUser;
pub use vault::{VAULT_KEY_BYTES, Vault, VaultError, VaultKey};
pub use ways::{Admits, DirectoryWay, IssuerWay, SignInWays};

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
    /// Signs tokens, seals mail and second factors.
    pub vault: Arc<Vault>,
    /// The way that mail goes.
    pub mailer: Mailer,
    /// What a deployment set about people.
    pub people: PeopleSettings,
    /// The platform's limits.
    pub limits: LimitSettings,
    /// The ways to sign in beside a password of our own.
    pub ways: SignInWays,
}

struct Inner {
    store: Store,
    clock: Arc<dyn Clock>,
    random: RandomSource,
    vault: Arc<Vault>,
    mailer: Mailer,
    /// Mail was written that is to go out.
    mail_waits: tokio::sync::Notify,
    people: PeopleSettings,
    passwords: password::Passwords,
    ways: SignInWays,
    cache: cache::KeyCache,
    key_watch: key_watch::KeyWatch,
    /// How the API was used since that was last written.
    usage: usage::Usage,
    /// The platform's limits.
    limits: LimitSettings,
    /// Where requests are counted.
    windows: Box<dyn limits::RequestWindows>,
    /// Held by who adds counts to the database.
    flushing: tokio::sync::Mutex<()>,
    /// The platform's networks, as last read.
    platform: RwLock<Arc<NetworkRules>>,
    /// How many marks of last use and notes about keys may be on their way to the store at once; past it one is left for
    /// the next time.
    touches: Arc<tokio::sync::Semaphore>,
    /// How many forgotten passwords may be looked into at once.
    resets: Arc<tokio::sync::Semaphore>,
}

/// Marks of last use and notes about keys that may wait for the store at once.
const MAX_TOUCHES: usize = 64;
/// Forgotten passwords that may be looked into at once; one more is answered with `Busy`.
const MAX_RESETS: usize = 64;

impl Tenancy {
    /// Tenancy over `parts`. The platform's networks are none until [`Tenancy::platform_refresh`] has read them.
    pub fn new(parts: TenancyParts) -> Self {
        Self {
            inner: Arc::new(Inner {
                passwords: password::Passwords::new(&parts.people, parts.random.clone()),
                store: parts.store,
                clock: parts.clock,
                random: parts.random,
                vault: parts.vault,
                mailer: parts.mailer,
                mail_waits: tokio::sync::Notify::new(),
                people: parts.people,
                ways: parts.ways,
                cache: cache::KeyCache::default(),
                key_watch: key_watch::KeyWatch::default(),
                usage: usage::Usage::default(),
                limits: parts.limits,
                windows: Box::new(limits::MemoryWindows::default()),
                flushing: tokio::sync::Mutex::default(),
                platform: RwLock::default(),
                touches: Arc::new(tokio::sync::Semaphore::new(MAX_TOUCHES)),
                resets: Arc::new(tokio::sync::Semaphore::new(MAX_RESETS)),
            }),
        }
    }

    /// A word that nobody can foresee, for one answer: a page's nonce.
    pub fn page_nonce(&self) -> String {
        secret::token(&*self.inner.random)
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
