//! How the API is used: for the page that shows it.

pub(crate) mod list;
pub(crate) mod summary;
