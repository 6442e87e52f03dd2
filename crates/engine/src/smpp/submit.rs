//! A submit_sm or data_sm becomes a message through the one door; the peer is answered when it is on disk.
//!
//! Long messages come in four ways: whole (in short_message or message_payload), or in parts by a user data header or
//! by sar TLVs. Parts are [`super::parts`]'s.

use ::smpp::coding::{self, Reading};
use ::smpp::command::Command;
use ::smpp::pdu::Message;
use ::smpp::status::Status;
use ::smpp::tlv::{Tlvs, tag};
use ::smpp::udh::{self, Concatenation};
use ::smpp::{address, time};
use domain::alphabet::Alphabet;
use domain::{MessageId, Millis};

use super::live::Live;
use super::origin::{Asked, Origin, Spelling};
use super::parts;
use super::slip::{Slip, Written};
use crate::Engine;
use crate::numbers::plain;
use crate::request::{IdempotencyKey, Refusal, SendOptions, SendRequest};

/// esm_class: the user data begins with a header.
const UDHI: u8 = 0x40;
/// esm_class: what kind of message it is; a client sends texts only.
const MESSAGE_TYPE: u8 = 0x3C;
/// The highest priority_flag of any version.
const MAX_PRIORITY: u8 = 4;
/// The longest validity that Tuma keeps a message for, ms.
const MAX_VALIDITY_MS: Millis = 7 * 86_400_000;

/// The text of a PDU: a whole one, or a part.
pub(super) struct Text {
    pub alphabet: Alphabet,
    pub octets: Vec<u8>,
    pub part: Option<Concatenation>,
}

/// Takes a message; answers the id that the peer gets.
pub(super) async fn take(
    engine: &Engine,
    live: &Live,
    command: Command,
    (message, tlvs): (Message, Tlvs),
) -> Result<String, Status> {
    if live.may_send(1) == 0 {
        return Err(Status::RTHROTTLED);
    }
    if command == Command::SubmitSm {
        check(&message)?;
    }
    let (slip, text) = read(engine, live, (&message, &tlvs))?;
    match text.part {
        Some(part) => parts::take(engine, live, slip, (text, part)).await,
        None => {
            let body = text.alphabet.decode(&text.octets);
            let asked = vec![slip.asked(None)];
            let sent = send(engine, live, &slip, (&body, asked), None).await;
            sent.map(|id| id.get().to_string())
                .map_err(|refusal| status_of(&refusal))
        }
    }
}

/// What a PDU asks for, and its text; refused where either cannot be read or the account may not use the sender.
pub(super) fn read(engine: &Engine, live: &Live, (message, tlvs): (&Message, &Tlvs)) -> Result<(Slip, Text), Status> {
    if message.esm_class & MESSAGE_TYPE != 0 {
        return Err(Status::RINVESMCLASS);
    }
    let slip = slip(message, tlvs, engine.now())?;
    check_sender(live, &slip)?;
    Ok((slip, text(message, tlvs, live.reading())?))
}

/// Sends a whole text.
pub(super) async fn send(
    engine: &Engine,
    live: &Live,
    slip: &Slip,
    (body, asked): (&str, Vec<Asked>),
    idempotency: Option<IdempotencyKey>,
) -> Result<MessageId, Refusal> {
    let caller = live.caller();
    let region = &caller.organization.region;
    let (from, to) = (sender(live, slip, region), slip.destination.number(region));
    let origin = Origin {
        source: Spelling::of(&slip.source.address(), from.as_deref().unwrap_or_default()),
        destination: Spelling::of(&slip.destination.address(), &to),
        asked,
    };
    let request = SendRequest {
        to,
        body: body.to_owned(),
        options: options(live, slip, from),
        idempotency,
        metadata: None,
    };
    let sent = engine
        .send_told(&caller, request, origin.callback(live.account.id))
        .await?;
    Ok(sent.message)
}

/// How a message of the account is sent.
pub(super) fn options(live: &Live, slip: &Slip, from: Option<String>) -> SendOptions {
    SendOptions {
        from,
        class: live.account.class,
        scheduled_at: slip.scheduled_at,
        validity_ms: slip.validity_ms,
        ..SendOptions::default()
    }
}

/// The sender as Tuma writes it; where the peer names none, the first that the account may use.
pub(super) fn sender(live: &Live, slip: &Slip, region: &str) -> Option<String> {
    match slip.source.text.trim() {
        "" => live.account.senders.first().cloned(),
        _ => Some(slip.source.sender(region)),
    }
}

