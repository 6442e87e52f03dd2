//! What is known about keys right now, by the key's hash, in memory.
//!
//! No entry is believed for longer than [`MAX_AGE_MS`], so that a key revoked elsewhere stops within a second. From
//! half that age one caller reads it anew behind the scenes, so that a busy key never waits. Bounded: a flood of made-up
//! keys empties a shard at worst. Equal keys that miss together cause one read.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::{Clock, Millis};
use parking_lot::RwLock;
use tokio::sync::Mutex;

use crate::secret::KeyHash;
use crate::{AuthError, Caller};

/// How long an answer of the database is believed.
const MAX_AGE_MS: Millis = 1_000;
/// From when on it is read anew behind the scenes.
const REFRESH_AGE_MS: Millis = 500;
/// How long "the database is unavailable" is believed, so that waiting callers do not each wait for it in turn.
const UNAVAILABLE_AGE_MS: Millis = 100;
const SHARDS: usize = 16;
/// Entries a shard holds.
const SHARD_ENTRIES: usize = 4_096;
/// How many reads may run at once; keys that share a flight wait for each other.
const FLIGHTS: usize = 64;

/// What the database said about a key.
#[derive(Clone)]
pub(crate) enum Verdict {
    /// It lets this caller in, until the key's own end.
    Known {
        caller: Arc<Caller>,
        expires_at: Option<Millis>,
    },
    /// It lets nobody in.
    Refused(AuthError),
}

impl Verdict {
    /// What the key is worth at `now`.
    pub(crate) fn at(&self, now: Millis) -> Result<Arc<Caller>, AuthError> {
        match self {
            Self::Known {
                expires_at: Some(end), ..
            } if *end <= now => Err(AuthError::Expired),
            Self::Known { caller, .. } => Ok(Arc::clone(caller)),
            Self::Refused(error) => Err(*error),
        }
    }

    fn max_age_ms(&self) -> Millis {
        match self {
            Self::Refused(AuthError::Unavailable) => UNAVAILABLE_AGE_MS,
            _ => MAX_AGE_MS,
        }
    }
}

/// What the cache has for a key.
pub(crate) enum Found {
    /// Believe it.
    Fresh(Verdict),
    /// Believe it, and read it anew: nobody else was told to.
    Aging(Verdict),
    /// Read it.
    Missing,
}

struct Entry {
    verdict: Verdict,
    /// When the read that gave the verdict began.
    read_at: Millis,
    /// Whether somebody was told to read it anew.
    refreshing: AtomicBool,
}

impl Entry {
    /// A clock that turned back makes an entry stale rather than immortal.
    fn is_believed(&self, now: Millis) -> bool {
        (0..self.verdict.max_age_ms()).contains(&(now - self.read_at))
    }
}

/// The verdicts by key hash.
pub(crate) struct KeyCache {
    shards: Vec<RwLock<HashMap<KeyHash, Entry>>>,
    flights: Vec<Mutex<()>>,
}

impl Default for KeyCache {
    fn default() -> Self {
        Self {
            shards: (0..SHARDS).map(|_| RwLock::default()).collect(),
            flights: (0..FLIGHTS).map(|_| Mutex::default()).collect(),
        }
    }
}

impl KeyCache {
    /// What is known about `hash` at `now`.
    pub(crate) fn find(&self, hash: &KeyHash, now: Millis) -> Found {
        let shard = self.shard(hash).read();
        let Some(entry) = shard.get(hash).filter(|e| e.is_believed(now)) else {
            return Found::Missing;
        };
        let known = matches!(entry.verdict, Verdict::Known { .. });
        if known && now - entry.read_at >= REFRESH_AGE_MS && !entry.refreshing.swap(true, Ordering::Relaxed) {
            return Found::Aging(entry.verdict.clone());
        }
        Found::Fresh(entry.verdict.clone())
    }

    /// Keeps `verdict`, read from the database since `read_at`.
    pub(crate) fn put(&self, hash: KeyHash, verdict: Verdict, read_at: Millis) {
        let mut shard = self.shard(&hash).write();
        if shard.len() >= SHARD_ENTRIES && !shard.contains_key(&hash) {
            make_room(&mut shard, read_at);
        }
        shard.insert(
            hash,
            Entry {
                verdict,
                read_at,
                refreshing: AtomicBool::new(false),
            },
        );
    }

    /// Forgets a key, so that the next caller reads it.
    pub(crate) fn forget(&self, hash: &KeyHash) {
        self.shard(hash).write().remove(hash);
    }

    /// Forgets all keys: what holds for many of them has changed.
    pub(crate) fn forget_all(&self) {
        self.shards.iter().for_each(|shard| shard.write().clear());
    }

