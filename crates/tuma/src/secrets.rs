//! `tuma secrets`: the keys that seal carriers' credentials, changed without losing any.

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
            output.answer(
                &done,
                &format!(
                    "sealed the credentials of {} providers and {} webhooks anew",
                    done.providers, done.webhooks
                ),
            );
        }
    }
    Ok(Exit::Done)
}
