//! What is decided once for a call, before any of its messages: lane, sender, class, times, price.
//!
//! A plan then turns each number and text into a [`NewMessage`] or a fault that names field, fault and mend.

mod price;

use std::sync::Arc;

use domain::phone::{PhoneNumber, is_region};
use domain::route::RouteSubject;
use domain::segment::{self, Encoding};
use domain::sender::Sender;
use domain::{
    BatchId, Class, Currency, Fault, Funds, MessageId, MessageState, Millis, Money, Priority, Region, UnitId,
    lookalike, text,
};
use store::{LaneMessage, NewMessage, Organization, outbox_target};
use tenancy::{Actor, Caller};

use crate::registry::Registry;
use crate::request::{MAX_SCHEDULE_AHEAD_MS, Refusal, SendOptions};
use crate::route::{Router, Selection};
use crate::senders::{Approved, among};
use crate::tariff::Prices;

/// The shortest validity, ms.
const MIN_VALIDITY_MS: Millis = 1_000;
/// The longest validity, ms: 7 days.
const MAX_VALIDITY_MS: Millis = 7 * 86_400_000;
/// The longest category, in characters.
const MAX_CATEGORY: usize = 64;

/// A call's decisions.
pub struct Plan {
    /// Whose messages.
    pub organization: Arc<Organization>,
    actor: Actor,
    router: Router,
    forced: bool,
    /// Whether a test key asked for it.
    test: bool,
    category: Option<String>,
    from: Option<Arc<str>>,
    /// Where the sender may be used, where that is asked.
    reach: Option<Arc<Approved>>,
    region: String,
    unit: Option<UnitId>,
    class: Class,
    /// Their place in the lane.
    pub priority: Priority,
    due_at: Millis,
    /// Whether they wait for a time.
    pub scheduled: bool,
    expires_at: Millis,
    /// When the call came.
    pub now: Millis,
    prices: Arc<Prices>,
    /// The currency that the messages are paid in from the balance, where they are.
    paid_in: Option<Currency>,
    /// What a message without a number of its own would cost a segment: for previews.
    price: Money,
    rewrite: bool,
    callback_url: Option<String>,
    max_retries: u16,
}

/// A number and a text that passed every check.
pub struct Draft {
    /// The number.
    pub to: PhoneNumber,
    /// The text as it will be sent.
    pub body: Arc<str>,
    /// Its encoding.
    pub encoding: Encoding,
    /// Segments it takes.
    pub segments: u16,
}

impl Plan {
    /// Decides for `caller`'s call at `now`, or refuses it with every fault found.
    pub fn new(
        caller: &Caller,
        options: &SendOptions,
        registry: &Registry,
        (now, bulk): (Millis, bool),
    ) -> Result<Self, Refusal> {
        let organization = caller.organization.clone();
        let mut faults = Vec::new();
        let region = check_region(options.region.as_deref(), &organization.region, &mut faults);
        let from = check_sender(options.from.as_deref(), &region, &mut faults);
        let reach = registry.senders().reach(&organization, from.as_deref());
        let reach = reach.map_err(|fault| faults.push(fault)).unwrap_or_default();
        let due_at = check_schedule(options.scheduled_at, now, &mut faults);
        let validity = check_validity(options.validity_ms, organization.validity_ms, &mut faults);
        if let Some(url) = &options.callback_url {
            faults.extend(registry.check_callback(url).err());
        }
        check_category(options.category.as_deref(), &mut faults);
        let router = match router_of(caller, registry, options.provider.as_deref()) {
            Ok(Some(router)) => router,
            Ok(None) => return Err(Refusal::NoProvider),
            Err(fault) => {
                faults.push(fault);
                return Err(Refusal::Invalid(faults));
            }
        };
        if !faults.is_empty() {
            return Err(Refusal::Invalid(faults));
        }
        let router = among(router, reach.as_deref().filter(|_| !caller.is_test()))?;
        let typical = RouteSubject {
            to: "",
            country: *b"ZZ",
            sender: from.as_deref(),
            category: options.category.as_deref(),
            class: options.class,
        };
        let provider = router.look(&typical, 0).ok_or(Refusal::NoProvider)?.lane.provider();
        let prices = registry.tariff.now();
        let paid_in = prices.currency(organization.id);
        let mut plan = Self {
            actor: caller.actor,
            router,
            forced: options.provider.is_some() || caller.is_test(),
            test: caller.is_test(),
            category: options.category.clone(),
            from,
            reach,
            region,
            unit: options.unit,
            class: options.class,
            priority: options.class.priority(bulk),
            due_at,
            scheduled: due_at > now,
            expires_at: due_at.saturating_add(validity),
            now,
            price: Money::new(provider.price_micros, provider.currency),
            prices,
            paid_in,
            rewrite: options.rewrite_gsm7,
            callback_url: options.callback_url.clone(),
            max_retries: registry.max_retries(),
            organization,
        };
        // A number of the organization's own country stands for those that are not known yet.
        let code = Region::parse(&plan.organization.region).and_then(|region| region.calling_code());
        let number = code.map(|code| format!("+{code}")).unwrap_or_default();
        if let Some(price) = plan.segment_price(&number, &provider) {
            plan.price = price;
        }
        Ok(plan)
    }

