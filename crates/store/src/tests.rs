//! The conformance suite: every method on both databases, and the journal's rules.
//!
//! `TUMA_TEST_DATABASE=postgres` with `TUMA_TEST_POSTGRES_URL` (a superuser's) runs it on PostgreSQL, each test in a
//! database of its own; otherwise on SQLite, each in a folder of its own.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod accept;
mod admin;
mod batches;
mod begin;
mod carriers;
mod connections;
mod console;
mod counts;
mod ends;
mod harness;
mod hold;
mod hooks;
mod identities;
mod inbound;
mod inbound_parts;
mod journal;
mod lanes;
mod laws;
mod ledger;
mod ledger_parallel;
mod likeness;
mod limits;
mod lists;
mod live;
mod logs;
mod mail;
mod opening;
mod outbox;
mod people;
mod plans;
mod prices;
mod random;
mod receipts;
mod rerouting;
mod retention;
mod rollups;
mod second_factor;
mod senders;
mod settle;
mod suppressions;
mod tail;
mod top_ups;
mod units;
mod uploads;
mod usage;
mod webhooks;
