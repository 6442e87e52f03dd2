//! submit_sm and data_sm: taken or refused by the book, or as the script says.

use std::sync::Arc;
use std::time::Duration;

use bytes::{BufMut, Bytes, BytesMut};
use tokio::time::Instant;

use super::super::check;
use super::super::log::Record;
use super::super::misbehaviour::{Misbehaviour, Occasion};
use super::super::pdu::{Message, Pdu};
use super::super::receipts::{Taken, for_unknown_id};
use super::super::stock::Kept;
use super::super::wall_ms;
use super::super::wire::{Header, RESPONSE, Write, command, pdu, status};
use super::super::writer::Out;
use super::{Flow, Held, Line};

/// How long the response waits at least when its receipt comes first.
const AFTER_RECEIPT: Duration = Duration::from_millis(20);
/// A request that no standard knows.
const UNKNOWN_REQUEST: u32 = 0x0000_0999;
/// A number that no request of an ESME has soon.
const STRAY_SEQUENCE: u32 = 0x7FFF_FF00;

impl Line {
    pub(super) fn message(&mut self, header: Header, message: Message) -> Flow {
        if !self.transmits() {
            return self.decline(header, message, status::INVALID_BIND_STATUS);
        }
        let how = self.shared.script.lock().take(Occasion::Submit);
        match how {
            Some(Misbehaviour::Refuse(status)) => self.decline(header, message, status),
            Some(Misbehaviour::Nack(status)) => self.nack(header, message, status, header.sequence),
            Some(Misbehaviour::NackWithoutSequence(status)) => self.nack(header, message, status, 0),
            Some(Misbehaviour::UnbindAtSubmit) => {
                self.closing = true;
                let sequence = self.shared.office.next_sequence(self.number);
                self.respond(command::UNBIND, 0, sequence, &[]);
                self.record(header, Pdu::Message(message), None);
                Flow::On
            }
            Some(Misbehaviour::CloseAtSubmit) => {
                self.record(header, Pdu::Message(message), None);
                Flow::Cut
            }
            how => self.accept(header, message, how),
        }
    }

    /// Takes the message, if the book lets it, and answers as `how` says.
    fn accept(&mut self, header: Header, message: Message, how: Option<Misbehaviour>) -> Flow {
        let (nth, id) = match self.admit_message(&message) {
            Ok(taken) => taken,
            Err(status) => return self.decline(header, message, status),
        };
        if how == Some(Misbehaviour::UnknownReceipt) {
            let mail = for_unknown_id(&self.settings, nth, &self.account, &message);
            self.shared.office.post_now(mail);
        }
        let mut body = BytesMut::new();
        body.put_text(&id);
        let response = pdu(header.command | RESPONSE, status::OK, header.sequence, &body);
        let answered = !matches!(
            how,
            Some(Misbehaviour::NoResponse | Misbehaviour::FallSilent | Misbehaviour::TakeAndClose)
        );
        self.records.push(Record {
            session: self.number,
            system_id: Arc::clone(&self.account),
            sequence: header.sequence,
            pdu: Pdu::Message(message),
            status: answered.then_some(status::OK),
            message_id: id,
        });
        self.answer(how, header, response, &body)
    }

    fn answer(&mut self, how: Option<Misbehaviour>, header: Header, response: Bytes, body: &[u8]) -> Flow {
        match how {
            Some(Misbehaviour::NoResponse) => return Flow::On,
            Some(Misbehaviour::FallSilent) => {
                self.silent = true;
                return Flow::On;
            }
            Some(Misbehaviour::TakeAndClose) => return Flow::Cut,
            Some(Misbehaviour::CutMidPdu) => {
                self.out.extend_from_slice(&response[..response.len() / 2]);
                return Flow::Close;
            }
            Some(Misbehaviour::ShortLength) => self.raw_length(15, header, body),
            Some(Misbehaviour::LongLength) => self.raw_length(0x7FFF_FFFF, header, body),
            Some(Misbehaviour::UnknownCommand) => {
                let sequence = self.shared.office.next_sequence(self.number);
                self.respond(UNKNOWN_REQUEST, 0, sequence, &[]);
                self.respond(header.command | RESPONSE, status::OK, header.sequence, body);
            }
            Some(Misbehaviour::StrayResponse) => {
                self.respond(command::SUBMIT_SM | RESPONSE, status::OK, STRAY_SEQUENCE, b"stray\0");
                self.respond(header.command | RESPONSE, status::OK, header.sequence, body);
            }
            how => {
                match how {
                    Some(Misbehaviour::ReverseOrder(count)) if self.held.is_none() => {
                        self.held = Some(Held {
                            count,
                            responses: Vec::new(),
                        });
                    }
                    // A full queue only means that it begins later.
                    Some(Misbehaviour::ByteByByte) => drop(self.sender.try_send(Out::ByteByByte)),
                    _ => {}
                }
                self.respond(header.command | RESPONSE, status::OK, header.sequence, body);
            }
        }
        Flow::On
    }

    /// A response whose command_length is a lie.
    fn raw_length(&mut self, length: u32, header: Header, body: &[u8]) {
        for number in [length, header.command | RESPONSE, status::OK, header.sequence] {
            self.out.put_u32(number);
        }
        self.out.extend_from_slice(body);
    }

    /// Counts the message and plans its receipts; its number and id.
    fn admit_message(&mut self, message: &Message) -> Result<(u64, String), u32> {
        let settings = Arc::clone(&self.settings);
        let (now, now_ms) = (Instant::now(), wall_ms());
        let wait = check::message(message, now_ms)?;
        let fate = settings
            .fates
            .iter()
            .find(|fate| message.destination.address.ends_with(&fate.suffix));
        let fate = fate.cloned().unwrap_or_default();
        let mut stock = self.shared.stock.lock();
        let nth = stock.admit(&settings, now)?;
        if fate.status != status::OK {
            return Err(fate.status);
        }
        let taken = Taken {
            message,
            nth,
            account: &self.account,
            state: fate.state,
            error: fate.error,
            at_ms: now_ms,
            after: wait + Duration::from_millis(settings.receipts.delay_ms),
        };
        let id = settings.ids.in_response(nth);
        let after = i64::try_from(taken.after.as_millis()).unwrap_or(i64::MAX / 2);
        let kept = Kept {
            nth,
            source: message.source.clone(),
            destination: message.destination.clone(),
            ends: now + taken.after,
            ends_ms: now_ms + after,
            state: fate.state,
            error: fate.error,
        };
        stock.keep(id.clone(), kept);
        drop(stock);
        let receipts = taken.receipts(&settings);
        if settings.receipts.early && !receipts.is_empty() {
            receipts
                .into_iter()
                .for_each(|(_, mail)| self.shared.office.post_now(mail));
            self.due = Some(now + AFTER_RECEIPT);
        } else {
            let answered = now + Duration::from_millis(settings.latency_ms);
            self.mail
                .extend(receipts.into_iter().map(|(after, mail)| (answered + after, mail)));
        }
        Ok((nth, id))
    }

    fn decline(&mut self, header: Header, message: Message, status: u32) -> Flow {
        let body: &[u8] = if self.settings.body_on_error { &[0] } else { &[] };
        self.respond(header.command | RESPONSE, status, header.sequence, body);
        self.record(header, Pdu::Message(message), Some(status));
        Flow::On
    }

    fn nack(&mut self, header: Header, message: Message, status: u32, sequence: u32) -> Flow {
        self.respond(command::GENERIC_NACK, status, sequence, &[]);
        self.record(header, Pdu::Message(message), Some(status));
        Flow::On
    }
}
