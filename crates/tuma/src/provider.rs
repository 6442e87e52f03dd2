//! `tuma provider`: connections to carriers, added, tried and listed. Their settings may hold credentials and are not
//! shown.

use crate::admin::{
    CeilingView, CheckedView, ProviderAdd, ProviderCeiling, ProviderList, ProviderRemove, ProviderSet, ProviderTest,
    ProviderTestView, ProviderView, ask_once,
};
use crate::cli::admin::{ProviderAction, ProviderAddArgs, ProviderArgs};
use crate::cli::carriers::{ProviderSetArgs, ProviderTestArgs};
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
        ProviderAction::Test(args) => {
            let tested = ask_once(config, test(args)).await?;
            return Ok(tell_test(&tested, output));
        }
        ProviderAction::Ceiling { provider } => {
            let found = ask_once(config, ProviderCeiling { provider }).await?;
            output.answer(&found, &ceiling_text(&found));
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

fn test(args: ProviderTestArgs) -> ProviderTest {
    ProviderTest {
        organization: args.org,
        provider: args.provider,
        to: args.to,
        body: args.body,
    }
}

/// Prints what came of a test; a provider that does not work is a failure.
fn tell_test(tested: &ProviderTestView, output: &Output) -> Exit {
    match tested {
        ProviderTestView::Sent(sent) => {
            let id = &sent.message_id;
            let text = format!("accepted {id} ({}): tuma status {id} --follow", sent.status);
            output.answer(tested, &text);
            Exit::Done
        }
        ProviderTestView::Checked(checked) => {
            output.answer(tested, &checked_text(checked));
            match checked.works {
                Some(false) => Exit::Failed,
                _ => Exit::Done,
            }
        }
    }
}

fn checked_text(checked: &CheckedView) -> String {
    let name = &checked.provider;
    let mut text = match (checked.works, &checked.why) {
        (Some(true), _) => format!("{name} works"),
        (Some(false), Some(why)) => format!("{name} does not work: {why}"),
        (Some(false), None) => format!("{name} does not work"),
        (None, _) => format!("{name} can only be tried with a message: --to <NUMBER>"),
    };
    if let Some(balance) = &checked.balance {
        text.push_str(&format!("; its balance is {} {}", balance.amount, balance.currency));
    }
    text
}

fn ceiling_text(found: &CeilingView) -> String {
    let mut lines = vec![
        format!("{}: {}", found.provider, found.why),
        format!("health    {}", found.health),
        format!("waiting   {}", found.waiting),
    ];
    if let Some(ms) = found.paused_ms {
        lines.push(format!("paused    for {ms} ms more"));
    }
    if let Some(lane) = &found.lane {
        let some = |value: Option<f64>, unit: &str| value.map_or("-".to_owned(), |value| format!("{value:.1}{unit}"));
        let slowed = if lane.slowed { ", slowed" } else { "" };
        lines.extend([
            format!("pace      {:.1}/s", lane.per_second),
            format!("rate      {}{slowed}", some(lane.rate_per_second, "/s at most")),
            format!(
                "window    {} of {} open, {}",
                lane.open,
                lane.window,
                some(lane.window_per_second, "/s at most")
            ),
            format!("latency   {}", some(lane.latency_ms, " ms")),
            format!(
                "database  {} a mark, {} writes wait",
                some(lane.begin_ms, " ms"),
                lane.journal_depth
            ),
            format!(
                "stopped   {} organizations, {} senders",
                lane.paused_organizations, lane.paused_senders
            ),
            format!("memory    {} messages", lane.in_memory),
        ]);
    }
    lines.join("\n")
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
