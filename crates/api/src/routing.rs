//! Routes: an organization's rules that turn a message into an ordered list of providers. (The HTTP routes are in
//! [`crate::routes`].)

pub(crate) mod body;
pub(crate) mod change;
pub(crate) mod create;
pub(crate) mod explain;
pub(crate) mod get;
pub(crate) mod list;
pub(crate) mod remove;
pub(crate) mod view;
