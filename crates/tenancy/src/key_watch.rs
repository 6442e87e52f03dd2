//! Watches where keys are used from: a network that is new to a key, and a key that was revoked or has expired, are
//! events of the security log. What was looked at lately is remembered in memory, so that a known key costs one look.

use std::collections::HashSet;
use std::net::IpAddr;
use std::sync::Arc;

use domain::{ApiKeyId, Millis};
use parking_lot::RwLock;

use crate::secret::{self, KeyHash};
use crate::security::{API_KEY_NEW_NETWORK, API_KEY_REFUSED, about_key};
use crate::{AuthError, Caller, Inner, Origin, Tenancy};

/// Keys and networks that are remembered; past it everything is forgotten and looked up anew.
const REMEMBERED: usize = 65_536;
/// A refused key is an event once in so long.
const REFUSED_EVERY_MS: Millis = 3_600_000;

/// What was looked at lately.
#[derive(Default)]
pub(crate) struct KeyWatch {
    networks: RwLock<HashSet<(ApiKeyId, Network)>>,
    refused: RwLock<HashSet<(KeyHash, Millis)>>,
}

/// The part of an address that stays the same for one subscriber: /24, or /48.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Network {
    V4([u8; 3]),
    V6([u16; 3]),
}

impl Network {
    fn of(ip: IpAddr) -> Self {
        match ip {
            IpAddr::V4(v4) => {
                let [a, b, c, _] = v4.octets();
                Self::V4([a, b, c])
            }
            IpAddr::V6(v6) => {
                let [a, b, c, ..] = v6.segments();
                Self::V6([a, b, c])
            }
        }
    }
}

impl std::fmt::Display for Network {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::V4([a, b, c]) => write!(f, "{a}.{b}.{c}.0/24"),
            Self::V6([a, b, c]) => write!(f, "{a:x}:{b:x}:{c:x}::/48"),
        }
    }
}

/// Whether `entry` was not in `seen` yet; it is now.
fn is_new<T: Copy + Eq + std::hash::Hash>(seen: &RwLock<HashSet<T>>, entry: T) -> bool {
    if seen.read().contains(&entry) {
        return false;
    }
    let mut seen = seen.write();
    if seen.len() >= REMEMBERED {
        seen.clear();
    }
    seen.insert(entry)
}

impl Tenancy {
    /// As [`Tenancy::authenticate`], for a caller that comes from `origin`: what is odd about that is noted.
    pub async fn authenticate_from(&self, bearer: &str, origin: &Origin) -> Result<Arc<Caller>, AuthError> {
        let known = self.authenticate(bearer).await;
        match &known {
            Ok(caller) => self.inner.key_used(caller, origin),
            Err(error @ (AuthError::Revoked | AuthError::Expired)) => self.inner.key_refused(bearer, *error, origin),
            Err(_) => {}
        }
        known
    }
}

impl Inner {
    fn key_used(self: &Arc<Self>, caller: &Caller, origin: &Origin) {
        let (Some(key), Some(ip)) = (caller.api_key(), origin.ip) else {
            return;
        };
        let network = Network::of(ip);
        if !is_new(&self.key_watch.networks, (key, network)) {
            return;
        }
        let organization = caller.organization.id;
        let event = about_key(API_KEY_NEW_NETWORK, (organization, key), origin);
        self.aside("the network of an API key", move |store| async move {
            let noted = store
                .api_key_network_note(organization, key, network.to_string(), event)
                .await;
            noted.map(drop)
        });
    }

    fn key_refused(self: &Arc<Self>, bearer: &str, error: AuthError, origin: &Origin) {
        let Some(hash) = secret::hash_of(bearer) else { return };
        let hour = self.clock.now_ms() / REFUSED_EVERY_MS;
        if !is_new(&self.key_watch.refused, (hash, hour)) {
            return;
        }
        let origin = origin.clone();
        self.aside("a refused API key", move |store| async move {
            let Some(key) = store.api_key_by_hash(hash).await? else {
                return Ok(());
            };
            let mut event = about_key(API_KEY_REFUSED, (key.organization, key.id), &origin);
            event.detail = Some(format!(r#"{{"reason":"{error}"}}"#));
            store.security_event_insert(event).await
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_one_network() {
        let network = |text: &str| Network::of(text.parse().unwrap()).to_string();
        assert_eq!(network("192.0.2.7"), "192.0.2.0/24");
        assert_eq!(network("192.0.2.7"), network("192.0.2.200"));
        assert_ne!(network("192.0.2.7"), network("192.0.3.7"));
        assert_eq!(network("2001:db8:7:1::9"), "2001:db8:7::/48");
        assert_eq!(network("2001:db8:7:1::9"), network("2001:db8:7:2::1"));
    }

    #[test]
    fn what_was_seen_is_not_new_and_a_flood_stays_within_the_bound() {
        let seen = RwLock::default();
        assert!(is_new(&seen, 0_u64) && !is_new(&seen, 0));
        for n in 1..REMEMBERED as u64 * 2 {
            is_new(&seen, n);
        }
        assert!(seen.read().len() <= REMEMBERED);
    }
}
