//! What an operator sees: documentation, health, metrics, logs; and stopping and starting.

mod docs;
mod logs;
mod metrics;
mod restart;
