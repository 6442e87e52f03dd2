//! What the [`super::Desk`] answers with: rows as people read them, times as text, keys by what they start with. Long,
//! because each view stands beside the row that it is made of.

mod carriers;
mod console;
mod money;
mod people;
mod senders;
mod terms;

use domain::alphabet::Alphabet;
use serde::{Deserialize, Serialize};
use store::{ApiKey, Organization, Provider, SmppAccount, Suppression};

pub use carriers::{CeilingView, CheckedView, DecisionView, MoneyView, ProviderTestView, RouteView, TestSentView};
pub use console::{SharedView, StandingView};
pub use money::{BalanceView, PriceView, StatementFile, TopUpView};
pub use people::{CreatedUserView, UserView};
pub use senders::SenderView;
pub use terms::{LimitsView, NetworksView};

use crate::time;

/// An organization.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationView {
    /// Its id.
    pub id: String,
    /// Shown name.
    pub name: String,
    /// Short name.
    pub slug: String,
    /// Region of numbers without `+`.
    pub region: String,
    /// The most segments a message may take.
    pub max_segments: u16,
    /// What happens to unknown outcomes: `resend`, `hold` or `by class`.
    pub unknown_policy: String,
    /// How long a message stays worth sending.
    pub validity_ms: i64,
    /// The time zone that its days and hours are cut by.
    pub time_zone: String,
    /// When it was created.
    pub created_at: String,
    /// Why it is suspended; absent while it works.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suspended: Option<String>,
    /// Whether it sends from approved sender IDs only.
    pub approved_senders_only: bool,
}

impl From<&Organization> for OrganizationView {
    fn from(row: &Organization) -> Self {
        Self {
            id: row.id.to_string(),
            name: row.name.clone(),
            slug: row.slug.clone(),
            region: row.region.clone(),
            max_segments: row.max_segments,
            unknown_policy: row
                .unknown_policy
                .map_or("by class", |policy| policy.as_str())
                .to_owned(),
            validity_ms: row.validity_ms,
            time_zone: row.time_zone.clone(),
            created_at: time::show(row.created_at),
            suspended: row.suspended.as_ref().map(|one| one.why.clone()),
            approved_senders_only: row.approved_senders_only,
        }
    }
}

/// An API key, without the key.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeyView {
    /// Its id.
    pub id: String,
    /// What its holder calls it.
    pub name: String,
    /// What it starts with.
    pub prefix: String,
    /// What it may do.
    pub scopes: Vec<String>,
    /// `active`, `revoked` or `expired`.
    pub status: String,
    /// Whether it reaches the simulated carrier alone.
    #[serde(default)]
    pub test: bool,
    /// Requests in a minute; `None` for the platform's limit, 0 for none.
    #[serde(default)]
    pub per_minute: Option<u32>,
    /// Requests in a day, likewise.
    #[serde(default)]
    pub per_day: Option<u32>,
    /// Networks that it may be used from; anywhere if empty.
    #[serde(default)]
    pub networks: Vec<String>,
    /// What it was before its last rotation stops working then.
    #[serde(default)]
    pub previous_until: Option<String>,
    /// Requests that it made.
    #[serde(default)]
    pub requests: i64,
    /// When it was created.
    pub created_at: String,
    /// When it stops working by itself.
    pub expires_at: Option<String>,
    /// When it was revoked.
    pub revoked_at: Option<String>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<String>,
}

impl KeyView {
    /// The key as it stands at `now`.
    pub fn at(row: &ApiKey, now: domain::Millis) -> Self {
        let status = match (row.revoked_at, row.expires_at) {
            (Some(_), _) => "revoked",
            (None, Some(end)) if end <= now => "expired",
            _ => "active",
        };
        Self {
            id: row.id.to_string(),
            name: row.name.clone(),
            prefix: row.prefix.clone(),
            scopes: row.scopes.iter().map(|scope| scope.as_str().to_owned()).collect(),
            status: status.to_owned(),
            test: row.test,
            per_minute: row.per_minute,
            per_day: row.per_day,
            networks: row.networks.clone(),
            previous_until: row
                .previous
                .as_ref()
                .filter(|previous| previous.until > now && status == "active")
                .map(|previous| time::show(previous.until)),
            requests: row.requests,
            created_at: time::show(row.created_at),
            expires_at: row.expires_at.map(time::show),
            revoked_at: row.revoked_at.map(time::show),
            last_used_at: row.last_used_at.map(time::show),
        }
    }
}

/// A key that was made just now, with the key itself: this once.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreatedKeyView {
    /// The key itself.
    pub api_key: String,
    /// What is kept of it.
    #[serde(flatten)]
    pub key: KeyView,
}

/// A provider, without its settings: they may hold credentials.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProviderView {
    /// Its id.
    pub id: String,
    /// The organization that alone may use it; everybody may if absent.
    pub organization: Option<String>,
    /// Its name.
    pub name: String,
    /// Its adapter.
    pub adapter: String,
    /// Lower is tried first.
    pub rank: i64,
    /// Messages a second.
    pub rate_per_second: Option<u32>,
    /// The most messages handed over and not answered.
    pub window: u32,
    /// Price of a segment.
    pub price: String,
    /// Currency of the price.
    pub currency: String,
    /// Whether messages may be handed over.
    pub active: bool,
    /// Where its carrier's API is, where the settings name that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_url: Option<String>,
}

