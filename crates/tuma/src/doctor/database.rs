//! The database: reachable, at this binary's version, keeping what it says that it has committed, with the same time.

use domain::Clock;
use store::{Inspection, Store, StoreError};

use super::{Finding, clock};
use crate::clock::SystemClock;
use crate::config::Settings;
use crate::wiring;

const SUBJECT: &str = "database";
/// What the tests run on; older ones are not tried.
const OLDEST_POSTGRES: i64 = 150_000;

/// Looks at it; whether it can be worked with follows.
pub(super) async fn look(settings: &Settings) -> (Vec<Finding>, bool) {
    let config = match wiring::store_config(settings) {
        Ok(config) => config,
        Err(failure) => {
            return (
                vec![Finding::fault(SUBJECT, failure.message, "see `tuma config check`")],
                false,
            );
        }
    };
    let before = SystemClock.now_ms();
    match Store::inspect(config).await {
        Ok(None) => (
            vec![Finding::ok(SUBJECT, "is not there yet; the first start makes it")],
            false,
        ),
        Ok(Some(seen)) => {
            let between = i64::midpoint(before, SystemClock.now_ms());
            let mut found = vec![schema(&seen), durable(&seen)];
            found.extend(age(&seen));
            found.extend(seen.now.map(|now| clock::compared("the database", now - between)));
            (found, seen.missing.is_empty() && seen.unknown.is_empty())
        }
        Err(error) => (vec![unreachable(&error)], false),
    }
}

/// The driver's words name the server and never the password.
fn unreachable(error: &StoreError) -> Finding {
    Finding::fault(
        SUBJECT,
        format!("cannot be used: {error}"),
        "see that it runs, that database_url is right, and that this user may read it",
    )
}

fn schema(seen: &Inspection) -> Finding {
    if let Some(newest) = seen.unknown.iter().max() {
        return Finding::fault(
            SUBJECT,
            format!("is at version {newest}, which this binary does not know"),
            "use the binary that migrated it, or a newer one",
        );
    }
    if !seen.missing.is_empty() {
        return Finding::warning(
            SUBJECT,
            format!("lacks {} of this binary's migrations", seen.missing.len()),
            "make a backup; the next start applies them, and so does `tuma migrate`",
        );
    }
    Finding::ok(
        SUBJECT,
        format!("{} can be read, and is at this binary's version", seen.product),
    )
}

fn durable(seen: &Inspection) -> Finding {
    match &seen.unsafe_setting {
        Some(setting) => Finding::fault(
            "durability",
            format!("{setting}: what was accepted may be lost with the machine's power"),
            "change the database's setting back to its default",
        ),
        None => Finding::ok("durability", "a commit is on disk when it returns"),
    }
}

fn age(seen: &Inspection) -> Option<Finding> {
    let old = seen.product.starts_with("PostgreSQL") && seen.version < OLDEST_POSTGRES;
    old.then(|| {
        let says = format!("{} is older than what Tuma is tested on", seen.product);
        Finding::warning(SUBJECT, says, "upgrade to PostgreSQL 15 or newer")
    })
}
