//! `tuma sender`: sender IDs that organizations ask for, listed and decided about.

use crate::admin::{SenderApprove, SenderList, SenderReject, SenderView, ask_once};
use crate::cli::senders::{SenderAction, SenderArgs};
use crate::failure::{Exit, Failure};
use crate::output::{Output, table};

/// Runs `tuma sender`.
pub async fn run(args: SenderArgs, output: &Output) -> Result<Exit, Failure> {
    let config = args.file.path();
    match args.action {
        SenderAction::List { org, status } => {
            let organization = org;
            let all = ask_once(config, SenderList { organization, status }).await?;
            output.answer(&all, &list_text(&all));
        }
        SenderAction::Approve {
            sender,
            countries,
            providers,
        } => {
            let ask = SenderApprove {
                sender,
                countries: (!countries.is_empty()).then_some(countries),
                providers: (!providers.is_empty()).then_some(providers),
            };
            let decided = ask_once(config, ask).await?;
            output.answer(
                &decided,
                &format!("{} is approved for {}", decided.sender, decided.organization),
            );
        }
        SenderAction::Reject { sender, reason } => {
            let decided = ask_once(config, SenderReject { sender, reason }).await?;
            output.answer(
                &decided,
                &format!("{} is rejected for {}", decided.sender, decided.organization),
            );
        }
    }
    Ok(Exit::Done)
}

fn list_text(all: &[SenderView]) -> String {
    if all.is_empty() {
        return "nobody has asked for a sender ID".to_owned();
    }
    let rows: Vec<Vec<String>> = all
        .iter()
        .map(|one| {
            vec![
                one.id.clone(),
                one.organization.clone(),
                one.sender.clone(),
                one.status.clone(),
                if one.countries.is_empty() {
                    "all".to_owned()
                } else {
                    one.countries.join(" ")
                },
                one.purpose.clone(),
            ]
        })
        .collect();
    table(
        &["ID", "ORGANIZATION", "SENDER", "STATUS", "COUNTRIES", "PURPOSE"],
        &rows,
    )
}
