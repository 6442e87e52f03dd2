//! Arguments of `tuma key`, `tuma org limits` and `tuma network`: who may call how often and from where.

use clap::{Args, Subcommand};

use super::FileArgs;
use super::admin::WhoseArgs;
use crate::admin::Setting;

/// `tuma key`.
#[derive(Debug, Args)]
pub struct KeyArgs {
    /// Where the settings are
    #[command(flatten)]
    pub file: FileArgs,

    /// What to do
    #[command(subcommand)]
    pub action: KeyAction,
}

/// What `tuma key` does.
#[derive(Debug, Subcommand)]
pub enum KeyAction {
    /// Make an API key; it is shown this once
    Create(KeyCreateArgs),
    /// Change a key; what is left out stays as it is
    Set(KeySetArgs),
    /// Give a key another secret, which is shown this once; the old one works for a while beside it
    Rotate(KeyRotateArgs),
    /// Stop a key from working, within a second
    Revoke {
        /// The key's id, key_…
        key: String,
        /// Whose it is
        #[command(flatten)]
        whose: WhoseArgs,
    },
    /// List keys: what they start with, what they may do, when they were last used
    List {
        /// Whose
        #[command(flatten)]
        whose: WhoseArgs,
    },
}

/// `tuma key create`.
#[derive(Debug, Args)]
#[command(after_help = CREATE_HELP)]
pub struct KeyCreateArgs {
    /// Whose it is
    #[command(flatten)]
    pub whose: WhoseArgs,

    /// What you call it
    #[arg(long)]
    pub name: String,

    /// What it may do: sms:send, sms:read, or contacts, providers, keys, webhooks, suppressions with :read or :write;
    /// repeat for several [default: sms:send and sms:read]
    #[arg(long = "scope", value_name = "SCOPE")]
    pub scopes: Vec<String>,

    /// Make a test key, sk_test_…: its messages go to a simulated carrier and nowhere else
    #[arg(long)]
    pub test: bool,

    /// When it stops working by itself: a time, a date (UTC), or a span from now such as 90d
    #[arg(long, value_name = "TIME")]
    pub expires: Option<String>,

    /// Requests in any sixty seconds; 0 for no limit of its own [default: the platform's]
    #[arg(long, value_name = "COUNT")]
    pub per_minute: Option<u32>,

    /// Requests in a day (UTC); 0 for no limit of its own [default: the platform's]
    #[arg(long, value_name = "COUNT")]
    pub per_day: Option<u32>,

    /// An address or network that it may be used from; repeat for several [default: anywhere]
    #[arg(long = "ip", value_name = "NETWORK")]
    pub networks: Vec<String>,
}

/// `tuma key set`.
#[derive(Debug, Args)]
#[command(after_help = SET_HELP)]
pub struct KeySetArgs {
    /// The key's id, key_…
    pub key: String,

    /// Whose it is
    #[command(flatten)]
    pub whose: WhoseArgs,

    /// Another name
    #[arg(long)]
    pub name: Option<String>,

    /// What it may do, in place of what it might; repeat for several
    #[arg(long = "scope", value_name = "SCOPE")]
    pub scopes: Vec<String>,

    /// When it stops working by itself: a time, a date (UTC), a span from now such as 90d, or never
    #[arg(long, value_name = "TIME")]
    pub expires: Option<String>,

    /// Requests in any sixty seconds: a count, 0 for no limit, or usual for the platform's
    #[arg(long, value_name = "COUNT", value_parser = limit)]
    pub per_minute: Option<Setting<u32>>,

    /// Requests in a day (UTC): a count, 0 for no limit, or usual for the platform's
    #[arg(long, value_name = "COUNT", value_parser = limit)]
    pub per_day: Option<Setting<u32>>,

    /// An address or network that it may be used from, in place of those before; repeat for several
    #[arg(long = "ip", value_name = "NETWORK", conflicts_with = "anywhere")]
    pub networks: Vec<String>,

    /// It may be used from anywhere
    #[arg(long)]
    pub anywhere: bool,
}

/// `tuma key rotate`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tuma key rotate key_01k9zv0d3s8ra --org beacon --overlap 7d\n  tuma key rotate key_01k9zv0d3s8ra --org beacon --overlap 0s"
)]
pub struct KeyRotateArgs {
    /// The key's id, key_…
    pub key: String,

