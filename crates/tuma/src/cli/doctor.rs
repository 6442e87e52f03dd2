//! Arguments of `tuma doctor`.

use clap::Args;

use super::FileArgs;

/// `tuma doctor`.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub struct DoctorArgs {
    /// Where the settings are
    #[command(flatten)]
    pub file: FileArgs,
}

const HELP: &str = "\
Changes nothing, sends nothing, and works whether or not Tuma runs. A provider is asked whether it can be reached and
takes its credentials, as `tuma provider test` does.

Exit codes: 0 nothing is at fault (there may be warnings), 1 something is.

Examples:
  tuma doctor
  tuma doctor --json | jq '.findings[] | select(.state != \"ok\")'";
