//! Removes old messages of organizations that do not keep them: one organization at a time, a few messages at a time,
//! with a pause after each few, so that accepting and sending never wait for it. A task, wake and poll.
//!
//! Which node is at which organization stands in the database; another one goes on where a dead one stopped.

use std::time::Duration;

use domain::OrganizationId;
use store::{RetentionStep, StoreError};

use crate::Engine;

/// Messages that one step looks at, and the most rows of batches that it removes.
const STEP: usize = 250;

/// Removes until the engine stops.
pub(crate) async fn run(engine: Engine) {
    let poll = Duration::from_millis(engine.settings.retention_poll_ms);
    loop {
        let pause = match round(&engine).await {
            Ok(true) => Duration::ZERO,
            Ok(false) => poll,
            // Somebody else took it over, or this node has lost its lease: what is due is looked for again.
            Err(StoreError::Fenced) => poll,
            Err(error) => {
                tracing::warn!(%error, "old messages could not be removed");
                poll
            }
        };
        if engine.pauses(pause).await {
            return;
        }
    }
}

/// Does the round that has been due the longest; `false` where none is.
async fn round(engine: &Engine) -> Result<bool, StoreError> {
    let Some(turn) = engine.store.retention_claim_all(engine.now()).await? else {
        return Ok(false);
    };
    let organization = turn.organization;
    let whole = walk(engine, organization, What::Messages, turn.next_id).await?
        && walk(engine, organization, What::Batches, 0).await?;
    if whole {
        end(engine, organization).await?;
    }
    Ok(whole)
}

/// What a round removes, one after the other: a batch goes once its messages are gone.
#[derive(Clone, Copy)]
enum What {
    Messages,
    Batches,
}

impl What {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Messages => "messages",
            Self::Batches => "batches",
        }
    }

    async fn step(
        self,
        engine: &Engine,
        organization: OrganizationId,
        from_id: i64,
    ) -> Result<RetentionStep, StoreError> {
        let (store, now) = (&engine.store, engine.now());
        let step = match self {
            Self::Messages => store.retention_messages(organization, from_id, STEP, now).await,
            Self::Batches => store.retention_batches(organization, from_id, STEP, now).await,
        };
        match step {
            // The journal is full: sending comes first.
            Err(StoreError::Busy) => Ok(RetentionStep {
                removed: 0,
                next_id: Some(from_id),
            }),
            other => other,
        }
    }
}

/// Steps from `from_id` to the end; `false` where the engine stops before that.
async fn walk(engine: &Engine, organization: OrganizationId, what: What, mut from_id: i64) -> Result<bool, StoreError> {
    let pause = Duration::from_millis(engine.settings.retention_pause_ms);
    loop {
        let done = what.step(engine, organization, from_id).await?;
        metrics::counter!("tuma_retention_removed_total", "what" => what.as_str()).increment(done.removed as u64);
        let Some(next_id) = done.next_id else { return Ok(true) };
        from_id = next_id;
        if engine.pauses(pause).await {
            return Ok(false);
        }
    }
}

async fn end(engine: &Engine, organization: OrganizationId) -> Result<(), StoreError> {
    let due_at = engine.now() + engine.settings.retention_every_ms;
    let round = engine.store.retention_done(organization, due_at).await?;
    if round.messages > 0 || round.batches > 0 {
        tracing::info!(
            %organization,
            messages = round.messages,
            batches = round.batches,
            "old messages were removed"
        );
    }
    Ok(())
}

impl Engine {
    /// Waits; `true` where the engine stops meanwhile.
    async fn pauses(&self, span: Duration) -> bool {
        tokio::select! {
            () = self.stop.cancelled() => true,
            () = tokio::time::sleep(span) => false,
        }
    }
}
