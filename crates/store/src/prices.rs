//! Price lists: the platform's, and organizations' own; and everything that prices messages, for whoever keeps it in
//! memory.

use std::sync::LazyLock;

use domain::{Class, Direction, Money, OrganizationId, PriceId, PriceRule, ProviderId};

use crate::Store;
use crate::conn::{Column, Conn, Insert, Kind, Value};
use crate::error::Result;
use crate::journal::Side;
use crate::ledger::read_billing;
use crate::row::Cells;
use crate::txn::Txn;
use crate::types::{Price, Tariff};

macro_rules! price_columns {
    () => {
        "organization_id, id, prefix, provider_id, class, direction, price_micros, currency, valid_from, valid_until,
         created_at"
    };
}

static INSERT: LazyLock<Insert> = LazyLock::new(|| {
    Insert::new(
        "prices",
        &[
            ("organization_id", Kind::Int),
            ("id", Kind::Int),
            ("prefix", Kind::Text),
            ("provider_id", Kind::Int),
            ("class", Kind::Int),
            ("direction", Kind::Int),
            ("price_micros", Kind::Int),
            ("currency", Kind::Text),
            ("valid_from", Kind::Int),
            ("valid_until", Kind::Int),
            ("created_at", Kind::Int),
        ],
        "",
    )
});

fn read_price(row: &mut Cells<'_>) -> Result<Price> {
    let organization = row.int()?;
    let id = PriceId::new(row.int()?);
    let prefix = row.text()?;
    let provider = row.int()?;
    let class = row.int()?;
    let direction = row.coded(Direction::from_code)?;
    let micros = row.int()?;
    let price = Money::new(micros, row.currency()?);
    Ok(Price {
        id,
        organization: (organization != 0).then(|| OrganizationId::new(organization)),
        rule: PriceRule {
            prefix,
            provider: (provider != 0).then(|| ProviderId::new(provider)),
            class: Class::from_code(class),
            direction,
            price,
            valid_from: row.int()?,
            valid_until: row.opt_int()?,
        },
        created_at: row.int()?,
    })
}

fn owner(organization: Option<OrganizationId>) -> i64 {
    organization.map_or(0, OrganizationId::get)
}

async fn version(conn: &mut Conn) -> Result<i64> {
    let found = conn
        .query_one("SELECT version FROM tariff_version WHERE one = 1", &[], |row| row.int())
        .await?;
    Ok(found.unwrap_or_default())
}

impl Txn {
    async fn prices_insert(&mut self, prices: &[Price]) -> Result<()> {
        let ints = |pick: &dyn Fn(&Price) -> i64| Column::Ints(prices.iter().map(pick).collect());
        let columns = [
            ints(&|p| owner(p.organization)),
            ints(&|p| p.id.get()),
            Column::Texts(prices.iter().map(|p| p.rule.prefix.as_str()).collect()),
            ints(&|p| p.rule.provider.map_or(0, ProviderId::get)),
            ints(&|p| p.rule.class.map_or(0, |class| class as i64)),
            ints(&|p| p.rule.direction as i64),
            ints(&|p| p.rule.price.micros),
            Column::Texts(prices.iter().map(|p| p.rule.price.currency.as_str()).collect()),
            ints(&|p| p.rule.valid_from),
            Column::OptInts(prices.iter().map(|p| p.rule.valid_until).collect()),
            ints(&|p| p.created_at),
        ];
        let inserted = self.conn.insert(&INSERT, &columns).await;
        inserted.map_err(|error| error.named("a price for the same from the same time on"))
    }
}

impl Store {
    /// Adds lines to price lists, all or none.
    ///
    /// # Errors
    /// `Exists` where a list has a line for the same from the same time on; `Busy`, `Unavailable`.
    pub async fn prices_add(&self, prices: Vec<Price>) -> Result<()> {
        self.write(Side::Front, async move |txn| {
            txn.prices_insert(&prices).await?;
            txn.tariff_changed().await
        })
        .await
    }

    /// Replaces a whole list.
    ///
    /// # Errors
    /// As [`Store::prices_add`]; nothing is changed then.
    pub async fn prices_replace(&self, organization: Option<OrganizationId>, prices: Vec<Price>) -> Result<()> {
        self.write(Side::Front, async move |txn| {
            let values = [Value::Int(owner(organization))];
            txn.conn
                .execute("DELETE FROM prices WHERE organization_id = $1", &values)
                .await?;
            txn.prices_insert(&prices).await?;
            txn.tariff_changed().await
        })
        .await
    }

    /// Removes a line of a list; `false` where it has no such line.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn price_remove(&self, organization: Option<OrganizationId>, id: PriceId) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let values = [Value::Int(owner(organization)), Value::Int(id.get())];
            let sql = "DELETE FROM prices WHERE organization_id = $1 AND id = $2";
            let removed = txn.conn.execute(sql, &values).await? > 0;
            if removed {
                txn.tariff_changed().await?;
            }
            Ok(removed)
        })
        .await
    }

    /// The lines of a list in the order of their ids, those behind `after`.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn prices_list(
        &self,
        organization: Option<OrganizationId>,
        after: Option<PriceId>,
        limit: usize,
    ) -> Result<Vec<Price>> {
        self.read(async move |conn| {
            let values = [
                Value::Int(owner(organization)),
                Value::Int(after.map_or(i64::MIN, PriceId::get)),
                Value::Int(limit as i64),
            ];
            conn.query(
                concat!(
                    "SELECT ",
                    price_columns!(),
                    " FROM prices WHERE organization_id = $1 AND id > $2 ORDER BY id LIMIT $3"
                ),
                &values,
                read_price,
            )
            .await
        })
        .await
    }

    /// Everything that prices messages, of all organizations, unless it is still what it was at `known`. What changes
    /// while it is read is in the next answer.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn tariff_all(&self, known: i64) -> Result<Option<Tariff>> {
        self.read(async move |conn| {
            let version = version(conn).await?;
            if version == known {
                return Ok(None);
            }
            let prices = conn
                .query(concat!("SELECT ", price_columns!(), " FROM prices"), &[], read_price)
                .await?;
            let billing = conn
                .query(
                    "SELECT organization_id, mode, currency, credit_limit_micros, refund, alert_below_micros
                     FROM balances",
                    &[],
                    read_billing,
                )
                .await?;
            Ok(Some(Tariff {
                version,
                prices,
                billing,
            }))
        })
        .await
    }
}
