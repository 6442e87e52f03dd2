//! The security log, and what an organization asks of its people.

pub(crate) mod events;
pub(crate) mod policy;