    fn subject<'a>(&'a self, number: &'a PhoneNumber) -> RouteSubject<'a> {
        RouteSubject {
            to: number.e164(),
            country: number.country(),
            sender: self.from.as_deref(),
            category: self.category.as_deref(),
            class: self.class,
        }
    }

    /// Whether its messages go to the simulated carrier of test keys: they cost nothing and use up no quota.
    pub fn is_test(&self) -> bool {
        self.test
    }

    /// The part of the organization that the messages belong to.
    pub fn unit(&self) -> Option<UnitId> {
        self.unit
    }

    /// Has the messages' final states told to where `target` says, which no caller may write itself.
    pub fn tell(&mut self, target: Option<String>) {
        self.callback_url = target;
    }

    /// The way of a draft that gets the id `id`, at whatever price.
    pub fn way(&self, id: MessageId, draft: &Draft) -> Result<Selection, Fault> {
        let subject = self.subject(&draft.to);
        self.router.select(&subject, id.get() as u64).ok_or_else(no_provider)
    }

    /// Checks one number and one text. Faults name `to` and `body`; the caller moves them to the row they are of.
    pub fn draft(&self, to: &str, body: &str) -> Result<Draft, Fault> {
        let to = PhoneNumber::parse(to, &self.region).map_err(|fault| fault.into_fault("to"))?;
        if let Some(reach) = &self.reach {
            reach.check_country(to.country())?;
        }
        let (body, count) = self.measure(body)?;
        Ok(Draft {
            to,
            encoding: count.encoding,
            segments: count.segments,
            body: body.into(),
        })
    }

    /// Checks and counts a text alone.
    pub fn measure<'a>(&self, body: &'a str) -> Result<(std::borrow::Cow<'a, str>, segment::SegmentCount), Fault> {
        let mut body = text::check_body("body", body)?;
        if self.rewrite
            && let std::borrow::Cow::Owned(rewritten) = lookalike::rewrite(&body)
        {
            body = rewritten.into();
        }
        let count = segment::count(&body);
        let most = self.organization.max_segments;
        if count.segments > most {
            return Err(Fault::new(
                "body",
                format!(
                    "takes {} segments in {}; at most {most} are allowed",
                    count.segments,
                    count.encoding.as_str()
                ),
                "shorten the text, or keep to the GSM-7 alphabet",
            ));
        }
        Ok((body, count))
    }

    /// The state that an accepted message starts in.
    pub fn state(&self) -> MessageState {
        if self.scheduled {
            MessageState::Scheduled
        } else {
            MessageState::Queued
        }
    }

    /// When the messages are due, if they wait for a time.
    pub fn scheduled_at(&self) -> Option<Millis> {
        self.scheduled.then_some(self.due_at)
    }

    /// The row of a draft that goes the way of `selection`; the id of its decision is set when that is on disk.
    pub fn message(
        &self,
        id: MessageId,
        draft: &Draft,
        selection: &Selection,
        batch: Option<(BatchId, i64)>,
    ) -> NewMessage {
        let provider = selection.lane.provider();
        NewMessage {
            id,
            organization: self.organization.id,
            state: self.state(),
            class: self.class,
            priority: self.priority,
            provider: provider.id,
            provider_forced: self.forced,
            batch,
            api_key: self.actor.api_key(),
            unit: self.unit,
            from: self.from.clone(),
            to: draft.to.e164_arc(),
            country: draft.to.country(),
            body: draft.body.clone(),
            ucs2: draft.encoding == Encoding::Ucs2,
            segments: draft.segments,
            price_micros: selection.price.micros,
            currency: selection.price.currency,
            hold_micros: selection.ceiling_micros.saturating_mul(i64::from(draft.segments)),
            decision: None,
            due_at: self.due_at,
            expires_at: self.expires_at,
            accepted_at: self.now,
            max_retries: self.max_retries,
            callback_url: self.callback_url.clone(),
            metadata: None,
            detail: None,
            born_owned: false,
        }
    }
}

