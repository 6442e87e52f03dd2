//! What can be asked about balances and prices.

use domain::{BillingMode, RefundRule};
use serde::{Deserialize, Serialize};

use super::{Ask, Request};
use crate::admin::views::{BalanceView, PriceView, StatementFile, TopUpView};

asks! {
    /// What an organization has to spend.
    BalanceShow -> BalanceView {
        /// Whose.
        organization: Option<String>,
    }
    /// Say how an organization pays; what is left out stays.
    BalanceSet -> BalanceView {
        /// Whose.
        organization: Option<String>,
        /// Whether messages are paid from the balance.
        mode: Option<BillingMode>,
        /// The balance's currency.
        currency: Option<String>,
        /// How far below zero it may go.
        credit_limit: Option<String>,
        /// What is given back for messages that did not arrive.
        refund: Option<RefundRule>,
        /// Below what it is warned; `never` for not at all.
        alert_below: Option<String>,
    }
    /// Credit what an organization paid.
    BalanceTopup -> TopUpView {
        /// Whose.
        organization: Option<String>,
        /// How much.
        amount: String,
        /// The currency; the balance's own if left out.
        currency: Option<String>,
        /// One is credited once.
        reference: Option<String>,
        /// Why.
        note: Option<String>,
    }
    /// Correct a balance.
    BalanceAdjust -> BalanceView {
        /// Whose.
        organization: Option<String>,
        /// How much comes in; negative for what goes out.
        amount: String,
        /// Why.
        note: String,
    }
    /// A statement of whole days.
    BalanceStatement -> StatementFile {
        /// Whose.
        organization: Option<String>,
        /// The first day.
        from: String,
        /// The last day.
        to: String,
        /// As a PDF rather than CSV.
        pdf: bool,
    }
    /// Add a line to a price list.
    PriceAdd -> PriceView {
        /// Whose list; the platform's if left out.
        organization: Option<String>,
        /// What numbers begin with.
        prefix: String,
        /// What a segment costs.
        price: String,
        /// Of which currency.
        currency: String,
        /// Through which provider, by name or id.
        provider: Option<String>,
        /// Of which class.
        class: Option<String>,
        /// For messages that come in.
        inbound: bool,
        /// From when on.
        from: Option<String>,
        /// Until when.
        until: Option<String>,
    }
    /// Replace a price list by the lines of a CSV file.
    PriceImport -> usize {
        /// Whose list; the platform's if left out.
        organization: Option<String>,
        /// The file's text.
        csv: String,
        /// The currency of lines that name none.
        currency: Option<String>,
    }
    /// A price list.
    PriceList -> Vec<PriceView> {
        /// Whose list; the platform's if left out.
        organization: Option<String>,
    }
    /// Remove a line of a price list.
    PriceRemove -> () {
        /// Whose list; the platform's if left out.
        organization: Option<String>,
        /// Its id.
        price: String,
    }
}
