//! Begin: the mark on disk that an attempt is about to be handed over.
//!
//! After a crash only marked attempts are unknown. In the same transaction what must not go out any more (cancelled,
//! expired, opted out, taken over) is told apart, so that nothing begins after its STOP was committed.

use domain::{MessageState, Millis};

use crate::Store;
use crate::accept::opted_out;
use crate::conn::{Column, Each};
use crate::error::Result;
use crate::events::NewEvent;
use crate::journal::Begin;
use crate::messages::known;
use crate::txn::Txn;
use crate::types::{BeginUnit, Begun, LaneMessage};

/// Marks an entry that is still in its provider's lane: a rerouted one is the other lane's alone. One whose mark for this
/// very attempt is there already is marked again: the owner's memory proves that it was not handed over, as after a
/// commit whose answer was lost.
const MARK: Each = Each {
    sqlite: "UPDATE lane_entries SET begun_at = $1, attempts = $2
        WHERE organization_id = $3 AND message_id = $4 AND owner = $5 AND provider_id = $6
            AND (begun_at IS NULL OR attempts = $2)",
    postgres: "UPDATE lane_entries l SET begun_at = u.now, attempts = u.attempt
        FROM UNNEST($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[])
            WITH ORDINALITY AS u (now, attempt, organization_id, message_id, owner, provider_id, n)
        WHERE l.organization_id = ANY (ARRAY[u.organization_id]) AND l.message_id = u.message_id AND l.owner = u.owner
            AND l.provider_id = u.provider_id AND (l.begun_at IS NULL OR l.attempts = u.attempt)
        RETURNING u.n",
};

const DROP: Each = Each {
    sqlite: "DELETE FROM lane_entries
        WHERE organization_id = $1 AND message_id = $2 AND owner = $3 AND (begun_at IS NULL OR attempts = $4)
            AND provider_id = $5",
    postgres: "DELETE FROM lane_entries l
        USING UNNEST($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[])
            WITH ORDINALITY AS u (organization_id, message_id, owner, attempt, provider_id, n)
        WHERE l.organization_id = ANY (ARRAY[u.organization_id]) AND l.message_id = u.message_id AND l.owner = u.owner
            AND l.provider_id = u.provider_id AND (l.begun_at IS NULL OR l.attempts = u.attempt)
        RETURNING u.n",
};

impl Store {
    /// Marks attempts as begun; hand over exactly those answered with `Go`.
    ///
    /// # Errors
    /// `Fenced` when the owner does not hold its lease; `Busy`, `Unavailable`.
    pub async fn begin(&self, unit: BeginUnit) -> Result<Vec<Begun>> {
        let rows = unit.messages.len();
        self.journal().submit::<Begin>(unit, rows).await
    }
}

/// One message of a unit.
struct Wanted<'a> {
    message: &'a LaneMessage,
    owner: i64,
    now: Millis,
}

/// A message that must not be handed over, and what it becomes.
struct Refusal {
    at: usize,
    state: MessageState,
    detail: String,
}

/// Begins many units.
pub(crate) async fn run(txn: &mut Txn, units: &[&BeginUnit]) -> Result<Vec<Vec<Begun>>> {
    for unit in units {
        txn.owner_hold(unit.owner, unit.now).await?;
    }
    let wanted: Vec<Wanted<'_>> = units
        .iter()
        .flat_map(|unit| {
            unit.messages.iter().map(|message| Wanted {
                message,
                owner: unit.owner,
                now: unit.now,
            })
        })
        .collect();
    txn.share_opt_outs(wanted.iter().map(|w| w.message.organization))
        .await?;
    let refusals = refusals(txn, &wanted).await?;
    let mut outcomes = vec![Begun::Go; wanted.len()];
    for refusal in &refusals {
        outcomes[refusal.at] = match refusal.state {
            MessageState::Expired => Begun::Expired,
            _ => Begun::Suppressed,
        };
    }
    mark(txn, &wanted, &mut outcomes).await?;
    refuse(txn, &wanted, &refusals, &mut outcomes).await?;
    let mut outcomes = outcomes.into_iter();
    Ok(units
        .iter()
        .map(|unit| outcomes.by_ref().take(unit.messages.len()).collect())
        .collect())
}

