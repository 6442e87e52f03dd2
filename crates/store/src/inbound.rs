//! Inbound messages: stored once however often the carrier delivers them, with what a STOP or START does and with what
//! SMPP accounts are told, in one transaction.
//!
//! The phone's number stands in the indexed number column, whichever way a message went. A repeated delivery is known
//! by the provider and a key (the carrier's id or a hash) for seven days; the parts of a long message are known by
//! theirs. Where the carrier gives no id, a delivery is also known by what it says while our answer is in doubt
//! (`likeness`).

mod likeness;
mod parts;

use std::collections::HashSet;
use std::sync::Arc;

use domain::keyword::ConsentWord;
use domain::{
    Class, Currency, Direction, EntryKind, Funds, HookEvent, MessageId, MessageState, Millis, Movement, OrganizationId,
};

use self::parts::TakenPart;
use crate::accept::counted;
use crate::conn::{Column, Each, Value};
use crate::error::Result;
use crate::events::NewEvent;
use crate::hooks::Move;
use crate::journal::Side;
use crate::ledger::Sum;
use crate::messages::{self, Arrival};
use crate::outbox::Notice;
use crate::txn::Txn;
use crate::types::{InboundStored, InboundUnit, NewMessage, OutboxKind, PartKey, Suppression};
use crate::{Store, StoreError};

/// Whose a message is that nobody takes.
const NOBODY: OrganizationId = OrganizationId::new(0);
/// The code of ISO 4217 for "no currency", where receiving costs nothing.
const NO_CURRENCY: &str = "XXX";
/// The reason of suppressions that people make by STOP and end by START.
const STOP: &str = "stop";
/// The detail of a message some of whose parts never came.
const INCOMPLETE: &str = "parts of it never came";

const SEE: Each = Each {
    sqlite: "INSERT INTO inbound_seen (provider_id, dedupe, message_id, seen_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT DO NOTHING",
    postgres: "WITH u AS (
            SELECT * FROM UNNEST($1::bigint[], $2::text[], $3::bigint[], $4::bigint[])
                WITH ORDINALITY AS u (provider_id, dedupe, message_id, seen_at, n)),
        added AS (
            INSERT INTO inbound_seen (provider_id, dedupe, message_id, seen_at)
            SELECT provider_id, dedupe, message_id, seen_at FROM u ORDER BY n ON CONFLICT DO NOTHING
            RETURNING provider_id, dedupe, message_id)
        SELECT u.n FROM u JOIN added a ON a.provider_id = u.provider_id AND a.dedupe = u.dedupe
            AND a.message_id = u.message_id",
};

const FIND: Each = Each {
    sqlite: "SELECT message_id FROM inbound_seen WHERE provider_id = $1 AND dedupe = $2",
    postgres: "SELECT u.n, s.message_id
        FROM UNNEST($1::bigint[], $2::text[]) WITH ORDINALITY AS u (provider_id, dedupe, n)
        JOIN inbound_seen s ON s.provider_id = ANY (ARRAY[u.provider_id]) AND s.dedupe = u.dedupe",
};

const FORGET: Each = Each {
    sqlite: "DELETE FROM inbound_seen WHERE provider_id = $1 AND dedupe = $2",
    postgres: "DELETE FROM inbound_seen s USING UNNEST($1::bigint[], $2::text[]) AS u (provider_id, dedupe)
        WHERE s.provider_id = ANY (ARRAY[u.provider_id]) AND s.dedupe = u.dedupe",
};

/// A provider and a key by which a delivery is known.
type Seen<'a> = (i64, &'a str);

fn seen_columns<'a>(seen: &[Seen<'a>]) -> [Column<'a>; 2] {
    [
        Column::Ints(seen.iter().map(|(provider, _)| *provider).collect()),
        Column::Texts(seen.iter().map(|(_, dedupe)| *dedupe).collect()),
    ]
}

