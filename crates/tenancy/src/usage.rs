//! How the API is used: every call is counted, a sample of calls is kept as they were.
//!
//! A call costs one short lock in memory and nothing else. Every ten seconds what was gathered goes into the journal as
//! a few units: sums by quarter hour, caller, route and status, which are complete; and single calls, of which an
//! organization keeps at most [`MAX_CALLS`] in ten seconds and as many failed ones again. What does not fit into the
//! bounds of memory, or into a journal that stays full, is dropped and counted: the log of calls never slows a call.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use domain::{ApiKeyId, Millis, OrganizationId, UserId};
use parking_lot::Mutex;
use store::{
    ApiKey, Page, QUARTER_MS, StoreError, UsageActor, UsageCall, UsageFilter, UsageKey, UsageSummary, UsageSums,
};
use tokio_util::sync::CancellationToken;

use crate::{Actor, Caller, Tenancy, TenancyError};

/// How often what was gathered is written.
const FLUSH: Duration = Duration::from_secs(10);
/// The most different sums that wait to be written.
const MAX_SUMS: usize = 20_000;
/// The most calls that wait to be written, over all organizations.
const MAX_KEPT: usize = 5_000;
/// The most ordinary calls of one organization that wait to be written, and the most failed ones beside them.
pub const MAX_CALLS: usize = 20;
/// Sums that go into one unit of the journal.
const UNIT: usize = 1_000;
/// The longest part of a caller's own name that is kept, in bytes.
const MAX_AGENT: usize = 200;

/// One call, as far as it is counted.
pub struct Used {
    /// Whose key or session.
    pub organization: OrganizationId,
    /// Who.
    pub actor: Actor,
    /// The route, such as `/api/sms/status/{messageId}`.
    pub endpoint: Arc<str>,
    /// `GET`, `POST`, …
    pub method: &'static str,
    /// The status of the answer.
    pub status: u16,
    /// When it came.
    pub at: Millis,
    /// How long it took, µs.
    pub duration_us: i64,
    /// Bytes of its body, where it said so beforehand.
    pub request_bytes: i64,
    /// Bytes of the answer's body.
    pub response_bytes: i64,
}

/// What is known of a call that is kept.
pub struct UsedFrom<'a> {
    /// Where it came from.
    pub ip: Option<IpAddr>,
    /// Its `User-Agent`.
    pub agent: Option<&'a str>,
    /// The request's id.
    pub request_id: &'a str,
}

/// What waits to be written.
#[derive(Default)]
pub(crate) struct Usage(Mutex<Gathered>);

#[derive(Default)]
struct Gathered {
    sums: HashMap<UsageKey, UsageSums>,
    calls: Vec<UsageCall>,
    /// Ordinary and failed calls that are kept of each organization.
    kept: HashMap<OrganizationId, (usize, usize)>,
    /// Calls that are in no sum.
    dropped: u64,
}

impl Gathered {
    fn count(&mut self, key: UsageKey, sums: &UsageSums) {
        if let Some(known) = self.sums.get_mut(&key) {
            known.add(sums);
        } else if self.sums.len() < MAX_SUMS {
            self.sums.insert(key, *sums);
        } else {
            self.dropped += sums.requests.unsigned_abs();
        }
    }

    /// Whether one more call of this organization is kept.
    fn keeps(&mut self, organization: OrganizationId, failed: bool) -> bool {
        if self.calls.len() >= MAX_KEPT {
            return false;
        }
        let (ordinary, failing) = self.kept.entry(organization).or_default();
        let count = if failed { failing } else { ordinary };
        *count += 1;
        *count <= MAX_CALLS
    }
}

impl Tenancy {
    /// Counts a call, and keeps it where there is room. Waits for nothing.
    pub fn used(&self, used: Used, from: &UsedFrom<'_>) {
        let key = UsageKey {
            organization: used.organization,
            quarter: used.at.div_euclid(QUARTER_MS),
            actor: actor(used.actor),
            endpoint: used.endpoint,
            method: used.method,
            status: used.status,
        };
        let sums = UsageSums {
            requests: 1,
            duration_us: used.duration_us,
            slowest_us: used.duration_us,
            request_bytes: used.request_bytes,
            response_bytes: used.response_bytes,
        };
        let mut gathered = self.inner.usage.0.lock();
        if gathered.keeps(key.organization, key.status >= 400) {
            let call = call(&key, &sums, used.at, from);
            gathered.calls.push(call);
        }
        gathered.count(key, &sums);
    }

    /// Writes what was gathered every ten seconds until `stop`. Whoever stops flushes once more when no call is left.
    pub async fn usage_run(self, stop: CancellationToken) {
        while tokio::time::timeout(FLUSH, stop.cancelled()).await.is_err() {
            self.usage_flush().await;
        }
    }

