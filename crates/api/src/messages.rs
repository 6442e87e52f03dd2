//! Messages: sending one or many, following, listing, cancelling, and looking before sending.

pub(crate) mod cancel;
pub(crate) mod form;
pub(crate) mod inbox;
pub(crate) mod list;
pub(crate) mod masked;
pub(crate) mod preview;
pub(crate) mod reveal;
pub(crate) mod send;
pub(crate) mod send_bulk;
pub(crate) mod status;
pub(crate) mod view;
pub(crate) mod words;
