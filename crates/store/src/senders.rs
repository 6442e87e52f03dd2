//! Sender IDs: what an organization asks to send from, and what was decided about that.

use domain::{OrganizationId, ProviderId, SenderId};

use crate::conn::Value;
use crate::error::Result;
use crate::journal::Side;
use crate::row::Cells;
use crate::types::{AskedSender, SenderRow, SenderState};
use crate::{Store, StoreError};

macro_rules! sender_columns {
    () => {
        "s.id, s.organization_id, s.sender, s.state, s.purpose, s.countries, s.providers, s.reason, s.requested_at,
         s.decided_at"
    };
}

fn read_sender(row: &mut Cells<'_>) -> Result<SenderRow> {
    Ok(SenderRow {
        id: SenderId::new(row.int()?),
        organization: OrganizationId::new(row.int()?),
        sender: row.text()?,
        state: row.coded(SenderState::from_code)?,
        purpose: row.text()?,
        countries: row.str()?.lines().map(str::to_owned).collect(),
        providers: providers(row.str()?)?,
        reason: row.opt_text()?,
        requested_at: row.int()?,
        decided_at: row.opt_int()?,
    })
}

fn providers(lines: &str) -> Result<Vec<ProviderId>> {
    let ids = lines.lines().map(|line| line.parse().map(ProviderId::new));
    ids.collect::<std::result::Result<_, _>>().map_err(StoreError::internal)
}

/// Ids, one a line.
fn lines(providers: &[ProviderId]) -> String {
    let ids: Vec<String> = providers.iter().map(|id| id.get().to_string()).collect();
    ids.join("\n")
}

