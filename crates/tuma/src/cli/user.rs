//! Arguments of `tuma user`.

use clap::{Args, Subcommand};
use domain::Role;

use super::FileArgs;
use super::admin::WhoseArgs;

/// `tuma user`.
#[derive(Debug, Args)]
pub struct UserArgs {
    /// Where the settings are
    #[command(flatten)]
    pub file: FileArgs,

    /// What to do
    #[command(subcommand)]
    pub action: UserAction,
}

/// What `tuma user` does.
#[derive(Debug, Subcommand)]
pub enum UserAction {
    /// Make a user with a drawn password, which is shown this once
    Add(UserAddArgs),
    /// List users: where they belong, whether they may sign in, when they last did
    List {
        /// Whose; all if left out
        #[command(flatten)]
        whose: WhoseArgs,
    },
    /// Let a user sign in no more; its sessions end at once
    Disable {
        /// The address or id
        user: String,
    },
    /// Let a disabled user sign in again
    Enable {
        /// The address or id
        user: String,
    },
    /// Take a second factor away whose phone and recovery codes are lost
    RemoveSecondFactor {
        /// The address or id
        user: String,
    },
    /// Forget who a user is at issuers and in the directory; its sessions end at once
    Unlink {
        /// The address or id
        user: String,
    },
    /// Draw a new password, which is shown this once; all sessions end
    Reset {
        /// The address or id
        user: String,
    },
}

/// `tuma user add`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tuma user add amina@example.org --org beacon --role owner\n  tuma user add ops@example.org --system-administrator"
)]
pub struct UserAddArgs {
    /// The address that the user signs in with
    pub email: String,

    /// How the user is called [default: the address]
    #[arg(long)]
    pub name: Option<String>,

    /// The organization that the user belongs to; may be left out while there is only one
    #[arg(long, value_name = "ORG")]
    pub org: Option<String>,

    /// What the user is there: owner, org_admin, operator, technician, customer_service or viewer
    #[arg(long, value_parser = role)]
    pub role: Option<Role>,

    /// The user runs the installation, and belongs to an organization only if a role is given
    #[arg(long)]
    pub system_administrator: bool,
}

fn role(word: &str) -> Result<Role, String> {
    let known = Role::IN_ORGANIZATIONS.map(Role::as_str).join(", ");
    Role::parse(word).ok_or_else(|| format!("one of {known}"))
}
