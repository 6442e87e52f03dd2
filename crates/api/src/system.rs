//! For whoever runs the installation: organizations, the providers that they share, the
//! sender IDs that they ask for.
//!
//! None of these asks for an organization to be in: they are about all of them.

pub(crate) mod organizations;
pub(crate) mod providers;
pub(crate) mod senders;