impl Store {
    /// Asks for a sender ID; one that was rejected may be asked for again. `false` where the organization has it already,
    /// pending or approved.
    ///
    /// # Errors
    /// `Full` where the organization has `most` of them; `Busy`, `Unavailable`.
    pub async fn sender_request(&self, row: SenderRow, most: i64) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let organization = Value::Int(row.organization.get());
            txn.organization_lock(row.organization).await?;
            let sql = "SELECT COUNT(*) FROM sender_ids WHERE organization_id = $1 AND sender <> $2";
            let others = txn
                .conn
                .query_one(sql, &[organization, Value::Text(&row.sender)], |row| row.int())
                .await?;
            if others.unwrap_or(0) >= most {
                return Err(StoreError::Full { what: "senders", most });
            }
            let asked = txn
                .conn
                .execute(
                    "INSERT INTO sender_ids (id, organization_id, sender, state, purpose, countries, providers,
                         requested_at)
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                     ON CONFLICT (organization_id, sender) DO UPDATE SET state = excluded.state,
                         purpose = excluded.purpose, countries = excluded.countries, providers = excluded.providers,
                         reason = NULL, requested_at = excluded.requested_at, decided_at = NULL
                     WHERE sender_ids.state = 3",
                    &[
                        Value::Int(row.id.get()),
                        organization,
                        Value::Text(&row.sender),
                        Value::Int(SenderState::Pending as i64),
                        Value::Text(&row.purpose),
                        Value::Text(&row.countries.join("\n")),
                        Value::Text(&lines(&row.providers)),
                        Value::Int(row.requested_at),
                    ],
                )
                .await?;
            Ok(asked > 0)
        })
        .await
    }

    /// One of the organization's sender IDs.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn sender_get(&self, organization: OrganizationId, id: SenderId) -> Result<Option<SenderRow>> {
        self.read(async move |conn| {
            conn.query_one(
                concat!(
                    "SELECT ",
                    sender_columns!(),
                    " FROM sender_ids s WHERE s.organization_id = $1 AND s.id = $2"
                ),
                &[Value::Int(organization.get()), Value::Int(id.get())],
                read_sender,
            )
            .await
        })
        .await
    }

    /// The organization's sender IDs in this state, or all of them, by their text.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn sender_list(
        &self,
        organization: OrganizationId,
        state: Option<SenderState>,
    ) -> Result<Vec<SenderRow>> {
        self.read(async move |conn| {
            conn.query(
                concat!(
                    "SELECT ",
                    sender_columns!(),
                    " FROM sender_ids s WHERE s.organization_id = $1 AND ($2 IS NULL OR s.state = $2) ORDER BY s.sender"
                ),
                &[
                    Value::Int(organization.get()),
                    Value::OptInt(state.map(|state| state as i64)),
                ],
                read_sender,
            )
            .await
        })
        .await
    }

    /// Gives a sender ID up; `false` when the organization has none with this id.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn sender_remove(&self, organization: OrganizationId, id: SenderId) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let sql = "DELETE FROM sender_ids WHERE organization_id = $1 AND id = $2";
            let values = [Value::Int(organization.get()), Value::Int(id.get())];
            Ok(txn.conn.execute(sql, &values).await? > 0)
        })
        .await
    }

    /// Decides about a sender ID: its state, countries, providers and reason become those of `row`. `false` when there is
    /// none with its organization and id.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn sender_decide(&self, row: SenderRow) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let decided = txn
                .conn
                .execute(
                    "UPDATE sender_ids SET state = $1, countries = $2, providers = $3, reason = $4, decided_at = $5
                     WHERE organization_id = $6 AND id = $7",
                    &[
                        Value::Int(row.state as i64),
                        Value::Text(&row.countries.join("\n")),
                        Value::Text(&lines(&row.providers)),
                        Value::OptText(row.reason.as_deref()),
                        Value::OptInt(row.decided_at),
                        Value::Int(row.organization.get()),
                        Value::Int(row.id.get()),
                    ],
                )
                .await?;
            Ok(decided > 0)
        })
        .await
    }

    /// Sender IDs of all organizations in this state, or all of them, in the order in which they were first asked for;
    /// those behind `after`.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn sender_asked_all(
        &self,
        state: Option<SenderState>,
        after: Option<SenderId>,
        limit: usize,
    ) -> Result<Vec<AskedSender>> {
        self.read(async move |conn| {
            conn.query(
                concat!(
                    "SELECT ",
                    sender_columns!(),
                    ", o.name, (SELECT COUNT(*) FROM sender_ids e WHERE e.sender = s.sender AND e.state = 2
                         AND e.organization_id <> s.organization_id)
                     FROM sender_ids s JOIN organizations o ON o.id = s.organization_id
                     WHERE s.id > $1 AND ($2 IS NULL OR s.state = $2) ORDER BY s.id LIMIT $3"
                ),
                &[
                    Value::Int(after.map_or(0, SenderId::get)),
                    Value::OptInt(state.map(|state| state as i64)),
                    Value::Int(limit as i64),
                ],
                read_asked,
            )
            .await
        })
        .await
    }

    /// The sender ID with this id, of whatever organization.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn sender_find_all(&self, id: SenderId) -> Result<Option<SenderRow>> {
        self.read(async move |conn| {
            conn.query_one(
                concat!("SELECT ", sender_columns!(), " FROM sender_ids s WHERE s.id = $1"),
                &[Value::Int(id.get())],
                read_sender,
            )
            .await
        })
        .await
    }

    /// The approved sender IDs of all organizations.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn sender_approved_all(&self) -> Result<Vec<SenderRow>> {
        self.read(async |conn| {
            conn.query(
                concat!(
                    "SELECT ",
                    sender_columns!(),
                    " FROM sender_ids s WHERE s.state = 2 ORDER BY s.organization_id, s.sender"
                ),
                &[],
                read_sender,
            )
            .await
        })
        .await
    }

    /// Says whether an organization sends from approved sender IDs only; `false` when there is no such organization.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn organization_approved_senders_set(&self, id: OrganizationId, only: bool) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let sql = "UPDATE organizations SET approved_senders_only = $1 WHERE id = $2";
            let values = [Value::Int(i64::from(only)), Value::Int(id.get())];
            Ok(txn.conn.execute(sql, &values).await? > 0)
        })
        .await
    }
}

fn read_asked(row: &mut Cells<'_>) -> Result<AskedSender> {
    Ok(AskedSender {
        row: read_sender(row)?,
        organization_name: row.text()?,
        approved_elsewhere: row.int()?,
    })
}
