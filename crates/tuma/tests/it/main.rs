//! The one integration test binary: Tuma whole, through its API, its command line and its processes.
//!
//! Every test has a database of its own, on SQLite or on PostgreSQL as `TUMA_TEST_DATABASE` says. Nothing sleeps, and no
//! timing is asserted: the clock is moved by the test, and what takes its time is waited for.

mod attacks;
mod batches;
mod carriers;
mod facades;
mod faults;
mod figures;
mod isolation;
mod keys;
mod kit;
mod limits;
mod messages;
mod money;
mod numbers;
mod operation;
mod people;
mod privacy;
mod process;
mod senders;
mod smpp;
mod system;
mod units;
mod webhooks;
