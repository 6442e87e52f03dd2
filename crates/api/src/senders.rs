//! Sender IDs of an organization: asked for, looked at, given up.

pub(crate) mod get;
pub(crate) mod list;
pub(crate) mod remove;
pub(crate) mod request;
pub(crate) mod view;
