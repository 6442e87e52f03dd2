//! From the drivers' errors to the few that a caller can act on.
//!
//! The one question asked of a driver's error: is the database gone (try later), is a name taken, or is it our bug?

use rusqlite::ErrorCode;

use crate::StoreError;

/// The store's results.
pub(crate) type Result<T> = std::result::Result<T, StoreError>;

/// Stands for the name in [`StoreError::Exists`] until the method that inserts puts the right one there.
const SOME_ROW: &str = "the row";

impl StoreError {
    /// Names what exists already.
    pub(crate) fn named(self, name: &'static str) -> Self {
        match self {
            Self::Exists(_) => Self::Exists(name),
            other => other,
        }
    }

    pub(crate) fn internal(why: impl std::fmt::Display) -> Self {
        Self::Internal(why.to_string())
    }

    pub(crate) fn unavailable(why: impl std::fmt::Display) -> Self {
        Self::Unavailable(why.to_string())
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let Some(failure) = error.sqlite_error() else {
            return Self::internal(error);
        };
        match failure.code {
            ErrorCode::ConstraintViolation
                if matches!(
                    failure.extended_code,
                    rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE | rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY
                ) =>
            {
                Self::Exists(SOME_ROW)
            }
            ErrorCode::DiskFull
            | ErrorCode::SystemIoFailure
            | ErrorCode::CannotOpen
            | ErrorCode::ReadOnly
            | ErrorCode::OutOfMemory
            | ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::DatabaseCorrupt
            | ErrorCode::NotADatabase => Self::unavailable(error),
            _ => Self::internal(error),
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(refused) if refused.is_unique_violation() => Self::Exists(SOME_ROW),
            sqlx::Error::Database(refused) => {
                let class = refused.code().map(|code| code.chars().take(2).collect::<String>());
                match class.as_deref() {
                    // Connection, resources (disk full, too many connections), operator (shutdown), system.
                    Some("08" | "53" | "57" | "58") => Self::unavailable(error),
                    _ => Self::internal(error),
                }
            }
            sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::Protocol(_) | sqlx::Error::WorkerCrashed => {
                Self::unavailable(error)
            }
            _ => Self::internal(error),
        }
    }
}
