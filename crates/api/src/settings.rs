//! The settings of an organization: what people decide about it.

pub(crate) mod change;
pub(crate) mod get;
mod view;
