//! Price lists: what a segment costs by destination, provider, class and time.

pub(crate) mod add;
pub(crate) mod list;
pub(crate) mod remove;
mod view;
