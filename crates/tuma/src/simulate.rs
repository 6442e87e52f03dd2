//! `tuma simulate`: the carrier's side, in a process of its own, until it is told to stop.

mod double;

use std::path::Path;

use adapters::simulator::{Config, Server};
use serde_json::json;

use self::double::Carrier;
use crate::cli::{CarrierArgs, DoubleArgs, SimulateAction, SimulateArgs};
use crate::clock::SystemClock;
use crate::config::{Log, LogFormat};
use crate::failure::{Exit, Failure};
use crate::output::Output;
use crate::{lifecycle, logs};

/// Runs `tuma simulate`.
pub async fn run(args: SimulateArgs, output: &Output) -> Result<Exit, Failure> {
    logs::start(&Log {
        format: LogFormat::Pretty,
        filter: "info".to_owned(),
    });
    match args.action {
        SimulateAction::Carrier(args) => carrier(args, output).await,
        SimulateAction::Africastalking(args) => double(Carrier::Africastalking, &args, output).await,
        SimulateAction::Infobip(args) => double(Carrier::Infobip, &args, output).await,
        SimulateAction::Twilio(args) => double(Carrier::Twilio, &args, output).await,
        SimulateAction::Vonage(args) => double(Carrier::Vonage, &args, output).await,
        SimulateAction::Veevo(args) => double(Carrier::Veevo, &args, output).await,
        SimulateAction::Smsc(args) => {
            let carrier = if args.tls { Carrier::SmscOverTls } else { Carrier::Smsc };
            double(carrier, &args.double, output).await
        }
        SimulateAction::Stripe(args) => stripe(&args, output).await,
    }
}

async fn double(carrier: Carrier, args: &DoubleArgs, output: &Output) -> Result<Exit, Failure> {
    let stop = lifecycle::stop_on_signals()?;
    let running = carrier.start(args).await?;
    let (listening, adapter, settings) = (&running.listening, running.adapter, &running.settings);
    output.answer(
        &json!({ "listening": listening, "adapter": adapter, "settings": settings }),
        &format!(
            "it listens on {listening}. Send through it (the server needs http.allow_private = true for a private \
             address):\n  tuma provider add --name simulated --adapter {adapter} --settings '{settings}'"
        ),
    );
    stop.cancelled().await;
    Ok(Exit::Done)
}

async fn stripe(args: &DoubleArgs, output: &Output) -> Result<Exit, Failure> {
    let stop = lifecycle::stop_on_signals()?;
    let (double, settings) = double::stripe(args).await?;
    let url = double.url();
    let webhook = settings.webhook_url.as_deref().unwrap_or("none: set webhookUrl");
    output.answer(
        &json!({ "listening": url, "secretKey": settings.secret_key, "webhookSecret": settings.webhook_secret,
            "webhookUrl": settings.webhook_url }),
        &format!(
            "it listens on {url} and tells its events to {webhook}. Start the server with:\n  \
             TUMA_HTTP__ALLOW_PRIVATE=true TUMA_PAYMENTS__STRIPE_URL={url} \
             TUMA_PAYMENTS__STRIPE_SECRET_KEY={} TUMA_PAYMENTS__STRIPE_WEBHOOK_SECRETS={}\n\
             Whoever opens the page of a checkout has paid.",
            settings.secret_key, settings.webhook_secret
        ),
    );
    stop.cancelled().await;
    Ok(Exit::Done)
}

async fn carrier(args: CarrierArgs, output: &Output) -> Result<Exit, Failure> {
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
