//! Where a caller stands with its limits.

pub(crate) mod get;
