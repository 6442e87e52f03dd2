//! Parts of long inbound messages: kept until all are there, taken by the message that they make.
//!
//! On PostgreSQL the parts of one message are stored one after the other, under an advisory lock, so that of two nodes
//! that each get a part at least one sees both.
//!
//! Parts of long messages that an SMPP account hands in are kept here too, under the account's id in the provider's
//! place (ids of all kinds differ); they become an outbound message.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use domain::alphabet::Alphabet;
use domain::{MessageId, Millis, ProviderId, SmppAccountId};

use super::Seen;
use crate::conn::{Column, Conn, Each, Insert, Kind, Value};
use crate::error::Result;
use crate::journal::Side;
use crate::row::Cells;
use crate::txn::Txn;
use crate::types::{InboundPart, PartKey, PartOutcome, PartSet, PartUnit};
use crate::{Store, StoreError};

/// Advisory locks for parts on PostgreSQL; those for opt-outs are below.
const LOCKS: i64 = 64;
const FIRST_LOCK: i64 = 2_000;

static INSERT: LazyLock<Insert> = LazyLock::new(|| {
    Insert::new(
        "inbound_parts",
        &[
            ("provider_id", Kind::Int),
            ("from_addr", Kind::Text),
            ("to_addr", Kind::Text),
            ("reference", Kind::Int),
            ("total", Kind::Int),
            ("number", Kind::Int),
            ("alphabet", Kind::Int),
            ("octets", Kind::Blob),
            ("dedupe", Kind::Text),
            ("raw", Kind::Text),
            ("received_at", Kind::Int),
            ("likeness", Kind::Text),
        ],
        "ON CONFLICT DO NOTHING",
    )
});

const LOAD: Each = Each {
    sqlite: "SELECT number, alphabet, octets, dedupe, raw, received_at, likeness FROM inbound_parts
        WHERE provider_id = $1 AND from_addr = $2 AND to_addr = $3 AND reference = $4 AND total = $5 ORDER BY number",
    postgres: "SELECT u.n, p.number, p.alphabet, p.octets, p.dedupe, p.raw, p.received_at, p.likeness
        FROM UNNEST($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::bigint[])
            WITH ORDINALITY AS u (provider_id, from_addr, to_addr, reference, total, n)
        JOIN inbound_parts p ON p.provider_id = ANY (ARRAY[u.provider_id]) AND p.from_addr = u.from_addr
            AND p.to_addr = u.to_addr AND p.reference = u.reference AND p.total = u.total
        ORDER BY u.n, p.number",
};

const TAKE: Each = Each {
    sqlite: "DELETE FROM inbound_parts
        WHERE provider_id = $1 AND from_addr = $2 AND to_addr = $3 AND reference = $4 AND total = $5
        RETURNING dedupe, likeness",
    postgres: "DELETE FROM inbound_parts p
        USING UNNEST($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::bigint[])
            WITH ORDINALITY AS u (provider_id, from_addr, to_addr, reference, total, n)
        WHERE p.provider_id = ANY (ARRAY[u.provider_id]) AND p.from_addr = u.from_addr AND p.to_addr = u.to_addr
            AND p.reference = u.reference AND p.total = u.total
        RETURNING u.n, p.dedupe, p.likeness",
};

/// What a part was known by that is taken.
pub(super) struct TakenPart {
    pub dedupe: String,
    pub likeness: Option<String>,
}

fn key_columns<'a>(keys: &[&'a PartKey]) -> [Column<'a>; 5] {
    [
        Column::Ints(keys.iter().map(|key| key.provider.get()).collect()),
        Column::Texts(keys.iter().map(|key| key.from.as_str()).collect()),
        Column::Texts(keys.iter().map(|key| key.to.as_str()).collect()),
        Column::Ints(keys.iter().map(|key| i64::from(key.reference)).collect()),
        Column::Ints(keys.iter().map(|key| i64::from(key.total)).collect()),
    ]
}

fn octet(value: i64) -> Result<u8> {
    u8::try_from(value).map_err(StoreError::internal)
}

fn read_part(row: &mut Cells<'_>) -> Result<InboundPart> {
    Ok(InboundPart {
        number: octet(row.int()?)?,
        alphabet: row.coded(Alphabet::from_code)?,
        octets: row.bytes()?.to_vec(),
        dedupe: row.text()?,
        raw: row.text()?,
        received_at: row.int()?,
        likeness: row.opt_text()?,
    })
}