async fn refusals(txn: &mut Txn, wanted: &[Wanted<'_>]) -> Result<Vec<Refusal>> {
    let asked: Vec<_> = wanted
        .iter()
        .map(|w| (w.message.organization, &*w.message.to))
        .collect();
    let mut refusals: Vec<Refusal> = txn
        .suppressions_find(&asked)
        .await?
        .into_iter()
        .map(|(at, reason)| Refusal {
            at,
            state: MessageState::Rejected,
            detail: opted_out(&reason),
        })
        .collect();
    let suppressed: Vec<usize> = refusals.iter().map(|r| r.at).collect();
    let expired = wanted
        .iter()
        .enumerate()
        .filter(|(at, w)| w.message.expires_at <= w.now && !suppressed.contains(at))
        .map(|(at, _)| Refusal {
            at,
            state: MessageState::Expired,
            detail: "its validity ended".to_owned(),
        });
    refusals.extend(expired);
    Ok(refusals)
}

async fn mark(txn: &mut Txn, wanted: &[Wanted<'_>], outcomes: &mut [Begun]) -> Result<()> {
    let going: Vec<usize> = (0..wanted.len()).filter(|at| outcomes[*at] == Begun::Go).collect();
    let ints = |pick: &dyn Fn(&Wanted<'_>) -> i64| Column::Ints(going.iter().map(|at| pick(&wanted[*at])).collect());
    let columns = [
        ints(&|w| w.now),
        ints(&|w| i64::from(w.message.attempts) + 1),
        ints(&|w| w.message.organization.get()),
        ints(&|w| w.message.id.get()),
        ints(&|w| w.owner),
        ints(&|w| w.message.provider.get()),
    ];
    let touched = txn.conn.touched(&MARK, &columns).await?;
    for (at, touched) in going.into_iter().zip(touched) {
        if !touched {
            outcomes[at] = Begun::Gone;
        }
    }
    Ok(())
}

/// Ends the messages that are refused and still this owner's.
async fn refuse(txn: &mut Txn, wanted: &[Wanted<'_>], refusals: &[Refusal], outcomes: &mut [Begun]) -> Result<()> {
    if refusals.is_empty() {
        return Ok(());
    }
    let ints = |pick: &dyn Fn(&Wanted<'_>) -> i64| Column::Ints(refusals.iter().map(|r| pick(&wanted[r.at])).collect());
    let columns = [
        ints(&|w| w.message.organization.get()),
        ints(&|w| w.message.id.get()),
        ints(&|w| w.owner),
        ints(&|w| i64::from(w.message.attempts) + 1),
        ints(&|w| w.message.provider.get()),
    ];
    let dropped = txn.conn.touched(&DROP, &columns).await?;
    let ids: Vec<_> = refusals
        .iter()
        .map(|r| (wanted[r.at].message.organization, wanted[r.at].message.id))
        .collect();
    let mut messages = known(&mut txn.conn, &ids).await?;
    let mut events = Vec::new();
    for (refusal, dropped) in refusals.iter().zip(dropped) {
        let Wanted { message, now, .. } = &wanted[refusal.at];
        let found = messages
            .get_mut(&message.id)
            .filter(|known| dropped && known.state.may_become(refusal.state));
        let Some(known) = found else {
            outcomes[refusal.at] = Begun::Gone;
            continue;
        };
        known.move_to(txn, refusal.state, *now);
        known.detail = Some(refusal.detail.clone());
        events.push(NewEvent {
            organization: message.organization,
            message: message.id,
            kind: refusal.state.event(),
            state: refusal.state,
            at: *now,
            detail: Some(&refusal.detail),
            metadata: None,
        });
    }
    txn.events_insert(&events).await?;
    txn.known_write(messages.values()).await
}
