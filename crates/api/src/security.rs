//! The security log.

pub(crate) mod events;
