//! Units: the parts of an organization, and who is limited to which.

mod body;
pub(crate) mod change;
pub(crate) mod create;
pub(crate) mod limit;
pub(crate) mod list;
pub(crate) mod remove;
mod view;
