//! Deliveries that are known by all that they say, since their carrier gives no id.
//!
//! A delivery that was stored is noted under its likeness until it is certain that the carrier has our answer. What is
//! still noted after a crash may be delivered again, to any process, and is then the message that it was; what is not
//! noted is new, however like it is. Notes stand beside the keys of deliveries: no key is a likeness.

use std::collections::BTreeMap;

use domain::{MessageId, Millis, ProviderId};

use super::Seen;
use crate::Store;
use crate::conn::{Column, Each};
use crate::error::Result;
use crate::journal::Side;
use crate::txn::Txn;

/// How long after it was stored a delivery may come again, ms. Later it is another message.
const WINDOW_MS: Millis = 3_600_000;

const FIND: Each = Each {
    sqlite: "SELECT message_id FROM inbound_seen WHERE provider_id = $1 AND dedupe = $2 AND seen_at > $3",
    postgres: "SELECT u.n, s.message_id
        FROM UNNEST($1::bigint[], $2::text[], $3::bigint[]) WITH ORDINALITY AS u (provider_id, dedupe, since, n)
        JOIN inbound_seen s ON s.provider_id = u.provider_id AND s.dedupe = u.dedupe AND s.seen_at > u.since",
};

const NOTE: Each = Each {
    sqlite: "INSERT INTO inbound_seen (provider_id, dedupe, message_id, seen_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (provider_id, dedupe) DO UPDATE SET message_id = excluded.message_id, seen_at = excluded.seen_at",
    postgres: "INSERT INTO inbound_seen (provider_id, dedupe, message_id, seen_at)
        SELECT * FROM UNNEST($1::bigint[], $2::text[], $3::bigint[], $4::bigint[])
        ON CONFLICT (provider_id, dedupe) DO UPDATE SET message_id = excluded.message_id, seen_at = excluded.seen_at",
};

const FORGET: Each = Each {
    sqlite: "DELETE FROM inbound_seen WHERE provider_id = $1 AND dedupe = $2 AND seen_at <= $3",
    postgres: "DELETE FROM inbound_seen s
        USING UNNEST($1::bigint[], $2::text[], $3::bigint[]) AS u (provider_id, dedupe, until)
        WHERE s.provider_id = u.provider_id AND s.dedupe = u.dedupe AND s.seen_at <= u.until",
};

impl Txn {
    /// The messages (by place) that these are deliveries of once more.
    pub(super) async fn likeness_find(&mut self, asked: &[Seen<'_>]) -> Result<Vec<Option<MessageId>>> {
        let mut found = vec![None; asked.len()];
        let [providers, keys] = super::seen_columns(asked);
        let since = Column::Ints(vec![self.now - WINDOW_MS; asked.len()]);
        let rows = self
            .conn
            .query_each(&FIND, &[providers, keys, since], |at, row| {
                Ok((at, MessageId::new(row.int()?)))
            })
            .await?;
        for (at, message) in rows {
            found[at] = Some(message);
        }
        Ok(found)
    }

    /// Notes what these messages are known by; the last one where several are alike. Nodes note in one order, so that
    /// none waits for another that waits for it.
    pub(super) async fn likeness_note(&mut self, noted: &[(Seen<'_>, MessageId)]) -> Result<()> {
        let last: BTreeMap<Seen<'_>, MessageId> = noted.iter().copied().collect();
        let seen: Vec<Seen<'_>> = last.keys().copied().collect();
        let [providers, keys] = super::seen_columns(&seen);
        let messages = Column::Ints(last.values().map(|message| message.get()).collect());
        let now = Column::Ints(vec![self.now; last.len()]);
        self.conn.each(&NOTE, &[providers, keys, messages, now]).await?;
        Ok(())
    }
}

impl Store {
    /// It is certain that the carrier has our answer to what was stored under these likenesses until then: what is like it
    /// from now on is new.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn inbound_certain(&self, provider: ProviderId, certain: Vec<(String, Millis)>) -> Result<()> {
        self.write(Side::Back, async move |txn| {
            let columns = [
                Column::Ints(vec![provider.get(); certain.len()]),
                Column::Texts(certain.iter().map(|(key, _)| key.as_str()).collect()),
                Column::Ints(certain.iter().map(|(_, until)| *until).collect()),
            ];
            txn.conn.each(&FORGET, &columns).await?;
            Ok(())
        })
        .await
    }
}
