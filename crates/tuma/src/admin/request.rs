//! What can be asked of the [`super::Desk`], each with the type of its answer.
//!
//! These go over the admin socket as one JSON document a line. An organization is named by slug or id, or left out
//! where there is only one. It is long because one macro makes all requests and the enum that they come in.

use domain::alphabet::Alphabet;
use domain::class::UnknownPolicy;
use domain::{ApiKeyId, Class, Millis};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::views::{
    CeilingView, CreatedKeyView, CreatedSmppAccountView, CreatedWebhookView, DecisionView, DeliveryView, KeyView,
    LiftedView, LimitsView, NetworksView, NumberView, OrganizationView, ProviderTestView, ProviderView, ResealedView,
    RouteView, SenderView, SharedView, SmppAccountView, StandingView, SuppressionPage, SuppressionView, WebhookView,
};
use crate::cli::senders::StatusArg;

mod words;

pub use words::{RouteWords, Setting};

/// A bound, or that there is none.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub struct BoundWords(pub Option<u32>);

/// A request that has an answer.
pub trait Ask: Into<Request> {
    /// What comes back.
    type Answer: Serialize + DeserializeOwned;
}

/// Requests with their answers.
macro_rules! asks {
    ($($(#[$doc:meta])* $name:ident -> $answer:ty { $($(#[$fdoc:meta])* $field:ident: $type:ty),* $(,)? })+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Default, Serialize, Deserialize)]
            pub struct $name { $($(#[$fdoc])* pub $field: $type),* }

            impl Ask for $name {
                type Answer = $answer;
            }

            impl From<$name> for Request {
                fn from(request: $name) -> Self {
                    Self::$name(request)
                }
            }
        )+
    };
}

mod money;
mod people;

pub use money::*;
pub use people::*;

/// All requests: those of the files below by name, the others with their answers.
macro_rules! requests {
    (
        below { $($below:ident)+ }
        $($(#[$doc:meta])* $name:ident -> $answer:ty { $($(#[$fdoc:meta])* $field:ident: $type:ty),* $(,)? })+
    ) => {
        asks! { $($(#[$doc])* $name -> $answer { $($(#[$fdoc])* $field: $type),* })+ }

        /// Any request.
        #[derive(Clone, Serialize, Deserialize)]
        #[serde(tag = "ask", rename_all = "snake_case")]
        pub enum Request {
            $($(#[$doc])* $name($name),)+
            $(#[doc = "As its file says."] $below($below),)+
        }
    };
}

requests! {
    below {
        BalanceShow BalanceSet BalanceTopup BalanceAdjust BalanceStatement PriceAdd PriceImport PriceList PriceRemove
        UserAdd UserList UserSet UserReset UserSecondFactorRemove UserUnlink
    }
    /// Make an organization.
    OrganizationCreate -> OrganizationView {
        /// Shown name.
        name: String,
        /// Short name; made from the name if left out.
        slug: Option<String>,
        /// Region of numbers without `+`.
        region: String,
        /// The most segments a message may take.
        max_segments: Option<u16>,
        /// What to do with unknown outcomes.
        unknown_policy: Option<UnknownPolicy>,
        /// How long a message stays worth sending.
        validity_ms: Option<Millis>,
        /// The time zone that its days and hours are cut by.
        time_zone: Option<String>,
    }
    /// Set the time zone of an organization.
    OrganizationTimeZone -> OrganizationView {
        /// Which.
        organization: Option<String>,
        /// A name of the IANA database.
        time_zone: String,
    }
    /// All organizations.
    OrganizationList -> Vec<OrganizationView> {}
    /// One organization.
    OrganizationShow -> OrganizationView {
        /// Which.
        organization: Option<String>,
    }
    /// Stop an organization.
    OrganizationSuspend -> StandingView {
        /// Which.
        organization: Option<String>,
        /// Why.
        reason: String,
    }
    /// Let a stopped organization work again.
    OrganizationResume -> StandingView {
        /// Which.
        organization: Option<String>,
    }
    /// What an organization has and may have; what is given is changed: 0 to so many, or `None` for no bound.
    OrganizationQuota -> StandingView {
        /// Which.
        organization: Option<String>,
        /// Members.
        users: Option<BoundWords>,
        /// API keys.
        keys: Option<BoundWords>,
        /// Providers.
        providers: Option<BoundWords>,
    }
    /// Say whether an organization sends from approved sender IDs only.
    OrganizationSenders -> OrganizationView {
        /// Which.
        organization: Option<String>,
        /// From approved ones only.
        approved_only: bool,
    }
    /// Sender IDs that organizations asked for.
    SenderList -> Vec<SenderView> {
        /// Whose; all if left out.
        organization: Option<String>,
        /// Only those with this status.
        status: Option<StatusArg>,
    }
    /// Let an organization use a sender ID.
    SenderApprove -> SenderView {
        /// Its id.
        sender: String,
        /// Countries; as asked for if left out.
        countries: Option<Vec<String>>,
        /// Providers by name or id; as asked for if left out.
        providers: Option<Vec<String>>,
    }
    /// Let an organization not use a sender ID.
    SenderReject -> SenderView {
        /// Its id.
        sender: String,
        /// Why.
        reason: String,
    }
    /// Say which organizations may use one of the platform's providers.
    ProviderShare -> SharedView {
        /// Its name or id.
        provider: String,
        /// Those that alone may; all may if left out.
        with: Option<Vec<String>>,
    }
    /// Make an API key.
    KeyCreate -> CreatedKeyView {
        /// Whose.
        organization: Option<String>,
        /// What its holder calls it.
        name: String,
        /// What it may do, in words; sending and reading if empty.
        scopes: Vec<String>,
        /// When it stops working.
        expires_at: Option<Millis>,
        /// Whether it reaches the simulated carrier alone.
        test: bool,
        /// Requests in a minute; the platform's limit if left out, none if 0.
        per_minute: Option<u32>,
        /// Requests in a day, likewise.
        per_day: Option<u32>,
        /// Networks that it may be used from; anywhere if empty.
        networks: Vec<String>,
    }
    /// Change an API key; what is left out stays.
    KeySet -> KeyView {
        /// Whose.
        organization: Option<String>,
        /// Which.
        key: Option<ApiKeyId>,
        /// Another name.
        name: Option<String>,
        /// What it may do, in words, in place of what it might; the same if empty.
        scopes: Vec<String>,
        /// When it stops working.
        expires_at: Setting<Millis>,
        /// Requests in a minute.
        per_minute: Setting<u32>,
        /// Requests in a day.
        per_day: Setting<u32>,
        /// Networks that it may be used from.
        networks: Option<Vec<String>>,
    }
    /// Give an API key another secret.
    KeyRotate -> CreatedKeyView {
        /// Whose.
        organization: Option<String>,
        /// Which.
        key: Option<ApiKeyId>,
        /// How long the old secret goes on to work.
        overlap_ms: Millis,
    }
    /// Revoke an API key.
    KeyRevoke -> KeyView {
        /// Whose.
        organization: Option<String>,
        /// Which.
        key: Option<ApiKeyId>,
    }
    /// An organization's keys.
    KeyList -> Vec<KeyView> {
        /// Whose.
        organization: Option<String>,
    }
    /// An organization's limits, changed where something is given.
    OrganizationLimits -> LimitsView {
        /// Whose.
        organization: Option<String>,
        /// Requests in a minute.
        per_minute: Setting<u32>,
        /// Requests in a day.
        per_day: Setting<u32>,
        /// Messages accepted in a day.
        recipients_per_day: Setting<u32>,
    }
    /// The networks that may call for an organization or at all, changed where something is given.
    NetworksSet -> NetworksView {
        /// Whose; of the platform where that is said.
        organization: Option<String>,
        /// The platform's.
        platform: bool,
        /// Networks to let in, and no others.
        allow: Vec<String>,
        /// Networks to let in no more.
        deny: Vec<String>,
        /// Networks to take from both lists.
        remove: Vec<String>,
    }
    /// Add a provider.
    ProviderAdd -> ProviderView {
        /// Whose; the platform's if left out.
        organization: Option<String>,
        /// Its name.
        name: String,
        /// Its adapter.
        adapter: String,
        /// The adapter's settings, JSON.
        settings: String,
        /// Lower is tried first.
        rank: i64,
        /// Messages a second.
        rate_per_second: Option<u32>,
        /// The most messages handed over and not answered; the kind's own if left out.
        window: Option<u32>,
        /// Whether it gives no delivery reports.
        no_reports: bool,
        /// Price of a segment, as a person writes it.
        price: String,
        /// Currency of the price.
        currency: String,
    }
    /// The providers that an organization may use.
    ProviderList -> Vec<ProviderView> {
        /// Whose.
        organization: Option<String>,
    }
    /// Make an SMPP account.
    SmppAccountCreate -> CreatedSmppAccountView {
        /// Whose.
        organization: Option<String>,
        /// What it binds with.
        system_id: String,
        /// Addresses and networks that it may bind from; all if empty.
        allowed_ips: Vec<String>,
        /// The most binds at a time.
        max_binds: Option<u32>,
        /// Messages a second.
        rate_per_second: Option<u32>,
        /// The most `deliver_sm` of a bind that are not answered.
        window: Option<u32>,
        /// Senders it may use; all if empty.
        senders: Vec<String>,
        /// The class of what it sends.
        class: Option<Class>,
        /// What it means by data_coding 0.
        data_coding_0: Option<Alphabet>,
        /// What it means by data_coding 1.
        data_coding_1: Option<Alphabet>,
    }
    /// An organization's SMPP accounts.
    SmppAccountList -> Vec<SmppAccountView> {
        /// Whose.
        organization: Option<String>,
    }
    /// Remove an SMPP account.
    SmppAccountRevoke -> SmppAccountView {
        /// Whose.
        organization: Option<String>,
        /// Its system id or id.
        account: String,
    }
    /// Change a provider; what is left out stays.
    ProviderSet -> ProviderView {
        /// Its name or id.
        provider: String,
        /// Another name.
        name: Option<String>,
        /// Its adapter's settings, JSON; credentials that are left out keep their value.
        settings: Option<String>,
        /// Lower is tried first.
        rank: Option<i64>,
        /// Messages a second; 0 for no limit.
        rate_per_second: Option<u32>,
        /// The most messages handed over and not answered.
        window: Option<u32>,
        /// Whether messages may be handed over.
        active: Option<bool>,
    }
    /// Remove a provider.
    ProviderRemove -> ProviderView {
        /// Its name or id.
        provider: String,
    }
    /// Ask a provider whether it works, or send a message through it alone.
    ProviderTest -> ProviderTestView {
        /// Whose message it is, where the provider is shared.
        organization: Option<String>,
        /// Its name or id.
        provider: String,
        /// The number to send to; without one the carrier is only asked.
        to: Option<String>,
        /// What the message says.
        body: Option<String>,
    }
    /// What caps a provider now.
    ProviderCeiling -> CeilingView {
        /// Its name or id.
        provider: String,
    }
    /// Make a route.
    RouteAdd -> RouteView {
        /// Whose.
        organization: Option<String>,
        /// What it is.
        route: RouteWords,
    }
    /// An organization's routes.
    RouteList -> Vec<RouteView> {
        /// Whose.
        organization: Option<String>,
    }
    /// Change a route; what is left out stays.
    RouteSet -> RouteView {
        /// Whose.
        organization: Option<String>,
        /// Its name or id.
        named: String,
        /// What is to change.
        route: RouteWords,
    }
    /// Remove a route.
    RouteRemove -> RouteView {
        /// Whose.
        organization: Option<String>,
        /// Its name or id.
        named: String,
    }
    /// Which way a message would go.
    RouteExplain -> DecisionView {
        /// Whose message.
        organization: Option<String>,
        /// The number as written.
        to: String,
        /// The sender.
        from: Option<String>,
        /// The class; transactional if left out.
        class: Option<Class>,
        /// The category.
        category: Option<String>,
        /// A provider's name, kind or id.
        provider: Option<String>,
        /// Region of a number without `+`.
        region: Option<String>,
    }
    /// Give an address of a shared provider to an organization.
    NumberAdd -> NumberView {
        /// Whose it will be.
        organization: Option<String>,
        /// The provider's name or id.
        provider: String,
        /// The number, shortcode or sender that phones write to.
        address: String,
        /// Only texts that begin with this word.
        keyword: Option<String>,
    }
    /// Take an address back.
    NumberRemove -> NumberView {
        /// The provider's name or id.
        provider: String,
        /// The address.
        address: String,
        /// Its keyword, if it has one.
        keyword: Option<String>,
    }
    /// All addresses of shared providers.
    NumberList -> Vec<NumberView> {}
    /// Have events told to a URL.
    WebhookAdd -> CreatedWebhookView {
        /// Whose.
        organization: Option<String>,
        /// Where events are posted.
        url: String,
        /// What it is told, in words.
        events: Vec<String>,
        /// What people call it.
        description: Option<String>,
    }
    /// An organization's webhooks.
    WebhookList -> Vec<WebhookView> {
        /// Whose.
        organization: Option<String>,
    }
    /// Post a sample to a webhook.
    WebhookTest -> DeliveryView {
        /// Whose.
        organization: Option<String>,
        /// Its id.
        webhook: String,
        /// The event to post a sample of.
        event: Option<String>,
    }
    /// What was told to a webhook.
    WebhookDeliveries -> Vec<DeliveryView> {
        /// Whose.
        organization: Option<String>,
        /// Its id.
        webhook: String,
        /// Only what was not taken.
        failed: bool,
        /// How many.
        limit: u16,
    }
    /// Remove a webhook.
    WebhookRemove -> WebhookView {
        /// Whose.
        organization: Option<String>,
        /// Its id.
        webhook: String,
    }
    /// Seal all credentials with the current key.
    SecretsReseal -> ResealedView {}
    /// Send nothing more to a number.
    SuppressAdd -> SuppressionView {
        /// Whose list.
        organization: Option<String>,
        /// The number as written.
        number: String,
        /// `stop`, `carrier` or `person`.
        reason: String,
    }
    /// Lift a reason of a number.
    SuppressRemove -> LiftedView {
        /// Whose list.
        organization: Option<String>,
        /// The number as written.
        number: String,
        /// `stop`, `carrier`, `person` or `all`; `person` if left out.
        reason: Option<String>,
    }
    /// A page of the list.
    SuppressList -> SuppressionPage {
        /// Whose list.
        organization: Option<String>,
        /// Start after this number.
        after: Option<String>,
        /// How many.
        limit: u16,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_survives_its_line() {
        let request = Request::from(KeyCreate {
            name: "website\nline".to_owned(),
            ..Default::default()
        });
        let line = serde_json::to_string(&request).expect("plain data");
        assert!(!line.contains('\n'));
        assert!(line.starts_with(r#"{"ask":"key_create""#), "{line}");
        let Ok(Request::KeyCreate(read)) = serde_json::from_str(&line) else {
            panic!("{line}")
        };
        assert_eq!(read.name, "website\nline");
    }
}
