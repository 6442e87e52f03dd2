//! The phones of simulated carriers: what arrived on them, and texts back.

pub(crate) mod get;
pub(crate) mod list;
pub(crate) mod text;
mod view;