fn no_provider() -> Fault {
    let fault = "no provider of the route for this number can be used";
    Fault::new("to", fault, "switch a provider of the route on, or change the route")
}

/// What a committed message is in its lane's memory; `funds` says what is held for it once that is known.
pub fn lane_message(message: &NewMessage, bucket: i64) -> LaneMessage {
    LaneMessage {
        id: message.id,
        organization: message.organization,
        bucket,
        provider: message.provider,
        priority: message.priority,
        class: message.class,
        attempts: 0,
        max_retries: message.max_retries,
        from: message.from.clone(),
        to: message.to.clone(),
        country: message.country,
        body: message.body.clone(),
        ucs2: message.ucs2,
        forced: message.provider_forced,
        callback: message
            .callback_url
            .as_deref()
            .map(|url| outbox_target(message.organization, url)),
        decision: message.decision,
        segments: message.segments,
        cost_micros: message.price_micros.saturating_mul(i64::from(message.segments)),
        currency: message.currency,
        funds: Funds::default(),
        accepted_at: message.accepted_at,
        due_at: message.due_at,
        expires_at: message.expires_at,
    }
}

/// Where the caller's messages may go.
fn router_of(caller: &Caller, registry: &Registry, asked: Option<&str>) -> Result<Option<Router>, Fault> {
    match caller.is_test() {
        true => registry.test_router(caller.organization.id, asked),
        false => registry.router(caller.organization.id, asked).map(Some),
    }
}

fn check_region(asked: Option<&str>, own: &str, faults: &mut Vec<Fault>) -> String {
    match asked {
        None => own.to_owned(),
        Some(region) if is_region(&region.to_ascii_uppercase()) => region.to_ascii_uppercase(),
        Some(region) => {
            let shown: String = region.chars().take(12).collect();
            faults.push(Fault::new(
                "region",
                format!("`{shown}` is not a region"),
                "give two letters of ISO 3166-1, such as PK or KE",
            ));
            own.to_owned()
        }
    }
}

fn check_sender(asked: Option<&str>, region: &str, faults: &mut Vec<Fault>) -> Option<Arc<str>> {
    match Sender::parse(asked?, region) {
        Ok(sender) => Some(sender.as_str().into()),
        Err(fault) => {
            faults.push(fault.at("from"));
            None
        }
    }
}

fn check_schedule(asked: Option<Millis>, now: Millis, faults: &mut Vec<Fault>) -> Millis {
    let Some(at) = asked else { return now };
    if at > now.saturating_add(MAX_SCHEDULE_AHEAD_MS) {
        faults.push(Fault::new(
            "scheduledAt",
            "is more than 400 days ahead",
            "give a time within the next 400 days, or send later",
        ));
    }
    at.max(now)
}

fn check_validity(asked: Option<Millis>, own: Millis, faults: &mut Vec<Fault>) -> Millis {
    let Some(validity) = asked else { return own };
    if !(MIN_VALIDITY_MS..=MAX_VALIDITY_MS).contains(&validity) {
        faults.push(Fault::new(
            "validitySeconds",
            "is not between 1 second and 7 days",
            "give 1 to 604800, or leave it out for the organization's own validity",
        ));
    }
    validity
}

fn check_category(asked: Option<&str>, faults: &mut Vec<Fault>) {
    let fits = |word: &str| (1..=MAX_CATEGORY).contains(&word.chars().count()) && !word.contains(char::is_control);
    if asked.is_some_and(|word| !fits(word)) {
        faults.push(Fault::new(
            "category",
            "is empty, too long or has control characters in it",
            "give a word of at most 64 characters, such as fees, or leave it out",
        ));
    }
}
