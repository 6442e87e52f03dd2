//! The platform's providers, as whoever runs the installation makes, sees, changes and shares them.

pub(crate) mod change;
pub(crate) mod create;
pub(crate) mod get;
pub(crate) mod list;
pub(crate) mod remove;
pub(crate) mod share;
mod view;
