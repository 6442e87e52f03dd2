//! Arguments of what bounds organizations, and of what they share.

use clap::Args;

/// `tuma org quota`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  tuma org quota beacon --users 20 --keys 10 --providers none")]
pub struct OrgQuotaArgs {
    /// Its slug or id
    pub org: String,

    /// The most members; `none` for no bound
    #[arg(long, value_name = "COUNT", value_parser = bound)]
    pub users: Option<Bound>,

    /// The most API keys that are neither revoked nor expired; `none` for no bound
    #[arg(long, value_name = "COUNT", value_parser = bound)]
    pub keys: Option<Bound>,

    /// The most providers of its own; `none` for the configuration's bound alone
    #[arg(long, value_name = "COUNT", value_parser = bound)]
    pub providers: Option<Bound>,
}

/// A bound, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound(pub Option<u32>);

fn bound(word: &str) -> Result<Bound, String> {
    match word {
        "none" => Ok(Bound(None)),
        word => word
            .parse()
            .map(|count| Bound(Some(count)))
            .map_err(|_| "a number, or none".to_owned()),
    }
}

/// `tuma provider share`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tuma provider share twilio-eu --with beacon --with greenvalley\n  tuma provider share twilio-eu --all"
)]
pub struct ProviderShareArgs {
    /// Its name or id
    pub provider: String,

    /// An organization that may use it, by slug or id; may be given several times, and nobody else may then
    #[arg(long, value_name = "ORG", required_unless_present_any = ["all", "nobody"])]
    pub with: Vec<String>,

    /// Every organization may use it
    #[arg(long, conflicts_with_all = ["with", "nobody"])]
    pub all: bool,

    /// No organization may use it
    #[arg(long, conflicts_with = "with")]
    pub nobody: bool,
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::admin::{OrgAction, ProviderAction};
    use crate::cli::{Cli, Command};

    #[test]
    fn a_bound_is_a_number_or_none() {
        let parsed = Cli::try_parse_from(["tuma", "org", "quota", "beacon", "--users", "20", "--keys", "none"]);
        let Ok(Command::Org(args)) = parsed.map(|cli| cli.command) else {
            panic!("an org command")
        };
        let OrgAction::Quota(quota) = args.action else {
            panic!("a quota")
        };
        assert_eq!(quota.users, Some(Bound(Some(20))));
        assert_eq!((quota.keys, quota.providers), (Some(Bound(None)), None));
        assert!(Cli::try_parse_from(["tuma", "org", "quota", "beacon", "--users", "many"]).is_err());
    }

    #[test]
    fn a_provider_is_shared_with_some_with_all_or_with_nobody() {
        let share = |words: &[&str]| {
            let all = [&["tuma", "provider", "share", "main"], words].concat();
            match Cli::try_parse_from(all).map(|cli| cli.command) {
                Ok(Command::Provider(args)) => match args.action {
                    ProviderAction::Share(share) => Some(share),
                    _ => None,
                },
                _ => None,
            }
        };
        let some = share(&["--with", "a", "--with", "b"]).expect("two");
        assert_eq!(some.with, ["a", "b"]);
        assert!(share(&["--all"]).is_some_and(|share| share.all));
        assert!(share(&["--nobody"]).is_some_and(|share| share.with.is_empty() && !share.all));
        assert!(share(&[]).is_none() && share(&["--all", "--with", "a"]).is_none());
    }
}
