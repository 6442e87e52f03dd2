//! Balances and prices at the desk. A running server takes changes over within a second.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::{Currency, Direction, Fault, Money, OrganizationId, PriceRule, ProviderId};
use store::Organization;
use tenancy::{Author, BillingChange, NewTopUp, class_of};

use super::{Desk, currency, refused};
use crate::admin::request::{
    BalanceAdjust, BalanceSet, BalanceShow, BalanceStatement, BalanceTopup, PriceAdd, PriceImport, PriceList,
    PriceRemove,
};
use crate::admin::views::{BalanceView, PriceView, StatementFile, TopUpView};
use crate::failure::Failure;
use crate::time;

/// Who acts at the command line.
const OPERATOR: &str = "operator";
/// Lines of a price list that are read at a time.
const PAGE: usize = 1_000;
const DAY_MS: i64 = 86_400_000;

impl Desk {
    pub(super) async fn balance_show(&self, ask: BalanceShow) -> Result<BalanceView, Failure> {
        let organization = self.organization(ask.organization.as_deref()).await?;
        let balance = self.tenancy.balance(organization.id).await?;
        Ok(BalanceView::of(&organization, balance))
    }

    pub(super) async fn balance_set(&self, ask: BalanceSet) -> Result<BalanceView, Failure> {
        let organization = self.organization(ask.organization.as_deref()).await?;
        let below = match ask.alert_below.as_deref() {
            None => None,
            Some("never") => Some(None),
            Some(amount) => Some(Some(micros("alert-below", amount)?)),
        };
        let change = BillingChange {
            mode: ask.mode,
            currency: ask.currency.as_deref().map(currency).transpose()?,
            credit_limit_micros: ask
                .credit_limit
                .as_deref()
                .map(|amount| micros("credit-limit", amount))
                .transpose()?,
            refund: ask.refund,
            alert_below_micros: below,
        };
        let balance = self
            .tenancy
            .billing_change(organization.id, change, &Author::operator())
            .await?;
        self.repriced().await;
        Ok(BalanceView::of(&organization, Some(balance)))
    }

    pub(super) async fn balance_topup(&self, ask: BalanceTopup) -> Result<TopUpView, Failure> {
        let organization = self.organization(ask.organization.as_deref()).await?;
        let currency = match ask.currency.as_deref() {
            Some(code) => currency(code)?,
            None => self.currency_of(&organization).await?,
        };
        let new = NewTopUp {
            amount: money("amount", &ask.amount, currency)?,
            reference: ask.reference,
            actor: Some(OPERATOR.to_owned()),
            note: ask.note,
        };
        Ok((&self.tenancy.top_up(organization.id, new).await?).into())
    }

    pub(super) async fn balance_adjust(&self, ask: BalanceAdjust) -> Result<BalanceView, Failure> {
        let organization = self.organization(ask.organization.as_deref()).await?;
        let amount = money("amount", &ask.amount, self.currency_of(&organization).await?)?;
        let why = (Some(OPERATOR.to_owned()), ask.note);
        self.tenancy.balance_adjust(organization.id, amount, why).await?;
        let balance = self.tenancy.balance(organization.id).await?;
        Ok(BalanceView::of(&organization, balance))
    }

    pub(super) async fn balance_statement(&self, ask: BalanceStatement) -> Result<StatementFile, Failure> {
        let organization = self.organization(ask.organization.as_deref()).await?;
        let days = (day("from", &ask.from)?, day("to", &ask.to)? + 1);
        let statement = self.tenancy.statement(organization.id, days).await?;
        let (bytes, ending) = if ask.pdf {
            (api::statement_pdf(&statement).map_err(Failure::failed)?, "pdf")
        } else {
            (statement.to_csv()?, "csv")
        };
        Ok(StatementFile {
            name: format!("{}.{ending}", statement.file_name()),
            content: STANDARD.encode(bytes),
        })
    }

