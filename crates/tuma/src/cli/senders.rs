//! Arguments of `tuma sender`.

use clap::{Args, Subcommand, ValueEnum};
use store::SenderState;

use super::FileArgs;

/// `tuma sender`.
#[derive(Debug, Args)]
pub struct SenderArgs {
    /// Where the settings are
    #[command(flatten)]
    pub file: FileArgs,

    /// What to do
    #[command(subcommand)]
    pub action: SenderAction,
}

/// What `tuma sender` does.
#[derive(Debug, Subcommand)]
pub enum SenderAction {
    /// List sender IDs that organizations asked for
    List {
        /// Whose, by slug or id; all if left out
        #[arg(long, value_name = "ORG")]
        org: Option<String>,
        /// Only those with this status
        #[arg(long, value_enum)]
        status: Option<StatusArg>,
    },
    /// Let an organization use a sender ID
    Approve {
        /// The sender ID's id, snd_…
        sender: String,
        /// A country of the numbers that it may be shown to; may be given several times; as asked for if left out
        #[arg(long = "country", value_name = "COUNTRY")]
        countries: Vec<String>,
        /// A provider that it is registered with, by name or id; may be given several times; as asked for if left out
        #[arg(long = "provider", value_name = "PROVIDER")]
        providers: Vec<String>,
    },
    /// Let an organization not use a sender ID
    Reject {
        /// The sender ID's id, snd_…
        sender: String,
        /// Why; the organization's people read it
        #[arg(long)]
        reason: String,
    },
}

/// What was decided about a sender ID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, serde::Serialize, serde::Deserialize)]
pub enum StatusArg {
    /// Nothing yet
    Pending,
    /// It may be used
    Approved,
    /// It may not
    Rejected,
}

impl StatusArg {
    /// The store's word for it.
    pub const fn state(self) -> SenderState {
        match self {
            Self::Pending => SenderState::Pending,
            Self::Approved => SenderState::Approved,
            Self::Rejected => SenderState::Rejected,
        }
    }
}
