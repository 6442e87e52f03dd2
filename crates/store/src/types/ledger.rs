//! Balances, ledger entries, top-ups and alerts.

use domain::{
    BatchId, BillingMode, Currency, EntryKind, LedgerEntryId, Millis, Movement, OrganizationId, RefundRule, TopUpId,
};

/// How an organization pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Billing {
    /// Whose.
    pub organization: OrganizationId,
    /// Whether its messages are paid from its balance.
    pub mode: BillingMode,
    /// The currency of its balance, or its credits.
    pub currency: Currency,
    /// How far below zero it may go, micros.
    pub credit_limit_micros: i64,
    /// What it gets back for messages that a carrier took and did not deliver.
    pub refund: RefundRule,
    /// Below which balance it is warned, micros.
    pub alert_below_micros: Option<i64>,
}

/// How [`crate::Store::billing_set`] ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BillingSet {
    /// It is so now.
    Done(Balance),
    /// The ledger has entries in this currency, and one ledger has one currency.
    OtherCurrency(Currency),
}

/// A balance: the sum of an organization's ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Balance {
    /// How it is paid from.
    pub billing: Billing,
    /// What the four accounts hold.
    pub accounts: Movement,
    /// Whether it is below its threshold, and that was told.
    pub alerted: bool,
    /// When its settings were last changed.
    pub updated_at: Millis,
}

impl Balance {
    /// What can be spent now: what is available and the credit limit.
    pub const fn spendable_micros(&self) -> i64 {
        self.accounts.available.saturating_add(self.billing.credit_limit_micros)
    }
}

/// What a call needs that the balance does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shortfall {
    /// What its messages may cost at most, micros.
    pub needed_micros: i64,
    /// What is available, credit limit included, micros.
    pub spendable_micros: i64,
    /// Of both.
    pub currency: Currency,
    /// How many messages it has.
    pub messages: usize,
}

/// A balance that fell below its threshold just now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BalanceAlert {
    /// Whose.
    pub organization: OrganizationId,
    /// Its number; alerts rise in the order in which they were written.
    pub id: i64,
    /// What is left, micros.
    pub available_micros: i64,
    /// The threshold, micros.
    pub below_micros: i64,
    /// Of both.
    pub currency: Currency,
    /// When.
    pub at: Millis,
}

/// One entry of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerEntry {
    /// Its id.
    pub id: LedgerEntryId,
    /// What it says.
    pub kind: EntryKind,
    /// When it was written.
    pub at: Millis,
    /// How many messages it is about.
    pub messages: i64,
    /// How many segments they have.
    pub segments: i64,
    /// What it adds to each account.
    pub movement: Movement,
    /// The batch that it holds money for.
    pub batch: Option<BatchId>,
    /// The top-up that it is.
    pub top_up: Option<TopUpId>,
    /// Who did it, where a person did.
    pub actor: Option<String>,
    /// Why.
    pub note: Option<String>,
}

/// All entries of one kind on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LedgerDay {
    /// Days since 1970, UTC.
    pub day: i64,
    /// Their kind.
    pub kind: EntryKind,
    /// How many.
    pub entries: i64,
    /// How many messages they are about.
    pub messages: i64,
    /// Their segments.
    pub segments: i64,
    /// What they add to each account.
    pub movement: Movement,
}

/// Where a top-up stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(i64)]
pub enum TopUpState {
    /// The payment provider was asked; nobody has paid yet.
    Pending = 1,
    /// It is in the ledger.
    Paid = 2,
    /// Nobody will pay.
    Failed = 3,
}

impl TopUpState {
    /// The state stored as `code`.
    pub fn from_code(code: i64) -> Option<Self> {
        [Self::Pending, Self::Paid, Self::Failed]
            .into_iter()
            .find(|state| *state as i64 == code)
    }

    /// The word in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::Paid => "PAID",
            Self::Failed => "FAILED",
        }
    }
}

/// Money that comes, or is to come, into a balance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopUp {
    /// Its id.
    pub id: TopUpId,
    /// Whose.
    pub organization: OrganizationId,
    /// `admin`, or the payment provider.
    pub source: String,
    /// The payment provider's reference, or the administrator's own: one of a source and organization is credited once.
    pub reference: Option<String>,
    /// Where it stands.
    pub state: TopUpState,
    /// How much, micros.
    pub amount_micros: i64,
    /// Of which currency.
    pub currency: Currency,
    /// Who asked for it.
    pub actor: Option<String>,
    /// Why.
    pub note: Option<String>,
    /// Its ledger entry, once it is paid.
    pub entry: Option<LedgerEntryId>,
    /// When it was asked for.
    pub created_at: Millis,
    /// When it was paid or failed.
    pub ended_at: Option<Millis>,
}

/// How a payment into a balance ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credited {
    /// It is in the ledger now.
    Now(TopUp),
    /// It was before; nothing was written.
    Already(TopUp),
    /// It cannot be: the organization has no balance, or one in another currency.
    NoBalance(Option<Currency>),
    /// The payment is not the one that was asked for: another amount, currency or reference.
    Mismatch(TopUp),
    /// There is no such top-up.
    Unknown,
}

/// A correction of a balance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adjustment {
    /// Whose balance.
    pub organization: OrganizationId,
    /// How much comes in; negative for what goes out, micros.
    pub amount_micros: i64,
    /// Of which currency.
    pub currency: Currency,
    /// Who does it.
    pub actor: Option<String>,
    /// Why.
    pub note: String,
}

/// How a correction ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Adjusted {
    /// It is in the ledger now, as this entry.
    Now(LedgerEntryId),
    /// It cannot be: the organization has no balance, or one in another currency.
    NoBalance(Option<Currency>),
    /// More would go out than is there.
    Short(Shortfall),
}

/// What a payment provider says that was paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// Which top-up it is for.
    pub top_up: TopUpId,
    /// The payment provider.
    pub source: String,
    /// Its reference.
    pub reference: String,
    /// How much was paid, micros.
    pub amount_micros: i64,
    /// Of which currency.
    pub currency: Currency,
}

/// The bounds of a question about entries, newest first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LedgerFilter {
    /// Only this kind.
    pub kind: Option<EntryKind>,
    /// Only acts of people and payment providers.
    pub explicit: bool,
    /// Written at or after.
    pub from: Option<Millis>,
    /// Written before.
    pub until: Option<Millis>,
}
