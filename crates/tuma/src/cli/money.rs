//! Arguments of `tuma balance` and `tuma price`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::FileArgs;
use super::admin::WhoseArgs;

/// `tuma balance`.
#[derive(Debug, Args)]
#[command(after_help = BALANCE_HELP)]
pub struct BalanceArgs {
    /// Where the settings are
    #[command(flatten)]
    pub file: FileArgs,

    /// What to do
    #[command(subcommand)]
    pub action: BalanceAction,
}

/// What `tuma balance` does.
#[derive(Debug, Subcommand)]
pub enum BalanceAction {
    /// Show what an organization has to spend
    Show {
        /// Whose
        #[command(flatten)]
        whose: WhoseArgs,
    },
    /// Say how an organization pays; what is left out stays
    Set(BalanceSetArgs),
    /// Credit what an organization paid
    Topup(BalanceTopupArgs),
    /// Correct a balance, either way
    Adjust(BalanceAdjustArgs),
    /// Write a statement of whole days in UTC
    Statement(BalanceStatementArgs),
}

/// `tuma balance set`.
#[derive(Debug, Args)]
pub struct BalanceSetArgs {
    /// Whose
    #[command(flatten)]
    pub whose: WhoseArgs,

    /// Whether messages are paid from the balance
    #[arg(long, value_enum)]
    pub mode: Option<ModeArg>,

    /// The currency, or three letters of your own for credits; needed the first time, fixed afterwards
    #[arg(long)]
    pub currency: Option<String>,

    /// How far below zero the balance may go
    #[arg(long, value_name = "AMOUNT")]
    pub credit_limit: Option<String>,

    /// What is given back for messages that a carrier took and did not deliver
    #[arg(long, value_enum)]
    pub refund: Option<RefundArg>,

    /// Warn when the balance falls below; `never` for not at all
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    pub alert_below: Option<String>,
}

/// Whether messages are paid from the balance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ModeArg {
    /// They are
    Prepaid,
    /// They are not
    Unlimited,
}

impl ModeArg {
    /// The product's mode.
    pub const fn mode(self) -> domain::BillingMode {
        match self {
            Self::Prepaid => domain::BillingMode::Prepaid,
            Self::Unlimited => domain::BillingMode::Unlimited,
        }
    }
}

/// What is given back for messages that did not arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RefundArg {
    /// Nothing
    None,
    /// For those that failed
    Failed,
    /// For those that failed or expired
    FailedAndExpired,
}

impl RefundArg {
    /// The product's rule.
    pub const fn rule(self) -> domain::RefundRule {
        match self {
            Self::None => domain::RefundRule::None,
            Self::Failed => domain::RefundRule::Failed,
            Self::FailedAndExpired => domain::RefundRule::FailedAndExpired,
        }
    }
}

/// `tuma balance topup`.
#[derive(Debug, Args)]
pub struct BalanceTopupArgs {
    /// How much, such as 500 or 12.50
    pub amount: String,

    /// Whose
    #[command(flatten)]
    pub whose: WhoseArgs,

    /// The currency; the balance's own if left out
    #[arg(long)]
    pub currency: Option<String>,

    /// Your own reference, such as an invoice: one is credited once
    #[arg(long)]
    pub reference: Option<String>,

    /// Why
    #[arg(long)]
    pub note: Option<String>,
}

/// `tuma balance adjust`.
#[derive(Debug, Args)]
pub struct BalanceAdjustArgs {
    /// How much comes in; negative for what goes out
    #[arg(allow_hyphen_values = true)]
    pub amount: String,

    /// Whose
    #[command(flatten)]
    pub whose: WhoseArgs,

    /// Why
    #[arg(long)]
    pub note: String,
}

/// `tuma balance statement`.
#[derive(Debug, Args)]
pub struct BalanceStatementArgs {
    /// Whose
    #[command(flatten)]
    pub whose: WhoseArgs,

    /// The first day, such as 2026-03-01
    #[arg(long, value_name = "DAY")]
    pub from: String,

    /// The last day
    #[arg(long, value_name = "DAY")]
    pub to: String,

    /// As what
    #[arg(long, value_enum, default_value_t = StatementFormat::Csv)]
    pub format: StatementFormat,

    /// Where it goes; stdout if left out, which a PDF cannot
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// What a statement is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StatementFormat {
    /// For spreadsheets
    Csv,
    /// For people
    Pdf,
}

/// `tuma price`.
#[derive(Debug, Args)]
#[command(after_help = PRICE_HELP)]
pub struct PriceArgs {
    /// Where the settings are
    #[command(flatten)]
    pub file: FileArgs,

    /// What to do
    #[command(subcommand)]
    pub action: PriceAction,
}

/// What `tuma price` does.
#[derive(Debug, Subcommand)]
pub enum PriceAction {
    /// Add a line to a price list
    Add(PriceAddArgs),
    /// Replace a whole price list by the lines of a CSV file
    Import(PriceImportArgs),
    /// List a price list
    List {
        /// Whose list; the platform's if left out
        #[arg(long, value_name = "ORG")]
        org: Option<String>,
    },
    /// Remove a line
    Remove {
        /// The line's id, prc_…
        price: String,
        /// Whose list; the platform's if left out
        #[arg(long, value_name = "ORG")]
        org: Option<String>,
    },
}

/// `tuma price add`.
#[derive(Debug, Args)]
pub struct PriceAddArgs {
    /// What numbers begin with, such as 254 or +2547; every number if left out
    #[arg(default_value = "")]
    pub prefix: String,

    /// What a segment costs
    #[arg(long, value_name = "AMOUNT")]
    pub price: String,

    /// Of which currency
    #[arg(long)]
    pub currency: String,

    /// Whose list; the platform's if left out
    #[arg(long, value_name = "ORG")]
    pub org: Option<String>,

    /// Through which provider: its name or id; all if left out
    #[arg(long)]
    pub provider: Option<String>,

    /// Of which class: otp, transactional or promotional; all if left out
    #[arg(long)]
    pub class: Option<String>,

    /// For messages that come in
    #[arg(long)]
    pub inbound: bool,

    /// From when on: a time, a date (UTC), or a span from now; from now on if left out
    #[arg(long, value_name = "TIME")]
    pub from: Option<String>,

    /// Until when
    #[arg(long, value_name = "TIME")]
    pub until: Option<String>,
}

/// `tuma price import`.
#[derive(Debug, Args)]
pub struct PriceImportArgs {
    /// The file: prefix,price and, where wanted, currency,provider,class,direction,validFrom,validUntil
    pub file: PathBuf,

    /// Whose list; the platform's if left out
    #[arg(long, value_name = "ORG")]
    pub org: Option<String>,

    /// The currency of lines that name none
    #[arg(long)]
    pub currency: Option<String>,
}

const BALANCE_HELP: &str = "\
Examples:
  tuma balance set --org beacon --mode prepaid --currency PKR --refund failed --alert-below 500
  tuma balance topup 10000 --org beacon --reference INV-2026-017
  tuma balance statement --org beacon --from 2026-03-01 --to 2026-03-31 --format pdf --out march.pdf";

const PRICE_HELP: &str = "\
An organization's own list is asked first, then the platform's, then the provider's price. The longest prefix wins.

Examples:
  tuma price add 254 --price 0.80 --currency KES
  tuma price add 2547 --price 0.65 --currency KES --org beacon --class promotional
  tuma price import prices.csv --org beacon --currency KES";
