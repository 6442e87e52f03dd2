//! What can be asked on the command line, as `clap` types; the help texts are the manual's first page.
//!
//! Holds no behaviour. Arguments of the administration commands are in `cli/admin.rs`, `cli/console.rs`, `cli/doctor.rs`, `cli/keys.rs`,
//! `cli/senders.rs`, `cli/carriers.rs`,
//! `cli/routes.rs` and `cli/smpp.rs`, those of the API clients in `cli/messages.rs`.

pub mod admin;
pub mod carriers;
pub mod console;
pub mod doctor;
pub mod keys;
pub mod messages;
pub mod money;
pub mod routes;
pub mod senders;
pub mod smpp;
pub mod user;
pub mod webhooks;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand};

/// An SMS gateway in one binary: accepts messages over HTTP, queues them on disk, hands them to carriers and follows
/// each to its delivery.
#[derive(Debug, Parser)]
#[command(name = "tuma", version, after_help = AFTER_HELP)]
pub struct Cli {
    /// Print the answer as one JSON document on stdout
    #[arg(long, global = true)]
    pub json: bool,

    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// Where the settings are.
#[derive(Debug, Args)]
pub struct FileArgs {
    /// The configuration file [default: ./tuma.toml, if it is there]
    #[arg(long, global = true, value_name = "FILE", env = "TUMA_CONFIG")]
    config: Option<PathBuf>,
}

impl FileArgs {
    /// The file that was named.
    pub fn path(&self) -> Option<&Path> {
        self.config.as_deref()
    }
}

/// What `tuma` does.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the server
    Serve(ServeArgs),
    /// Check or show the configuration
    Config(ConfigArgs),
    /// Bring the database to this binary's version
    Migrate(MigrateArgs),
    /// Organizations (tenants)
    Org(admin::OrgArgs),
    /// API keys
    Key(keys::KeyArgs),
    /// From where an organization, or the server, may be called
    Network(keys::NetworkArgs),
    /// People who sign in
    User(user::UserArgs),
    /// Connections to carriers
    Provider(admin::ProviderArgs),
    /// Which message goes through which provider
    Route(routes::RouteArgs),
    /// The SMPP server's accounts
    Smpp(smpp::SmppArgs),
    /// Whose the inbound messages of shared providers are
    Number(carriers::NumberArgs),
    /// Endpoints that are told events
    Webhook(webhooks::WebhookArgs),
    /// What organizations have to spend
    Balance(money::BalanceArgs),
    /// What messages cost
    Price(money::PriceArgs),
    /// The keys that seal carriers' credentials
    Secrets(carriers::SecretsArgs),
    /// Sender IDs that organizations ask for
    Sender(senders::SenderArgs),
    /// Numbers that an organization may not send to
    Suppress(admin::SuppressArgs),
    /// Send one message, or one to every row of a file
    Send(messages::SendArgs),
    /// Show a message and its timeline
    Status(messages::StatusArgs),
    /// Look at all that a server needs, and say what is wrong and how to mend it
    Doctor(doctor::DoctorArgs),
    /// Print the OpenAPI document of this binary's API
    Openapi,
    /// Play the other side: a carrier that takes messages and reports on them
    Simulate(SimulateArgs),
}

/// `tuma serve`.
#[derive(Debug, Args)]
#[command(after_help = SERVE_HELP)]
pub struct ServeArgs {
    /// Create an organization, the simulated carrier, an API key and an SMPP account where missing, and print how to use
    /// them
    #[arg(long)]
    pub demo: bool,

    /// Listen here instead of where the configuration says
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub listen: Option<SocketAddr>,

    /// Where the settings are
    #[command(flatten)]
    pub file: FileArgs,
}

/// `tuma migrate`.
#[derive(Debug, Args)]
pub struct MigrateArgs {
    /// Where the settings are
    #[command(flatten)]
    pub file: FileArgs,
}

