//! Every request but messages: binds, questions, cancellations, enquire_link, unbind, and what cannot be read.

use std::sync::Arc;

use bytes::BytesMut;
use tokio::time::Instant;

use super::super::Session;
use super::super::misbehaviour::{Misbehaviour, Occasion};
use super::super::office::Receiver;
use super::super::pdu::{self, Bind, Pdu};
use super::super::receipts::date;
use super::super::settings::FinalState;
use super::super::wire::{Header, RESPONSE, Write, command, status, tag};
use super::{Flow, Line};

impl Line {
    /// A request that is not known, not supported or not well-formed.
    pub(super) fn refuse(&mut self, header: Header, status: u32) {
        let unknown = status == status::INVALID_COMMAND;
        let command = if unknown {
            command::GENERIC_NACK
        } else {
            header.command | RESPONSE
        };
        let status = match self.bind {
            None if !unknown && !is_bind(header.command) => status::INVALID_BIND_STATUS,
            _ => status,
        };
        self.respond(command, status, header.sequence, &[]);
        self.record(
            header,
            Pdu::Refused {
                command: header.command,
            },
            Some(status),
        );
    }

    pub(super) fn enquire_link(&mut self, header: Header) -> Flow {
        let how = self.shared.script.lock().take(Occasion::EnquireLink);
        let answered = how.is_none().then_some(status::OK);
        if answered.is_some() {
            self.respond(header.command | RESPONSE, status::OK, header.sequence, &[]);
        }
        self.record(header, Pdu::EnquireLink, answered);
        Flow::On
    }

    pub(super) fn unbind(&mut self, header: Header) -> Flow {
        let status = if self.bind.is_some() {
            status::OK
        } else {
            status::INVALID_BIND_STATUS
        };
        self.respond(header.command | RESPONSE, status, header.sequence, &[]);
        self.record(header, Pdu::Unbind, Some(status));
        if status == status::OK { Flow::Close } else { Flow::On }
    }

    pub(super) fn bind(&mut self, header: Header, bind: Bind) -> Flow {
        let how = self.shared.script.lock().take(Occasion::Bind);
        let status = match how {
            Some(Misbehaviour::RefuseBind(status)) => status,
            _ => self.admit(&bind),
        };
        if how == Some(Misbehaviour::SilentBind) {
            self.record(header, Pdu::Bind(bind), None);
            return Flow::On;
        }
        let mut body = BytesMut::new();
        if status == status::OK {
            body.put_text(&self.settings.system_id);
            if self.settings.version != 0 && bind.version > 0x33 {
                body.put_tlv(tag::INTERFACE_VERSION, &[self.settings.version]);
            }
        }
        self.respond(header.command | RESPONSE, status, header.sequence, &body);
        if status == status::OK {
            self.open(&bind);
        }
        self.record(header, Pdu::Bind(bind), Some(status));
        Flow::On
    }

    /// Whether `bind` is let in.
    fn admit(&self, bind: &Bind) -> u32 {
        if self.bind.is_some() {
            return status::ALREADY_BOUND;
        }
        let accounts = &self.settings.accounts;
        let account = accounts.iter().find(|account| account.system_id == bind.system_id);
        match account {
            None if !accounts.is_empty() => return status::INVALID_SYSTEM_ID,
            Some(account) if account.password != bind.password => return status::INVALID_PASSWORD,
            _ => {}
        }
        let full = self
            .settings
            .bind_limit
            .is_some_and(|limit| self.shared.office.binds(&bind.system_id) >= limit);
        if full { status::BIND_FAILED } else { status::OK }
    }

    fn open(&mut self, bind: &Bind) {
        self.account = Arc::from(bind.system_id.as_str());
        self.bind = Some(bind.clone());
        self.shared.sessions.lock().insert(
            self.number,
            Session {
                number: self.number,
                bind: bind.clone(),
            },
        );
        let window = self.settings.deliver_window;
        let receiver = Receiver::new(Arc::clone(&self.account), bind.receives, self.sender.clone(), window);
        self.opened = Some(receiver);
    }

    pub(super) fn query(&mut self, header: Header, message_id: &str, source: &pdu::Address) {
        let command = header.command | RESPONSE;
        let mut body = BytesMut::new();
        let status = {
            let stock = self.shared.stock.lock();
            match stock.get(message_id, source) {
                _ if !self.transmits() => status::INVALID_BIND_STATUS,
                None => status::QUERY_FAILED,
                Some(kept) => {
                    let state = kept.state_at(Instant::now());
                    body.put_text(message_id);
                    let last = state != FinalState::Enroute;
                    body.put_text(&if last {
                        date(kept.ends_ms, "%y%m%d%H%M%S000+")
                    } else {
                        String::new()
                    });
                    body.extend_from_slice(&[state as u8, u8::try_from(kept.error).unwrap_or(u8::MAX)]);
                    status::OK
                }
            }
        };
        self.respond(command, status, header.sequence, &body);
        let (message_id, source) = (message_id.to_owned(), source.clone());
        self.record(header, Pdu::Query { message_id, source }, Some(status));
    }

    pub(super) fn cancel(&mut self, header: Header, pdu: Pdu) {
        let cancelled = match &pdu {
            Pdu::Cancel {
                message_id,
                source,
                destination,
            } if self.transmits() => self.shared.stock.lock().cancel(message_id, source, destination),
            _ => Vec::new(),
        };
        cancelled.iter().for_each(|nth| self.shared.office.cancel(*nth));
        let status = match cancelled.is_empty() {
            _ if !self.transmits() => status::INVALID_BIND_STATUS,
            true => status::CANCEL_FAILED,
            false => status::OK,
        };
        self.respond(header.command | RESPONSE, status, header.sequence, &[]);
        self.record(header, pdu, Some(status));
    }
}

const fn is_bind(command: u32) -> bool {
    matches!(
        command,
        command::BIND_RECEIVER | command::BIND_TRANSMITTER | command::BIND_TRANSCEIVER
    )
}
