//! How organizations pay: terms, top-ups and corrections, every value checked here, whoever brings it.

use domain::{BillingMode, Currency, Money, OrganizationId, RefundRule, TopUpId};
use store::{
    Adjusted, Adjustment, Balance, BalanceAlert, Billing, BillingSet, Credited, LedgerEntry, LedgerFilter, TopUp,
    TopUpState,
};

use crate::told::terms;
use crate::{Author, Tenancy, TenancyError};

/// The most that one top-up or correction moves, and the highest limit and threshold: a thousand million.
pub const MAX_AMOUNT_MICROS: i64 = 1_000_000_000 * 1_000_000;
/// The longest reference or note, in characters.
pub const MAX_NOTE: usize = 200;
/// What top-ups of administrators are marked as.
pub const ADMIN: &str = "admin";

/// What is to change of how an organization pays; what is left out stays.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BillingChange {
    /// Whether its messages are paid from its balance.
    pub mode: Option<BillingMode>,
    /// The currency of its balance.
    pub currency: Option<Currency>,
    /// How far below zero it may go, micros.
    pub credit_limit_micros: Option<i64>,
    /// What it gets back for messages that were taken and did not arrive.
    pub refund: Option<RefundRule>,
    /// Below which balance it is warned, micros; `Some(None)` for never.
    pub alert_below_micros: Option<Option<i64>>,
}

/// Money that an administrator pays in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTopUp {
    /// How much.
    pub amount: Money,
    /// The administrator's own reference: one is credited once.
    pub reference: Option<String>,
    /// Who does it.
    pub actor: Option<String>,
    /// Why.
    pub note: Option<String>,
}

impl Tenancy {
    /// An organization's balance; `None` where it never paid.
    pub async fn balance(&self, organization: OrganizationId) -> Result<Option<Balance>, TenancyError> {
        Ok(self.inner.store.balance_get(organization).await?)
    }

    /// Changes how an organization pays. The first change names the currency.
    pub async fn billing_change(
        &self,
        organization: OrganizationId,
        change: BillingChange,
        author: &Author,
    ) -> Result<Balance, TenancyError> {
        self.organization(organization).await?;
        let now = self.inner.clock.now_ms();
        let known = self.inner.store.balance_get(organization).await?;
        let known = known.map(|balance| balance.billing);
        let billing = changed(organization, known, change)?;
        let what = ("billing.change", organization.to_string());
        let entry = author.changes(
            Some(organization),
            what.0,
            what.1,
            (known.as_ref().map(terms), Some(terms(&billing))),
        );
        match self.inner.store.noting(entry).billing_set(billing, now).await? {
            BillingSet::Done(balance) => Ok(balance),
            BillingSet::OtherCurrency(currency) => Err(TenancyError::fault(
                "currency",
                format!("is not {currency}, in which the ledger is kept"),
                "leave it out: a ledger keeps its currency",
            )),
        }
    }

    /// Credits what an administrator pays in; a reference that came before is credited no second time.
    pub async fn top_up(&self, organization: OrganizationId, new: NewTopUp) -> Result<TopUp, TenancyError> {
        self.organization(organization).await?;
        check_amount(new.amount.micros, 1)?;
        check_text("reference", new.reference.as_deref())?;
        check_text("note", new.note.as_deref())?;
        let now = self.inner.clock.now_ms();
        let top_up = TopUp {
            id: TopUpId::new(self.inner.store.ids().next(now)),
            organization,
            source: ADMIN.to_owned(),
            reference: new.reference,
            state: TopUpState::Pending,
            amount_micros: new.amount.micros,
            currency: new.amount.currency,
            actor: new.actor,
            note: new.note,
            entry: None,
            created_at: now,
            ended_at: None,
        };
        match self.inner.store.top_up_credit(top_up).await? {
            Credited::Now(top_up) | Credited::Already(top_up) => Ok(top_up),
            Credited::NoBalance(currency) => Err(no_balance(currency)),
            Credited::Mismatch(_) => Err(TenancyError::fault(
                "reference",
                "came before with another amount",
                "give another reference, or look at the top-ups",
            )),
            Credited::Unknown => Err(TenancyError::Internal),
        }
    }