fn check_sender(live: &Live, slip: &Slip) -> Result<(), Status> {
    let allowed = &live.account.senders;
    if allowed.is_empty() || slip.source.text.trim().is_empty() {
        return Ok(());
    }
    let sender = plain(&slip.source.sender(&live.caller().organization.region));
    match allowed.iter().any(|one| plain(one) == sender) {
        true => Ok(()),
        false => Err(Status::RINVSRCADR),
    }
}

/// What a submit_sm asks that Tuma does not do.
pub(super) fn check(message: &Message) -> Result<(), Status> {
    if message.priority > MAX_PRIORITY {
        return Err(Status::RINVPRTFLG);
    }
    if message.replace_if_present != 0 {
        return Err(Status::RINVREPFLAG);
    }
    if message.default_message_id != 0 {
        return Err(Status::RINVDFTMSGID);
    }
    Ok(())
}

/// What has to be kept of a PDU beside its text.
fn slip(message: &Message, tlvs: &Tlvs, now: Millis) -> Result<Slip, Status> {
    let scheduled_at = time::parse(&message.schedule_delivery_time, now).map_err(|_| Status::RINVSCHED)?;
    if scheduled_at.is_some_and(|at| at < now) {
        return Err(Status::RINVSCHED);
    }
    let to_live = tlvs.get(tag::QOS_TIME_TO_LIVE).map(|octets| {
        let seconds = octets.iter().fold(0_u32, |all, octet| all << 8 | u32::from(*octet));
        now + Millis::from(seconds) * 1_000
    });
    let ends_at = time::parse(&message.validity_period, now)
        .map_err(|_| Status::RINVEXPIRY)?
        .or(to_live);
    let validity_ms = ends_at.map(|at| at - scheduled_at.unwrap_or(now));
    if validity_ms.is_some_and(|span| span < 1_000) {
        return Err(Status::RINVEXPIRY);
    }
    let written = |address: &address::Address| Written {
        ton: address.ton,
        npi: address.npi,
        text: address.text.clone(),
    };
    Ok(Slip {
        source: written(&message.source),
        destination: written(&message.destination),
        scheduled_at,
        validity_ms: validity_ms.map(|span| span.min(MAX_VALIDITY_MS)),
        registered: message.registered_delivery,
        reference: tlvs.u16(tag::USER_MESSAGE_REFERENCE),
    })
}

/// The text's octets and alphabet, and which part it is.
fn text(message: &Message, tlvs: &Tlvs, reading: Reading) -> Result<Text, Status> {
    let coding = coding::decode(message.data_coding, reading).filter(|coding| coding.alphabet != Alphabet::Binary);
    let coding = coding.ok_or(Status::RINVDCS)?;
    let user_data = message.user_data(tlvs);
    let (header, in_header) = match message.esm_class & UDHI {
        0 => (0, None),
        _ => {
            let header = udh::parse(user_data).map_err(|_| Status::RINVMSGLEN)?;
            (header.length, header.concatenation)
        }
    };
    let (alphabet, octets) = coding::text_octets(user_data, header, coding);
    let part = in_header.or_else(|| sar(tlvs)).filter(|part| part.total > 1);
    Ok(Text {
        alphabet,
        octets: octets.into_owned(),
        part,
    })
}

/// The part that the three sar TLVs name; they count only together.
fn sar(tlvs: &Tlvs) -> Option<Concatenation> {
    let reference = tlvs.u16(tag::SAR_MSG_REF_NUM)?;
    Concatenation::new(
        reference,
        tlvs.u8(tag::SAR_TOTAL_SEGMENTS)?,
        tlvs.u8(tag::SAR_SEGMENT_SEQNUM)?,
    )
}

/// The fields of a request and the status that says that one of them is wrong.
const FIELDS: [(&str, Status); 5] = [
    ("to", Status::RINVDSTADR),
    ("from", Status::RINVSRCADR),
    ("body", Status::RINVMSGLEN),
    ("scheduledAt", Status::RINVSCHED),
    ("validitySeconds", Status::RINVEXPIRY),
];

/// The status that says that this field is wrong.
pub(super) fn status_of_field(field: &str) -> Status {
    let row = FIELDS.iter().find(|(name, _)| *name == field);
    row.map_or(Status::RSUBMITFAIL, |(_, status)| *status)
}

