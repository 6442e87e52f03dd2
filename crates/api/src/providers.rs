//! Providers: an organization's connections to carriers, made, changed and tested by whoever has the scope for it.
//!
//! No answer holds a credential; the platform's shared providers are listed without their settings and cannot be changed.

pub(crate) mod body;
pub(crate) mod ceiling;
pub(crate) mod change;
pub(crate) mod create;
pub(crate) mod get;
pub(crate) mod history;
pub(crate) mod list;
pub(crate) mod remove;
pub(crate) mod test;
pub(crate) mod view;
