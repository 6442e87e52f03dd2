//! `tuma migrate`: brings the database to this binary's version, as every start does, and stops there.

use serde_json::json;

use crate::cli::MigrateArgs;
use crate::failure::{Exit, Failure};
use crate::output::Output;
use crate::{config, logs, wiring};

/// Runs `tuma migrate`.
pub async fn run(args: MigrateArgs, output: &Output) -> Result<Exit, Failure> {
    let settings = config::load_checked(args.file.path())?;
    logs::start_quiet();
    wiring::prepare_data_dir(&settings.data_dir)?;
    store::Store::migrate_only(wiring::store_config(&settings)?).await?;
    output.answer(&json!({ "migrated": true }), "the database is at this binary's version");
    Ok(Exit::Done)
}
