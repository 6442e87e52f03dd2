//! How the API is used.

use domain::{Millis, OrganizationId};

/// Who called: what `kind` 1 and 2 are the ids of is for tenancy to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UsageActor {
    /// 1: an API key, 2: a person.
    pub kind: i64,
    /// Which.
    pub id: i64,
}

/// Which calls are counted together.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UsageKey {
    /// Whose.
    pub organization: OrganizationId,
    /// The quarter hour since 1970.
    pub quarter: i64,
    /// Who called.
    pub actor: UsageActor,
    /// The route, such as `/api/sms/status/{messageId}`.
    pub endpoint: std::sync::Arc<str>,
    /// `GET`, `POST`, …
    pub method: &'static str,
    /// The status of the answer.
    pub status: u16,
}

/// What calls took together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct UsageSums {
    /// How many.
    pub requests: i64,
    /// How long all of them took, µs.
    pub duration_us: i64,
    /// How long the slowest took, µs.
    pub slowest_us: i64,
    /// Bytes of their bodies.
    pub request_bytes: i64,
    /// Bytes of the answers' bodies.
    pub response_bytes: i64,
}

impl UsageSums {
    /// Adds other calls.
    pub fn add(&mut self, other: &Self) {
        self.requests += other.requests;
        self.duration_us += other.duration_us;
        self.slowest_us = self.slowest_us.max(other.slowest_us);
        self.request_bytes += other.request_bytes;
        self.response_bytes += other.response_bytes;
    }
}

/// One call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsageCall {
    /// Whose.
    pub organization: OrganizationId,
    /// When it came.
    pub at: Millis,
    /// Who called.
    pub actor: UsageActor,
    /// The route.
    pub endpoint: String,
    /// `GET`, `POST`, …
    pub method: String,
    /// The status of the answer.
    pub status: u16,
    /// How long it took, µs.
    pub duration_us: i64,
    /// Bytes of its body.
    pub request_bytes: i64,
    /// Bytes of the answer's body.
    pub response_bytes: i64,
    /// Where it came from.
    pub ip: Option<String>,
    /// What the caller says it is.
    pub agent: Option<String>,
    /// The request's id.
    pub request_id: String,
}

/// Which calls to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UsageFilter {
    /// Only this caller's.
    pub actor: Option<UsageActor>,
    /// Only of this route.
    pub endpoint: Option<String>,
    /// Only with a status in this range, both ends included.
    pub statuses: Option<(u16, u16)>,
    /// At or after.
    pub from: Option<Millis>,
    /// Before.
    pub until: Option<Millis>,
}

/// Sums of a period, by what the calls were.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UsageSummary {
    /// By quarter hour, rising; failed calls (status 400 and above) apart.
    pub quarters: Vec<(i64, bool, UsageSums)>,
    /// By route, method and status.
    pub endpoints: Vec<(String, String, u16, UsageSums)>,
    /// By caller; failed calls apart.
    pub actors: Vec<(UsageActor, bool, UsageSums)>,
}