/// What the peer is told of a refusal.
pub(super) fn status_of(refusal: &Refusal) -> Status {
    match refusal {
        Refusal::Invalid(faults) => status_of_field(faults.first().map_or("", |fault| fault.field.as_str())),
        // So that the peer keeps it and tries again.
        Refusal::Busy | Refusal::Unavailable => Status::RMSGQFUL,
        Refusal::OptedOut(_) | Refusal::Conflict(_) | Refusal::Short(_) => Status::RSUBMITFAIL,
        Refusal::QuotaUsed(_) => Status::RTHROTTLED,
        Refusal::NoProvider | Refusal::Internal => Status::RSYSERR,
        Refusal::NotFound | Refusal::TooLate(_) => Status::RINVMSGID,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::smpp::address::Address;
    use domain::Fault;

    const NOW: Millis = 1_795_225_920_000;

    #[test]
    fn refusals_are_told_by_the_standards_codes() {
        let fault = |field: &str| Refusal::of(Fault::new(field, "is wrong", "mend it"));
        for (refusal, status) in [
            (fault("to"), Status::RINVDSTADR),
            (fault("from"), Status::RINVSRCADR),
            (fault("body"), Status::RINVMSGLEN),
            (fault("scheduledAt"), Status::RINVSCHED),
            (fault("validitySeconds"), Status::RINVEXPIRY),
            (fault("region"), Status::RSUBMITFAIL),
            (Refusal::OptedOut(MessageId::new(1)), Status::RSUBMITFAIL),
            (Refusal::Busy, Status::RMSGQFUL),
            (Refusal::Unavailable, Status::RMSGQFUL),
            (Refusal::NoProvider, Status::RSYSERR),
            (Refusal::Internal, Status::RSYSERR),
        ] {
            assert_eq!(status_of(&refusal), status, "{refusal}");
        }
    }

    #[test]
    fn times_that_make_no_sense_are_refused() {
        let read = |schedule: &str, validity: &str| {
            let message = Message {
                schedule_delivery_time: schedule.to_owned(),
                validity_period: validity.to_owned(),
                ..Message::default()
            };
            slip(&message, &Tlvs::new(), NOW).map(|slip| (slip.scheduled_at, slip.validity_ms))
        };
        for (schedule, validity, expected) in [
            ("", "", Ok((None, None))),
            ("", "000000010000000R", Ok((None, Some(3_600_000)))),
            (
                "000000010000000R",
                "000000020000000R",
                Ok((Some(NOW + 3_600_000), Some(3_600_000))),
            ),
            ("", "000030000000000R", Ok((None, Some(MAX_VALIDITY_MS)))),
            ("000000020000000R", "000000010000000R", Err(Status::RINVEXPIRY)),
            ("tomorrow", "", Err(Status::RINVSCHED)),
            ("200101000000000+", "", Err(Status::RINVSCHED)),
            ("", "200101000000000+", Err(Status::RINVEXPIRY)),
            ("", "soon", Err(Status::RINVEXPIRY)),
        ] {
            assert_eq!(read(schedule, validity), expected, "{schedule:?} {validity:?}");
        }
        let tlvs = Tlvs::new().with(tag::QOS_TIME_TO_LIVE, vec![0, 0, 0, 60]);
        let slip = slip(&Message::default(), &tlvs, NOW).unwrap();
        assert_eq!(slip.validity_ms, Some(60_000));
    }

    #[test]
    fn what_tuma_does_not_do_is_refused() {
        for (message, status) in [
            (
                Message {
                    priority: 5,
                    ..Message::default()
                },
                Status::RINVPRTFLG,
            ),
            (
                Message {
                    replace_if_present: 1,
                    ..Message::default()
                },
                Status::RINVREPFLAG,
            ),
            (
                Message {
                    default_message_id: 3,
                    ..Message::default()
                },
                Status::RINVDFTMSGID,
            ),
        ] {
            assert_eq!(check(&message), Err(status));
        }
        for (data_coding, esm_class, status) in [
            (0x04, 0, Status::RINVDCS),
            (0x05, 0, Status::RINVDCS),
            (0, UDHI, Status::RINVMSGLEN),
        ] {
            let message = Message {
                data_coding,
                esm_class,
                source: Address::default(),
                ..Message::default()
            };
            let read = text(&message, &Tlvs::new(), Reading::of(Alphabet::Gsm7));
            assert_eq!(read.err(), Some(status), "{data_coding:#04x}");
        }
    }
}
