//! Messages from phones: normalized, joined from their parts, given to their organization, stored once.
//!
//! Parts are kept as octets and decoded when all are there, since a part may end in the middle of a character. A message
//! whose last part never comes is stored after a while with what came of it, and marked.

use adapters::{Content, Inbound, OptOutWord};
use domain::alphabet::Alphabet;
use domain::keyword::ConsentWord;
use domain::phone::PhoneNumber;
use domain::sender::{SHORTCODE_DIGITS, own_address};
use domain::{Class, Direction, Millis, Money, OrganizationId, PriceSubject, ProviderId, segment, text};
use sha2::{Digest, Sha256};
use store::{InboundPart, InboundStored, InboundUnit, Likeness, PartKey, PartOutcome, PartUnit, StoreError};

use crate::Engine;
use crate::receipt::bounded;

/// The longest address of either side that is kept, in characters.
const MAX_ADDRESS: usize = 64;
/// Incomplete messages that are given up at a time.
const STALE_SETS: usize = 200;
/// What stands where a part of a message never came.
const GAP: &str = "[…]";

/// A message or a part of one, normalized.
struct Arrival {
    provider: ProviderId,
    from: String,
    country: [u8; 2],
    to: String,
    dedupe: String,
    raw: String,
    word: Option<ConsentWord>,
    likeness: Option<Likeness>,
    now: Millis,
}

/// Stores what came from one carrier; `owner` says whose it is where the way it came tells. What is answered stands for
/// the whole messages, in no order: parts that are kept have no answer yet.
pub(crate) async fn store(
    engine: &Engine,
    messages: Vec<Inbound>,
    owner: Option<OrganizationId>,
) -> Result<Vec<InboundStored>, StoreError> {
    let mut units = Vec::new();
    let mut parts = Vec::new();
    for message in messages {
        let arrival = arrival(engine, &message);
        match (message.part, message.content) {
            (Some(part), content) if part.total > 1 => parts.push(part_unit(arrival, part, content)),
            (_, content) => {
                let body = match content {
                    Content::Text(text) => text,
                    Content::Octets { alphabet, octets } => alphabet.decode(&octets),
                };
                units.push(whole(engine, arrival, &body, owner).await?);
            }
        }
    }
    if !parts.is_empty() {
        let keys: Vec<PartKey> = parts.iter().map(|unit| unit.key.clone()).collect();
        let outcomes = engine.store.inbound_part_store(parts).await?;
        for (key, outcome) in keys.into_iter().zip(outcomes) {
            if let PartOutcome::Complete(parts) = outcome {
                units.push(joined(engine, key, parts, owner).await?);
            }
        }
    }
    if units.is_empty() {
        return Ok(Vec::new());
    }
    let count = units.len() as u64;
    let stored = engine.store.inbound_store(units).await?;
    metrics::counter!("tuma_inbound_total").increment(count);
    Ok(stored)
}

/// Stores what came of messages whose other parts did not come in time.
pub(crate) async fn give_up_waiting(engine: &Engine) -> Result<usize, StoreError> {
    let before = engine.now() - engine.settings.inbound_parts_ms;
    let stale = engine.store.inbound_parts_stale_all(before, STALE_SETS).await?;
    let count = stale.len();
    let (submitted, stale): (Vec<_>, Vec<_>) = stale.into_iter().partition(crate::smpp::was_submitted);
    for set in submitted {
        crate::smpp::give_up_waiting(engine, set).await?;
    }
    if !stale.is_empty() {
        let count = stale.len();
        let mut units = Vec::with_capacity(count);
        for set in stale {
            units.push(joined(engine, set.key, set.parts, None).await?);
        }
        engine.store.inbound_store(units).await?;
        tracing::warn!(count, "inbound messages were stored without all of their parts");
    }
    Ok(count)
}

fn arrival(engine: &Engine, message: &Inbound) -> Arrival {
    let region = engine.region_of(message.provider);
    let (from, country) = phone(&message.from, &region);
    let to = own_address(&short(&message.to), &region);
    let dedupe = match message.carrier_id.as_deref().filter(|id| !id.is_empty()) {
        Some(id) => short(id),
        None => content_hash(message),
    };
    Arrival {
        provider: message.provider,
        from,
        country,
        to,
        dedupe,
        raw: bounded(message.raw.clone()),
        word: message.opt_out.map(|word| match word {
            OptOutWord::Stop => ConsentWord::Stop,
            OptOutWord::Start => ConsentWord::Start,
        }),
        likeness: message.likeness.as_ref().map(|likeness| Likeness {
            key: short(&likeness.key),
            ask: likeness.ask,
        }),
        now: engine.now(),
    }
}

