//! Delivery receipts: who gets one, when, and how it looks.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use super::deliver::Body;
use super::office::Mail;
use super::pdu::{Address, Message};
use super::settings::{FinalState, ReceiptCarrier, ReceiptForm, Segments, SmscSettings};
use super::wire::{command, tag};

/// The characters of the message that a receipt repeats.
const QUOTED: usize = 20;
/// What lies between a receipt and its repetition.
const BETWEEN: Duration = Duration::from_millis(1);

/// A message that was taken and what becomes of it.
pub struct Taken<'a> {
    /// The message.
    pub message: &'a Message,
    /// Which one it is, from 0.
    pub nth: u64,
    /// Who submitted it.
    pub account: &'a Arc<str>,
    /// Its end.
    pub state: FinalState,
    /// The network's error code.
    pub error: u16,
    /// When it was taken, ms since 1970.
    pub at_ms: i64,
    /// How long until its end, schedule and delay together.
    pub after: Duration,
}

impl Taken<'_> {
    /// The receipts that are due, each so long from now.
    pub fn receipts(&self, settings: &SmscSettings) -> Vec<(Duration, Mail)> {
        let how = &settings.receipts;
        let registered = self.message.registered_delivery;
        let delivered = self.state == FinalState::Delivered;
        let wanted = match registered & 0x03 {
            0 => false,
            1 => true,
            2 => !delivered,
            _ => delivered,
        };
        let lost = how
            .lost_every
            .is_some_and(|every| self.nth % every.max(1) == every.max(1) - 1);
        let part = match (how.segments, self.message.segment()) {
            (Segments::Last, Some(segment)) => segment.number == segment.total,
            _ => true,
        };
        if !how.enabled || lost || !part {
            return Vec::new();
        }
        let mut receipts = Vec::new();
        let id = settings.ids.in_receipt(self.nth);
        if how.enroute_first || registered & 0x10 != 0 {
            let class = if registered & 0x10 != 0 { 0x20 } else { 0x04 };
            receipts.push((self.after / 2, self.receipt(settings, &id, FinalState::Enroute, class)));
        }
        if wanted && how.unknown_ids {
            receipts.push((
                self.after,
                self.receipt(settings, &unknown(settings, self.nth), self.state, 0x04),
            ));
        }
        for repetition in 0..=how.duplicates {
            if wanted {
                let mail = self.receipt(settings, &id, self.state, 0x04);
                receipts.push((self.after + BETWEEN * repetition, mail));
            }
        }
        receipts
    }

    fn receipt(&self, settings: &SmscSettings, id: &str, state: FinalState, esm_class: u8) -> Mail {
        let how = &settings.receipts;
        let done_ms = self.at_ms + i64::try_from(self.after.as_millis()).unwrap_or(i64::MAX / 2);
        let text = match how.form {
            ReceiptForm::Tlvs => String::new(),
            ReceiptForm::OddText => format!(
                "  Stat:{} ID: {id}  done date:{} Err:{}",
                state.word().to_lowercase(),
                date(done_ms, "%y%m%d%H%M%S"),
                self.error,
            ),
            _ => {
                let dlvrd = u8::from(state == FinalState::Delivered);
                format!(
                    "id:{id} sub:001 dlvrd:{dlvrd:03} submit date:{} done date:{} stat:{} err:{:03} text:{}",
                    date(self.at_ms, "%y%m%d%H%M"),
                    date(done_ms, "%y%m%d%H%M"),
                    state.word(),
                    self.error,
                    self.quoted(),
                )
            }
        };
        let mut tlvs = Vec::new();
        if matches!(how.form, ReceiptForm::Tlvs | ReceiptForm::TextAndTlvs) {
            tlvs.push((tag::RECEIPTED_MESSAGE_ID, [id.as_bytes(), &[0]].concat()));
            tlvs.push((tag::MESSAGE_STATE, vec![state as u8]));
            if self.error != 0 {
                let [high, low] = self.error.to_be_bytes();
                tlvs.push((tag::NETWORK_ERROR_CODE, vec![3, high, low]));
            }
        }
        if let Some(reference) = self.message.tlv(tag::USER_MESSAGE_REFERENCE) {
            tlvs.push((tag::USER_MESSAGE_REFERENCE, reference.to_vec()));
        }
        let body = body(
            &self.message.destination,
            &self.message.source,
            (text, &tlvs),
            esm_class,
            how.carrier,
        );
        Mail::new(
            Some(Arc::clone(self.account)),
            command_of(how.carrier),
            body,
            Some(self.nth),
        )
    }

    /// What stands behind `text:`; ASCII only, as a receipt is in the default alphabet.
    fn quoted(&self) -> String {
        let text = self.message.text();
        text.chars()
            .take(QUOTED)
            .map(|c| if c.is_ascii_graphic() { c } else { ' ' })
            .collect()
    }
}

/// A receipt for an id that was never given, for whoever is bound.
pub fn for_unknown_id(settings: &SmscSettings, nth: u64, account: &Arc<str>, message: &Message) -> Mail {
    let taken = Taken {
        message,
        nth,
        account,
        state: FinalState::Delivered,
        error: 0,
        at_ms: super::wall_ms(),
        after: Duration::ZERO,
    };
    taken.receipt(settings, &unknown(settings, nth), FinalState::Delivered, 0x04)
}

/// An id that no message has: ids are counted up from the first.
fn unknown(settings: &SmscSettings, nth: u64) -> String {
    let mut ids = settings.ids.clone();
    ids.reuse_after = None;
    ids.first = ids.first.wrapping_sub(2 * nth + 1);
    ids.in_receipt(nth)
}

fn body(
    source: &Address,
    destination: &Address,
    (text, tlvs): (String, &[(u16, Vec<u8>)]),
    esm_class: u8,
    carrier: ReceiptCarrier,
) -> Bytes {
    Body {
        source,
        destination,
        esm_class,
        data_coding: 0,
        payload: text.into_bytes(),
        by_payload: false,
        tlvs,
        carrier,
    }
    .encode()
}

const fn command_of(carrier: ReceiptCarrier) -> u32 {
    match carrier {
        ReceiptCarrier::DeliverSm => command::DELIVER_SM,
        ReceiptCarrier::DataSm => command::DATA_SM,
    }
}

/// A time in UTC.
pub fn date(at_ms: i64, format: &str) -> String {
    match jiff::Timestamp::from_millisecond(at_ms) {
        Ok(at) => at.strftime(format).to_string(),
        Err(_) => String::new(),
    }
}
