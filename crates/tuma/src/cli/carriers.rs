//! Arguments of `tuma number` and `tuma secrets`, and what `tuma provider` changes.

use clap::{Args, Subcommand};

use super::FileArgs;

/// `tuma provider set`: what is left out stays as it is.
#[derive(Debug, Args)]
pub struct ProviderSetArgs {
    /// Its name or id
    pub provider: String,

    /// Another name
    #[arg(long)]
    pub name: Option<String>,

    /// The adapter's settings as JSON; credentials that are left out keep their value
    #[arg(long, value_name = "JSON")]
    pub settings: Option<String>,

    /// Lower is tried first
    #[arg(long)]
    pub rank: Option<i64>,

    /// The most messages a second; 0 for no limit
    #[arg(long, value_name = "PER_SECOND")]
    pub rate: Option<u32>,

    /// The most messages handed over and not answered yet
    #[arg(long)]
    pub window: Option<u32>,

    /// Hand messages over (true) or not (false)
    #[arg(long, value_name = "TRUE|FALSE")]
    pub active: Option<bool>,
}

/// `tuma provider test`.
#[derive(Debug, Args)]
#[command(after_help = PROVIDER_TEST_HELP)]
pub struct ProviderTestArgs {
    /// Its name or id
    pub provider: String,

    /// Send a message to this number, which costs what it costs; the carrier is only asked if left out
    #[arg(long, value_name = "NUMBER")]
    pub to: Option<String>,

    /// What the message says
    #[arg(long, value_name = "TEXT", requires = "to")]
    pub body: Option<String>,

    /// Whose message it is, where the provider is everybody's; may be left out while there is only one organization
    #[arg(long, value_name = "ORG", requires = "to")]
    pub org: Option<String>,
}

const PROVIDER_TEST_HELP: &str = "\
Without --to nothing is sent: the carrier is asked whether it can be reached and takes the credentials, and for the
account's balance where it tells one. Some carriers can only be tried with a message. No server need run for that.

With --to a message goes through this provider alone, like any other, and the answer names it: `tuma status` follows it.
That needs a running server.

Exit codes: 0 it works, it cannot tell, or the message was accepted   1 it does not work   3 refused   4 no server

Examples:
  tuma provider test at-kenya
  tuma provider test at-kenya --to +254712345678 --org acme --json";

/// `tuma number`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  tuma number add 20880 --keyword STAMFORD --provider safaricom --org nazigi")]
pub struct NumberArgs {
    /// Where the settings are
    #[command(flatten)]
    pub file: FileArgs,

    /// What to do
    #[command(subcommand)]
    pub action: NumberAction,
}

/// What `tuma number` does.
#[derive(Debug, Subcommand)]
pub enum NumberAction {
    /// Give an address of a shared provider, or one keyword at it, to an organization
    Add {
        /// The number, shortcode or sender that phones write to
        address: String,
        /// The shared provider's name or id
        #[arg(long)]
        provider: String,
        /// Only texts that begin with this word
        #[arg(long)]
        keyword: Option<String>,
        /// Whose it will be; may be left out while there is only one organization
        #[arg(long, value_name = "ORG")]
        org: Option<String>,
    },
    /// Take an address back
    Remove {
        /// The address
        address: String,
        /// The shared provider's name or id
        #[arg(long)]
        provider: String,
        /// Its keyword, if it has one
        #[arg(long)]
        keyword: Option<String>,
    },
    /// List the addresses of all shared providers
    List,
}

/// `tuma secrets`.
#[derive(Debug, Args)]
#[command(
    after_help = "To change the key:\n  1. tuma secrets rotate --name k2\n  2. restart the server\n  3. tuma secrets reseal\nThen the older keys may be taken out of the file."
)]
pub struct SecretsArgs {
    /// Where the settings are
    #[command(flatten)]
    pub file: FileArgs,

    /// What to do
    #[command(subcommand)]
    pub action: SecretsAction,
}

/// What `tuma secrets` does.
#[derive(Debug, Subcommand)]
pub enum SecretsAction {
    /// Put a new key before the others in the key file; a server uses it from its next start
    Rotate {
        /// The new key's name, letters and digits; it must be another than those before
        #[arg(long)]
        name: String,
    },
    /// Seal the credentials of all carriers with the current key
    Reseal,
}
