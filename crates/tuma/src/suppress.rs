//! `tuma suppress`: numbers that an organization may not send to. Holds from the moment the command returns.

use std::path::Path;

use crate::admin::{LiftedView, ReasonView, SuppressAdd, SuppressList, SuppressRemove, SuppressionPage, ask_once};
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
        SuppressAction::Remove { number, reason, whose } => {
            let request = SuppressRemove {
                organization: whose.org,
                number,
                reason: Some(reason.as_str().to_owned()),
            };
            let done = ask_once(config, request).await?;
            output.answer(&done, &lifted_text(&done));
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

fn lifted_text(done: &LiftedView) -> String {
    let number = &done.number;
    let words = |reasons: &[ReasonView]| {
        let words: Vec<&str> = reasons.iter().map(|why| why.reason.as_str()).collect();
        words.join(", ")
    };
    match (done.lifted.as_slice(), done.left.as_slice()) {
        ([], []) => format!("{number} was not on the list"),
        (_, []) => format!("{number} may be sent to again"),
        ([], left) => format!(
            "{number} is still sent nothing: its reason is {}; name it with --reason to lift it",
            words(left)
        ),
        (lifted, left) => format!(
            "{} is lifted, and {number} is still sent nothing: {} is left; name it with --reason to lift it",
            words(lifted),
            words(left)
        ),
    }
}

fn list_text(page: &SuppressionPage) -> String {
    let Some(last) = page.numbers.last() else {
        return "no numbers are suppressed".to_owned();
    };
    let rows: Vec<Vec<String>> = page
        .numbers
        .iter()
        .flat_map(|one| one.reasons.iter().map(|why| (&one.number, why)))
        .map(|(number, why)| vec![number.clone(), why.reason.clone(), why.at.clone()])
        .collect();
    let mut text = table(&["NUMBER", "REASON", "SINCE"], &rows);
    if page.more {
        text.push_str(&format!("\nmore: --after {}", last.number));
    }
    text
}