    pub(super) async fn price_add(&self, ask: PriceAdd) -> Result<PriceView, Failure> {
        let owner = self.owner(ask.organization.as_deref()).await?;
        let now = self.clock.now_ms();
        let when = |field: &'static str, text: &str| {
            let fault = || refused(Fault::new(field, "is no time", format!("give {}", time::WHEN)));
            time::parse_when(text, now).ok_or_else(fault)
        };
        let class = match ask.class.as_deref().map(class_of) {
            Some(None) => {
                let mend = "give otp, transactional or promotional";
                return Err(refused(Fault::new("class", "is not known", mend)));
            }
            known => known.flatten(),
        };
        let rule = PriceRule {
            prefix: PriceRule::prefix_of(&ask.prefix).map_err(refused)?,
            provider: self.listed_provider(owner, ask.provider.as_deref()).await?,
            class,
            direction: if ask.inbound {
                Direction::Inbound
            } else {
                Direction::Outbound
            },
            price: money("price", &ask.price, currency(&ask.currency)?)?,
            valid_from: ask.from.as_deref().map_or(Ok(now), |text| when("from", text))?,
            valid_until: ask.until.as_deref().map(|text| when("until", text)).transpose()?,
        };
        let added = self.tenancy.price_add(owner, rule, &Author::operator()).await?;
        self.repriced().await;
        Ok((&added).into())
    }

    pub(super) async fn price_import(&self, ask: PriceImport) -> Result<usize, Failure> {
        let owner = self.owner(ask.organization.as_deref()).await?;
        let usual = ask.currency.as_deref().map(currency).transpose()?;
        let imported = self
            .tenancy
            .prices_import(owner, (ask.csv.as_bytes(), usual), &Author::operator())
            .await;
        self.repriced().await;
        imported.map_err(|faults| Failure::refused("nothing was changed").with(faults))
    }

    pub(super) async fn price_list(&self, ask: PriceList) -> Result<Vec<PriceView>, Failure> {
        let owner = self.owner(ask.organization.as_deref()).await?;
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let page = self.tenancy.prices(owner, after, PAGE).await?;
            after = page.last().map(|price| price.id);
            let last = page.len() < PAGE;
            all.extend(page.iter().map(PriceView::from));
            if last {
                return Ok(all);
            }
        }
    }

    pub(super) async fn price_remove(&self, ask: PriceRemove) -> Result<(), Failure> {
        let owner = self.owner(ask.organization.as_deref()).await?;
        let id = ask.price.parse().map_err(|_| {
            let mend = "`tuma price list` shows them: prc_…";
            refused(Fault::new("price", "is not an id of a price", mend))
        })?;
        self.tenancy.price_remove(owner, id, &Author::operator()).await?;
        self.repriced().await;
        Ok(())
    }

    /// Whose list: the platform's where nobody is named.
    async fn owner(&self, named: Option<&str>) -> Result<Option<OrganizationId>, Failure> {
        match named {
            Some(named) => Ok(Some(self.organization(Some(named)).await?.id)),
            None => Ok(None),
        }
    }

    async fn listed_provider(
        &self,
        owner: Option<OrganizationId>,
        named: Option<&str>,
    ) -> Result<Option<ProviderId>, Failure> {
        let Some(named) = named else { return Ok(None) };
        let rows = match owner {
            Some(organization) => self.store.provider_list(organization).await?,
            None => self.store.provider_list_all().await?,
        };
        let found = rows.iter().find(|row| row.name == named || row.id.to_string() == named);
        let mend = "`tuma provider list` shows them";
        let missing = || refused(Fault::new("provider", "there is no such provider", mend));
        found.map(|row| Some(row.id)).ok_or_else(missing)
    }

    async fn currency_of(&self, organization: &Organization) -> Result<Currency, Failure> {
        let balance = self.tenancy.balance(organization.id).await?;
        balance.map(|balance| balance.billing.currency).ok_or_else(|| {
            let mend = format!(
                "make it prepaid first: tuma balance set --org {} --currency …",
                organization.slug
            );
            refused(Fault::new("org", "has no balance", mend))
        })
    }
}

fn money(field: &str, amount: &str, currency: Currency) -> Result<Money, Failure> {
    Money::parse(amount, currency)
        .map_err(|error| refused(Fault::new(field, error.to_string(), "give an amount such as 12.50")))
}

fn micros(field: &str, amount: &str) -> Result<i64, Failure> {
    // Any currency will do: only the number is read.
    money(field, amount, currency("XXX")?).map(|money| money.micros)
}

/// A day's number since 1970.
fn day(field: &str, text: &str) -> Result<i64, Failure> {
    let date: Option<jiff::civil::Date> = text.parse().ok();
    let start = date.and_then(|date| date.to_zoned(jiff::tz::TimeZone::UTC).ok());
    let fault = || refused(Fault::new(field, "is no day", "give one such as 2026-03-01"));
    start
        .map(|start| start.timestamp().as_millisecond().div_euclid(DAY_MS))
        .ok_or_else(fault)
}