/// The parts of each key that are there, in their order.
async fn load(conn: &mut Conn, keys: &[&PartKey]) -> Result<Vec<Vec<InboundPart>>> {
    let mut sets: Vec<Vec<InboundPart>> = keys.iter().map(|_| Vec::new()).collect();
    let rows = conn
        .query_each(&LOAD, &key_columns(keys), |at, row| Ok((at, read_part(row)?)))
        .await?;
    for (at, part) in rows {
        sets[at].push(part);
    }
    Ok(sets)
}

fn is_complete(key: &PartKey, parts: &[InboundPart]) -> bool {
    let numbers = parts.iter().map(|part| part.number);
    numbers.filter(|number| (1..=key.total).contains(number)).count() == usize::from(key.total)
}

impl Txn {
    /// Removes the parts of messages that are stored now; answers the place of the key and what each part was known by.
    pub(super) async fn parts_take(&mut self, keys: &[&PartKey]) -> Result<Vec<(usize, TakenPart)>> {
        self.conn
            .query_each(&TAKE, &key_columns(keys), |at, row| {
                let part = TakenPart {
                    dedupe: row.text()?,
                    likeness: row.opt_text()?,
                };
                Ok((at, part))
            })
            .await
    }

    /// The parts that are delivered once more, of messages that are stored; notes them as those messages.
    async fn parts_again(&mut self, units: &[PartUnit], outcomes: &mut [PartOutcome]) -> Result<()> {
        let doubtful = |at: &usize| units[*at].ask && matches!(outcomes[*at], PartOutcome::Kept);
        let asked: Vec<(usize, Seen<'_>)> = (0..units.len())
            .filter(doubtful)
            .filter_map(|at| Some((at, (units[at].key.provider.get(), units[at].part.likeness.as_deref()?))))
            .collect();
        let alike: Vec<Seen<'_>> = asked.iter().map(|(_, seen)| *seen).collect();
        let found = self.likeness_find(&alike).await?;
        let (mut seen, mut messages) = (Vec::new(), Vec::new());
        for ((at, _), message) in asked.iter().zip(found) {
            let Some(message) = message else { continue };
            outcomes[*at] = PartOutcome::Again(message);
            seen.push((units[*at].key.provider.get(), units[*at].part.dedupe.as_str()));
            messages.push(message);
        }
        self.inbound_see(&seen, &messages).await?;
        Ok(())
    }

    /// Keeps other nodes from storing parts of the same messages until this transaction ends.
    async fn lock_parts(&mut self, units: &[&PartUnit]) -> Result<()> {
        if !self.conn.is_postgres() {
            return Ok(());
        }
        // Rows come out of UNNEST in order, so all take their locks in the same order.
        const LOCK: Each = Each {
            sqlite: "",
            postgres: "SELECT u.n, pg_advisory_xact_lock(u.lock)
                FROM UNNEST($1::bigint[]) WITH ORDINALITY AS u (lock, n)",
        };
        let slot = |unit: &PartUnit| {
            let phone = unit.key.from.bytes();
            let hash = phone.fold(i64::from(unit.key.reference), |hash, byte| {
                (hash * 31 + i64::from(byte)) % 65_521
            });
            FIRST_LOCK + hash % LOCKS
        };
        let locks: BTreeSet<i64> = units.iter().map(|unit| slot(unit)).collect();
        self.conn
            .touched(&LOCK, &[Column::Ints(locks.into_iter().collect())])
            .await?;
        Ok(())
    }

    async fn parts_insert(&mut self, units: &[&PartUnit]) -> Result<()> {
        let keys: Vec<&PartKey> = units.iter().map(|unit| &unit.key).collect();
        let [providers, from, to, references, totals] = key_columns(&keys);
        let columns = [
            providers,
            from,
            to,
            references,
            totals,
            Column::Ints(units.iter().map(|unit| i64::from(unit.part.number)).collect()),
            Column::Ints(units.iter().map(|unit| unit.part.alphabet as i64).collect()),
            Column::Blobs(units.iter().map(|unit| unit.part.octets.as_slice()).collect()),
            Column::Texts(units.iter().map(|unit| unit.part.dedupe.as_str()).collect()),
            Column::Texts(units.iter().map(|unit| unit.part.raw.as_str()).collect()),
            Column::Ints(units.iter().map(|unit| unit.part.received_at).collect()),
            Column::OptTexts(units.iter().map(|unit| unit.part.likeness.as_deref()).collect()),
        ];
        self.conn.insert(&INSERT, &columns).await
    }

    async fn parts_store(&mut self, units: &[PartUnit]) -> Result<Vec<PartOutcome>> {
        let all: Vec<&PartUnit> = units.iter().collect();
        self.lock_parts(&all).await?;
        let seen: Vec<Seen<'_>> = units
            .iter()
            .map(|unit| (unit.key.provider.get(), unit.part.dedupe.as_str()))
            .collect();
        let mut outcomes: Vec<PartOutcome> = self
            .inbound_find(&seen)
            .await?
            .into_iter()
            .map(|stored| stored.map_or(PartOutcome::Kept, PartOutcome::Again))
            .collect();
        self.parts_again(units, &mut outcomes).await?;
        let fresh: Vec<usize> = (0..units.len())
            .filter(|at| matches!(outcomes[*at], PartOutcome::Kept))
            .collect();
        let new: Vec<&PartUnit> = fresh.iter().map(|at| &units[*at]).collect();
        self.parts_insert(&new).await?;
        // The last part of a message in this call is the one that may complete it.
        let last: BTreeMap<&PartKey, usize> = fresh.iter().map(|at| (&units[*at].key, *at)).collect();
        let keys: Vec<&PartKey> = last.keys().copied().collect();
        let sets = load(&mut self.conn, &keys).await?;
        for ((key, at), parts) in last.into_iter().zip(sets) {
            if is_complete(key, &parts) {
                outcomes[at] = PartOutcome::Complete(parts);
            }
        }
        Ok(outcomes)
    }
}

async fn stale(conn: &mut Conn, before: Millis, limit: usize) -> Result<Vec<PartSet>> {
    let keys = conn
        .query(
            "SELECT provider_id, from_addr, to_addr, reference, total FROM inbound_parts WHERE received_at <= $1
             GROUP BY provider_id, from_addr, to_addr, reference, total ORDER BY MIN(received_at) LIMIT $2",
            &[Value::Int(before), Value::Int(limit as i64)],
            |row| {
                Ok(PartKey {
                    provider: ProviderId::new(row.int()?),
                    from: row.text()?,
                    to: row.text()?,
                    reference: row.small()?,
                    total: octet(row.int()?)?,
                })
            },
        )
        .await?;
    let sets = load(conn, &keys.iter().collect::<Vec<_>>()).await?;
    Ok(keys
        .into_iter()
        .zip(sets)
        .map(|(key, parts)| PartSet { key, parts })
        .collect())
}

impl Store {
    /// Keeps parts of long messages, each once; answers in their order. `Ok` means that all of them are on disk. Where
    /// all parts of a message are there they are answered, and stay until [`Store::inbound_store`] takes them; a part
    /// that comes again until then has them answered again.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn inbound_part_store(&self, units: Vec<PartUnit>) -> Result<Vec<PartOutcome>> {
        self.write(Side::Back, async move |txn| txn.parts_store(&units).await)
            .await
    }

