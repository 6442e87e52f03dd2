//! Arguments of `tuma webhook`.

use clap::{Args, Subcommand};

use super::FileArgs;
use super::admin::WhoseArgs;

/// `tuma webhook`.
#[derive(Debug, Args)]
#[command(after_help = WEBHOOK_HELP)]
pub struct WebhookArgs {
    /// Where the settings are
    #[command(flatten)]
    pub file: FileArgs,

    /// What to do
    #[command(subcommand)]
    pub action: WebhookAction,
}

/// What `tuma webhook` does.
#[derive(Debug, Subcommand)]
pub enum WebhookAction {
    /// Have events told to a URL; the secret is shown this once
    Add(WebhookAddArgs),
    /// List webhooks: what they are told, how their requests fare, what waits
    List {
        /// Whose
        #[command(flatten)]
        whose: WhoseArgs,
    },
    /// Post a sample now and show what came of it
    Test {
        /// The webhook's id, whk_…
        webhook: String,
        /// The event to post a sample of, such as message.delivered
        #[arg(long, value_name = "EVENT")]
        event: Option<String>,
        /// Whose it is
        #[command(flatten)]
        whose: WhoseArgs,
    },
    /// Show what was told to a webhook, newest first
    Deliveries {
        /// The webhook's id, whk_…
        webhook: String,
        /// Only what was not taken
        #[arg(long)]
        failed: bool,
        /// How many
        #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..=200))]
        limit: u16,
        /// Whose it is
        #[command(flatten)]
        whose: WhoseArgs,
    },
    /// Remove a webhook, and what waits for it
    Remove {
        /// The webhook's id, whk_…
        webhook: String,
        /// Whose it is
        #[command(flatten)]
        whose: WhoseArgs,
    },
}

/// `tuma webhook add`.
#[derive(Debug, Args)]
pub struct WebhookAddArgs {
    /// Where events are posted: an https URL
    pub url: String,

    /// What it is told: an event such as message.delivered, or message.*, security.*, *; repeat for several
    /// [default: message.*]
    #[arg(long = "event", value_name = "EVENT")]
    pub events: Vec<String>,

    /// What you call it
    #[arg(long)]
    pub description: Option<String>,

    /// Whose it is
    #[command(flatten)]
    pub whose: WhoseArgs,
}

const WEBHOOK_HELP: &str = "\
Examples:
  tuma webhook add https://example.org/sms --event message.delivered --event message.failed
  tuma webhook test whk_…
  tuma webhook deliveries whk_… --failed";
