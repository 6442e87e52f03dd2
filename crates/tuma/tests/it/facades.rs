//! The paths of the systems that Tuma replaces.

mod balance;
mod webapp;
