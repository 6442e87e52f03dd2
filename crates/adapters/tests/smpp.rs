//! The SMPP client against the SMSC double, over real sockets.
//!
//! Whatever the SMSC does, nothing that it did not take is called taken, and afterwards messages go out again.

#![allow(missing_docs, reason = "tests")]

#[path = "smpp/binds.rs"]
mod binds;
#[path = "carriers2/stage.rs"]
#[allow(dead_code, reason = "the other half is for carriers with webhooks")]
mod carrier;
#[path = "smpp/inbound.rs"]
mod inbound;
#[path = "smpp/misbehaviours.rs"]
mod misbehaviours;
#[path = "smpp/receipts.rs"]
mod receipts;
#[path = "simulator/recording_sink.rs"]
mod recording_sink;
#[path = "smpp/settings.rs"]
mod settings;
#[path = "smpp/stage.rs"]
mod stage;
#[path = "smpp/statuses.rs"]
mod statuses;
#[path = "smpp/texts.rs"]
mod texts;
