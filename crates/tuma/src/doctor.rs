//! `tuma doctor`: looks at all that a server needs, and says of each whether it is well, and where it is not, the mend.
//!
//! Changes nothing and sends nothing. It works beside a running server and without one: the database is looked at from
//! beside it, and carriers are asked through the server where one runs.

mod carriers;
mod clock;
mod configuration;
mod database;
mod files;
mod listening;
mod mail;

use std::path::Path;

use serde::Serialize;
use serde_json::json;

use crate::admin;
use crate::cli::doctor::DoctorArgs;
use crate::config;
use crate::failure::{Exit, Failure};
use crate::logs;
use crate::output::Output;

/// How something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    /// Well.
    Ok,
    /// It works, and may not for long, or not as people expect.
    Warning,
    /// It does not work.
    Fault,
}

/// One line of what was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Finding {
    /// What was looked at.
    subject: &'static str,
    state: State,
    /// How it is.
    says: String,
    /// What to do; nothing where it is well.
    #[serde(skip_serializing_if = "Option::is_none")]
    mend: Option<String>,
}

impl Finding {
    fn ok(subject: &'static str, says: impl Into<String>) -> Self {
        Self {
            subject,
            state: State::Ok,
            says: says.into(),
            mend: None,
        }
    }

    fn warning(subject: &'static str, says: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            state: State::Warning,
            mend: Some(mend.into()),
            ..Self::ok(subject, says)
        }
    }

    fn fault(subject: &'static str, says: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            state: State::Fault,
            ..Self::warning(subject, says, mend)
        }
    }
}

/// Runs `tuma doctor`.
pub async fn run(args: DoctorArgs, output: &Output) -> Result<Exit, Failure> {
    logs::start_quiet();
    let found = examine(args.file.path()).await;
    let ok = found.iter().all(|one| one.state != State::Fault);
    output.answer(&json!({ "ok": ok, "findings": found }), &text(&found));
    Ok(if ok { Exit::Done } else { Exit::Failed })
}

/// Looks at one thing after the other; what cannot be looked at because of a fault before it is left out.
async fn examine(config: Option<&Path>) -> Vec<Finding> {
    let settings = match config::load_checked(config) {
        Ok(settings) => settings,
        Err(failure) => return configuration::at_fault(&failure),
    };
    let mut found = configuration::look(&settings);
    let runs = admin::runs(&settings.data_dir).await;
    found.extend(files::look(&settings));
    found.extend(listening::look(&settings, runs).await);
    let (seen, usable) = database::look(&settings).await;
    found.extend(seen);
    found.push(mail::look(&settings).await);
    if usable && files::keys_are_there(&settings) {
        found.extend(carriers::look(config, &settings).await);
    }
    found
}

fn text(found: &[Finding]) -> String {
    let width = found.iter().map(|one| one.subject.len()).max().unwrap_or(0);
    let lines = found.iter().map(|one| {
        let state = match one.state {
            State::Ok => "ok     ",
            State::Warning => "warning",
            State::Fault => "FAULT  ",
        };
        let mend = one.mend.as_ref().map_or(String::new(), |mend| {
            format!("\n{:indent$}{mend}", "", indent = width + 11)
        });
        format!("{state}  {:width$}  {}{mend}", one.subject, one.says)
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mend_stands_below_what_it_mends() {
        let found = [
            Finding::ok("disk", "12 GB free"),
            Finding::fault("clock", "is wrong", "set it"),
        ];
        assert_eq!(
            text(&found),
            "ok       disk   12 GB free\nFAULT    clock  is wrong\n                set it"
        );
    }
}
