//! `tuma suppress`: numbers that an organization may not send to. Holds from the moment the command returns.

use std::path::Path;

use crate::admin::{SuppressAdd, SuppressList, SuppressRemove, SuppressionPage, ask_once};
use crate::cli::admin::{SuppressAction, SuppressAddArgs, SuppressArgs};
use crate::failure::{Exit, Failure};
use crate::output::{Output, table};

/// Runs `tuma suppress`.
pub async fn run(args: SuppressArgs, output: &Output) -> Result<Exit, Failure> {
    let config = args.file.path();
    let action = match (args.action, args.add) {
        (Some(action), _) => action,
        (None, Some(add)) => SuppressAction::Add(add),
        (None, None) => return Err(Failure::usage("name a number, or one of add, remove and list")),
    };
    match action {
        SuppressAction::Add(args) => add(args, config, output).await,
        SuppressAction::Remove { number, whose } => {
            let gone = ask_once(
                config,
                SuppressRemove {
                    organization: whose.org,
                    number,
                },
            )
            .await?;
            let text = match gone.reason {
                Some(_) => format!("{} may be sent to again", gone.number),
                None => format!("{} was not on the list", gone.number),
            };
            output.answer(&gone, &text);
            Ok(Exit::Done)
        }
        SuppressAction::List { whose, after, limit } => {
            let page = ask_once(
                config,
                SuppressList {
                    organization: whose.org,
                    after,
                    limit,
                },
            )
            .await?;
            output.answer(&page, &list_text(&page));
            Ok(Exit::Done)
        }
    }
}

async fn add(args: SuppressAddArgs, config: Option<&Path>, output: &Output) -> Result<Exit, Failure> {
    let request = SuppressAdd {
        organization: args.org,
        number: args.number,
        reason: args.reason.as_str().to_owned(),
    };
    let added = ask_once(config, request).await?;
    let late = match added.too_late {
        None | Some(0) => String::new(),
        Some(count) => format!("; {count} messages to it are with a carrier already"),
    };
    output.answer(&added, &format!("{} is sent nothing more{late}", added.number));
    Ok(Exit::Done)
}

fn list_text(page: &SuppressionPage) -> String {
    let Some(last) = page.numbers.last() else {
        return "no numbers are suppressed".to_owned();
    };
    let rows: Vec<Vec<String>> = page
        .numbers
        .iter()
        .map(|one| {
            vec![
                one.number.clone(),
                one.reason.clone().unwrap_or_default(),
                one.at.clone().unwrap_or_default(),
            ]
        })
        .collect();
    let mut text = table(&["NUMBER", "REASON", "SINCE"], &rows);
    if page.more {
        text.push_str(&format!("\nmore: --after {}", last.number));
    }
    text
}
