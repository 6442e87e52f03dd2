//! Messages that wait for their carrier when the server starts: accepted through the store, in large commits, and owned by
//! nobody, as after a restart.

use std::ops::Range;

use anyhow::{Result, ensure};
use domain::Clock;
use futures::{TryStreamExt, stream};
use store::{AcceptUnit, Accepted, NewMessage, Store};

use crate::clock::SystemClock;
use crate::prefill::{UNIT, UNITS_AT_ONCE, new_message};
use crate::tenant::Tenant;

/// Makes so many messages of `tenant` wait.
pub async fn fill(store: &Store, tenant: &Tenant, messages: u64) -> Result<()> {
    let units = (0..messages).step_by(usize::try_from(UNIT)?);
    stream::iter(units.map(Ok))
        .try_for_each_concurrent(UNITS_AT_ONCE, |from| {
            accept(store, tenant, from..messages.min(from + UNIT))
        })
        .await
}

async fn accept(store: &Store, tenant: &Tenant, serials: Range<u64>) -> Result<()> {
    let now = SystemClock.now_ms();
    let message = |serial| NewMessage {
        born_owned: false,
        ..new_message(store, tenant, serial, now)
    };
    let unit = AcceptUnit {
        organization: tenant.organization(),
        messages: serials.map(message).collect(),
        idempotency: None,
        batch: None,
        new_batch: None,
        charged: false,
        quota: None,
    };
    let committed = store.accept(unit).await?;
    ensure!(committed.accepted == Accepted::New, "a unit was not accepted");
    Ok(())
}
