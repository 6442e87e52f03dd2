//! The settings: whether they can be read, and what of them is good for a trial and not for work.

use super::Finding;
use crate::config::Settings;
use crate::failure::Failure;

const SUBJECT: &str = "configuration";

/// Settings that cannot be used: a line for each.
pub(super) fn at_fault(failure: &Failure) -> Vec<Finding> {
    if failure.faults.is_empty() {
        return vec![Finding::fault(SUBJECT, &failure.message, "see `tuma config show`")];
    }
    let faults = failure.faults.iter();
    faults
        .map(|fault| Finding::fault(SUBJECT, format!("{} {}", fault.field, fault.fault), &fault.mend))
        .collect()
}

/// Settings that can be used.
pub(super) fn look(settings: &Settings) -> Vec<Finding> {
    let mut found = vec![Finding::ok(SUBJECT, "can be read, and every setting is known")];
    let public = settings.public_url.as_str();
    if public.is_empty() {
        found.push(Finding::warning(
            "public_url",
            "is empty: carriers cannot be told where to report, and mails link to this machine",
            "set it to the address under which people and carriers reach this server",
        ));
    } else if !public.starts_with("https://") {
        found.push(Finding::warning(
            "public_url",
            "is not https: passwords, keys and messages travel readable",
            "put a proxy with TLS in front (docs/security.md), and set the https address",
        ));
    }
    if settings.http.allow_private {
        found.push(Finding::warning(
            "http.allow_private",
            "is on: whoever may add providers or callbacks reaches what is private to this machine",
            "turn it off, unless carriers of this machine are tried",
        ));
    }
    found
}
