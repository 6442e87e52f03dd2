//! How balances, top-ups and ledger entries look to callers: amounts as decimal text.

use domain::{BillingMode, Currency, LedgerEntryId, Money, Movement, ProviderId, RefundRule, TopUpId};
use engine::CarrierBalance;
use serde::Serialize;
use store::{Balance, BalanceAlert, LedgerEntry, TopUp};
use utoipa::ToSchema;

use crate::messages::words::Cost;
use crate::time::Time;

/// The decimal text of `micros`.
pub(super) fn text(micros: i64, currency: Currency) -> String {
    Money::new(micros, currency).amount()
}

/// What an organization has to spend.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Balance)]
pub(crate) struct BalanceView {
    /// `prepaid`: messages are paid from it. `unlimited`: they are not; what it held before stays.
    #[schema(value_type = String, example = "prepaid")]
    pub(super) mode: BillingMode,
    /// Its currency, or three letters of the operator's own for credits; null where there never was a balance.
    #[schema(example = "KES")]
    pub(super) currency: Option<String>,
    /// What can be sent with; below zero where credit is used.
    #[schema(example = "1250.40")]
    pub(super) available: Option<String>,
    /// What is held for messages on their way.
    #[schema(example = "16.00")]
    pub(super) reserved: Option<String>,
    /// What carriers took, ever.
    pub(super) spent: Option<String>,
    /// What was paid in, ever, corrections included.
    pub(super) paid_in: Option<String>,
    /// How far below zero it may go.
    pub(super) credit_limit: Option<String>,
    /// `available` and `creditLimit`: what the next call may cost at most.
    pub(super) spendable: Option<String>,
    /// What is given back for messages that were taken and did not arrive: `none`, `failed` or `failed_and_expired`.
    #[schema(value_type = Option<String>, example = "none")]
    pub(super) refund: Option<RefundRule>,
    /// Below which balance there is a warning; null for never.
    pub(super) alert_below: Option<String>,
    /// Whether it is below.
    pub(super) low: bool,
    /// What carriers say is left on the organization's own accounts with them, at most 300 s old.
    pub(super) carriers: Vec<CarrierBalanceView>,
}

/// What a carrier says is left.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CarrierBalance)]
pub(crate) struct CarrierBalanceView {
    /// The provider.
    #[schema(value_type = String, example = "prv_01k9zv0d3s8ra")]
    provider_id: ProviderId,
    /// Its name.
    name: String,
    /// What is left; null where the carrier did not answer.
    balance: Option<Cost>,
    /// When it was asked.
    #[schema(value_type = String, format = DateTime)]
    asked_at: Time,
}

impl BalanceView {
    /// A balance, with what carriers say.
    pub(super) fn new(balance: Option<Balance>, carriers: Vec<CarrierBalance>) -> Self {
        let carriers = carriers.into_iter().map(CarrierBalanceView::from).collect();
        let Some(balance) = balance else {
            return Self {
                mode: BillingMode::Unlimited,
                currency: None,
                available: None,
                reserved: None,
                spent: None,
                paid_in: None,
                credit_limit: None,
                spendable: None,
                refund: None,
                alert_below: None,
                low: false,
                carriers,
            };
        };
        let (billing, accounts) = (balance.billing, balance.accounts);
        let amount = |micros| Some(text(micros, billing.currency));
        Self {
            mode: billing.mode,
            currency: Some(billing.currency.to_string()),
            available: amount(accounts.available),
            reserved: amount(accounts.reserved),
            spent: amount(accounts.spent),
            paid_in: amount(accounts.funding.saturating_neg()),
            credit_limit: amount(billing.credit_limit_micros),
            spendable: amount(balance.spendable_micros()),
            refund: Some(billing.refund),
            alert_below: billing.alert_below_micros.and_then(amount),
            low: balance.alerted,
            carriers,
        }
    }
}

impl From<CarrierBalance> for CarrierBalanceView {
    fn from(said: CarrierBalance) -> Self {
        Self {
            provider_id: said.provider,
            name: said.name,
            balance: said.balance.map(Cost::from),
            asked_at: Time(said.asked_at),
        }
    }
}

