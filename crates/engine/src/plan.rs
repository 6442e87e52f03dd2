//! What is decided once for a call, before any of its messages: lane, sender, class, times, price.
//!
//! A plan then turns each number and text into a [`NewMessage`] or a fault that names field, fault and mend.

use std::sync::Arc;

use domain::phone::{PhoneNumber, is_region};
use domain::segment::{self, Encoding};
use domain::sender::Sender;
use domain::{BatchId, Class, Currency, Fault, MessageId, MessageState, Millis, Money, Priority, lookalike, text};
use store::{LaneMessage, NewMessage, Organization};
use tenancy::{Actor, Caller};

use crate::lane::Lane;
use crate::registry::{Choice, Registry};
use crate::request::{MAX_SCHEDULE_AHEAD_MS, Refusal, SendOptions};

/// The shortest validity, ms.
const MIN_VALIDITY_MS: Millis = 1_000;
/// The longest validity, ms: 7 days.
const MAX_VALIDITY_MS: Millis = 7 * 86_400_000;
/// The longest callback URL, in bytes.
const MAX_CALLBACK_BYTES: usize = 2_048;

/// A call's decisions.
pub struct Plan {
    /// Whose messages.
    pub organization: Arc<Organization>,
    actor: Actor,
    /// The lane they go into.
    pub lane: Arc<Lane>,
    forced: bool,
    from: Option<Arc<str>>,
    region: String,
    class: Class,
    /// Their place in the lane.
    pub priority: Priority,
    due_at: Millis,
    /// Whether they wait for a time.
    pub scheduled: bool,
    expires_at: Millis,
    /// When the call came.
    pub now: Millis,
    price_micros: i64,
    currency: Currency,
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
        let due_at = check_schedule(options.scheduled_at, now, &mut faults);
        let validity = check_validity(options.validity_ms, organization.validity_ms, &mut faults);
        check_callback(options.callback_url.as_deref(), &mut faults);
        let choice = registry.choose(organization.id, options.provider.as_deref());
        if let Choice::NoSuch(fault) = &choice {
            faults.push(fault.clone());
        }
        if !faults.is_empty() {
            return Err(Refusal::Invalid(faults));
        }
        let Choice::Lane(lane) = choice else {
            return Err(Refusal::NoProvider);
        };
        let provider = lane.provider();
        Ok(Self {
            actor: caller.actor,
            forced: options.provider.is_some(),
            from,
            region,
            class: options.class,
            priority: options.class.priority(bulk),
            due_at,
            scheduled: due_at > now,
            expires_at: due_at.saturating_add(validity),
            now,
            price_micros: provider.price_micros,
            currency: provider.currency,
            rewrite: options.rewrite_gsm7,
            callback_url: options.callback_url.clone(),
            max_retries: registry.max_retries(),
            organization,
            lane,
        })
    }

    /// Checks one number and one text. Faults name `to` and `body`; the caller moves them to the row they are of.
    pub fn draft(&self, to: &str, body: &str) -> Result<Draft, Fault> {
        let to = PhoneNumber::parse(to, &self.region).map_err(|fault| fault.into_fault("to"))?;
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

    /// The cost of `segments` segments.
    pub fn cost(&self, segments: i64) -> Money {
        Money::new(self.price_micros.saturating_mul(segments), self.currency)
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

    /// The row of a draft.
    pub fn message(&self, id: MessageId, draft: &Draft, batch: Option<(BatchId, i64)>) -> NewMessage {
        let provider = self.lane.provider();
        NewMessage {
            id,
            organization: self.organization.id,
            state: self.state(),
            class: self.class,
            priority: self.priority,
            provider: provider.id,
            provider_forced: self.forced,
            batch,
            api_key: match self.actor {
                Actor::Key(key) => Some(key),
                Actor::System => None,
            },
            from: self.from.clone(),
            to: draft.to.e164_arc(),
            country: draft.to.country(),
            body: draft.body.clone(),
            ucs2: draft.encoding == Encoding::Ucs2,
            segments: draft.segments,
            price_micros: self.price_micros,
            currency: self.currency,
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

/// What a committed message is in its lane's memory.
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
        segments: message.segments,
        cost_micros: message.price_micros.saturating_mul(i64::from(message.segments)),
        accepted_at: message.accepted_at,
        due_at: message.due_at,
        expires_at: message.expires_at,
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

fn check_callback(asked: Option<&str>, faults: &mut Vec<Fault>) {
    let Some(url) = asked else { return };
    let scheme_fits = url.starts_with("https://") || url.starts_with("http://");
    let plain = url.bytes().all(|byte| byte.is_ascii_graphic());
    if !scheme_fits || !plain || url.len() > MAX_CALLBACK_BYTES {
        faults.push(Fault::new(
            "callbackUrl",
            "is not an http or https URL of at most 2,048 characters",
            "give a whole URL, such as https://example.org/sms",
        ));
    }
}
