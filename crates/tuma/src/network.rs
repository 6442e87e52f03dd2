//! `tuma network`: from where an organization, or the server, may be called.

use crate::admin::{NetworksSet, NetworksView, ask_once};
use crate::cli::keys::{NetworkAction, NetworkArgs, NetworkOwner};
use crate::failure::{Exit, Failure};
use crate::output::Output;

/// Runs `tuma network`.
pub async fn run(args: NetworkArgs, output: &Output) -> Result<Exit, Failure> {
    let none = Vec::new;
    let ask = match args.action {
        NetworkAction::Allow(list) => asked(list.of, [list.networks, none(), none()]),
        NetworkAction::Deny(list) => asked(list.of, [none(), list.networks, none()]),
        NetworkAction::Remove(list) => asked(list.of, [none(), none(), list.networks]),
        NetworkAction::List { of } => asked(of, [none(), none(), none()]),
    };
    let lists = ask_once(args.file.path(), ask).await?;
    output.answer(&lists, &text(&lists));
    Ok(Exit::Done)
}

fn asked(of: NetworkOwner, [allow, deny, remove]: [Vec<String>; 3]) -> NetworksSet {
    NetworksSet {
        organization: of.org,
        platform: of.platform,
        allow,
        deny,
        remove,
    }
}

fn text(lists: &NetworksView) -> String {
    let listed = |list: &[String], none: &str| match list {
        [] => none.to_owned(),
        some => some.join(", "),
    };
    format!(
        "{}\n  allowed  {}\n  denied   {}",
        lists.organization.as_deref().unwrap_or("the platform"),
        listed(&lists.allow, "everybody who is not denied"),
        listed(&lists.deny, "nobody")
    )
}