    /// Corrects a balance; a negative amount goes out.
    pub async fn balance_adjust(
        &self,
        organization: OrganizationId,
        amount: Money,
        (actor, note): (Option<String>, String),
    ) -> Result<LedgerEntry, TenancyError> {
        self.organization(organization).await?;
        check_amount(amount.micros, -MAX_AMOUNT_MICROS)?;
        if amount.micros == 0 || note.trim().is_empty() {
            let field = if amount.micros == 0 { "amount" } else { "note" };
            let mend = "a correction names an amount, and why";
            return Err(TenancyError::fault(field, "is missing", mend));
        }
        check_text("note", Some(&note))?;
        let adjustment = Adjustment {
            organization,
            amount_micros: amount.micros,
            currency: amount.currency,
            actor,
            note,
        };
        match self.inner.store.balance_adjust(adjustment).await? {
            Adjusted::Now(id) => {
                let before = domain::LedgerEntryId::new(id.get().saturating_add(1));
                let found = self
                    .inner
                    .store
                    .ledger_list(organization, LedgerFilter::default(), Some(before), 1);
                found.await?.pop().ok_or(TenancyError::Internal)
            }
            Adjusted::NoBalance(currency) => Err(no_balance(currency)),
            Adjusted::Short(short) => {
                let left = Money::new(short.spendable_micros, short.currency);
                let fault = format!("takes more than is there: {left}");
                Err(TenancyError::fault(
                    "amount",
                    fault,
                    "take less, or raise the credit limit",
                ))
            }
        }
    }

    /// Ledger entries, newest first, from before `before`.
    pub async fn ledger(
        &self,
        organization: OrganizationId,
        filter: LedgerFilter,
        before: Option<domain::LedgerEntryId>,
        limit: usize,
    ) -> Result<Vec<LedgerEntry>, TenancyError> {
        Ok(self
            .inner
            .store
            .ledger_list(organization, filter, before, limit)
            .await?)
    }

    /// When the balance fell below its threshold, newest first, from before `before`.
    pub async fn balance_alerts(
        &self,
        organization: OrganizationId,
        before: Option<i64>,
        limit: usize,
    ) -> Result<Vec<BalanceAlert>, TenancyError> {
        Ok(self.inner.store.balance_alerts(organization, before, limit).await?)
    }

    /// Top-ups, newest first, from before `before`.
    pub async fn top_ups(
        &self,
        organization: OrganizationId,
        before: Option<TopUpId>,
        limit: usize,
    ) -> Result<Vec<TopUp>, TenancyError> {
        Ok(self.inner.store.top_up_list(organization, before, limit).await?)
    }

    /// One of the organization's top-ups.
    pub async fn top_up_by_id(&self, organization: OrganizationId, id: TopUpId) -> Result<TopUp, TenancyError> {
        let found = self.inner.store.top_up_get(organization, id).await?;
        found.ok_or(TenancyError::NotFound("top-up"))
    }
}

fn changed(
    organization: OrganizationId,
    known: Option<Billing>,
    change: BillingChange,
) -> Result<Billing, TenancyError> {
    let known_or = |default| known.unwrap_or(default);
    let Some(currency) = change.currency.or(known.map(|billing| billing.currency)) else {
        let mend = "name it, such as KES; or three letters of your own for credits, such as CRD";
        return Err(TenancyError::fault("currency", "is missing", mend));
    };
    let base = known_or(Billing {
        organization,
        mode: BillingMode::Prepaid,
        currency,
        credit_limit_micros: 0,
        refund: RefundRule::None,
        alert_below_micros: None,
    });
    let billing = Billing {
        organization,
        mode: change.mode.unwrap_or(base.mode),
        currency,
        credit_limit_micros: change.credit_limit_micros.unwrap_or(base.credit_limit_micros),
        refund: change.refund.unwrap_or(base.refund),
        alert_below_micros: change.alert_below_micros.unwrap_or(base.alert_below_micros),
    };
    if !(0..=MAX_AMOUNT_MICROS).contains(&billing.credit_limit_micros) {
        let mend = "give 0 to 1000000000";
        return Err(TenancyError::fault("creditLimit", "is out of bounds", mend));
    }
    let bounds = -MAX_AMOUNT_MICROS..=MAX_AMOUNT_MICROS;
    if billing.alert_below_micros.is_some_and(|below| !bounds.contains(&below)) {
        let mend = "give at most 1000000000 either side of zero";
        return Err(TenancyError::fault("alertBelow", "is out of bounds", mend));
    }
    Ok(billing)
}