    /// The verdict on a missing key: `read` finds and keeps it, but only for the first who asks; the others wait for that.
    pub(crate) async fn read_once(
        &self,
        hash: &KeyHash,
        clock: &dyn Clock,
        read: impl Future<Output = Verdict>,
    ) -> Verdict {
        let _flight = self.flights[usize::from(hash[1]) % FLIGHTS].lock().await;
        match self.find(hash, clock.now_ms()) {
            Found::Fresh(verdict) | Found::Aging(verdict) => verdict,
            Found::Missing => read.await,
        }
    }

    fn shard(&self, hash: &KeyHash) -> &RwLock<HashMap<KeyHash, Entry>> {
        &self.shards[usize::from(hash[0]) % SHARDS]
    }
}

/// Drops what is stale or refuses; where that frees less than half, drops all, so that room is never made twice in a row.
fn make_room(shard: &mut HashMap<KeyHash, Entry>, now: Millis) {
    shard.retain(|_, entry| entry.is_believed(now) && matches!(entry.verdict, Verdict::Known { .. }));
    if shard.len() > SHARD_ENTRIES / 2 {
        shard.clear();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use domain::OrganizationId;
    use store::Organization;

    use super::*;

    const NOW: Millis = 1_750_000_000_000;

    struct StandsStill;

    impl Clock for StandsStill {
        fn now_ms(&self) -> Millis {
            NOW
        }
    }

    const HASH: KeyHash = [5; 32];

    fn refused() -> Verdict {
        Verdict::Refused(AuthError::Unknown)
    }

    fn hash_of(n: u32) -> KeyHash {
        let mut hash = [0; 32];
        hash[28..].copy_from_slice(&n.to_be_bytes());
        hash
    }

    #[test]
    fn a_verdict_is_believed_for_less_than_a_second() {
        let cache = KeyCache::default();
        cache.put(HASH, refused(), NOW);
        assert!(matches!(cache.find(&HASH, NOW + 999), Found::Fresh(_)));
        assert!(matches!(cache.find(&HASH, NOW + 1_000), Found::Missing));
    }

    #[test]
    fn a_clock_that_turns_back_makes_a_verdict_stale() {
        let cache = KeyCache::default();
        cache.put(HASH, refused(), NOW);
        assert!(matches!(cache.find(&HASH, NOW - 1), Found::Missing));
    }

    #[test]
    fn an_unavailable_database_is_asked_again_soon() {
        let cache = KeyCache::default();
        cache.put(HASH, Verdict::Refused(AuthError::Unavailable), NOW);
        assert!(matches!(cache.find(&HASH, NOW + 99), Found::Fresh(_)));
        assert!(matches!(cache.find(&HASH, NOW + 100), Found::Missing));
    }

    #[test]
    fn a_flood_of_made_up_keys_stays_within_the_bound() {
        let cache = KeyCache::default();
        for n in 0..3 * SHARD_ENTRIES as u32 {
            cache.put(hash_of(n), refused(), NOW);
        }
        assert!(cache.shard(&hash_of(0)).read().len() <= SHARD_ENTRIES);
    }

    #[test]
    fn a_forgotten_key_is_read_again() {
        let cache = KeyCache::default();
        cache.put(HASH, refused(), NOW);
        cache.forget(&HASH);
        assert!(matches!(cache.find(&HASH, NOW), Found::Missing));
    }

    #[tokio::test]
    async fn many_who_miss_the_same_key_cause_one_read() {
        let cache = Arc::new(KeyCache::default());
        let reads = Arc::new(AtomicUsize::new(0));
        let mut callers = tokio::task::JoinSet::new();
        for _ in 0..50 {
            let (cache, reads) = (Arc::clone(&cache), Arc::clone(&reads));
            callers.spawn(async move {
                let read = async {
                    reads.fetch_add(1, Ordering::SeqCst);
                    tokio::task::yield_now().await;
                    cache.put(HASH, refused(), NOW);
                    refused()
                };
                cache.read_once(&HASH, &StandsStill, read).await;
            });
        }
        callers.join_all().await;
        assert_eq!(reads.load(Ordering::SeqCst), 1);
    }

    #[test]
    fn one_caller_is_told_to_read_an_aging_key_anew() {
        let cache = KeyCache::default();
        let organization = Organization {
            id: OrganizationId::new(1),
            name: String::new(),
            slug: String::new(),
            region: "KE".to_owned(),
            max_segments: 10,
            unknown_policy: None,
            validity_ms: 1,
            callback_secret: None,
            time_zone: "UTC".to_owned(),
            second_factor_required: false,
            created_at: NOW,
        };
        let caller = Arc::new(Caller::system(Arc::new(organization)));
        cache.put(
            HASH,
            Verdict::Known {
                caller,
                expires_at: None,
            },
            NOW,
        );
        assert!(matches!(cache.find(&HASH, NOW + 499), Found::Fresh(_)));
        assert!(matches!(cache.find(&HASH, NOW + 500), Found::Aging(_)));
        assert!(matches!(cache.find(&HASH, NOW + 501), Found::Fresh(_)));
    }
}
