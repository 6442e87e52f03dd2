//! A message written as submit_sm, in as many parts as it takes. Nothing is ever replaced or cut: what the provider's
//! alphabet does not have goes as UCS-2, with a note, or is refused.

use std::sync::atomic::Ordering;

use ::smpp::address::{Address, Rules};
use ::smpp::concat::{self, Part, Way};
use ::smpp::pdu::Message;
use ::smpp::time;
use ::smpp::tlv::Tlvs;
use domain::alphabet::Alphabet;
use domain::segment::Reference;
use domain::{Class, Encoding, Millis};

use super::Shared;
use super::settings::Settings;
use super::written::{LongMessages, Unmappable, Validity};
use crate::{Outgoing, Rejection, SendOutcome};

/// esm_class: the user data begins with a header.
const UDHI: u8 = 0x40;

/// A message as it goes out.
pub(super) struct WrittenMessage {
    pub parts: Vec<(Message, Tlvs)>,
    /// For the timeline.
    pub note: Option<String>,
}

/// Writes `message`, or says why it cannot be.
pub(super) fn write(shared: &Shared, message: &Outgoing, now: Millis) -> Result<WrittenMessage, SendOutcome> {
    let settings = &shared.settings;
    let (alphabet, note) = alphabet(message, settings)?;
    let parts = concat::split(&message.body, alphabet, way(shared)).map_err(|error| refused(error.to_string()))?;
    let plain = Message {
        service_type: settings.service_type.clone(),
        source: source(message, settings),
        destination: destination(&message.to, settings),
        protocol_id: settings.protocol_id,
        priority: priority(message.class, settings),
        validity_period: validity(message.expires_at, now, settings),
        registered_delivery: settings.registered_delivery,
        data_coding: match alphabet {
            Alphabet::Ucs2 => settings.data_coding.ucs2,
            _ => settings.data_coding.gsm,
        },
        ..Message::default()
    };
    let parts = parts.into_iter().map(|part| of_part(&plain, part, settings)).collect();
    Ok(WrittenMessage { parts, note })
}

fn of_part(plain: &Message, part: Part, settings: &Settings) -> (Message, Tlvs) {
    let message = Message {
        esm_class: if part.has_header { UDHI } else { 0 },
        short_message: part.short_message,
        ..plain.clone()
    };
    let every = settings.tlvs.iter();
    (
        message,
        every.fold(part.tlvs, |tlvs, tlv| tlvs.with(tlv.tag, tlv.value.clone())),
    )
}

fn way(shared: &Shared) -> Way {
    // A text that fits one part has no reference; drawing one for it costs nothing.
    let reference = shared.reference.fetch_add(1, Ordering::Relaxed);
    match shared.settings.long_messages {
        LongMessages::Udh => Way::Header(Reference::Bits8(reference as u8)),
        LongMessages::Udh16 => Way::Header(Reference::Bits16(reference as u16)),
        LongMessages::Sar => Way::Sar(reference as u16),
        LongMessages::Payload => Way::Payload,
    }
}

fn refused(reason: String) -> SendOutcome {
    SendOutcome::Rejected {
        kind: Rejection::Refused,
        code: None,
        reason,
    }
}

/// The alphabet to write in, and what to say about it.
fn alphabet(message: &Outgoing, settings: &Settings) -> Result<(Alphabet, Option<String>), SendOutcome> {
    let own = settings.alphabet;
    let is_gsm = matches!(own, Alphabet::Gsm7 | Alphabet::Gsm7Packed);
    if is_gsm && message.encoding == Encoding::Gsm7 {
        return Ok((own, None));
    }
    let Err(absent) = own.encode(&message.body) else {
        return Ok((own, None));
    };
    let lacks = format!("the provider's alphabet lacks {}", absent.0);
    match settings.unmappable {
        Unmappable::Refuse => Err(refused(lacks)),
        // Counted and shown as UCS-2 from the beginning: nothing was changed on the way.
        Unmappable::Ucs2 if is_gsm => Ok((Alphabet::Ucs2, None)),
        Unmappable::Ucs2 => Ok((Alphabet::Ucs2, Some(format!("sent as UCS-2: {lacks}")))),
    }
}

fn source(message: &Outgoing, settings: &Settings) -> Address {
    let from = settings.senders.choose(message.from.as_ref(), &message.to);
    source_address(from.as_deref().unwrap_or_default(), settings)
}

/// A sender as the SMSC wants it.
pub(super) fn source_address(from: &str, settings: &Settings) -> Address {
    let mut address = Rules::default().address(from);
    if !from.is_empty() {
        address.ton = settings.source.0.unwrap_or(address.ton);
        address.npi = settings.source.1.unwrap_or(address.npi);
    }
    address
}

fn destination(to: &str, settings: &Settings) -> Address {
    Address {
        ton: settings.destination.0,
        npi: settings.destination.1,
        text: to.trim_start_matches('+').to_owned(),
    }
}

fn priority(class: Class, settings: &Settings) -> u8 {
    let flag = match class {
        Class::Otp => settings.priority.otp,
        Class::Transactional => settings.priority.transactional,
        Class::Promotional => settings.priority.promotional,
    };
    flag as u8
}

fn validity(expires_at: Millis, now: Millis, settings: &Settings) -> String {
    match settings.validity {
        Validity::Relative => time::relative(expires_at.saturating_sub(now)),
        Validity::Absolute => time::absolute(expires_at),
        Validity::None => String::new(),
    }
}