    /// Up to `limit` messages of all organizations with a part that came by `before` and waits still, the oldest first:
    /// those whose other parts do not come, and those that were complete when a process died.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn inbound_parts_stale_all(&self, before: Millis, limit: usize) -> Result<Vec<PartSet>> {
        self.read(async move |conn| stale(conn, before, limit).await).await
    }

    /// Takes the parts of a long message that an SMPP account handed in, whose message `message` is accepted, and keeps
    /// for some days what each part was known by, so that it can be asked after.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn submitted_parts_done(&self, key: PartKey, message: MessageId) -> Result<()> {
        self.write(Side::Back, async move |txn| {
            let taken = txn.parts_take(&[&key]).await?;
            let seen: Vec<Seen<'_>> = taken
                .iter()
                .map(|(_, part)| (key.provider.get(), part.dedupe.as_str()))
                .collect();
            txn.inbound_see(&seen, &vec![message; seen.len()]).await?;
            Ok(())
        })
        .await
    }

    /// What is kept as part `number` of a long message that an SMPP account hands in: maybe not what was handed in last,
    /// since the first one stays.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn submitted_part_get(&self, key: PartKey, number: u8) -> Result<Option<InboundPart>> {
        let mut sets = self.read(async move |conn| load(conn, &[&key]).await).await?;
        let parts = sets.pop().unwrap_or_default();
        Ok(parts.into_iter().find(|part| part.number == number))
    }

    /// The message that a part went into which an SMPP account handed in; `None` while other parts are missing, and
    /// after some days.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn submitted_part_message(&self, account: SmppAccountId, part: &str) -> Result<Option<MessageId>> {
        let part = part.to_owned();
        self.read(async move |conn| {
            conn.query_one(
                "SELECT message_id FROM inbound_seen WHERE provider_id = $1 AND dedupe = $2",
                &[Value::Int(account.get()), Value::Text(&part)],
                |row| Ok(MessageId::new(row.int()?)),
            )
            .await
        })
        .await
    }
}