/// Checks an amount to pay in.
pub(crate) fn check_amount(micros: i64, least: i64) -> Result<(), TenancyError> {
    if (least..=MAX_AMOUNT_MICROS).contains(&micros) {
        return Ok(());
    }
    let mend = "give an amount above 0 and at most 1000000000";
    Err(TenancyError::fault("amount", "is out of bounds", mend))
}

fn check_text(field: &str, text: Option<&str>) -> Result<(), TenancyError> {
    let Some(text) = text else { return Ok(()) };
    if (1..=MAX_NOTE).contains(&text.chars().count()) && !text.chars().any(char::is_control) {
        return Ok(());
    }
    let mend = format!("give 1 to {MAX_NOTE} characters on one line");
    Err(TenancyError::fault(
        field,
        "is empty, too long or has control characters",
        mend,
    ))
}

fn no_balance(currency: Option<Currency>) -> TenancyError {
    match currency {
        Some(currency) => TenancyError::fault(
            "currency",
            format!("is not {currency}, in which the organization's balance is kept"),
            format!("give the amount in {currency}"),
        ),
        None => TenancyError::fault(
            "organization",
            "has no balance",
            "make it prepaid first: `tuma balance set --currency …`",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORGANIZATION: OrganizationId = OrganizationId::new(7);

    fn field(result: Result<Billing, TenancyError>) -> Option<String> {
        match result {
            Err(TenancyError::Invalid(fault)) => Some(fault.field),
            _ => None,
        }
    }

    #[test]
    fn what_is_left_out_stays_and_the_first_change_names_the_currency() {
        assert_eq!(
            field(changed(ORGANIZATION, None, BillingChange::default())).as_deref(),
            Some("currency")
        );
        let first = BillingChange {
            currency: "KES".parse().ok(),
            alert_below_micros: Some(Some(5)),
            ..BillingChange::default()
        };
        let billing = changed(ORGANIZATION, None, first).expect("billing");
        assert_eq!((billing.mode, billing.credit_limit_micros), (BillingMode::Prepaid, 0));
        let second = BillingChange {
            refund: Some(RefundRule::Failed),
            ..BillingChange::default()
        };
        let after = changed(ORGANIZATION, Some(billing), second).expect("billing");
        assert_eq!((after.refund, after.alert_below_micros), (RefundRule::Failed, Some(5)));
        let never = BillingChange {
            alert_below_micros: Some(None),
            ..BillingChange::default()
        };
        assert_eq!(
            changed(ORGANIZATION, Some(after), never)
                .expect("billing")
                .alert_below_micros,
            None
        );
    }

    #[test]
    fn limits_thresholds_and_amounts_are_checked() {
        let currency = "KES".parse().ok();
        let over = |credit_limit_micros, alert_below_micros| BillingChange {
            currency,
            credit_limit_micros: Some(credit_limit_micros),
            alert_below_micros: Some(alert_below_micros),
            ..BillingChange::default()
        };
        assert_eq!(
            field(changed(ORGANIZATION, None, over(-1, None))).as_deref(),
            Some("creditLimit")
        );
        assert_eq!(
            field(changed(ORGANIZATION, None, over(0, Some(i64::MAX)))).as_deref(),
            Some("alertBelow")
        );
        assert!(check_amount(0, 1).is_err() && check_amount(MAX_AMOUNT_MICROS + 1, 1).is_err());
        assert!(check_amount(1, 1).is_ok());
        assert!(check_text("note", Some("two\nlines")).is_err() && check_text("note", Some("")).is_err());
        assert!(check_text("note", None).is_ok() && check_text("note", Some("invoice 7")).is_ok());
    }
}