    /// Writes what was gathered. What the store does not take waits for the next time.
    pub async fn usage_flush(&self) {
        let gathered = std::mem::take(&mut *self.inner.usage.0.lock());
        if gathered.dropped > 0 {
            metrics::counter!("tuma_usage_dropped_total").increment(gathered.dropped);
            tracing::warn!(calls = gathered.dropped, "calls of the API were not counted");
        }
        let mut calls = gathered.calls;
        let mut sums: Vec<(UsageKey, UsageSums)> = gathered.sums.into_iter().collect();
        while !sums.is_empty() || !calls.is_empty() {
            let rest = sums.split_off(sums.len().min(UNIT));
            let (unit, kept) = (sums.clone(), std::mem::take(&mut calls));
            if let Err(error) = self.inner.store.usage_add_all(unit, kept).await {
                self.usage_not_written(&error, sums.into_iter().chain(rest));
                return;
            }
            sums = rest;
        }
    }

    /// Calls of the caller's organization that fit the filter, newest first, those before the place given.
    pub async fn usage_calls(
        &self,
        caller: &Caller,
        filter: UsageFilter,
        (before, limit): (Option<i64>, usize),
    ) -> Result<Page<UsageCall>, TenancyError> {
        let organization = caller.organization.id;
        Ok(self
            .inner
            .store
            .usage_calls(organization, filter, before, limit)
            .await?)
    }

    /// Sums of the calls of the caller's organization in these quarter hours, and its keys, to name them by.
    pub async fn usage_summary(
        &self,
        caller: &Caller,
        quarters: (i64, i64),
    ) -> Result<(UsageSummary, Vec<ApiKey>), TenancyError> {
        let organization = caller.organization.id;
        let summary = self.inner.store.usage_summary(organization, quarters).await?;
        Ok((summary, self.key_list(organization).await?))
    }

    /// Takes sums back. Single calls are not: they are a sample.
    fn usage_not_written(&self, error: &StoreError, sums: impl Iterator<Item = (UsageKey, UsageSums)>) {
        tracing::warn!(%error, "how the API is used could not be written yet");
        let mut gathered = self.inner.usage.0.lock();
        sums.for_each(|(key, sums)| gathered.count(key, &sums));
    }
}

/// How an actor is stored.
pub fn actor(actor: Actor) -> UsageActor {
    match actor {
        Actor::Key(id) => UsageActor { kind: 1, id: id.get() },
        Actor::User(id) => UsageActor { kind: 2, id: id.get() },
        Actor::System => UsageActor { kind: 0, id: 0 },
    }
}

/// The key that called, where it was one.
pub fn key_of(actor: UsageActor) -> Option<ApiKeyId> {
    (actor.kind == 1).then(|| ApiKeyId::new(actor.id))
}

/// The person who called, where it was one.
pub fn user_of(actor: UsageActor) -> Option<UserId> {
    (actor.kind == 2).then(|| UserId::new(actor.id))
}

fn call(key: &UsageKey, sums: &UsageSums, at: Millis, from: &UsedFrom<'_>) -> UsageCall {
    UsageCall {
        organization: key.organization,
        at,
        actor: key.actor,
        endpoint: key.endpoint.to_string(),
        method: key.method.to_owned(),
        status: key.status,
        duration_us: sums.duration_us,
        request_bytes: sums.request_bytes,
        response_bytes: sums.response_bytes,
        ip: from.ip.map(|ip| ip.to_string()),
        agent: from.agent.map(|agent| start_of(agent, MAX_AGENT).to_owned()),
        request_id: from.request_id.to_owned(),
    }
}

/// The first `most` bytes of a text, less where a character would be cut.
fn start_of(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(route: usize) -> UsageKey {
        UsageKey {
            organization: OrganizationId::new(7),
            quarter: 1,
            actor: actor(Actor::Key(ApiKeyId::new(5))),
            endpoint: format!("/{route}").into(),
            method: "GET",
            status: 200,
        }
    }

    #[test]
    fn sums_are_bounded_and_what_does_not_fit_is_counted() {
        let mut gathered = Gathered::default();
        let one = UsageSums {
            requests: 1,
            ..UsageSums::default()
        };
        (0..MAX_SUMS + 3).for_each(|route| gathered.count(key(route), &one));
        gathered.count(key(0), &one);
        assert_eq!((gathered.sums.len(), gathered.dropped), (MAX_SUMS, 3));
        assert_eq!(gathered.sums[&key(0)].requests, 2);
    }

    #[test]
    fn an_organization_keeps_some_ordinary_calls_and_as_many_failed_ones() {
        let mut gathered = Gathered::default();
        let busy = OrganizationId::new(7);
        let kept = |gathered: &mut Gathered, failed| (0..100).filter(|_| gathered.keeps(busy, failed)).count();
        assert_eq!(kept(&mut gathered, false), MAX_CALLS);
        assert_eq!(kept(&mut gathered, true), MAX_CALLS);
        assert!(gathered.keeps(OrganizationId::new(8), false));
    }

    #[test]
    fn an_agents_name_is_cut_between_characters() {
        assert_eq!(start_of("curl/8", 200), "curl/8");
        assert_eq!(start_of("éé", 3), "é");
    }
}
