//! Requests in a minute and a day: of a key, of a person, of an organization, of an address. [`RequestWindows`] is what
//! every request is counted in; the one in this process's memory is [`memory::MemoryWindows`], and one that several nodes
//! share (a script in Redis, one round trip a request) can stand behind it too.
//!
//! A request counts everywhere or nowhere: one that any limit refuses is in none of the counts. A minute is any sixty
//! seconds of the clock in a row, so that no two bursts meet at a border; a day is one in UTC. Minutes are forgotten with
//! the process; days are added to the database every moment (`limits/counts.rs`) and gone on from after a restart.

mod counts;
mod day;
mod memory;
mod minute;

use std::net::IpAddr;

use domain::{Layer, Millis, RequestLimits, Span};
use futures::future::BoxFuture;
use store::{Counted, RequestDay};

pub use memory::MemoryWindows;

use crate::{Caller, Tenancy, Terms};

/// The platform's limits: what holds where nothing else was agreed. 0 is no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LimitSettings {
    /// Of each key.
    pub key: RequestLimits,
    /// Of each person in an organization.
    pub user: RequestLimits,
    /// Of each organization, all of its keys and people together.
    pub organization: RequestLimits,
    /// Messages that an organization may have accepted in a day.
    pub recipients_per_day: u32,
    /// Tries to sign in from one address in a minute.
    pub sign_ins_per_minute: u32,
    /// Carriers' webhooks from one address in a minute.
    pub webhooks_per_minute: u32,
    /// Requests of one address in a minute that show no key that works.
    pub strangers_per_minute: u32,
    /// How often counted days are added to the database, ms.
    pub flush_ms: u64,
}

impl Default for LimitSettings {
    /// Source 002 §4.4; limits of people, whose screens ask for several things at once, and of addresses, that no honest
    /// caller meets.
    fn default() -> Self {
        Self {
            key: RequestLimits {
                per_minute: 60,
                per_day: 10_000,
            },
            user: RequestLimits {
                per_minute: 300,
                per_day: 20_000,
            },
            organization: RequestLimits {
                per_minute: 300,
                per_day: 50_000,
            },
            recipients_per_day: 0,
            sign_ins_per_minute: 60,
            webhooks_per_minute: 60_000,
            strangers_per_minute: 60,
            flush_ms: 1_000,
        }
    }
}

impl LimitSettings {
    /// No limit on anything.
    pub fn none() -> Self {
        Self {
            key: RequestLimits::NONE,
            user: RequestLimits::NONE,
            organization: RequestLimits::NONE,
            sign_ins_per_minute: 0,
            webhooks_per_minute: 0,
            strangers_per_minute: 0,
            ..Self::default()
        }
    }

    /// The limit of one address at `door`.
    pub const fn of_door(&self, door: Door) -> RequestLimits {
        let per_minute = match door {
            Door::SignIn => self.sign_ins_per_minute,
            Door::Webhook => self.webhooks_per_minute,
            Door::Stranger => self.strangers_per_minute,
        };
        RequestLimits { per_minute, per_day: 0 }
    }
}

/// Where somebody stands whom nobody knows yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Door {
    /// Tries to sign in.
    SignIn,
    /// Calls as carriers do.
    Webhook,
    /// Shows nothing that lets it in, or is a person in no organization.
    Stranger,
}

/// Under what a request is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A key, a person or an organization.
    Known(Counted),
    /// An address at a door.
    Address(Door, IpAddr),
}

impl Subject {
    /// Whose limit it is.
    pub const fn layer(&self) -> Layer {
        match self {
            Self::Known(Counted::Key(..)) => Layer::ApiKey,
            Self::Known(Counted::User(..)) => Layer::User,
            Self::Known(Counted::Organization(_)) => Layer::Organization,
            Self::Address(..) => Layer::Address,
        }
    }
}

/// One thing that a request is counted under, and how many may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// Under what.
    pub subject: Subject,
    /// How many.
    pub limits: RequestLimits,
    /// What the database had of the day when the caller was last looked up.
    pub stored: StoredDay,
}

/// What the database had of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StoredDay {
    /// The day in UTC, counted from 1970.
    pub day: i64,
    /// How many requests.
    pub requests: i64,
}

/// Where a caller stands with one of its limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Whose limit it is.
    pub layer: Layer,
    /// Over which span.
    pub span: Span,
    /// How many may come.
    pub limit: u32,
    /// How many may still come.
    pub remaining: u32,
    /// When more may come, ms since 1970.
    pub reset_at: Millis,
}

/// What became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It may come. The limit that is nearest to its end, where there is any.
    In(Option<Standing>),
    /// This limit is used up.
    Over(Standing),
    /// Nothing more can be counted now: nobody can say whether it may come.
    Full,
}

/// Counts requests in windows.
pub trait RequestWindows: Send + Sync + 'static {
    /// Counts one request under all that is `asked`, or, where any limit of it is used up, under none. Every subject
    /// stands once, keys and people before their organization.
    fn take<'a>(&'a self, asked: &'a [Asked], now: Millis) -> BoxFuture<'a, Taken>;

    /// How all limits of `asked` stand, without counting anything.
    fn look<'a>(&'a self, asked: &'a [Asked], now: Millis) -> BoxFuture<'a, Vec<Standing>>;

    /// What was counted and is not in the database yet, to be added there.
    fn drain(&self) -> Vec<RequestDay>;

    /// What was drained is in the database, which now has `sums`, other nodes' counts included.
    fn added(&self, sums: &[RequestDay]);

    /// What was drained did not get into the database.
    fn put_back(&self, days: &[RequestDay]);

    /// Forgets what nothing was counted under for a while.
    fn sweep(&self, now: Millis);
}

impl Tenancy {
    /// Counts a request of whoever has these terms against all of its limits.
    pub async fn count(&self, terms: &Terms) -> Taken {
        let now = self.inner.clock.now_ms();
        self.inner.windows.take(&terms.asked, now).await
    }

    /// Counts a request from `ip`, of somebody whom nobody knows yet.
    pub async fn count_address(&self, door: Door, ip: IpAddr) -> Taken {
        let asked = Asked {
            subject: Subject::Address(door, narrowed(ip)),
            limits: self.inner.limits.of_door(door),
            stored: StoredDay::default(),
        };
        let now = self.inner.clock.now_ms();
        self.inner.windows.take(&[asked], now).await
    }

    /// How the limits of `caller` stand.
    pub async fn standings(&self, caller: &Caller) -> Vec<Standing> {
        let now = self.inner.clock.now_ms();
        self.inner.windows.look(&caller.terms.asked, now).await
    }

    /// The platform's limits.
    pub fn limit_settings(&self) -> &LimitSettings {
        &self.inner.limits
    }
}

/// What stands for the caller behind an address: of IPv6 the network that one subscriber has, `/64`.
fn narrowed(ip: IpAddr) -> IpAddr {
    match ip.to_canonical() {
        IpAddr::V4(four) => IpAddr::V4(four),
        IpAddr::V6(six) => IpAddr::V6((six.to_bits() & !u128::from(u64::MAX)).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subscriber_of_ipv6_is_one_caller_whatever_address_it_draws() {
        let narrow = |text: &str| narrowed(text.parse().unwrap()).to_string();
        assert_eq!(narrow("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(narrow("2001:db8:1:2:ffff::"), "2001:db8:1:2::");
        assert_eq!(narrow("::ffff:192.0.2.7"), "192.0.2.7");
    }
}
