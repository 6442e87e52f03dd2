//! Callbacks: the signed calls that tell receivers of final states.

pub(crate) mod secret;