/// `tuma config`.
#[derive(Debug, Args)]
pub struct ConfigArgs {
    /// Where the settings are
    #[command(flatten)]
    pub file: FileArgs,

    /// What to do with it
    #[command(subcommand)]
    pub action: ConfigAction,
}

/// What `tuma config` does.
#[derive(Debug, Clone, Copy, Subcommand)]
pub enum ConfigAction {
    /// Say whether the configuration is good, and what is wrong where it is not
    Check,
    /// Print every setting as it stands and where it comes from; secrets masked
    Show,
}

/// `tuma simulate`.
#[derive(Debug, Args)]
pub struct SimulateArgs {
    /// What to play
    #[command(subcommand)]
    pub action: SimulateAction,
}

/// What `tuma simulate` plays.
#[derive(Debug, Subcommand)]
pub enum SimulateAction {
    /// A carrier in a process of its own; point a `simulator` provider at it
    Carrier(CarrierArgs),
    /// Africa's Talking, as its documentation says
    Africastalking(DoubleArgs),
    /// Infobip, as its documentation says
    Infobip(DoubleArgs),
    /// Twilio, as its documentation says
    Twilio(DoubleArgs),
    /// Vonage, both APIs, as its documentation says
    Vonage(DoubleArgs),
    /// Veevo Tech, as its clients know it
    Veevo(DoubleArgs),
    /// An SMSC that speaks SMPP 3.4 and 5.0
    Smsc(SmscArgs),
    /// Stripe Checkout, as its documentation says: somebody who pays into a balance
    Stripe(DoubleArgs),
}

/// `tuma simulate africastalking` and the others that play a real carrier.
#[derive(Debug, Args)]
#[command(after_help = DOUBLE_HELP)]
pub struct DoubleArgs {
    /// Where to listen [default: 127.0.0.1 and a port of the carrier's own]
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub listen: Option<SocketAddr>,

    /// How it is set up and behaves: a JSON document (docs/carriers/, docs/simulator.md)
    #[arg(long, value_name = "JSON")]
    pub settings: Option<String>,
}

/// `tuma simulate smsc`.
#[derive(Debug, Args)]
#[command(after_help = DOUBLE_HELP)]
pub struct SmscArgs {
    /// Where it listens and how it behaves
    #[command(flatten)]
    pub double: DoubleArgs,

    /// Speak TLS, with a certificate that is made for this run
    #[arg(long)]
    pub tls: bool,
}

/// `tuma simulate carrier`.
#[derive(Debug, Args)]
#[command(after_help = CARRIER_HELP)]
pub struct CarrierArgs {
    /// Where to listen
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:2775")]
    pub listen: SocketAddr,

    /// Append a JSON line for every message taken to this file
    #[arg(long, value_name = "FILE")]
    pub record: Option<PathBuf>,

    /// Repeat the same accidents every time
    #[arg(long, value_name = "NUMBER")]
    pub seed: Option<u64>,