    /// Whose it is
    #[command(flatten)]
    pub whose: WhoseArgs,

    /// How long the old secret goes on to work: a span such as 1d or 12h, at most 30d; 0s to stop it now
    #[arg(long, value_name = "SPAN", default_value = "1d")]
    pub overlap: String,
}

/// `tuma org limits`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tuma org limits beacon\n  tuma org limits beacon --per-minute 1200 --recipients-per-day 20000\n  tuma org limits beacon --per-minute usual"
)]
pub struct OrgLimitsArgs {
    /// Its slug or id
    pub org: String,

    /// Requests in any sixty seconds, all of its keys together: a count, 0 for no limit, or usual
    #[arg(long, value_name = "COUNT", value_parser = limit)]
    pub per_minute: Option<Setting<u32>>,

    /// Requests in a day (UTC): a count, 0 for no limit, or usual
    #[arg(long, value_name = "COUNT", value_parser = limit)]
    pub per_day: Option<Setting<u32>>,

    /// Messages accepted in a day (UTC): a count, 0 for no limit, or usual
    #[arg(long, value_name = "COUNT", value_parser = limit)]
    pub recipients_per_day: Option<Setting<u32>>,
}

/// `tuma network`.
#[derive(Debug, Args)]
#[command(after_help = NETWORK_HELP)]
pub struct NetworkArgs {
    /// Where the settings are
    #[command(flatten)]
    pub file: FileArgs,

    /// What to do
    #[command(subcommand)]
    pub action: NetworkAction,
}

/// What `tuma network` does.
#[derive(Debug, Subcommand)]
pub enum NetworkAction {
    /// Let networks in, and nobody who is in none of those that are let in
    Allow(NetworkListArgs),
    /// Keep networks out, whoever is let in otherwise
    Deny(NetworkListArgs),
    /// Take networks out of both lists
    Remove(NetworkListArgs),
    /// Show both lists
    List {
        /// Whose
        #[command(flatten)]
        of: NetworkOwner,
    },
}

/// Some networks of somebody.
#[derive(Debug, Args)]
pub struct NetworkListArgs {
    /// Addresses and networks, such as 203.0.113.9, 203.0.113.0/24 or 2001:db8::/32
    #[arg(required = true, value_name = "NETWORK")]
    pub networks: Vec<String>,

    /// Whose list
    #[command(flatten)]
    pub of: NetworkOwner,
}

/// Whose networks.
#[derive(Debug, Args)]
pub struct NetworkOwner {
    /// The organization's slug or id; may be left out while there is only one
    #[arg(long, value_name = "ORG", conflicts_with = "platform")]
    pub org: Option<String>,

    /// The platform's own lists: who is denied there reaches nothing, carriers' webhooks neither
    #[arg(long)]
    pub platform: bool,
}

/// A count, or `usual`.
fn limit(text: &str) -> Result<Setting<u32>, String> {
    if text == "usual" {
        return Ok(Setting::Usual);
    }
    let count = text
        .parse()
        .map_err(|_| "give a count, 0 for no limit, or usual".to_owned());
    count.map(Setting::Of)
}

const CREATE_HELP: &str = "\
Examples:
  tuma key create --org beacon --name website
  tuma key create --org beacon --name report --scope sms:read --expires 90d
  tuma key create --org beacon --name shop --per-minute 300 --ip 203.0.113.0/24
  tuma key create --org beacon --name trial --test";

const SET_HELP: &str = "\
Examples:
  tuma key set key_01k9zv0d3s8ra --per-minute 300 --per-day usual
  tuma key set key_01k9zv0d3s8ra --ip 203.0.113.0/24 --ip 2001:db8::/32 --expires never";

const NETWORK_HELP: &str = "\
It holds within a second, for API keys and binds of SMPP accounts. Your own address is not looked at: a list that lets
nobody in is taken back here, with `tuma network remove`.

Examples:
  tuma network allow 203.0.113.0/24 2001:db8::/32 --org beacon
  tuma network deny 198.51.100.7 --platform
  tuma network list --org beacon";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_a_count_none_or_the_usual_one() {
        assert_eq!(limit("120"), Ok(Setting::Of(120)));
        assert_eq!(limit("0"), Ok(Setting::Of(0)));
        assert_eq!(limit("usual"), Ok(Setting::Usual));
        assert!(limit("-1").is_err() && limit("many").is_err());
    }
}
