//! Secrets that are mounted as files.

use std::path::Path;

use domain::Fault;

use crate::config::{Secret, bad};
use crate::failure::Failure;

/// Reads a secret from the file that the setting `key` names, where it names one.
pub(super) fn read(secret: &mut Secret, file: &Path, key: &str) -> Result<(), Failure> {
    if file.as_os_str().is_empty() {
        return Ok(());
    }
    let fault = |fault: String, mend: &str| bad(vec![Fault::new(key, fault, mend)]);
    if !secret.is_empty() {
        return Err(fault(
            "is set beside the secret itself".to_owned(),
            "set one of the two",
        ));
    }
    let text = std::fs::read_to_string(file).map_err(|error| {
        fault(
            format!("cannot be read: {error}"),
            "name a file that the server may read",
        )
    })?;
    *secret = Secret::new(text.trim());
    Ok(())
}
