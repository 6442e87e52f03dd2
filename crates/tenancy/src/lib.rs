//! Who calls and what they may do: organizations, API keys, and the one [`Caller`] that every door hands to the engine.
//!
//! Keys are known by their SHA-256 alone; the key itself is shown once, when it is made, and appears in no log.
//! A revoked key stops within a second everywhere and at once where it was revoked. Knows nothing of messages.

mod api_keys;
mod authenticate;
mod billing;
mod cache;
mod caller;
mod error;
mod organizations;
mod prices;
mod secret;
mod statement;
mod vault;

use std::sync::Arc;

use domain::Clock;
use store::Store;

pub use billing::{ADMIN, BillingChange, MAX_AMOUNT_MICROS, MAX_NOTE, NewTopUp};
pub use caller::{Actor, Caller};
pub use error::{AuthError, TenancyError};
pub use organizations::NewOrganization;
pub use prices::{MAX_PRICES, class_of};
pub use secret::{KEY_PREFIX, KEY_SHOWN_LENGTH};
pub use statement::{MAX_STATEMENT_DAYS, Statement, StatementLine};
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
    /// How many "last used" marks may be on their way to the store at once; past it a mark is left for the next second.
    touches: Arc<tokio::sync::Semaphore>,
}

/// Marks of last use that may wait for the store at once.
const MAX_TOUCHES: usize = 64;

impl Tenancy {
    /// Tenancy over `store`.
    pub fn new(store: Store, clock: Arc<dyn Clock>, random: RandomSource) -> Self {
        Self {
            inner: Arc::new(Inner {
                store,
                clock,
                random,
                cache: cache::KeyCache::default(),
                touches: Arc::new(tokio::sync::Semaphore::new(MAX_TOUCHES)),
            }),
        }
    }
}
