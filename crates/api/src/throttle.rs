//! Holds every request against the limits of its caller or of its address, and keeps for the answer what is left of them.
//!
//! A request counts once it is known whose it is, before anything of it is looked at: one that is refused for its scope
//! or its body counts too. What shows nothing that lets it in counts under its address.

use std::net::IpAddr;

use axum::http::header::{HeaderMap, RETRY_AFTER};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue};
use domain::{Fault, Layer, Millis};
use serde_json::json;
use tenancy::limits::{Door, Standing, Taken};
use tenancy::{NotFromHere, Terms};

use crate::envelope::RequestMeta;
use crate::error::{ApiError, Code};
use crate::time::Time;
use crate::{ApiState, peer};

const LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
const RESET: HeaderName = HeaderName::from_static("x-ratelimit-reset");

/// A limit that is used up.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Exceeded {
    standing: Standing,
    now: Millis,
}

impl Exceeded {
    /// In how many seconds a request may come again.
    pub(crate) fn retry_after_s(&self) -> u64 {
        seconds_until(self.standing.reset_at, self.now)
    }

    /// In words.
    pub(crate) fn told(&self) -> String {
        let Standing { limit, span, layer, .. } = self.standing;
        let (span, owner, wait) = (span.as_str(), layer.owner(), self.retry_after_s());
        format!("the limit of {limit} requests a {span} of {owner} is used up; come back in {wait} s")
    }
}

impl From<Exceeded> for ApiError {
    fn from(exceeded: Exceeded) -> Self {
        let Standing {
            limit,
            span,
            layer,
            reset_at,
            ..
        } = exceeded.standing;
        let retry_after_s = exceeded.retry_after_s();
        let mut error = Self::new(Code::TooManyRequests, exceeded.told()).retried_after(retry_after_s);
        let fault = format!("{limit} requests a {} are used up", span.as_str());
        let mend = format!("come back in {retry_after_s} s, at {}", Time(reset_at));
        error.0.details.push(Fault::new(
            format!("limits.{}.{}", layer.as_str(), span.as_str()),
            fault,
            mend,
        ));
        error.0.data = Some(json!({"limit": {
            "layer": layer.as_str(),
            "per": span.as_str(),
            "counts": "requests",
            "size": limit,
            "resetAt": Time(reset_at),
            "retryAfterSeconds": retry_after_s,
        }}));
        error
    }
}

/// Whole seconds until `at`, at least one.
pub(crate) fn seconds_until(at: Millis, now: Millis) -> u64 {
    let left = at.saturating_sub(now).max(1);
    u64::try_from(left).unwrap_or(1).div_ceil(1_000)
}

/// Lets a request of whoever has these terms come: from where its key, its organization and the platform allow, and
/// within all limits.
pub(crate) async fn admit(terms: &Terms, parts: &Parts, state: &ApiState) -> Result<(), ApiError> {
    let ip = peer::of(parts, &state.limits.trusted_proxies);
    if let Err(why) = state.tenancy.admits(terms, ip) {
        return Err(stranger(ip, parts, state, not_from_here(why)).await);
    }
    counted(terms, parts, state).await
}

/// Lets a person's request about itself come: from where the platform allows, and within all limits.
pub(crate) async fn admit_self(terms: &Terms, parts: &Parts, state: &ApiState) -> Result<(), ApiError> {
    of_platform(parts, state).await?;
    counted(terms, parts, state).await
}

/// Lets somebody come who is about to show who they are: from where the platform allows, and within the limit of its
/// address.
pub(crate) async fn sign_in(parts: &Parts, state: &ApiState) -> Result<(), ApiError> {
    of_platform(parts, state).await?;
    Ok(at_door(Door::SignIn, parts, state).await?)
}

async fn of_platform(parts: &Parts, state: &ApiState) -> Result<(), ApiError> {
    let ip = peer::of(parts, &state.limits.trusted_proxies);
    match state.tenancy.platform_admits(ip) {
        Ok(()) => Ok(()),
        Err(why) => Err(stranger(ip, parts, state, not_from_here(why)).await),
    }
}

