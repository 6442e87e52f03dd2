//! Limits on requests and recipients: exact, told, kept over restarts, and nobody else's business.

mod addresses;
mod people;
mod recipients;
mod requests;
mod restart;
