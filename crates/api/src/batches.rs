//! Batches: the recipients of one bulk call or file, followed to their last row.

pub(crate) mod get;
pub(crate) mod list;
pub(crate) mod view;
