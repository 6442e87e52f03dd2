//! The simulated carrier from outside: its model, both places it runs in, and its wire under attack.
//!
//! Time is paused where no socket is involved; where one is, a test waits for what it expects, with a deadline.

#[path = "simulator/embedded.rs"]
mod embedded;
#[path = "simulator/magic_table.rs"]
mod magic_table;
#[path = "simulator/model.rs"]
mod model;
#[path = "simulator/recording_sink.rs"]
mod recording_sink;
#[path = "simulator/remote.rs"]
mod remote;
#[path = "simulator/remote_cut.rs"]
mod remote_cut;
#[path = "simulator/server.rs"]
mod server;
#[path = "simulator/settings_table.rs"]
mod settings_table;
#[path = "simulator/stage.rs"]
mod stage;
