//! What the SMSC delivers: all that has arrived is stored in one go, and answered after that. What cannot be stored now
//! is answered "not now", and the SMSC sends it again. Now and then the store is told which answers are certain to have
//! arrived.

use std::sync::Arc;

use ::smpp::pdu::{Body, Message};
use ::smpp::session::{Incoming, Peer, Ticket};
use ::smpp::status::Status;
use ::smpp::tlv::Tlvs;
use tokio::sync::mpsc;
use tokio::time::{Instant, timeout};

use super::repeats::{Certain, IN_DOUBT, Known, Now};
use super::settings::INCOMING_WINDOW;
use super::{Shared, inbound, receipt};

/// Takes what arrives on `session` until it ends.
pub(super) async fn take(shared: Arc<Shared>, session: u64, peer: Peer, mut incoming: mpsc::Receiver<Incoming>) {
    // ESME_RX_T_APPN came with 3.4.
    let not_now = if peer.knows_tlvs() {
        Status::RX_T_APPN
    } else {
        Status::RMSGQFUL
    };
    let mut arrived = Vec::with_capacity(INCOMING_WINDOW);
    loop {
        match timeout(IN_DOUBT, incoming.recv_many(&mut arrived, INCOMING_WINDOW)).await {
            Ok(0) => return,
            Ok(_) => {}
            Err(_) => {
                note_certain(&shared, false).await;
                continue;
            }
        }
        let (mut receipts, mut messages) = (Vec::new(), Vec::new());
        for Incoming { body, tlvs, ticket, .. } in arrived.drain(..) {
            match body {
                Body::Message(message) if receipt::is_receipt(&message, &tlvs) => {
                    receipts.push((message, tlvs, ticket))
                }
                Body::Message(message) if is_message(&message, &tlvs) => messages.push((message, tlvs, ticket)),
                // An acknowledgement without a text, an alert: nothing to keep, and nothing to complain of.
                _ => ticket.accept(""),
            }
        }
        take_receipts(&shared, receipts, not_now).await;
        take_messages(&shared, session, messages, not_now).await;
        note_certain(&shared, false).await;
    }
}

/// Tells the store which answers are certain to have arrived; at the end those too that need no time to show it.
pub(super) async fn note_certain(shared: &Shared, closing: bool) {
    let is_bound = |session| shared.links.is_bound(session);
    let certain = shared.repeats.lock().certain(Instant::now(), closing, is_bound);
    if certain.is_empty() {
        return;
    }
    let noted = certain.iter().map(Certain::noted).collect();
    let done = shared.sink.inbound_certain(shared.provider, noted).await;
    let mut repeats = shared.repeats.lock();
    match done {
        Ok(()) => repeats.settled(certain),
        Err(_) => repeats.not_settled(certain, Instant::now()),
    }
}

type Delivered = (Box<Message>, Tlvs, Ticket);

/// Whether a person may have written it: an empty message is one too, an empty acknowledgement is not.
fn is_message(message: &Message, tlvs: &Tlvs) -> bool {
    message.esm_class & 0x3C == 0 || !message.user_data(tlvs).is_empty()
}

async fn take_receipts(shared: &Shared, receipts: Vec<Delivered>, not_now: Status) {
    let mut tickets = Vec::with_capacity(receipts.len());
    let mut reports = Vec::with_capacity(receipts.len());
    for (message, tlvs, ticket) in receipts {
        match receipt::report(shared, &message, &tlvs) {
            Some(report) => reports.push(report),
            None => tracing::debug!(provider = %shared.provider, "a receipt names no message"),
        }
        tickets.push(ticket);
    }
    let stored = reports.is_empty() || shared.sink.reports(reports).await.is_ok();
    answer(tickets, stored, not_now);
}

async fn take_messages(shared: &Shared, session: u64, messages: Vec<Delivered>, not_now: Status) {
    if messages.is_empty() {
        return;
    }
    let known: Vec<Known> = {
        let mut repeats = shared.repeats.lock();
        let is_bound = |session| shared.links.is_bound(session);
        let now = Instant::now();
        let each = messages.iter();
        each.map(|(message, tlvs, _)| repeats.arrived((message, tlvs), session, now, is_bound))
            .collect()
    };
    let mut inbound_messages = Vec::with_capacity(messages.len());
    let mut tickets = Vec::with_capacity(messages.len());
    for ((message, tlvs, ticket), known) in messages.into_iter().zip(&known) {
        inbound_messages.push(inbound::inbound(shared, &message, &tlvs, known));
        tickets.push(ticket);
    }
    let stored = shared.sink.inbound(inbound_messages).await.is_ok();
    // Noted before it is answered: the next of its kind may follow at once.
    let now = Now {
        instant: Instant::now(),
        wall: shared.clock.now_ms(),
    };
    shared.repeats.lock().answered(&known, stored, now);
    answer(tickets, stored, not_now);
}

fn answer(tickets: Vec<Ticket>, stored: bool, not_now: Status) {
    for ticket in tickets {
        match stored {
            true => ticket.accept(""),
            false => ticket.refuse(not_now),
        }
    }
}
