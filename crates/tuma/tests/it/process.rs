//! The real binary in processes of its own.

mod carriers;
mod cli;
mod cli_files;
mod crash;
mod keys;
mod organizations;
pub mod server;
mod sigterm;
mod smpp;
mod webhooks;
