//! Arguments of `tuma smpp`: the accounts with which programs bind to the SMPP server.

use clap::{Args, Subcommand, ValueEnum};
use domain::alphabet::Alphabet;

use super::FileArgs;
use super::admin::WhoseArgs;
use super::messages::ClassArg;

/// `tuma smpp`.
#[derive(Debug, Args)]
pub struct SmppArgs {
    /// Where the settings are
    #[command(flatten)]
    pub file: FileArgs,

    /// What of it
    #[command(subcommand)]
    pub part: SmppPart,
}

/// What there is of SMPP.
#[derive(Debug, Subcommand)]
pub enum SmppPart {
    /// Accounts that bind to this server
    Account {
        /// What to do
        #[command(subcommand)]
        action: AccountAction,
    },
}

/// What `tuma smpp account` does.
#[derive(Debug, Subcommand)]
pub enum AccountAction {
    /// Make an account; its password is shown this once
    Create(AccountCreateArgs),
    /// List accounts
    List {
        /// Whose
        #[command(flatten)]
        whose: WhoseArgs,
    },
    /// Remove an account and end its binds, within seconds
    Revoke {
        /// Its system id, or its id, esm_…
        account: String,
        /// Whose it is
        #[command(flatten)]
        whose: WhoseArgs,
    },
}

/// `tuma smpp account create`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  tuma smpp account create clinic1 --org acme --ip 192.0.2.0/24 --sender CLINIC --rate 50"
)]
pub struct AccountCreateArgs {
    /// What it binds with: 1 to 15 letters and digits
    pub system_id: String,

    /// Whose it is
    #[command(flatten)]
    pub whose: WhoseArgs,

    /// An address or network it may bind from; repeat for several; from anywhere if left out
    #[arg(long = "ip", value_name = "ADDRESS")]
    pub ips: Vec<String>,

    /// A sender it may use, the first one being the default; repeat for several; any if left out
    #[arg(long = "sender", value_name = "SENDER")]
    pub senders: Vec<String>,

    /// The most binds at a time [default: 4]
    #[arg(long, value_name = "COUNT")]
    pub binds: Option<u32>,

    /// The most messages a second; no limit if left out
    #[arg(long, value_name = "PER_SECOND")]
    pub rate: Option<u32>,

    /// The most receipts and inbound messages of a bind that are not answered [default: 100]
    #[arg(long)]
    pub window: Option<u32>,

    /// What its messages are for: sets their priority [default: transactional]
    #[arg(long, value_enum)]
    pub class: Option<ClassArg>,

    /// What it means by data_coding 0, in what it sends and in what it is told [default: gsm7]
    #[arg(long, value_enum, value_name = "ALPHABET")]
    pub data_coding_0: Option<AlphabetArg>,

    /// What it means by data_coding 1 [default: ASCII, unless the octets show that it is GSM 7-bit]
    #[arg(long, value_enum, value_name = "ALPHABET")]
    pub data_coding_1: Option<AlphabetArg>,
}

/// What programs mean by data_coding 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AlphabetArg {
    /// GSM 7-bit, one septet an octet
    Gsm7,
    /// ASCII
    Ascii,
    /// ISO-8859-1
    Latin1,
}

impl From<AlphabetArg> for Alphabet {
    fn from(arg: AlphabetArg) -> Self {
        match arg {
            AlphabetArg::Gsm7 => Self::Gsm7,
            AlphabetArg::Ascii => Self::Ascii,
            AlphabetArg::Latin1 => Self::Latin1,
        }
    }
}
