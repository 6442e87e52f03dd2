//! The SMPP server, asked by a client over a real connection.

mod binds;
pub mod esme;
mod inbound;
mod long;
mod multi;
mod receipts;
mod submits;
