//! The adapters of carriers over HTTP, each against its double over real sockets.

#[path = "carriers/bench.rs"]
mod bench;
#[path = "carriers/gateway.rs"]
mod gateway;
#[path = "carriers/keys.rs"]
mod keys;
#[path = "simulator/recording_sink.rs"]
mod recording_sink;
#[allow(dead_code, reason = "the tests of the simulator use the rest")]
#[path = "simulator/stage.rs"]
mod stage;
#[path = "carriers/twilio.rs"]
mod twilio;
#[path = "carriers/twilio_webhooks.rs"]
mod twilio_webhooks;
#[path = "carriers/vonage.rs"]
mod vonage;
#[path = "carriers/vonage_messages.rs"]
mod vonage_messages;
#[path = "carriers/vonage_webhooks.rs"]
mod vonage_webhooks;
