//! For whoever runs the installation: organizations, and the providers that they share.
//!
//! None of these asks for an organization to be in: they are about all of them.

pub(crate) mod organizations;
pub(crate) mod providers;
