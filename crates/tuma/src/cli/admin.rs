//! Arguments of the administration commands: `org`, `provider` and `suppress`.
//!
//! They need no API key: they speak to a running server through the socket in its data directory, or open the database
//! themselves where no server runs.

use clap::{Args, Subcommand, ValueEnum};

use super::FileArgs;

/// Whose: left out where there is only one.
#[derive(Debug, Args)]
pub struct WhoseArgs {
    /// The organization's slug or id; may be left out while there is only one
    #[arg(long, value_name = "ORG")]
    pub org: Option<String>,
}

/// `tuma org`.
#[derive(Debug, Args)]
pub struct OrgArgs {
    /// Where the settings are
    #[command(flatten)]
    pub file: FileArgs,

    /// What to do
    #[command(subcommand)]
    pub action: OrgAction,
}

/// What `tuma org` does.
#[derive(Debug, Subcommand)]
pub enum OrgAction {
    /// Create an organization
    Create(OrgCreateArgs),
    /// List all organizations
    List,
    /// Set the time zone that an organization's days and hours are cut by
    TimeZone {
        /// Its slug or id
        org: String,
        /// A name of the IANA database, such as Africa/Nairobi
        zone: String,
    },
    /// Show an organization's limits, or change them
    Limits(super::keys::OrgLimitsArgs),
    /// Show one organization with its providers
    Show {
        /// Its slug or id
        org: String,
    },
}

/// `tuma org create`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  tuma org create 'Beacon House' --slug beacon --region PK")]
pub struct OrgCreateArgs {
    /// Its name as people read it
    pub name: String,

    /// Its short name: a to z, 0 to 9 and -; made from the name if left out
    #[arg(long)]
    pub slug: Option<String>,

    /// The country of numbers without +, as two letters
    #[arg(long, value_name = "REGION")]
    pub region: String,

    /// The most segments a message may take
    #[arg(long, value_name = "COUNT")]
    pub max_segments: Option<u16>,

    /// What to do where nobody can tell whether the carrier took a message; by class if left out
    #[arg(long, value_enum)]
    pub unknown: Option<UnknownArg>,

    /// How long a message stays worth sending
    #[arg(long, value_name = "HOURS")]
    pub validity_hours: Option<u32>,

    /// The time zone that its days and hours are cut by, such as Africa/Nairobi; UTC if left out
    #[arg(long, value_name = "ZONE")]
    pub time_zone: Option<String>,
}

/// What to do with unknown outcomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum UnknownArg {
    /// Send again: may arrive twice, will arrive
    Resend,
    /// Wait for a report or a person
    Hold,
}

impl UnknownArg {
    /// The product's policy.
    pub const fn policy(self) -> domain::class::UnknownPolicy {
        match self {
            Self::Resend => domain::class::UnknownPolicy::Resend,
            Self::Hold => domain::class::UnknownPolicy::Hold,
        }
    }
}

/// `tuma provider`.
#[derive(Debug, Args)]
pub struct ProviderArgs {
    /// Where the settings are
    #[command(flatten)]
    pub file: FileArgs,

    /// What to do
    #[command(subcommand)]
    pub action: ProviderAction,
}

/// What `tuma provider` does.
#[derive(Debug, Subcommand)]
pub enum ProviderAction {
    /// Add a connection to a carrier; a running server uses it within seconds
    Add(ProviderAddArgs),
    /// Change a provider; a running server takes it over within seconds
    Set(super::carriers::ProviderSetArgs),
    /// Remove a provider; what waits for it goes to the next one
    Remove {
        /// Its name or id
        provider: String,
    },
    /// Ask a carrier whether the provider works, or send a message through it alone
    Test(super::carriers::ProviderTestArgs),
    /// Say why it is slow: what caps a provider now, with the figures
    Ceiling {
        /// Its name or id
        provider: String,
    },
    /// List providers in the order they are tried
    List {
        /// Whose; the platform's too
        #[command(flatten)]
        whose: WhoseArgs,
    },
}

/// `tuma provider add`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  tuma provider add --name bench --adapter simulator --settings '{\"connect\":\"127.0.0.1:2775\"}'"
)]
pub struct ProviderAddArgs {
    /// The organization that alone may use it; everybody may if left out
    #[arg(long, value_name = "ORG")]
    pub org: Option<String>,