    /// How it behaves: a JSON or TOML file with latencies, failures and reports (docs/simulator.md)
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

const AFTER_HELP: &str = "\
Examples:
  tuma serve --demo                        try it: prints an API key and a curl line that works as printed
  tuma org create 'Beacon House' --slug beacon --region PK
  tuma key create --org beacon --name website
  export TUMA_API_KEY=sk_live_…
  tuma send +923001234567 'School is closed on Friday' --wait
  tuma send --file fees.csv --region PK --body 'Dear {{student_name}}, Rs {{fee_amount}} is due'
  tuma status msg_… --follow

Variables:
  TUMA_URL, TUMA_API_KEY    the server that `send` and `status` talk to, and the key they use
  TUMA_CONFIG               the configuration file; every setting has a variable too: see `tuma config show`

Exit codes:
  0 done   1 failed   2 wrong usage or configuration   3 refused   4 unreachable or busy   5 accepted in part";

const SERVE_HELP: &str = "\
Settings come from the compiled-in defaults, then ./tuma.toml or --config, then TUMA_* variables:
  TUMA_LISTEN         where to listen                 [default: 127.0.0.1:8080]
  TUMA_SMPP_LISTEN    where to serve SMPP             [default: nowhere; 127.0.0.1:2775 with --demo]
  TUMA_DATA_DIR       database, uploads, admin socket [default: ./data]
  TUMA_DATABASE_URL   postgres://…                    [default: a SQLite file in the data directory]
`tuma config show` lists all of them.

SIGTERM or Ctrl-C stops accepting, finishes what is in flight and exits 0; a second one stops at once and exits 1.
Nothing that was accepted is lost either way.

Examples:
  tuma serve --demo
  TUMA_LISTEN=0.0.0.0:8080 TUMA_DATA_DIR=/var/lib/tuma tuma serve
  TUMA_LOG__FORMAT=json tuma serve 2>> tuma.log";

const CARRIER_HELP: &str = "\
Examples:
  tuma simulate carrier --listen 127.0.0.1:2775 --record taken.jsonl --seed 7
  tuma provider add --name bench --adapter simulator --settings '{\"connect\":\"127.0.0.1:2775\"}'";

const DOUBLE_HELP: &str = "\
It prints the settings of a provider that sends through it, and runs until it is told to stop.

Examples:
  tuma simulate twilio
  tuma simulate infobip --settings '{\"reportUrl\":\"http://127.0.0.1:8080/api/sms/dlr\"}'
  tuma simulate smsc --settings '{\"latencyMs\":200,\"receipts\":{\"form\":\"tlvs\"}}'
  tuma simulate smsc --tls";

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_and_argument_is_explained() {
        fn check(command: &clap::Command) {
            assert!(command.get_about().is_some(), "`{}` has no help", command.get_name());
            for argument in command.get_arguments() {
                let explained =
                    argument.get_help().is_some() || ["help", "version"].contains(&argument.get_id().as_str());
                assert!(explained, "`{} {}` has no help", command.get_name(), argument.get_id());
            }
            command.get_subcommands().for_each(check);
        }
        check(&Cli::command());
    }

    #[test]
    fn a_number_or_a_file_but_not_both() {
        assert!(Cli::try_parse_from(["tuma", "send", "+254700000001", "hello"]).is_ok());
        assert!(Cli::try_parse_from(["tuma", "send", "--file", "a.csv", "--body", "hello"]).is_ok());
        assert!(Cli::try_parse_from(["tuma", "send"]).is_err());
        assert!(Cli::try_parse_from(["tuma", "send", "+254700000001"]).is_err());
        assert!(Cli::try_parse_from(["tuma", "send", "--file", "a.csv"]).is_err());
        assert!(Cli::try_parse_from(["tuma", "send", "+254700000001", "hello", "--file", "a.csv"]).is_err());
    }

    #[test]
    fn suppress_takes_a_number_or_a_command() {
        let suppress = |words: &[&str]| match Cli::try_parse_from([&["tuma", "suppress"], words].concat())
            .map(|cli| cli.command)
        {
            Ok(Command::Suppress(args)) => args,
            other => panic!("{words:?}: {other:?}"),
        };
        let added = suppress(&["+254700000001", "--org", "demo"]).add.expect("the number");
        assert_eq!(
            (added.number.as_str(), added.org.as_deref()),
            ("+254700000001", Some("demo"))
        );
        let removed = suppress(&["remove", "+254700000001"]);
        assert!(removed.add.is_none() && matches!(removed.action, Some(admin::SuppressAction::Remove { .. })));
        assert!(Cli::try_parse_from(["tuma", "suppress"]).is_err());
    }

    #[test]
    fn the_key_is_never_shown_in_the_help() {
        let help = Cli::command()
            .find_subcommand_mut("send")
            .expect("the command")
            .render_long_help()
            .to_string();
        assert!(help.contains("TUMA_API_KEY") && !help.contains("sk_live_"));
    }
}
