//! `tuma provider`: connections to carriers, added and listed. Their settings may hold credentials and are not shown.

use crate::admin::{ProviderAdd, ProviderList, ProviderRemove, ProviderSet, ProviderView, ask_once};
use crate::cli::admin::{ProviderAction, ProviderAddArgs, ProviderArgs};
use crate::cli::carriers::ProviderSetArgs;
use crate::failure::{Exit, Failure};
use crate::output::{Output, table};

/// Runs `tuma provider`.
pub async fn run(args: ProviderArgs, output: &Output) -> Result<Exit, Failure> {
    let config = args.file.path();
    match args.action {
        ProviderAction::Add(args) => {
            let made = ask_once(config, add(args)).await?;
            output.answer(&made, &format!("added {} ({})", made.name, made.id));
        }
        ProviderAction::Set(args) => {
            let set = ask_once(config, set(args)).await?;
            output.answer(&set, &format!("changed {} ({})", set.name, set.id));
        }
        ProviderAction::Remove { provider } => {
            let gone = ask_once(config, ProviderRemove { provider }).await?;
            output.answer(&gone, &format!("removed {} ({})", gone.name, gone.id));
        }
        ProviderAction::List { whose } => {
            let all = ask_once(
                config,
                ProviderList {
                    organization: whose.org,
                },
            )
            .await?;
            output.answer(&all, &list_text(&all));
        }
    }
    Ok(Exit::Done)
}

fn add(args: ProviderAddArgs) -> ProviderAdd {
    ProviderAdd {
        organization: args.org,
        name: args.name,
        adapter: args.adapter,
        settings: args.settings,
        rank: args.rank,
        rate_per_second: args.rate,
        window: args.window,
        no_reports: args.no_reports,
        price: args.price,
        currency: args.currency,
    }
}

fn set(args: ProviderSetArgs) -> ProviderSet {
    ProviderSet {
        provider: args.provider,
        name: args.name,
        settings: args.settings,
        rank: args.rank,
        rate_per_second: args.rate,
        window: args.window,
        active: args.active,
    }
}

fn list_text(all: &[ProviderView]) -> String {
    if all.is_empty() {
        return "no providers yet: tuma provider add".to_owned();
    }
    let rows: Vec<Vec<String>> = all
        .iter()
        .map(|one| {
            vec![
                one.rank.to_string(),
                one.name.clone(),
                one.adapter.clone(),
                one.organization.clone().unwrap_or_else(|| "everybody".to_owned()),
                one.rate_per_second
                    .map_or_else(|| "-".to_owned(), |rate| format!("{rate}/s")),
                one.window.to_string(),
                format!("{} {}", one.price, one.currency),
                if one.active { "active" } else { "inactive" }.to_owned(),
                one.id.clone(),
            ]
        })
        .collect();
    table(
        &[
            "RANK", "NAME", "ADAPTER", "FOR", "RATE", "WINDOW", "SEGMENT", "STATUS", "ID",
        ],
        &rows,
    )
}