/// A phone as carriers write it, E.164 where it is a number, as it stands where it is a name or a shortcode.
pub(crate) fn phone(from: &str, region: &str) -> (String, [u8; 2]) {
    match PhoneNumber::parse(from, region) {
        Ok(number) => (number.e164().to_owned(), number.country()),
        Err(_) => {
            // Most carriers leave the + out.
            let digits = from.trim();
            let international = format!("+{digits}");
            match PhoneNumber::parse(&international, region) {
                Ok(number) if digits.len() >= 8 && digits.bytes().all(|b| b.is_ascii_digit()) => {
                    (number.e164().to_owned(), number.country())
                }
                _ => (short(from), *b"ZZ"),
            }
        }
    }
}

fn short(text: &str) -> String {
    text.trim()
        .chars()
        .filter(|c| !c.is_control())
        .take(MAX_ADDRESS)
        .collect()
}

/// What a message without an id is known by: all that it says. Two equal texts of one phone are two messages only where
/// the carrier gives a time or an id.
fn content_hash(message: &Inbound) -> String {
    let mut hash = Sha256::new();
    let content: &[u8] = match &message.content {
        Content::Text(text) => text.as_bytes(),
        Content::Octets { octets, .. } => octets,
    };
    let place = message
        .part
        .map(|part| format!("{}/{}/{}", part.reference, part.number, part.total));
    for field in [
        message.from.as_bytes(),
        message.to.as_bytes(),
        content,
        place.unwrap_or_default().as_bytes(),
        message.sent_at.unwrap_or_default().to_string().as_bytes(),
        if message.sent_at.is_none() {
            message.raw.as_bytes()
        } else {
            b""
        },
    ] {
        hash.update((field.len() as u64).to_be_bytes());
        hash.update(field);
    }
    hash.finalize()
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn part_unit(arrival: Arrival, part: adapters::Part, content: Content) -> PartUnit {
    let (alphabet, octets) = match content {
        Content::Text(text) => (Alphabet::Utf8, text.into_bytes()),
        Content::Octets { alphabet, octets } => (alphabet, octets),
    };
    PartUnit {
        key: PartKey {
            provider: arrival.provider,
            from: arrival.from,
            to: arrival.to,
            reference: part.reference,
            total: part.total,
        },
        part: InboundPart {
            number: part.number,
            alphabet,
            octets,
            dedupe: arrival.dedupe,
            raw: arrival.raw,
            received_at: arrival.now,
            likeness: arrival.likeness.as_ref().map(|likeness| likeness.key.clone()),
        },
        ask: arrival.likeness.is_some_and(|likeness| likeness.ask),
    }
}

/// The message of these parts: octets joined where they follow each other in one alphabet, then decoded.
async fn joined(
    engine: &Engine,
    key: PartKey,
    parts: Vec<InboundPart>,
    owner: Option<OrganizationId>,
) -> Result<InboundUnit, StoreError> {
    let total = key.total;
    let body = decode_parts(total, &parts);
    let (_, country) = phone(&key.from, &engine.region_of(key.provider));
    let first = parts.first();
    let arrival = Arrival {
        provider: key.provider,
        from: key.from.clone(),
        country,
        to: key.to.clone(),
        dedupe: first.map(|part| part.dedupe.clone()).unwrap_or_default(),
        raw: first.map(|part| part.raw.clone()).unwrap_or_default(),
        word: None,
        // Its parts have theirs.
        likeness: None,
        now: engine.now(),
    };
    let mut unit = whole(engine, arrival, &body, owner).await?;
    unit.segments = u16::from(total);
    unit.incomplete = parts.len() < usize::from(total);
    unit.parts = Some(key);
    Ok(unit)
}

/// The text of parts that are in their order; a gap shows where one is missing.
pub(crate) fn decode_parts(total: u8, parts: &[InboundPart]) -> String {
    let mut body = String::new();
    let mut run: Option<(Alphabet, Vec<u8>)> = None;
    for number in 1..=total {
        let part = parts.iter().find(|part| part.number == number);
        match (part, &mut run) {
            (Some(part), Some((alphabet, octets))) if *alphabet == part.alphabet => octets.extend(&part.octets),
            (part, _) => {
                if let Some((alphabet, octets)) = run.take() {
                    body.push_str(&alphabet.decode(&octets));
                }
                match part {
                    Some(part) => run = Some((part.alphabet, part.octets.clone())),
                    None if !body.ends_with(GAP) => body.push_str(GAP),
                    None => {}
                }
            }
        }
    }
    if let Some((alphabet, octets)) = run {
        body.push_str(&alphabet.decode(&octets));
    }
    body
}

async fn whole(
    engine: &Engine,
    arrival: Arrival,
    body: &str,
    owner: Option<OrganizationId>,
) -> Result<InboundUnit, StoreError> {
    let body = text::sanitize_body(body).into_owned();
    let provider = engine.registry.lane(arrival.provider).map(|lane| lane.provider());
    let own = provider.and_then(|provider| provider.organization);
    let organization = owner
        .or(own)
        .or_else(|| engine.numbers.find(arrival.provider, &arrival.to, &body));
    let (price, charged) = organization.map_or((None, false), |organization| price(engine, organization, &arrival));
    let to = match organization {
        Some(organization) => in_its_region(engine, organization, arrival.to).await?,
        None => arrival.to,
    };
    let word = arrival.word.or_else(|| ConsentWord::of(&body));
    let count = segment::count(&body);
    let accounts = organization.map(|organization| engine.smpp_receivers(organization, &to));
    Ok(InboundUnit {
        provider: arrival.provider,
        organization,
        dedupe: arrival.dedupe,
        from: arrival.from,
        to,
        country: arrival.country,
        ucs2: count.encoding == domain::Encoding::Ucs2,
        segments: count.segments.max(1),
        price,
        charged,
        body,
        raw: arrival.raw,
        received_at: arrival.now,
        word,
        incomplete: false,
        smpp_accounts: accounts.unwrap_or_default(),
        parts: None,
        likeness: arrival.likeness,
    })
}

/// A national number that came through a shared provider, which has no country, read in the organization's.
async fn in_its_region(engine: &Engine, organization: OrganizationId, to: String) -> Result<String, StoreError> {
    let is_national = to.len() > *SHORTCODE_DIGITS.end() && to.bytes().all(|octet| octet.is_ascii_digit());
    if !is_national {
        return Ok(to);
    }
    let found = engine.store.organization_get(organization).await?;
    Ok(found.map_or(to.clone(), |found| own_address(&to, &found.region)))
}

/// What a segment of it costs, and whether that is paid from the balance.
fn price(engine: &Engine, organization: OrganizationId, arrival: &Arrival) -> (Option<Money>, bool) {
    let prices = engine.registry.tariff.now();
    let currency = prices.currency(organization);
    let subject = PriceSubject {
        number: &arrival.from,
        provider: arrival.provider,
        class: Class::Transactional,
        direction: Direction::Inbound,
        at: arrival.now,
        currency,
    };
    (prices.listed(organization, &subject), currency.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(number: u8, alphabet: Alphabet, octets: &[u8]) -> InboundPart {
        InboundPart {
            number,
            alphabet,
            octets: octets.to_vec(),
            dedupe: String::new(),
            raw: String::new(),
            received_at: 0,
            likeness: None,
        }
    }

    #[test]
    fn octets_are_joined_before_they_are_decoded() {
        let octets = domain::ucs2::encode("fee 🙂 due");
        let (head, tail) = octets.split_at(10);
        let parts = [part(1, Alphabet::Ucs2, head), part(2, Alphabet::Ucs2, tail)];
        assert_eq!(decode_parts(2, &parts), "fee 🙂 due");
    }

    #[test]
    fn a_part_that_never_came_shows_as_a_gap() {
        let parts = [part(1, Alphabet::Utf8, b"one "), part(4, Alphabet::Utf8, b" four")];
        assert_eq!(decode_parts(4, &parts), "one […] four");
        assert_eq!(decode_parts(2, &parts[1..]), "[…]");
    }

    #[test]
    fn phones_are_normalized_however_a_carrier_writes_them() {
        for (written, region, number) in [
            ("+254722000111", "KE", "+254722000111"),
            ("254722000111", "KE", "+254722000111"),
            ("254722000111", "PK", "+254722000111"),
            ("0722000111", "KE", "+254722000111"),
            ("20880", "KE", "20880"),
            ("Safaricom", "KE", "Safaricom"),
        ] {
            assert_eq!(phone(written, region).0, number, "{written}");
        }
    }
}
