//! `tuma smpp account`: logins to the SMPP server, made, listed and removed. A password is printed once, on stdout.

use crate::admin::{
    CreatedSmppAccountView, SmppAccountCreate, SmppAccountList, SmppAccountRevoke, SmppAccountView, ask_once,
};
use crate::cli::smpp::{AccountAction, AccountCreateArgs, SmppArgs, SmppPart};
use crate::failure::{Exit, Failure};
use crate::output::{Output, table};

/// Runs `tuma smpp account`.
pub async fn run(args: SmppArgs, output: &Output) -> Result<Exit, Failure> {
    let config = args.file.path();
    let SmppPart::Account { action } = args.part;
    match action {
        AccountAction::Create(args) => {
            let made: CreatedSmppAccountView = ask_once(config, create(args)).await?;
            let text = format!(
                "SMPP: {} / {}\n{}\nKeep the password now: it is not shown again.",
                made.account.system_id, made.password, made.account.id
            );
            output.answer(&made, &text);
        }
        AccountAction::List { whose } => {
            let ask = SmppAccountList {
                organization: whose.org,
            };
            let all = ask_once(config, ask).await?;
            output.answer(&all, &list_text(&all));
        }
        AccountAction::Revoke { account, whose } => {
            let ask = SmppAccountRevoke {
                organization: whose.org,
                account,
            };
            let gone = ask_once(config, ask).await?;
            output.answer(&gone, &format!("revoked {} ({})", gone.system_id, gone.id));
        }
    }
    Ok(Exit::Done)
}

fn create(args: AccountCreateArgs) -> SmppAccountCreate {
    SmppAccountCreate {
        organization: args.whose.org,
        system_id: args.system_id,
        allowed_ips: args.ips,
        max_binds: args.binds,
        rate_per_second: args.rate,
        window: args.window,
        senders: args.senders,
        class: args.class.map(|class| class.class()),
        data_coding_0: args.data_coding_0.map(Into::into),
        data_coding_1: args.data_coding_1.map(Into::into),
    }
}

fn list_text(all: &[SmppAccountView]) -> String {
    if all.is_empty() {
        return "no SMPP accounts yet: tuma smpp account create".to_owned();
    }
    let listed = |list: &[String]| match list {
        [] => "any".to_owned(),
        some => some.join(","),
    };
    let rows: Vec<Vec<String>> = all
        .iter()
        .map(|one| {
            vec![
                one.system_id.clone(),
                listed(&one.allowed_ips),
                listed(&one.senders),
                one.max_binds.to_string(),
                one.rate_per_second
                    .map_or_else(|| "-".to_owned(), |rate| format!("{rate}/s")),
                one.window.to_string(),
                if one.active { "active" } else { "inactive" }.to_owned(),
                one.id.clone(),
            ]
        })
        .collect();
    table(
        &[
            "SYSTEM ID",
            "FROM",
            "SENDERS",
            "BINDS",
            "RATE",
            "WINDOW",
            "STATUS",
            "ID",
        ],
        &rows,
    )
}
