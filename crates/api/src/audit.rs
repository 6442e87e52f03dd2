//! The log of changes: who changed what, before, after and from where, as a list and as a file. Nobody changes it.

mod ask;
pub(crate) mod export;
pub(crate) mod list;
mod view;
