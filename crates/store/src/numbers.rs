//! Numbers: whose the inbound messages of a shared provider are, by the address they were sent to and their keyword.

use domain::{OrganizationId, ProviderId};

use crate::conn::Value;
use crate::error::Result;
use crate::journal::Side;
use crate::row::Cells;
use crate::types::InboundNumber;
use crate::{Store, StoreError};

macro_rules! number_columns {
    () => {
        "provider_id, address, keyword, organization_id, created_at"
    };
}

fn read_number(row: &mut Cells<'_>) -> Result<InboundNumber> {
    Ok(InboundNumber {
        provider: ProviderId::new(row.int()?),
        address: row.text()?,
        keyword: row.text()?,
        organization: OrganizationId::new(row.int()?),
        created_at: row.int()?,
    })
}

impl Store {
    /// Gives an address with a keyword to an organization, once or again.
    ///
    /// # Errors
    /// `Exists` when another organization has it; `Busy`, `Unavailable`.
    pub async fn number_put(&self, number: InboundNumber) -> Result<()> {
        self.write(Side::Front, async move |txn| {
            let put = txn
                .conn
                .execute(
                    concat!(
                        "INSERT INTO numbers (",
                        number_columns!(),
                        ") VALUES ($1, $2, $3, $4, $5)
                         ON CONFLICT (provider_id, address, keyword)
                         DO UPDATE SET organization_id = excluded.organization_id
                             WHERE numbers.organization_id = excluded.organization_id"
                    ),
                    &[
                        Value::Int(number.provider.get()),
                        Value::Text(&number.address),
                        Value::Text(&number.keyword),
                        Value::Int(number.organization.get()),
                        Value::Int(number.created_at),
                    ],
                )
                .await?;
            if put == 0 {
                return Err(StoreError::Exists("this number and keyword"));
            }
            Ok(())
        })
        .await
    }

    /// Takes an address with a keyword from the organization; `false` when it had none such.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn number_remove(
        &self,
        organization: OrganizationId,
        provider: ProviderId,
        address: &str,
        keyword: &str,
    ) -> Result<bool> {
        let (address, keyword) = (address.to_owned(), keyword.to_owned());
        self.write(Side::Front, async move |txn| {
            let gone = txn
                .conn
                .execute(
                    "DELETE FROM numbers
                     WHERE organization_id = $1 AND provider_id = $2 AND address = $3 AND keyword = $4",
                    &[
                        Value::Int(organization.get()),
                        Value::Int(provider.get()),
                        Value::Text(&address),
                        Value::Text(&keyword),
                    ],
                )
                .await?;
            Ok(gone > 0)
        })
        .await
    }

    /// The organization's addresses and keywords, by provider.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn number_list(&self, organization: OrganizationId) -> Result<Vec<InboundNumber>> {
        self.read(async move |conn| {
            conn.query(
                concat!(
                    "SELECT ",
                    number_columns!(),
                    " FROM numbers WHERE organization_id = $1 ORDER BY provider_id, address, keyword"
                ),
                &[Value::Int(organization.get())],
                read_number,
            )
            .await
        })
        .await
    }

    /// The addresses and keywords of all organizations, by provider.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn number_list_all(&self) -> Result<Vec<InboundNumber>> {
        self.read(async |conn| {
            conn.query(
                concat!(
                    "SELECT ",
                    number_columns!(),
                    " FROM numbers ORDER BY provider_id, address, keyword"
                ),
                &[],
                read_number,
            )
            .await
        })
        .await
    }
}
