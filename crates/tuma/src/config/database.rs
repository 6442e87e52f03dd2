//! Which database: the SQLite file in the data directory, another SQLite file, or PostgreSQL.
//!
//! The URL is a secret, since it may hold a password; it may come from a file instead of the setting itself.

use std::path::{Path, PathBuf};

use domain::Fault;

use super::{Secret, Settings, bad};
use crate::failure::Failure;

/// The SQLite file's name inside the data directory.
const FILE_NAME: &str = "tuma.db";
const MEND: &str =
    "leave it empty for the SQLite file in data_dir, or give sqlite://path or postgres://user@host/database";

/// Where the data is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Database {
    /// A SQLite file.
    Sqlite(PathBuf),
    /// A PostgreSQL database.
    Postgres(Secret),
}

impl Database {
    /// What `url` names; empty is the file in `data_dir`.
    pub fn of(url: &Secret, data_dir: &Path) -> Result<Self, Fault> {
        let text = url.expose();
        if text.is_empty() {
            return Ok(Self::Sqlite(data_dir.join(FILE_NAME)));
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(url.clone()));
        }
        let path = text.strip_prefix("sqlite://").or_else(|| text.strip_prefix("sqlite:"));
        match path {
            Some("") => Err(Fault::new("database_url", "names no file", MEND)),
            Some(path) => Ok(Self::Sqlite(PathBuf::from(path))),
            None => Err(Fault::new(
                "database_url",
                "is neither a SQLite nor a PostgreSQL URL",
                MEND,
            )),
        }
    }
}

/// Reads URLs with passwords from the files that are named for them.
pub(super) fn read_secret_files(settings: &mut Settings) -> Result<(), Failure> {
    let mail = &mut settings.mail;
    read_into(
        &mut settings.database_url,
        ("database_url", &settings.database_url_file),
    )?;
    read_into(&mut mail.smtp_url, ("mail.smtp_url", &mail.smtp_url_file))
}

/// Reads the setting `key` from `file`, where one is named.
fn read_into(secret: &mut Secret, (key, file): (&str, &Path)) -> Result<(), Failure> {
    if file.as_os_str().is_empty() {
        return Ok(());
    }
    let fault = |fault: String, mend: &str| bad(vec![Fault::new(format!("{key}_file"), fault, mend)]);
    if !secret.is_empty() {
        return Err(fault(format!("is set beside {key}"), "set one of the two"));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_name_a_database() {
        let of = |url: &str| Database::of(&Secret::new(url), Path::new("data"));
        assert_eq!(of(""), Ok(Database::Sqlite("data/tuma.db".into())));
        assert_eq!(of("sqlite:///srv/a.db"), Ok(Database::Sqlite("/srv/a.db".into())));
        assert_eq!(of("sqlite:a.db"), Ok(Database::Sqlite("a.db".into())));
        assert!(matches!(of("postgres://u:p@h/d"), Ok(Database::Postgres(_))));
        for wrong in ["mysql://u:secret@h/d", "a.db", "sqlite://"] {
            let fault = of(wrong).expect_err("a fault");
            assert_eq!(fault.field, "database_url");
            assert!(!fault.to_string().contains("secret"));
        }
    }
}
