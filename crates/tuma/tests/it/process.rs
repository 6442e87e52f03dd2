//! The real binary in processes of its own.

mod carriers;
mod cli;
mod cli_files;
mod crash;
mod doctor;
mod keys;
mod organizations;
pub mod server;
mod sigterm;
mod smpp;
mod webhooks;

pub use cli::demo_on;
