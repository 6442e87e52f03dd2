//! `tuma`, the one binary: reads the command line, runs one command, answers with its exit code.
//!
//! Nothing is decided here. `cli` says what can be asked, `config` what is set, each command has a file of its own,
//! `output` alone prints, `failure` holds the exit codes. The TLS provider is installed before anything can need it.

mod admin;
mod balance;
mod cli;
mod client;
mod clock;
mod config;
mod configure;
mod demo;
mod doctor;
mod failure;
mod key;
mod keys;
mod lifecycle;
mod logs;
mod metering;
mod migrate;
mod network;
mod number;
mod openapi;
mod org;
mod output;
mod price;
mod provider;
mod route;
mod secrets;
mod send;
mod sender;
mod serve;
mod simulate;
mod smpp_account;
mod status;
mod suppress;
mod time;
mod user;
mod webhook;
mod wiring;

use std::process::ExitCode;

use clap::Parser;

use crate::cli::{Cli, Command};
use crate::failure::{Exit, Failure};
use crate::output::Output;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // An error means that a provider is installed already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let cli = Cli::parse();
    let output = Output::new(cli.json);
    let exit = match run(cli, &output) {
        Ok(exit) => exit,
        Err(failure) => {
            output.failure(&failure);
            failure.exit
        }
    };
    ExitCode::from(exit.code())
}

fn run(cli: Cli, output: &Output) -> Result<Exit, Failure> {
    let runtime = runtime(&cli.command)?;
    let done = runtime.block_on(async {
        match cli.command {
            Command::Serve(args) => serve::run(args, output).await,
            Command::Config(args) => configure::run(args, output),
            Command::Migrate(args) => migrate::run(args, output).await,
            Command::Org(args) => org::run(args, output).await,
            Command::Key(args) => key::run(args, output).await,
            Command::Network(args) => network::run(args, output).await,
            Command::Provider(args) => provider::run(args, output).await,
            Command::Route(args) => route::run(args, output).await,
            Command::Smpp(args) => smpp_account::run(args, output).await,
            Command::Number(args) => number::run(args, output).await,
            Command::Balance(args) => balance::run(args, output).await,
            Command::Price(args) => price::run(args, output).await,
            Command::User(args) => user::run(args, output).await,
            Command::Webhook(args) => webhook::run(args, output).await,
            Command::Secrets(args) => secrets::run(args, output).await,
            Command::Sender(args) => sender::run(args, output).await,
            Command::Suppress(args) => suppress::run(args, output).await,
            Command::Send(args) => send::run(args, output).await,
            Command::Status(args) => status::run(args, output).await,
            Command::Doctor(args) => doctor::run(args, output).await,
            Command::Openapi => Ok(openapi::run(output)),
            Command::Simulate(args) => simulate::run(args, output).await,
        }
    });
    // Nothing that still runs may hold up the answer: whatever had to end in order has ended by now.
    runtime.shutdown_background();
    done
}

/// Servers use every core; a client needs one thread.
fn runtime(command: &Command) -> Result<tokio::runtime::Runtime, Failure> {
    let mut builder = match command {
        Command::Serve(_) | Command::Simulate(_) => tokio::runtime::Builder::new_multi_thread(),
        _ => tokio::runtime::Builder::new_current_thread(),
    };
    builder
        .enable_all()
        .build()
        .map_err(|error| Failure::failed(format!("cannot start: {error}")))
}
