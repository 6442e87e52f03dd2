//! SMPP accounts: the logins with which organizations bind to the SMPP server.

use domain::alphabet::Alphabet;
use domain::{Class, OrganizationId, SmppAccountId};

use crate::conn::Value;
use crate::error::Result;
use crate::journal::Side;
use crate::row::Cells;
use crate::types::SmppAccount;
use crate::{Store, StoreError};

macro_rules! account_columns {
    () => {
        "organization_id, id, system_id, password_hash, allowed_ips, max_binds, rate_per_second, send_window, senders,
         class, active, created_at, updated_at, data_coding_0, data_coding_1"
    };
}

fn narrow(value: i64) -> Result<u32> {
    u32::try_from(value).map_err(StoreError::internal)
}

/// A list that is kept one a line.
fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

fn alphabet(code: i64) -> Result<Alphabet> {
    Alphabet::from_code(code).ok_or_else(|| StoreError::internal("an alphabet that does not exist"))
}

fn read_account(row: &mut Cells<'_>) -> Result<SmppAccount> {
    Ok(SmppAccount {
        organization: OrganizationId::new(row.int()?),
        id: SmppAccountId::new(row.int()?),
        system_id: row.text()?,
        password_hash: row.text()?,
        allowed_ips: lines(row.str()?),
        max_binds: narrow(row.int()?)?,
        rate_per_second: row.opt_int()?.map(narrow).transpose()?,
        window: narrow(row.int()?)?,
        senders: lines(row.str()?),
        class: row.coded(Class::from_code)?,
        active: row.flag()?,
        created_at: row.int()?,
        updated_at: row.int()?,
        data_coding_0: row.coded(Alphabet::from_code)?,
        data_coding_1: row.opt_int()?.map(alphabet).transpose()?,
    })
}

impl Store {
    /// Adds an account.
    ///
    /// # Errors
    /// `Exists` when the system id is taken; `Busy`, `Unavailable`.
    pub async fn smpp_account_insert(&self, account: SmppAccount) -> Result<()> {
        self.write(Side::Front, async move |txn| {
            txn.conn
                .execute(
                    concat!(
                        "INSERT INTO smpp_accounts (",
                        account_columns!(),
                        ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"
                    ),
                    &[
                        Value::Int(account.organization.get()),
                        Value::Int(account.id.get()),
                        Value::Text(&account.system_id),
                        Value::Text(&account.password_hash),
                        Value::Text(&account.allowed_ips.join("\n")),
                        Value::Int(i64::from(account.max_binds)),
                        Value::OptInt(account.rate_per_second.map(i64::from)),
                        Value::Int(i64::from(account.window)),
                        Value::Text(&account.senders.join("\n")),
                        Value::Int(account.class as i64),
                        Value::Int(i64::from(account.active)),
                        Value::Int(account.created_at),
                        Value::Int(account.updated_at),
                        Value::Int(account.data_coding_0 as i64),
                        Value::OptInt(account.data_coding_1.map(|alphabet| alphabet as i64)),
                    ],
                )
                .await
                .map_err(|error| error.named("an SMPP account with this system id"))?;
            Ok(())
        })
        .await
    }

    /// Replaces an account (not its id, owner and age); `false` when the organization has none with this id.
    ///
    /// # Errors
    /// `Exists` when the new system id is taken; `Busy`, `Unavailable`.
    pub async fn smpp_account_update(&self, account: SmppAccount) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let updated = txn
                .conn
                .execute(
                    "UPDATE smpp_accounts SET system_id = $1, password_hash = $2, allowed_ips = $3, max_binds = $4,
                         rate_per_second = $5, send_window = $6, senders = $7, class = $8, active = $9,
                         updated_at = $10, data_coding_0 = $11, data_coding_1 = $12
                     WHERE organization_id = $13 AND id = $14",
                    &[
                        Value::Text(&account.system_id),
                        Value::Text(&account.password_hash),
                        Value::Text(&account.allowed_ips.join("\n")),
                        Value::Int(i64::from(account.max_binds)),
                        Value::OptInt(account.rate_per_second.map(i64::from)),
                        Value::Int(i64::from(account.window)),
                        Value::Text(&account.senders.join("\n")),
                        Value::Int(account.class as i64),
                        Value::Int(i64::from(account.active)),
                        Value::Int(account.updated_at),
                        Value::Int(account.data_coding_0 as i64),
                        Value::OptInt(account.data_coding_1.map(|alphabet| alphabet as i64)),
                        Value::Int(account.organization.get()),
                        Value::Int(account.id.get()),
                    ],
                )
                .await
                .map_err(|error| error.named("an SMPP account with this system id"))?;
            Ok(updated > 0)
        })
        .await
    }

    /// Removes an account; `false` when the organization has none with this id. What it was still to be told goes by
    /// its age.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn smpp_account_remove(&self, organization: OrganizationId, id: SmppAccountId) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let gone = txn
                .conn
                .execute(
                    "DELETE FROM smpp_accounts WHERE organization_id = $1 AND id = $2",
                    &[Value::Int(organization.get()), Value::Int(id.get())],
                )
                .await?;
            Ok(gone > 0)
        })
        .await
    }

    /// One of the organization's accounts.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn smpp_account_get(
        &self,
        organization: OrganizationId,
        id: SmppAccountId,
    ) -> Result<Option<SmppAccount>> {
        self.read(async move |conn| {
            conn.query_one(
                concat!(
                    "SELECT ",
                    account_columns!(),
                    " FROM smpp_accounts WHERE organization_id = $1 AND id = $2"
                ),
                &[Value::Int(organization.get()), Value::Int(id.get())],
                read_account,
            )
            .await
        })
        .await
    }

    /// The account that binds with this system id, whosever it is.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn smpp_account_by_system_id(&self, system_id: &str) -> Result<Option<SmppAccount>> {
        let system_id = system_id.to_owned();
        self.read(async move |conn| {
            conn.query_one(
                concat!(
                    "SELECT ",
                    account_columns!(),
                    " FROM smpp_accounts WHERE system_id = $1"
                ),
                &[Value::Text(&system_id)],
                read_account,
            )
            .await
        })
        .await
    }

    /// The organization's accounts, by system id.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn smpp_account_list(&self, organization: OrganizationId) -> Result<Vec<SmppAccount>> {
        self.read(async move |conn| {
            conn.query(
                concat!(
                    "SELECT ",
                    account_columns!(),
                    " FROM smpp_accounts WHERE organization_id = $1 ORDER BY system_id"
                ),
                &[Value::Int(organization.get())],
                read_account,
            )
            .await
        })
        .await
    }

    /// The accounts of all organizations, by system id.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn smpp_account_list_all(&self) -> Result<Vec<SmppAccount>> {
        self.read(async |conn| {
            conn.query(
                concat!("SELECT ", account_columns!(), " FROM smpp_accounts ORDER BY system_id"),
                &[],
                read_account,
            )
            .await
        })
        .await
    }
}
