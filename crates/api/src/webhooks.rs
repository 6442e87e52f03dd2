//! Carriers' webhooks: reports, inbound messages and opt-outs, on paths of Tuma's own (`/hooks/{token}`) and on those
//! that the sources name.
//!
//! No key is asked for: the provider's own check (signature, secret, token, addresses) is its adapter's. Everything is on
//! disk before a carrier is answered, and the answer is the adapter's, outside the envelope.

mod answer;
pub(crate) mod callback;
mod carrier;
pub(crate) mod hook;
mod incoming;
pub(crate) mod payment;
pub(crate) mod receive;
pub(crate) mod report;
