//! Africa's Talking, Infobip and Veevo Tech against their doubles, over real sockets.
//!
//! Every status and error of the carriers' documentation is a row of a table here, and each table is compared with the
//! adapter's own, so that neither can grow without the other.

#[path = "carriers2/africastalking.rs"]
mod africastalking;
#[path = "carriers2/africastalking_hooks.rs"]
mod africastalking_hooks;
#[path = "carriers2/infobip.rs"]
mod infobip;
#[path = "carriers2/infobip_hooks.rs"]
mod infobip_hooks;
#[path = "simulator/recording_sink.rs"]
mod recording_sink;
#[path = "carriers2/stage.rs"]
mod stage;
#[path = "carriers2/veevo.rs"]
mod veevo;
