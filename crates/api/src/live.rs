//! Events of messages as they happen.

pub(crate) mod events;
mod stream;
mod watch;
