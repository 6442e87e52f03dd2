//! Sender IDs that organizations ask for: looked at and decided about by whoever runs the installation.

pub(crate) mod approve;
pub(crate) mod list;
pub(crate) mod reject;
