//! API keys: made, listed, changed, rotated, revoked. A key itself is in two answers alone: that to its making, and that
//! to its rotation.

mod body;
pub(crate) mod change;
pub(crate) mod create;
pub(crate) mod get;
pub(crate) mod list;
pub(crate) mod revoke;
pub(crate) mod rotate;
mod view;