impl Txn {
    /// Notes deliveries as these messages; tells for each whether it was new.
    async fn inbound_see(&mut self, seen: &[Seen<'_>], messages: &[MessageId]) -> Result<Vec<bool>> {
        let [providers, keys] = seen_columns(seen);
        let messages = Column::Ints(messages.iter().map(|id| id.get()).collect());
        let now = Column::Ints(vec![self.now; seen.len()]);
        self.conn.touched(&SEE, &[providers, keys, messages, now]).await
    }

    /// The messages (by place) that deliveries were stored as.
    async fn inbound_find(&mut self, seen: &[Seen<'_>]) -> Result<Vec<Option<MessageId>>> {
        let mut found = vec![None; seen.len()];
        let rows = self
            .conn
            .query_each(&FIND, &seen_columns(seen), |at, row| {
                Ok((at, MessageId::new(row.int()?)))
            })
            .await?;
        for (at, message) in rows {
            found[at] = Some(message);
        }
        Ok(found)
    }

    /// Forgets deliveries that were noted before `before`, at most `limit`; answers how many.
    pub(crate) async fn inbound_sweep(&mut self, before: Millis, limit: i64) -> Result<u64> {
        let old = self
            .conn
            .query(
                "SELECT provider_id, dedupe FROM inbound_seen WHERE seen_at <= $1 ORDER BY seen_at LIMIT $2",
                &[Value::Int(before), Value::Int(limit)],
                |row| Ok((row.int()?, row.text()?)),
            )
            .await?;
        let old: Vec<Seen<'_>> = old.iter().map(|(provider, key)| (*provider, key.as_str())).collect();
        self.conn.each(&FORGET, &seen_columns(&old)).await
    }

    /// Stores what is new; answers in the order of the units.
    async fn inbound_insert(&mut self, units: &[InboundUnit]) -> Result<Vec<InboundStored>> {
        let first = self.draw_ids(units.len());
        let ids: Vec<MessageId> = (0..units.len())
            .map(|n| MessageId::new(self.shared.ids.nth(first, n)))
            .collect();
        let (mut open, parts) = self.take_parts(units).await?;
        self.find_again(units, &mut open).await?;
        let asked: Vec<usize> = (0..units.len()).filter(|at| open[*at]).collect();
        let seen: Vec<Seen<'_>> = asked.iter().map(|at| seen_as(&units[*at])).collect();
        let numbered: Vec<MessageId> = asked.iter().map(|at| ids[*at]).collect();
        for (at, new) in asked.into_iter().zip(self.inbound_see(&seen, &numbered).await?) {
            open[at] = new;
        }
        let all: Vec<Seen<'_>> = units.iter().map(seen_as).collect();
        let known = self.inbound_find(&all).await?;
        self.see_parts(units, &parts, &known).await?;
        let fresh: Vec<(&InboundUnit, MessageId)> = units
            .iter()
            .zip(&ids)
            .zip(&open)
            .filter(|(_, open)| **open)
            .map(|((unit, id), _)| (unit, *id))
            .collect();
        self.inbound_write(&fresh).await?;
        let like: Vec<(Seen<'_>, MessageId)> = fresh.iter().filter_map(|(unit, id)| Some((like(unit)?, *id))).collect();
        self.likeness_note(&like).await?;
        for (unit, _) in &fresh {
            self.consent(unit).await?;
        }
        let outcome = |at: usize| match (open[at], known[at]) {
            (true, _) => InboundStored::New(ids[at]),
            (false, Some(message)) => InboundStored::Again(message),
            (false, None) => InboundStored::Gone,
        };
        Ok((0..units.len()).map(outcome).collect())
    }

    /// Closes the units that are deliveries of earlier messages once more, and notes them as those messages.
    async fn find_again(&mut self, units: &[InboundUnit], open: &mut [bool]) -> Result<()> {
        let doubtful = |at: &usize| open[*at] && units[*at].likeness.as_ref().is_some_and(|likeness| likeness.ask);
        let asked: Vec<usize> = (0..units.len()).filter(doubtful).collect();
        let alike: Vec<Seen<'_>> = asked.iter().filter_map(|at| like(&units[*at])).collect();
        let found = self.likeness_find(&alike).await?;
        let again: Vec<(usize, MessageId)> = asked
            .into_iter()
            .zip(found)
            .filter_map(|(at, message)| Some((at, message?)))
            .collect();
        for (at, _) in &again {
            open[*at] = false;
        }
        let seen: Vec<Seen<'_>> = again.iter().map(|(at, _)| seen_as(&units[*at])).collect();
        let messages: Vec<MessageId> = again.iter().map(|(_, message)| *message).collect();
        self.inbound_see(&seen, &messages).await?;
        Ok(())
    }

    /// Takes the parts of the units that were made of some. Tells for each unit whether it can be stored (not where
    /// others had its parts first), and the parts: whose they are, by place, and what they are known by.
    async fn take_parts(&mut self, units: &[InboundUnit]) -> Result<(Vec<bool>, Vec<(usize, TakenPart)>)> {
        let mut open = vec![true; units.len()];
        let mut asked: HashSet<&PartKey> = HashSet::new();
        let mut takers: Vec<(usize, &PartKey)> = Vec::new();
        for (at, unit) in units.iter().enumerate() {
            if let Some(key) = &unit.parts {
                open[at] = false;
                if asked.insert(key) {
                    takers.push((at, key));
                }
            }
        }
        let keys: Vec<&PartKey> = takers.iter().map(|(_, key)| *key).collect();
        let taken = self.parts_take(&keys).await?;
        let parts: Vec<(usize, TakenPart)> = taken.into_iter().map(|(taker, part)| (takers[taker].0, part)).collect();
        for (at, _) in &parts {
            open[*at] = true;
        }
        Ok((open, parts))
    }

    /// Notes parts as the messages that they went into.
    async fn see_parts(
        &mut self,
        units: &[InboundUnit],
        parts: &[(usize, TakenPart)],
        known: &[Option<MessageId>],
    ) -> Result<()> {
        let provider = |at: &usize| units[*at].provider.get();
        let noted: Vec<(Seen<'_>, MessageId)> = parts
            .iter()
            .filter_map(|(at, part)| Some(((provider(at), part.dedupe.as_str()), known[*at]?)))
            .collect();
        let like: Vec<(Seen<'_>, MessageId)> = parts
            .iter()
            .filter_map(|(at, part)| Some(((provider(at), part.likeness.as_deref()?), known[*at]?)))
            .collect();
        self.likeness_note(&like).await?;
        let seen: Vec<Seen<'_>> = noted.iter().map(|(seen, _)| *seen).collect();
        let messages: Vec<MessageId> = noted.iter().map(|(_, message)| *message).collect();
        self.inbound_see(&seen, &messages).await?;
        Ok(())
    }

    async fn inbound_write(&mut self, fresh: &[(&InboundUnit, MessageId)]) -> Result<()> {
        if fresh.is_empty() {
            return Ok(());
        }
        let ids: Vec<i64> = fresh.iter().map(|(_, id)| id.get()).collect();
        let (bucket, bucket_row) = self.bucket_fill(&ids, None).await?;
        let rows = fresh
            .iter()
            .map(|(unit, id)| as_row(unit, *id))
            .collect::<Result<Vec<NewMessage>>>()?;
        let arrivals: Vec<Arrival<'_>> = rows
            .iter()
            .zip(fresh)
            .map(|(message, (unit, _))| Arrival {
                message,
                direction: Direction::Inbound,
                state: MessageState::Received,
                detail: message.detail.as_deref(),
                funds: paid(unit),
            })
            .collect();
        let rows = [bucket_row, messages::rows(bucket, &arrivals)];
        self.conn.insert_all(&rows).await?;
        self.tail_insert(messages::numbers(bucket, &arrivals)).await?;
        let events: Vec<NewEvent<'_>> = arrivals
            .iter()
            .zip(fresh)
            .map(|(arrival, (unit, id))| NewEvent {
                organization: arrival.message.organization,
                message: *id,
                kind: MessageState::Received.event(),
                state: MessageState::Received,
                at: unit.received_at,
                detail: arrival.detail,
                metadata: Some(&unit.raw),
            })
            .collect();
        self.events_insert(&events).await?;
        for (arrival, (unit, id)) in arrivals.iter().zip(fresh) {
            self.tally.arrived(&counted(arrival), MessageState::Received);
            self.moved(&Move {
                organization: arrival.message.organization,
                message: *id,
                state: MessageState::Received,
                event: HookEvent::of_state(MessageState::Received),
                at: unit.received_at,
                callback: None,
            });
            if arrival.funds.paid > 0 {
                let sum = Sum::message(unit.segments, Movement::charge(arrival.funds.paid));
                self.books.gather(arrival.message.organization, EntryKind::Inbound, sum);
            }
            for target in &unit.smpp_accounts {
                self.outbox.push(Notice {
                    target: *target,
                    organization: arrival.message.organization,
                    message: *id,
                    kind: OutboxKind::Inbound,
                    state: MessageState::Received,
                });
            }
        }
        Ok(())
    }

    /// What the message says about being written to.
    async fn consent(&mut self, unit: &InboundUnit) -> Result<()> {
        let Some(organization) = unit.organization else {
            return Ok(());
        };
        match unit.word {
            None => {}
            Some(ConsentWord::Stop) => {
                let suppression = Suppression {
                    organization,
                    number: unit.from.clone(),
                    reason: STOP.to_owned(),
                    at: unit.received_at,
                };
                self.suppress(&suppression).await?;
            }
            Some(ConsentWord::Start) => {
                self.suppression_lift(organization, &unit.from, STOP).await?;
            }
        }
        Ok(())
    }
}

/// What receiving it costs its organization where that pays. It has come: the balance may fall below its limit.
fn paid(unit: &InboundUnit) -> Funds {
    let price = unit.price.filter(|_| unit.charged && unit.organization.is_some());
    let cost = price.map(|price| price.micros.saturating_mul(i64::from(unit.segments)));
    Funds {
        paid: cost.unwrap_or_default().max(0),
        ..Funds::default()
    }
}

fn seen_as(unit: &InboundUnit) -> Seen<'_> {
    (unit.provider.get(), &unit.dedupe)
}

fn like(unit: &InboundUnit) -> Option<Seen<'_>> {
    Some((unit.provider.get(), &unit.likeness.as_ref()?.key))
}

/// The message as it goes into the table: the phone as `to`, the address it was sent to as `from`.
fn as_row(unit: &InboundUnit, id: MessageId) -> Result<NewMessage> {
    let at = unit.received_at;
    let no_currency = || NO_CURRENCY.parse::<Currency>().map_err(StoreError::internal);
    let (price_micros, currency) = match unit.price {
        Some(price) => (price.micros, price.currency),
        None => (0, no_currency()?),
    };
    Ok(NewMessage {
        id,
        organization: unit.organization.unwrap_or(NOBODY),
        state: MessageState::Received,
        class: Class::Transactional,
        priority: Class::Transactional.priority(false),
        provider: unit.provider,
        provider_forced: false,
        batch: None,
        api_key: None,
        unit: None,
        from: Some(Arc::from(unit.to.as_str())),
        to: Arc::from(unit.from.as_str()),
        country: unit.country,
        body: Arc::from(unit.body.as_str()),
        ucs2: unit.ucs2,
        segments: unit.segments,
        price_micros,
        currency,
        hold_micros: 0,
        due_at: at,
        expires_at: at,
        accepted_at: at,
        max_retries: 0,
        callback_url: None,
        decision: None,
        metadata: None,
        detail: unit.incomplete.then(|| INCOMPLETE.to_owned()),
        born_owned: false,
    })
}

impl Store {
    /// Stores inbound messages, each once; answers in their order. `Ok` means that all of them are on disk, so that the
    /// carrier can be told. A STOP suppresses the phone as [`Store::suppression_insert`] does, with the reason `stop`;
    /// a START lifts that reason and no other.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn inbound_store(&self, units: Vec<InboundUnit>) -> Result<Vec<InboundStored>> {
        self.write(Side::Back, async move |txn| {
            let stops = units.iter().filter(|unit| unit.word == Some(ConsentWord::Stop));
            txn.lock_opt_outs(stops.filter_map(|unit| unit.organization)).await?;
            txn.inbound_insert(&units).await
        })
        .await
    }
}
