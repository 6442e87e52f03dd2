//! Sessions against each other and against a raw peer that does as it likes, over pipes and real sockets.

mod flow;
mod handshake;
mod malformed;
mod pair;
mod socket;
mod timers;
