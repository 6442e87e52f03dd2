//! `tuma secrets`: the keys that seal carriers' credentials and second factors, changed without losing any.

use crate::admin::{SecretsReseal, ask_once};
use crate::cli::carriers::{SecretsAction, SecretsArgs};
use crate::config;
use crate::failure::{Exit, Failure};
use crate::output::Output;
use crate::{keys, wiring};

/// Runs `tuma secrets`.
pub async fn run(args: SecretsArgs, output: &Output) -> Result<Exit, Failure> {
    match args.action {
        SecretsAction::Rotate { name } => {
            let settings = config::load_checked(args.file.path())?;
            keys::add(&settings, &name, &wiring::random())?;
            let text = "the new key seals from the server's next start; then run `tuma secrets reseal`";
            output.answer(&serde_json::json!({ "key": name }), text);
        }
        SecretsAction::Reseal => {
            let done = ask_once(args.file.path(), SecretsReseal {}).await?;
            let text = format!(
                "sealed the credentials of {} providers, {} webhooks, {} organizations' callbacks and {} second factors anew",
                done.providers, done.webhooks, done.callbacks, done.second_factors
            );
            output.answer(&done, &text);
        }
    }
    Ok(Exit::Done)
}
