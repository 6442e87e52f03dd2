//! `/api/v1`: source 001's API, in its own case, words and envelope.

pub(crate) mod balance;
pub(crate) mod bulk;
pub(crate) mod envelope;
pub(crate) mod errors;
pub(crate) mod files;
pub(crate) mod report;
pub(crate) mod reports;
pub(crate) mod send;
pub(crate) mod upload;
pub(crate) mod utilities;
pub(crate) mod view;

/// Whether what is at `path` speaks as source 001 does. It names `/api/v1/auth/token` and says nothing of its answer,
/// which is that of Tuma's other doors.
pub(crate) fn speaks_at(path: &str) -> bool {
    let under = path.starts_with("/api/v1/") && !path.starts_with("/api/v1/auth/");
    under || path == "/api/send-sms" || path == "/api/upload-phones"
}
