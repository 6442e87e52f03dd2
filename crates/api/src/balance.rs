//! What an organization has to spend, what moved it, and how it is paid in.

pub(crate) mod adjust;
pub(crate) mod alert;
pub(crate) mod alerts;
pub(crate) mod checkout;
pub(crate) mod get;
pub(crate) mod ledger;
mod money;
pub(crate) mod statement;
pub(crate) mod terms;
pub(crate) mod top_up;
pub(crate) mod top_ups;
mod view;
