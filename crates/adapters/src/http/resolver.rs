//! Names to addresses: looked up once for all connections that are made at the same time, remembered for a while where
//! the client says so, and never answered with an address that the guard refuses, remembered or not.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tokio::time::Instant;

use super::guard::{Guard, PRIVATE};

/// Names that are remembered; past it all are forgotten.
const MOST_NAMES: usize = 4_096;
/// How long a name that could not be looked up is not asked for again, so that those who wait do not ask one by one.
const FAILED_FOR: Duration = Duration::from_secs(1);

/// What a name led to, and until when that holds.
struct Known {
    until: Instant,
    addresses: Result<Vec<SocketAddr>, String>,
}

/// One name: whoever looks it up holds the lock.
type Slot = Arc<tokio::sync::Mutex<Option<Known>>>;

/// Looks names up for one client.
pub(super) struct Resolver {
    guard: Guard,
    keep: Duration,
    names: Arc<Mutex<HashMap<String, Slot>>>,
}

impl Resolver {
    /// A resolver that remembers names for `keep`.
    pub(super) fn new(guard: Guard, keep: Duration) -> Self {
        Self {
            guard,
            keep,
            names: Arc::default(),
        }
    }

    fn slot(&self, name: &str) -> Slot {
        let mut names = self.names.lock();
        if let Some(slot) = names.get(name) {
            return Arc::clone(slot);
        }
        if names.len() >= MOST_NAMES {
            names.clear();
        }
        Arc::clone(names.entry(name.to_owned()).or_default())
    }
}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let (guard, keep) = (self.guard, self.keep);
        let slot = self.slot(name.as_str());
        Box::pin(async move {
            let asked_at = Instant::now();
            let mut known = slot.lock().await;
            // With nothing to remember, an answer still holds for those who asked before it came.
            let fresh = known.as_ref().filter(|known| known.until > asked_at);
            let addresses = match fresh {
                Some(known) => known.addresses.clone(),
                None => {
                    let found = look_up(name.as_str()).await;
                    let lasts = if found.is_ok() { keep } else { FAILED_FOR };
                    *known = Some(Known {
                        until: Instant::now() + lasts,
                        addresses: found.clone(),
                    });
                    found
                }
            };
            let allowed = addresses?
                .into_iter()
                .filter(|address| guard.allows(address.ip()))
                .collect::<Vec<_>>();
            if allowed.is_empty() {
                return Err(PRIVATE.into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

async fn look_up(name: &str) -> Result<Vec<SocketAddr>, String> {
    let found = tokio::net::lookup_host((name, 0)).await;
    Ok(found.map_err(|error| error.to_string())?.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn asked(resolver: &Resolver, name: &str) -> Result<usize, String> {
        let found = resolver.resolve(name.parse().unwrap()).await;
        found.map(Iterator::count).map_err(|error| error.to_string())
    }

    #[tokio::test]
    async fn a_name_that_resolves_to_a_private_address_is_not_called() {
        for keep in [Duration::ZERO, Duration::from_secs(60)] {
            let strict = Resolver::new(Guard::new(false), keep);
            assert_eq!(asked(&strict, "localhost").await, Err(PRIVATE.to_owned()));
            assert_eq!(
                asked(&strict, "localhost").await,
                Err(PRIVATE.to_owned()),
                "remembered or not"
            );
            assert!(asked(&Resolver::new(Guard::new(true), keep), "localhost").await.is_ok());
        }
    }

    #[tokio::test]
    async fn what_is_remembered_is_not_looked_up_again() {
        let resolver = Resolver::new(Guard::new(true), Duration::from_secs(60));
        let known = Known {
            until: Instant::now() + Duration::from_secs(60),
            addresses: Ok(vec![SocketAddr::from(([127, 0, 0, 9], 0)); 3]),
        };
        *resolver.slot("nowhere.invalid").lock().await = Some(known);
        assert_eq!(asked(&resolver, "nowhere.invalid").await, Ok(3));
        assert!(asked(&resolver, "elsewhere.invalid").await.is_err());
    }

    #[test]
    fn the_names_that_are_remembered_have_a_bound() {
        let resolver = Resolver::new(Guard::new(true), Duration::from_secs(60));
        for number in 0..=MOST_NAMES {
            resolver.slot(&format!("n{number}"));
        }
        assert_eq!(resolver.names.lock().len(), 1);
    }
}
