//! `tuma number`: whose the inbound messages of shared providers are.

use crate::admin::{NumberAdd, NumberList, NumberRemove, NumberView, ask_once};
use crate::cli::carriers::{NumberAction, NumberArgs};
use crate::failure::{Exit, Failure};
use crate::output::{Output, table};

/// Runs `tuma number`.
pub async fn run(args: NumberArgs, output: &Output) -> Result<Exit, Failure> {
    let config = args.file.path();
    match args.action {
        NumberAction::Add {
            address,
            provider,
            keyword,
            org,
        } => {
            let ask = NumberAdd {
                organization: org,
                provider,
                address,
                keyword,
            };
            let made = ask_once(config, ask).await?;
            output.answer(&made, &format!("{} goes to {}", shown(&made), made.organization));
        }
        NumberAction::Remove {
            address,
            provider,
            keyword,
        } => {
            let ask = NumberRemove {
                provider,
                address,
                keyword,
            };
            let gone = ask_once(config, ask).await?;
            output.answer(&gone, &format!("{} goes to nobody", shown(&gone)));
        }
        NumberAction::List => {
            let all = ask_once(config, NumberList {}).await?;
            output.answer(&all, &list_text(&all));
        }
    }
    Ok(Exit::Done)
}

fn shown(number: &NumberView) -> String {
    match number.keyword.as_str() {
        "" => number.address.clone(),
        keyword => format!("{} {keyword}", number.address),
    }
}

fn list_text(all: &[NumberView]) -> String {
    if all.is_empty() {
        return "no addresses yet: tuma number add".to_owned();
    }
    let row = |one: &NumberView| {
        vec![
            one.address.clone(),
            one.keyword.clone(),
            one.organization.clone(),
            one.provider.clone(),
        ]
    };
    table(
        &["ADDRESS", "KEYWORD", "FOR", "PROVIDER"],
        &all.iter().map(row).collect::<Vec<_>>(),
    )
}
