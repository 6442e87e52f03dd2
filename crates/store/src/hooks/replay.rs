//! Telling again: what the log knows goes into the outbox once more, under the same event's id. A try that was given up
//! is marked, so that asking for the failed ones twice tells them once.

use std::collections::HashSet;

use domain::id::floor_at;
use domain::{DeliveryId, OrganizationId, WebhookId};

use super::deliveries::{delivery_columns, read_delivery};
use super::{Extra, HookNotice};
use crate::Store;
use crate::conn::{Column, Each, Value};
use crate::error::Result;
use crate::journal::Side;
use crate::txn::Txn;
use crate::types::{Delivery, DeliveryOutcome, ReplayFilter, Replayed, callback_target};

/// Rows of the log that one call looks at, at most.
const LOOKED_AT: usize = 5_000;

const MARK: Each = Each {
    sqlite: "UPDATE webhook_deliveries SET outcome = $1
        WHERE organization_id = $2 AND target = $3 AND id = $4 AND outcome = $5",
    postgres: "UPDATE webhook_deliveries d SET outcome = u.next
        FROM UNNEST($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[])
            AS u (next, organization_id, target, id, outcome)
        WHERE d.organization_id = ANY (ARRAY[u.organization_id]) AND d.target = u.target AND d.id = u.id
            AND d.outcome = u.outcome",
};

/// The oldest rows of a log from a place on.
const OLDEST: &str = concat!(
    "SELECT ",
    delivery_columns!(),
    " FROM webhook_deliveries WHERE organization_id = $1 AND target = $2 AND id >= $3 AND id < $4
      ORDER BY id LIMIT $5"
);
/// The same of those that were not taken.
const OLDEST_FAILED: &str = concat!(
    "SELECT ",
    delivery_columns!(),
    " FROM webhook_deliveries WHERE organization_id = $1 AND target = $2 AND id >= $3 AND id < $4
      AND outcome <> 1 ORDER BY id LIMIT $5"
);

impl Txn {
    /// Queues what these tries told, each event once; answers how many.
    async fn tell_again(&mut self, tries: &[Delivery]) -> Result<usize> {
        let mut known = HashSet::new();
        let mut told = 0;
        for delivery in tries {
            if known.insert(delivery.event_id)
                && let Some(notice) = again(delivery)
            {
                self.hooks.push(notice);
                told += 1;
            }
        }
        let ints = |pick: &dyn Fn(&Delivery) -> i64| Column::Ints(tries.iter().map(pick).collect());
        let columns = [
            ints(&|_| DeliveryOutcome::Replayed as i64),
            ints(&|d| d.organization.get()),
            ints(&|d| d.webhook.map_or(0, WebhookId::get)),
            ints(&|d| d.id.get()),
            ints(&|_| DeliveryOutcome::GivenUp as i64),
        ];
        self.conn.each(&MARK, &columns).await?;
        Ok(told)
    }
}

/// The row that tells it again: as it was where the log kept it, else as its message says it now.
fn again(delivery: &Delivery) -> Option<HookNotice> {
    let target = match (delivery.webhook, &delivery.url) {
        (Some(webhook), _) => webhook.get(),
        (None, Some(url)) => callback_target(delivery.organization, url),
        (None, None) => return None,
    };
    if delivery.payload.is_none() && delivery.message.is_none() {
        return None;
    }
    Some(HookNotice {
        target,
        organization: delivery.organization,
        message: delivery.message.map_or(0, |message| message.get()),
        event: delivery.event,
        state: delivery.state.map_or(0, |state| state as i64),
        extra: Some(Box::new(Extra {
            event_id: Some(delivery.event_id.get()),
            name: delivery.name.clone(),
            data: None,
            payload: delivery.payload.clone(),
        })),
    })
}

fn wanted(delivery: &Delivery, filter: &ReplayFilter) -> bool {
    // What will be tried again anyway is not told twice.
    let over = match delivery.outcome {
        DeliveryOutcome::GivenUp => true,
        DeliveryOutcome::Taken => !filter.failed_only,
        DeliveryOutcome::Retried | DeliveryOutcome::Replayed => false,
    };
    // A sample is told once.
    over && delivery.attempt > 0 && (filter.events.is_empty() || filter.events.has(delivery.event))
}

impl Store {
    /// Tells again what fits, the oldest first, from `after` on: at most 5,000 tries are looked at in one call; call it
    /// again with `next` until that is `None`.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn hook_replay(
        &self,
        (organization, webhook): (OrganizationId, Option<WebhookId>),
        filter: ReplayFilter,
        after: Option<i64>,
    ) -> Result<Replayed> {
        self.write(Side::Back, async move |txn| {
            let from = floor_at(filter.from).max(after.map_or(0, |after| after + 1));
            let values = [
                Value::Int(organization.get()),
                Value::Int(webhook.map_or(0, WebhookId::get)),
                Value::Int(from),
                Value::Int(floor_at(filter.until)),
                Value::Int(LOOKED_AT as i64),
            ];
            let sql = if filter.failed_only { OLDEST_FAILED } else { OLDEST };
            let looked_at = txn.conn.query(sql, &values, read_delivery).await?;
            let next = looked_at
                .last()
                .map(|last| last.id.get())
                .filter(|_| looked_at.len() == LOOKED_AT);
            let tries: Vec<Delivery> = looked_at.into_iter().filter(|one| wanted(one, &filter)).collect();
            let events = txn.tell_again(&tries).await?;
            Ok(Replayed { events, next })
        })
        .await
    }

    /// Tells again what one try told; `false` when there is no such try, or nothing of what it said is left.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn hook_replay_one(
        &self,
        (organization, webhook): (OrganizationId, Option<WebhookId>),
        id: DeliveryId,
    ) -> Result<bool> {
        self.write(Side::Back, async move |txn| {
            let values = [
                Value::Int(organization.get()),
                Value::Int(webhook.map_or(0, WebhookId::get)),
                Value::Int(id.get()),
            ];
            let sql = concat!(
                "SELECT ",
                delivery_columns!(),
                " FROM webhook_deliveries WHERE organization_id = $1 AND target = $2 AND id = $3"
            );
            let found = txn.conn.query_one(sql, &values, read_delivery).await?;
            Ok(txn.tell_again(found.as_slice()).await? > 0)
        })
        .await
    }
}
