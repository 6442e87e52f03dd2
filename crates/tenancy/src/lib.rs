//! Who calls and what they may do: organizations, API keys, and the one [`Caller`] that every door hands to the engine;
//! and in which amount and from where: limits and networks.
//!
//! Keys are known by their SHA-256 alone; the key itself is shown once, when it is made, and appears in no log.
//! A revoked key stops within a second everywhere and at once where it was revoked. Knows nothing of messages.

mod api_keys;
mod authenticate;
mod cache;
mod caller;
mod error;
pub mod limits;
mod organizations;
mod secret;
mod terms;
mod vault;

use std::sync::Arc;

use domain::{Clock, NetworkRules};
use parking_lot::RwLock;
use store::Store;

pub use api_keys::{KeyChange, MAX_KEYS, MAX_OVERLAP_MS, NewKey};
pub use caller::{Actor, Caller};
pub use error::{AuthError, TenancyError};
pub use limits::LimitSettings;
pub use organizations::NewOrganization;
pub use secret::{KEY_PREFIX, KEY_SHOWN_LENGTH, TEST_KEY_PREFIX};
pub use terms::{LimitsChange, MAX_LIMIT, NetworksChange, NotFromHere, Terms, rules};
pub use vault::{VAULT_KEY_BYTES, Vault, VaultError, VaultKey};

/// Fills a buffer with bytes that nobody can guess; handed in by the binary, predictable in tests.
pub type RandomSource = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// Organizations and API keys over the store, with the cache that makes a known key cost no read.
#[derive(Clone)]
pub struct Tenancy {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    clock: Arc<dyn Clock>,
    random: RandomSource,
    cache: cache::KeyCache,
    /// The platform's limits.
    limits: LimitSettings,
    /// Where requests are counted.
    windows: Box<dyn limits::RequestWindows>,
    /// Held by who adds counts to the database.
    flushing: tokio::sync::Mutex<()>,
    /// The platform's networks, as last read.
    platform: RwLock<Arc<NetworkRules>>,
    /// How many "last used" marks may be on their way to the store at once; past it a mark is left for the next second.
    touches: Arc<tokio::sync::Semaphore>,
}

/// Marks of last use that may wait for the store at once.
const MAX_TOUCHES: usize = 64;

impl Tenancy {
    /// Tenancy over `store`, with the usual limits.
    pub fn new(store: Store, clock: Arc<dyn Clock>, random: RandomSource) -> Self {
        Self::with_limits(store, clock, random, LimitSettings::default())
    }

    /// Tenancy over `store`. The platform's networks are none until [`Tenancy::platform_refresh`] has read them.
    pub fn with_limits(store: Store, clock: Arc<dyn Clock>, random: RandomSource, limits: LimitSettings) -> Self {
        Self {
            inner: Arc::new(Inner {
                store,
                clock,
                random,
                cache: cache::KeyCache::default(),
                limits,
                windows: Box::new(limits::MemoryWindows::default()),
                flushing: tokio::sync::Mutex::default(),
                platform: RwLock::default(),
                touches: Arc::new(tokio::sync::Semaphore::new(MAX_TOUCHES)),
            }),
        }
    }
}
