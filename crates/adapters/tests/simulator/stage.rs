//! What every test here needs: a fixed clock, messages, and a send that collects its outcomes.

use std::sync::Arc;

use adapters::{Adapter, Outgoing, SendOutcome};
use domain::{Class, Clock, Encoding, IdSequence, MessageId, Millis, ProviderId};

/// 2026-01-01T00:00:00Z.
pub const NOW: Millis = 1_767_225_600_000;
pub const PROVIDER: ProviderId = ProviderId::new(9);

/// A clock that stands still.
pub struct Still;

impl Clock for Still {
    fn now_ms(&self) -> Millis {
        NOW
    }
}

/// The `n`th message of every test, to `to`.
pub fn message(n: usize, to: &str) -> Outgoing {
    Outgoing {
        message: message_id(n),
        attempt: 1,
        from: Some(Arc::from("Tuma")),
        to: Arc::from(to),
        body: Arc::from("Dear parent, the fee is due. شکریہ"),
        encoding: Encoding::Ucs2,
        class: Class::Transactional,
        segments: 1,
        expires_at: NOW + 172_800_000,
    }
}

pub fn message_id(n: usize) -> MessageId {
    let ids = IdSequence::new(1, 0);
    MessageId::new(ids.nth(ids.take(NOW + 1, 1), n))
}

/// `count` messages to as many numbers, none of them magic.
pub fn messages(count: usize) -> Vec<Outgoing> {
    (0..count).map(|n| message(n, &format!("+2547{n:08}"))).collect()
}

/// Sends the batch and returns the outcomes by index.
pub async fn send(adapter: &dyn Adapter, batch: Vec<Outgoing>) -> Vec<SendOutcome> {
    let count = batch.len();
    let (sender, mut receiver) = tokio::sync::mpsc::unbounded_channel();
    adapter.send(batch, sender).await;
    let mut outcomes: Vec<Option<SendOutcome>> = vec![None; count];
    while let Some(some) = receiver.recv().await {
        for (index, outcome) in some {
            assert!(
                outcomes[index].replace(outcome).is_none(),
                "message {index} has two outcomes"
            );
        }
    }
    outcomes
        .into_iter()
        .map(|outcome| outcome.expect("every message has an outcome"))
        .collect()
}

/// Sends one message.
pub async fn send_one(adapter: &dyn Adapter, message: Outgoing) -> SendOutcome {
    send(adapter, vec![message]).await.remove(0)
}
