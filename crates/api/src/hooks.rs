//! Webhooks out: the endpoints that an organization has told, what was told to them, and telling it again. (What
//! carriers call is in `webhooks`.)

pub(crate) mod body;
pub(crate) mod callbacks;
pub(crate) mod change;
pub(crate) mod create;
pub(crate) mod deliveries;
pub(crate) mod delivery;
pub(crate) mod get;
pub(crate) mod list;
pub(crate) mod remove;
pub(crate) mod replay;
pub(crate) mod rotate;
pub(crate) mod test;
pub(crate) mod view;
