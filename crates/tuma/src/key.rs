//! `tuma key`: API keys, made, changed, rotated, listed and revoked. A key's text is printed once, on stdout, and nowhere
//! else.

use domain::{ApiKeyId, Clock, Fault, Millis};

use crate::admin::{CreatedKeyView, KeyCreate, KeyList, KeyRevoke, KeyRotate, KeySet, KeyView, Setting, ask_once};
use crate::cli::keys::{KeyAction, KeyArgs, KeyCreateArgs, KeyRotateArgs, KeySetArgs};
use crate::clock::SystemClock;
use crate::failure::{Exit, Failure};
use crate::output::{Output, table};
use crate::time;

/// Runs `tuma key`.
pub async fn run(args: KeyArgs, output: &Output) -> Result<Exit, Failure> {
    let config = args.file.path();
    match args.action {
        KeyAction::Create(args) => {
            let made = ask_once(config, create(args)?).await?;
            output.answer(&made, &created_text(&made));
        }
        KeyAction::Set(args) => {
            let changed = ask_once(config, set(args)?).await?;
            output.answer(&changed, &list_text(std::slice::from_ref(&changed)));
        }
        KeyAction::Rotate(args) => {
            let rotated = ask_once(config, rotate(args)?).await?;
            output.answer(&rotated, &rotated_text(&rotated));
        }
        KeyAction::Revoke { key, whose } => {
            let ask = KeyRevoke {
                organization: whose.org,
                key: Some(id(&key)?),
            };
            let gone = ask_once(config, ask).await?;
            output.answer(&gone, &format!("revoked {} ({}…)", gone.id, gone.prefix));
        }
        KeyAction::List { whose } => {
            let ask = KeyList {
                organization: whose.org,
            };
            let all = ask_once(config, ask).await?;
            output.answer(&all, &list_text(&all));
        }
    }
    Ok(Exit::Done)
}

fn create(args: KeyCreateArgs) -> Result<KeyCreate, Failure> {
    let expires_at = args.expires.as_deref().map(end).transpose()?;
    Ok(KeyCreate {
        organization: args.whose.org,
        name: args.name,
        scopes: args.scopes,
        expires_at,
        test: args.test,
        per_minute: args.per_minute,
        per_day: args.per_day,
        networks: args.networks,
    })
}

fn set(args: KeySetArgs) -> Result<KeySet, Failure> {
    let expires_at = match args.expires.as_deref() {
        None => Setting::Same,
        Some("never") => Setting::Usual,
        Some(text) => Setting::Of(end(text)?),
    };
    let given = args.anywhere || !args.networks.is_empty();
    Ok(KeySet {
        organization: args.whose.org,
        key: Some(id(&args.key)?),
        name: args.name,
        scopes: args.scopes,
        expires_at,
        per_minute: args.per_minute.unwrap_or_default(),
        per_day: args.per_day.unwrap_or_default(),
        networks: given.then_some(args.networks),
    })
}

fn rotate(args: KeyRotateArgs) -> Result<KeyRotate, Failure> {
    // A span from nowhere is its length.
    let overlap_ms = time::parse_when(&args.overlap, 0)
        .filter(|ms| *ms >= 0)
        .ok_or_else(|| {
            let fault = Fault::new("overlap", "is not a span", "give one such as 1d, 12h or 0s");
            Failure::usage("the key was not rotated").with(vec![fault])
        })?;
    Ok(KeyRotate {
        organization: args.whose.org,
        key: Some(id(&args.key)?),
        overlap_ms,
    })
}

/// When a key ends.
fn end(text: &str) -> Result<Millis, Failure> {
    time::parse_when(text, SystemClock.now_ms()).ok_or_else(|| {
        let fault = Fault::new("expires", "is not a time", format!("give {}", time::WHEN));
        Failure::usage("nothing was done").with(vec![fault])
    })
}

fn id(text: &str) -> Result<ApiKeyId, Failure> {
    text.parse().map_err(|error: domain::id::IdError| {
        let fault = Fault::new("key", error.to_string(), "`tuma key list` shows the ids");
        Failure::usage("the key is named by its id").with(vec![fault])
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

fn rotated_text(rotated: &CreatedKeyView) -> String {
    let before = match rotated.key.previous_until.as_deref() {
        Some(until) => format!("The one before works until {until}."),
        None => "The one before has stopped.".to_owned(),
    };
    format!(
        "API key: {}\n{}\n{before}\nKeep the new one now: it is not shown again.",
        rotated.api_key, rotated.key.id
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
            let from = match key.networks.as_slice() {
                [] => "anywhere".to_owned(),
                some => some.join(","),
            };
            vec![
                key.id.clone(),
                format!("{}…", key.prefix),
                key.name.clone(),
                key.status.clone(),
                key.scopes.join(","),
                format!("{}/{}", limit(key.per_minute), limit(key.per_day)),
                from,
                key.requests.to_string(),
                key.last_used_at.clone().unwrap_or_else(none),
                key.expires_at.clone().unwrap_or_else(none),
            ]
        })
        .collect();
    table(
        &[
            "ID",
            "KEY",
            "NAME",
            "STATUS",
            "SCOPES",
            "MINUTE/DAY",
            "FROM",
            "REQUESTS",
            "LAST USED",
            "EXPIRES",
        ],
        &rows,
    )
}

/// A limit as the table shows it.
fn limit(limit: Option<u32>) -> String {
    match limit {
        None => "usual".to_owned(),
        Some(0) => "none".to_owned(),
        Some(count) => count.to_string(),
    }
}
