//! Several carriers at once: routes, health, failover, what comes in, and what is told to whoever sent.

mod callbacks;
mod drill;
mod failover;
mod handsets;
mod inbound;
mod opt_outs;
mod redelivery;
mod routes;
mod shared;
