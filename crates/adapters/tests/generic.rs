//! The generic HTTP adapter against a carrier that answers by script, with the settings of its documentation.

#![allow(missing_docs, reason = "tests")]

#[path = "generic/documented.rs"]
mod documented;
#[path = "generic/requests.rs"]
mod requests;
#[path = "generic/settings.rs"]
mod settings;
#[path = "generic/stage.rs"]
mod stage;
#[path = "generic/webhooks.rs"]
mod webhooks;