impl From<&Provider> for ProviderView {
    fn from(row: &Provider) -> Self {
        Self {
            id: row.id.to_string(),
            organization: row.organization.map(|id| id.to_string()),
            name: row.name.clone(),
            adapter: row.adapter.clone(),
            rank: row.rank,
            rate_per_second: row.rate_per_second,
            window: row.window,
            price: domain::Money::new(row.price_micros, row.currency).amount(),
            currency: row.currency.to_string(),
            active: row.active,
            base_url: base_url(&row.config),
        }
    }
}

fn base_url(config: &str) -> Option<String> {
    let settings: serde_json::Value = serde_json::from_str(config).ok()?;
    settings["baseUrl"].as_str().map(str::to_owned)
}

/// An SMPP account, without the hash of its password.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SmppAccountView {
    /// Its id.
    pub id: String,
    /// What it binds with.
    pub system_id: String,
    /// Addresses and networks that it may bind from; all if empty.
    pub allowed_ips: Vec<String>,
    /// The most binds at a time.
    pub max_binds: u32,
    /// Messages a second.
    pub rate_per_second: Option<u32>,
    /// The most `deliver_sm` of a bind that are not answered.
    pub window: u32,
    /// Senders it may use; all if empty.
    pub senders: Vec<String>,
    /// The class of what it sends.
    pub class: domain::Class,
    /// What it means by data_coding 0.
    pub data_coding_0: Alphabet,
    /// What it means by data_coding 1; absent: ASCII, unless the octets show that it is GSM 7-bit.
    pub data_coding_1: Option<Alphabet>,
    /// Whether it may bind.
    pub active: bool,
    /// When it was created.
    pub created_at: String,
}

impl From<&SmppAccount> for SmppAccountView {
    fn from(row: &SmppAccount) -> Self {
        Self {
            id: row.id.to_string(),
            system_id: row.system_id.clone(),
            allowed_ips: row.allowed_ips.clone(),
            max_binds: row.max_binds,
            rate_per_second: row.rate_per_second,
            window: row.window,
            senders: row.senders.clone(),
            class: row.class,
            data_coding_0: row.data_coding_0,
            data_coding_1: row.data_coding_1,
            active: row.active,
            created_at: time::show(row.created_at),
        }
    }
}

/// An SMPP account that was made just now, with its password: this once.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreatedSmppAccountView {
    /// The password.
    pub password: String,
    /// The account.
    #[serde(flatten)]
    pub account: SmppAccountView,
}

/// A number that may not be sent to. Shown whole: only the operator of the machine sees it, who must know which it is.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SuppressionView {
    /// E.164.
    pub number: String,
    /// Why, oldest reason first.
    pub reasons: Vec<ReasonView>,
    /// Messages to it that a carrier may have by now; their timelines say so. Known when it is added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub too_late: Option<usize>,
}

/// One reason why a number may not be sent to.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReasonView {
    /// `stop`, `carrier` or `person`.
    pub reason: String,
    /// Since when.
    pub at: String,
}

impl From<&Suppression> for ReasonView {
    fn from(row: &Suppression) -> Self {
        Self {
            reason: row.reason.clone(),
            at: time::show(row.at),
        }
    }
}

/// What was taken off the list.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LiftedView {
    /// E.164.
    pub number: String,
    /// The reasons that are gone.
    pub lifted: Vec<ReasonView>,
    /// The reasons that stay; the number is sent nothing while there is one.
    pub left: Vec<ReasonView>,
}

/// A page of suppressed numbers.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SuppressionPage {
    /// The numbers, in order.
    pub numbers: Vec<SuppressionView>,
    /// Whether there are more after the last one.
    pub more: bool,
}

/// Who gets what comes in through a shared provider for one address.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NumberView {
    /// The provider's id.
    pub provider: String,
    /// The number, shortcode or sender.
    pub address: String,
    /// The word that texts begin with; empty for all.
    pub keyword: String,
    /// Who gets it.
    pub organization: String,
}

impl From<&store::InboundNumber> for NumberView {
    fn from(row: &store::InboundNumber) -> Self {
        Self {
            provider: row.provider.to_string(),
            address: row.address.clone(),
            keyword: row.keyword.clone(),
            organization: row.organization.to_string(),
        }
    }
}

/// What was sealed anew.
#[derive(Clone, Serialize, Deserialize)]
pub struct ResealedView {
    /// Providers whose credentials have the current key now and had another.
    pub providers: usize,
    /// Webhooks whose secrets have it now and had another.
    #[serde(default)]
    pub webhooks: usize,
    /// The same of what organizations' callbacks are signed with.
    #[serde(default)]
    pub callbacks: usize,
    /// The same of people's second factors.
    pub second_factors: usize,
}

mod webhooks;

pub use webhooks::{CreatedWebhookView, DeliveryView, WebhookView};
