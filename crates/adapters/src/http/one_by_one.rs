//! Hands over a batch to a carrier that takes one message a request: all at once, each outcome as it comes.

use futures::StreamExt;
use futures::stream::FuturesUnordered;

use crate::{Outcomes, Outgoing, SendOutcome};

/// The most messages of one hand-over, and so the most requests that one call has in flight.
pub const MAX_BATCH: usize = 50;

/// Calls `send` for each message and pushes what came of it.
pub async fn one_by_one<F, O>(batch: Vec<Outgoing>, outcomes: Outcomes, send: F)
where
    F: Fn(Outgoing) -> O,
    O: Future<Output = SendOutcome>,
{
    let numbered = batch.into_iter().enumerate();
    let calls = numbered.map(|(index, message)| {
        let sending = send(message);
        async move { (index, sending.await) }
    });
    let mut flying: FuturesUnordered<_> = calls.collect();
    while let Some(outcome) = flying.next().await {
        // Nobody listens any more only when the lane is gone; the request is out all the same.
        let _ = outcomes.send(vec![outcome]);
    }
}
