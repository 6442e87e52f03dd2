//! `tuma key`: API keys, made, listed and revoked. A key's text is printed once, on stdout, and nowhere else.

use domain::{Clock, Fault};

use crate::admin::{CreatedKeyView, KeyCreate, KeyList, KeyRevoke, KeyView, ask_once};
use crate::cli::admin::{KeyAction, KeyArgs, KeyCreateArgs};
use crate::clock::SystemClock;
use crate::failure::{Exit, Failure};
use crate::output::{Output, table};
use crate::time;

/// Runs `tuma key`.
pub async fn run(args: KeyArgs, output: &Output) -> Result<Exit, Failure> {
    let config = args.file.path();
    match args.action {
        KeyAction::Create(args) => {
            let made: CreatedKeyView = ask_once(config, create(args)?).await?;
            output.answer(&made, &created_text(&made));
        }
        KeyAction::Revoke { key, whose } => {
            let id = key.parse().map_err(|error: domain::id::IdError| {
                Failure::usage("the key is named by its id").with(vec![Fault::new(
                    "key",
                    error.to_string(),
                    "`tuma key list` shows the ids",
                )])
            })?;
            let gone = ask_once(
                config,
                KeyRevoke {
                    organization: whose.org,
                    key: Some(id),
                },
            )
            .await?;
            output.answer(&gone, &format!("revoked {} ({}…)", gone.id, gone.prefix));
        }
        KeyAction::List { whose } => {
            let all = ask_once(
                config,
                KeyList {
                    organization: whose.org,
                },
            )
            .await?;
            output.answer(&all, &list_text(&all));
        }
    }
    Ok(Exit::Done)
}

fn create(args: KeyCreateArgs) -> Result<KeyCreate, Failure> {
    let expires_at = match &args.expires {
        Some(text) => Some(time::parse_when(text, SystemClock.now_ms()).ok_or_else(|| {
            let fault = Fault::new("expires", "is not a time", format!("give {}", time::WHEN));
            Failure::usage("the key was not made").with(vec![fault])
        })?),
        None => None,
    };
    Ok(KeyCreate {
        organization: args.whose.org,
        name: args.name,
        scopes: args.scopes,
        expires_at,
    })
}

fn created_text(made: &CreatedKeyView) -> String {
    let ends = made
        .key
        .expires_at
        .as_deref()
        .map_or(String::new(), |at| format!(", until {at}"));
    format!(
        "API key: {}\n{} ({}){ends}\nKeep it now: it is not shown again.",
        made.api_key,
        made.key.id,
        made.key.scopes.join(", ")
    )
}

fn list_text(all: &[KeyView]) -> String {
    if all.is_empty() {
        return "no keys yet: tuma key create".to_owned();
    }
    let none = || "-".to_owned();
    let rows: Vec<Vec<String>> = all
        .iter()
        .map(|key| {
            vec![
                key.id.clone(),
                format!("{}…", key.prefix),
                key.name.clone(),
                key.status.clone(),
                key.scopes.join(","),
                key.last_used_at.clone().unwrap_or_else(none),
                key.expires_at.clone().unwrap_or_else(none),
            ]
        })
        .collect();
    table(
        &["ID", "KEY", "NAME", "STATUS", "SCOPES", "LAST USED", "EXPIRES"],
        &rows,
    )
}
