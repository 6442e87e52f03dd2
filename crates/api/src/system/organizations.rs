//! Organizations, as whoever runs the installation makes, sees, bounds and stops them.

pub(crate) mod change;
pub(crate) mod create;
pub(crate) mod get;
pub(crate) mod limits;
pub(crate) mod list;
pub(crate) mod owners;
pub(crate) mod quotas;
pub(crate) mod resume;
pub(crate) mod suspend;
mod view;
