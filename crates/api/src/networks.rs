//! From where an organization may be called: networks that are let in, and networks that are not.

pub(crate) mod change;
pub(crate) mod get;
mod view;