    /// A name unique within its owner
    #[arg(long)]
    pub name: String,

    /// The kind of carrier, such as twilio, smpp or simulator
    #[arg(long, default_value = "simulator")]
    pub adapter: String,

    /// The adapter's settings as JSON
    #[arg(long, value_name = "JSON", default_value = "{}")]
    pub settings: String,

    /// Lower is tried first
    #[arg(long, default_value_t = 100)]
    pub rank: i64,

    /// The most messages a second; the kind's own limit if left out
    #[arg(long, value_name = "PER_SECOND")]
    pub rate: Option<u32>,

    /// The most messages handed over and not answered yet; the kind's own if left out
    #[arg(long)]
    pub window: Option<u32>,

    /// The carrier gives no delivery reports: SENT is a message's last state
    #[arg(long)]
    pub no_reports: bool,

    /// The price of a segment, such as 0.80
    #[arg(long, value_name = "AMOUNT", default_value = "0")]
    pub price: String,

    /// The currency of the price
    #[arg(long, default_value = "USD")]
    pub currency: String,
}

/// `tuma suppress`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, arg_required_else_help = true, after_help = SUPPRESS_HELP)]
pub struct SuppressArgs {
    /// Where the settings are
    #[command(flatten)]
    pub file: FileArgs,

    /// Same as `add`
    #[command(flatten)]
    pub add: Option<SuppressAddArgs>,

    /// What to do
    #[command(subcommand)]
    pub action: Option<SuppressAction>,
}

/// `tuma suppress add`.
#[derive(Debug, Args)]
pub struct SuppressAddArgs {
    /// The number, international or national
    pub number: String,

    /// Why
    #[arg(long, value_enum, default_value_t = ReasonArg::Person)]
    pub reason: ReasonArg,

    /// The organization's slug or id; may be left out while there is only one
    // Not flattened: clap does not see whether an optional group is there once it has another inside.
    #[arg(long, value_name = "ORG")]
    pub org: Option<String>,
}

/// Why a number may not be sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReasonArg {
    /// They answered STOP
    Stop,
    /// The carrier says so
    Carrier,
    /// A person decided it
    Person,
}

impl ReasonArg {
    /// The word that is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Stop => "stop",
            Self::Carrier => "carrier",
            Self::Person => "person",
        }
    }
}

/// Which reason is lifted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LiftArg {
    /// Their own STOP: only when they asked for messages again
    Stop,
    /// What the carrier said
    Carrier,
    /// What a person decided
    Person,
    /// All of them
    All,
}

impl LiftArg {
    /// The word of the request.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Stop => "stop",
            Self::Carrier => "carrier",
            Self::Person => "person",
            Self::All => "all",
        }
    }
}

/// What `tuma suppress` does.
#[derive(Debug, Subcommand)]
pub enum SuppressAction {
    /// Send nothing more to a number
    Add(SuppressAddArgs),
    /// Lift a reason of a number; it may be sent to again when none is left
    Remove {
        /// The number, international or national
        number: String,
        /// The reason
        #[arg(long, value_enum, default_value_t = LiftArg::Person)]
        reason: LiftArg,
        /// Whose list
        #[command(flatten)]
        whose: WhoseArgs,
    },
    /// List the numbers
    List {
        /// Whose list
        #[command(flatten)]
        whose: WhoseArgs,
        /// Start after this number
        #[arg(long, value_name = "NUMBER")]
        after: Option<String>,
        /// How many
        #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u16).range(1..=1000))]
        limit: u16,
    },
}

const SUPPRESS_HELP: &str = "\
It holds from the moment this command returns: messages that wait, campaigns in flight included, are not sent.
What was handed to a carrier before says so in its timeline.

A number may have several reasons: their own STOP (lifted by their START), the carrier's word, a person's decision. It is
sent nothing while one is left. `remove` lifts a person's decision unless another reason is named.

Examples:
  tuma suppress +254711000001 --org demo
  tuma suppress remove +254711000001 --org demo
  tuma suppress remove +254711000001 --org demo --reason stop
  tuma suppress list --org demo";
