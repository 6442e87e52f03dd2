//! Figures of messages for any period: what dashboards draw.

pub(crate) mod ask;
pub(crate) mod get;
pub(crate) mod summary;
pub(crate) mod view;