/// Money that comes, or is to come, into a balance.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = TopUp)]
pub(crate) struct TopUpView {
    /// Its id.
    #[schema(value_type = String, example = "tup_01k9zv0d3s8ra")]
    top_up_id: TopUpId,
    /// `admin`, or the payment provider, such as `stripe`.
    source: String,
    /// The administrator's or the payment provider's reference.
    reference: Option<String>,
    /// `PENDING`, `PAID` or `FAILED`.
    #[schema(example = "PAID")]
    status: &'static str,
    /// How much.
    #[schema(example = "500.00")]
    amount: String,
    /// Of which currency.
    #[schema(example = "KES")]
    currency: String,
    /// Why, or why it failed.
    note: Option<String>,
    /// Its ledger entry, once it is paid.
    #[schema(value_type = Option<String>)]
    entry_id: Option<LedgerEntryId>,
    /// When it was asked for.
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
    /// When it was paid or failed.
    #[schema(value_type = Option<String>, format = DateTime)]
    ended_at: Option<Time>,
}

impl From<TopUp> for TopUpView {
    fn from(row: TopUp) -> Self {
        Self {
            top_up_id: row.id,
            source: row.source,
            reference: row.reference,
            status: row.state.as_str(),
            amount: text(row.amount_micros, row.currency),
            currency: row.currency.to_string(),
            note: row.note,
            entry_id: row.entry,
            created_at: Time(row.created_at),
            ended_at: row.ended_at.map(Time),
        }
    }
}

/// What an entry adds to each account; the sum of all four is zero.
#[derive(Serialize, ToSchema)]
#[schema(as = Movement)]
pub(crate) struct MovementView {
    /// What can be sent with.
    #[schema(example = "-16.00")]
    available: String,
    /// What is held.
    #[schema(example = "16.00")]
    reserved: String,
    /// What was taken.
    #[schema(example = "0.00")]
    spent: String,
    /// Where it came from.
    #[schema(example = "0.00")]
    funding: String,
}

impl MovementView {
    pub(super) fn of(movement: Movement, currency: Currency) -> Self {
        Self {
            available: text(movement.available, currency),
            reserved: text(movement.reserved, currency),
            spent: text(movement.spent, currency),
            funding: text(movement.funding, currency),
        }
    }
}

/// One entry of the ledger.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = LedgerEntry)]
pub(crate) struct EntryView {
    /// Its id.
    #[schema(value_type = String, example = "ldg_01k9zv0d3s8ra")]
    entry_id: LedgerEntryId,
    /// `RESERVE`, `SPEND`, `RELEASE`, `REFUND`, `INBOUND`, `TOP_UP` or `ADJUSTMENT`.
    #[schema(example = "RESERVE")]
    kind: &'static str,
    /// When it was written.
    #[schema(value_type = String, format = DateTime)]
    at: Time,
    /// How many messages it is about.
    messages: i64,
    /// Their segments.
    segments: i64,
    /// What it adds to each account.
    movement: MovementView,
    /// The batch that it holds money for.
    #[schema(value_type = Option<String>)]
    batch_id: Option<domain::BatchId>,
    /// The top-up that it is.
    #[schema(value_type = Option<String>)]
    top_up_id: Option<TopUpId>,
    /// Why, where a person did it.
    note: Option<String>,
}

impl EntryView {
    pub(super) fn of(entry: LedgerEntry, currency: Currency) -> Self {
        Self {
            entry_id: entry.id,
            kind: entry.kind.as_str(),
            at: Time(entry.at),
            messages: entry.messages,
            segments: entry.segments,
            movement: MovementView::of(entry.movement, currency),
            batch_id: entry.batch,
            top_up_id: entry.top_up,
            note: entry.note,
        }
    }
}

/// A balance that fell below its threshold.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = BalanceAlert)]
pub(crate) struct AlertView {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Time,
    /// What was left.
    available: String,
    /// The threshold then.
    below: String,
    /// Of both.
    currency: String,
}

impl From<BalanceAlert> for AlertView {
    fn from(alert: BalanceAlert) -> Self {
        Self {
            at: Time(alert.at),
            available: text(alert.available_micros, alert.currency),
            below: text(alert.below_micros, alert.currency),
            currency: alert.currency.to_string(),
        }
    }
}
