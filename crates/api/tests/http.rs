//! The HTTP surface over a real engine and database, called without a socket. What the whole product does is tested in
//! `crates/tuma`; here stand the laws of the surface itself.

#[path = "http/access.rs"]
mod access;
#[path = "http/app.rs"]
mod app;
#[path = "http/bodies.rs"]
mod bodies;
#[path = "http/carrier.rs"]
mod carrier;
#[path = "http/dashboard.rs"]
mod dashboard;
#[path = "http/forms.rs"]
mod forms;
#[path = "http/hooks.rs"]
mod hooks;
#[path = "http/laws.rs"]
mod laws;
#[path = "http/lists.rs"]
mod lists;
#[path = "http/money.rs"]
mod money;
#[path = "http/protection.rs"]
mod protection;
#[path = "http/providers.rs"]
mod providers;
#[path = "http/routing.rs"]
mod routing;
#[path = "http/sends.rs"]
mod sends;
#[path = "http/server.rs"]
mod server;
#[path = "http/webapp.rs"]
mod webapp;
#[path = "http/webhooks.rs"]
mod webhooks;
