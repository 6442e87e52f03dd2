//! Doubles of carriers: servers that speak each carrier's protocol as its documentation says, quirks included, that
//! record what they were asked and misbehave when told to. Tests run Tuma's adapters against them; `tuma simulate
//! <carrier>` runs one for whoever wants to try an integration without an account.
//!
//! A double is written from the carrier's documentation and knows nothing of Tuma's adapters.

pub mod africastalking;
mod desk;
pub mod endings;
pub mod generic;
pub mod infobip;
mod request;
mod secret;
pub mod smsc;
pub mod stripe;
pub mod twilio;
pub mod veevo;
pub mod vonage;

pub use desk::{Carrier, Desk, Double};
pub use request::{Answer, Misbehaviour, Recorded};