/// Counts a request under all that its caller is counted under; a person in no organization under its address.
async fn counted(terms: &Terms, parts: &Parts, state: &ApiState) -> Result<(), ApiError> {
    if terms.asked.is_empty() {
        return Ok(at_door(Door::Stranger, parts, state).await?);
    }
    let taken = state.tenancy.count(terms).await;
    Ok(settle(taken, parts, state)?)
}

/// The refusal of somebody whom nobody knows, or, where its address has been refused too often, of that.
pub(crate) async fn stranger(ip: Option<IpAddr>, parts: &Parts, state: &ApiState, refused: ApiError) -> ApiError {
    let Some(ip) = ip.filter(|_| refused.0.code != Code::Unavailable) else {
        return refused;
    };
    let taken = state.tenancy.count_address(Door::Stranger, ip).await;
    match settle(taken, parts, state) {
        Ok(()) => refused,
        Err(limited) => limited.into(),
    }
}

/// Lets a request come to a door where nobody is known yet, within the limit of its address.
pub(crate) async fn at_door(door: Door, parts: &Parts, state: &ApiState) -> Result<(), Refused> {
    let Some(ip) = peer::of(parts, &state.limits.trusted_proxies) else {
        return Ok(());
    };
    let taken = state.tenancy.count_address(door, ip).await;
    settle(taken, parts, state)
}

/// Why a request may not come now.
pub(crate) enum Refused {
    /// A limit is used up.
    Limited(Exceeded),
    /// Nothing more can be counted.
    Full,
}

impl From<Refused> for ApiError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Limited(exceeded) => exceeded.into(),
            Refused::Full => Self::new(
                Code::Busy,
                "too many callers at once; nothing was accepted, try again in a second",
            ),
        }
    }
}

/// Keeps where the caller stands for the answer, or refuses.
fn settle(taken: Taken, parts: &Parts, state: &ApiState) -> Result<(), Refused> {
    let stand = |standing: Standing| {
        if let Some(meta) = parts.extensions.get::<RequestMeta>() {
            meta.stand(standing);
        }
    };
    match taken {
        Taken::In(standing) => {
            standing.into_iter().for_each(stand);
            Ok(())
        }
        Taken::Over(standing) => {
            stand(standing);
            hit(standing.layer);
            Err(Refused::Limited(Exceeded {
                standing,
                now: state.clock.now_ms(),
            }))
        }
        Taken::Full => Err(Refused::Full),
    }
}

/// Counts a refusal.
fn hit(layer: Layer) {
    metrics::counter!("sms_rate_limit_hits_total", "layer" => layer.as_str()).increment(1);
}

fn not_from_here(why: NotFromHere) -> ApiError {
    let (field, who) = match why {
        NotFromHere::Key => ("Authorization", "this API key may not be used"),
        NotFromHere::Organization => ("address", "the organization may not be called"),
        NotFromHere::Platform => ("address", "this server may not be called"),
    };
    let mut error = ApiError::new(Code::Forbidden, format!("{who} from your address"));
    let mend = "call from an address that is allowed, or have yours added";
    error
        .0
        .details
        .push(Fault::new(field, "is not let in from your address", mend));
    error
}

/// The refusal of an address that the platform denies.
pub(crate) fn denied() -> ApiError {
    not_from_here(NotFromHere::Platform)
}

/// Writes what is left of a limit into an answer.
pub(crate) fn write(standing: &Standing, headers: &mut HeaderMap) {
    let reset_s = standing.reset_at.div_euclid(1_000) + i64::from(standing.reset_at.rem_euclid(1_000) > 0);
    headers.insert(LIMIT, HeaderValue::from(standing.limit));
    headers.insert(REMAINING, HeaderValue::from(standing.remaining));
    headers.insert(RESET, HeaderValue::from(reset_s));
}

/// Says in an answer when to come back.
pub(crate) fn retry_after(seconds: u64, headers: &mut HeaderMap) {
    headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_rounded_up_to_whole_seconds() {
        for (at, now, seconds) in [
            (61_000, 1_000, 60),
            (61_001, 1_000, 61),
            (1_000, 1_000, 1),
            (0, 5_000, 1),
        ] {
            assert_eq!(seconds_until(at, now), seconds, "{at} {now}");
        }
    }
}
