//! The SMSC against a raw client that knows nothing but octets.

#![allow(missing_docs, reason = "tests")]

#[path = "smsc/inbound.rs"]
mod inbound;
#[path = "smsc/misbehaviours.rs"]
mod misbehaviours;
#[path = "smsc/raw.rs"]
mod raw;
#[path = "smsc/receipts.rs"]
mod receipts;
#[path = "smsc/standard.rs"]
mod standard;
