//! `tuma simulate carrier`: the carrier's side, in a process of its own, until it is told to stop.

use std::path::Path;

use adapters::simulator::{Config, Server};
use serde_json::json;

use crate::cli::{CarrierArgs, SimulateAction, SimulateArgs};
use crate::clock::SystemClock;
use crate::config::{Log, LogFormat};
use crate::failure::{Exit, Failure};
use crate::output::Output;
use crate::{lifecycle, logs};

/// Runs `tuma simulate`.
pub async fn run(args: SimulateArgs, output: &Output) -> Result<Exit, Failure> {
    let SimulateAction::Carrier(args) = args.action;
    carrier(args, output).await
}

async fn carrier(args: CarrierArgs, output: &Output) -> Result<Exit, Failure> {
    logs::start(&Log {
        format: LogFormat::Pretty,
        filter: "info".to_owned(),
    });
    let stop = lifecycle::stop_on_signals()?;
    let config = behaviour(args.config.as_deref(), args.seed)?;
    let seed = config.seed;
    let server = Server::bind(args.listen, config, args.record.as_deref(), &SystemClock)
        .await
        .map_err(|error| Failure::failed(error.to_string()))?;
    let address = server.local_addr();
    output.answer(
        &json!({ "listening": address, "seed": seed }),
        &format!("the carrier listens on {address} (seed {seed})"),
    );
    server.run(stop.cancelled_owned()).await;
    Ok(Exit::Done)
}

/// How the carrier behaves: the file's words, with the seed of the command line over the file's.
fn behaviour(file: Option<&Path>, seed: Option<u64>) -> Result<Config, Failure> {
    let mut config = match file {
        Some(path) => {
            let text = std::fs::read_to_string(path)
                .map_err(|error| Failure::usage(format!("{} cannot be read: {error}", path.display())))?;
            Config::parse(&text).map_err(|fault| {
                Failure::usage(format!("{} is not a carrier's behaviour", path.display())).with(vec![fault])
            })?
        }
        None => Config::default(),
    };
    if let Some(seed) = seed {
        config.seed = seed;
    }
    Ok(config)
}
