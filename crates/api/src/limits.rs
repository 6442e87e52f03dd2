//! Every bound of the HTTP surface, in one place.
//!
//! What a deployment may want to change is a field of [`Limits`]; the rest are constants.

use std::time::Duration;

use domain::Networks;

/// The largest page of a list.
pub const MAX_PAGE_LIMIT: usize = 200;
/// The page size when none is asked for.
pub const DEFAULT_PAGE_LIMIT: usize = 50;
/// The last row that a page number reaches; past it the cursor must be used.
pub const MAX_NUMBERED_ROW: usize = 10_000;
/// The most faults that one refusal lists.
pub const MAX_LISTED_FAULTS: usize = 100;
/// The longest name of a field that a refusal repeats, in characters.
pub const MAX_FIELD_CHARS: usize = 200;
/// The most rows of a batch's faults in one answer.
pub const MAX_FAULT_LIMIT: usize = 1_000;
/// The most numbers of one `POST /api/v1/sms/send`.
pub const MAX_WEBAPP_NUMBERS: usize = 100;
/// The most messages that the answer to a bulk under `/api/v1` lists.
pub const MAX_LISTED_MESSAGES: usize = 1_000;
/// The longest number, shortcode or sender in a query or a route, in characters.
pub const MAX_ADDRESS_CHARS: usize = 64;
/// The highest price of a segment, in micros.
pub const MAX_PRICE_MICROS: i64 = 1_000_000 * 1_000_000;
/// The largest webhook of a carrier, in bytes.
pub const MAX_WEBHOOK_BYTES: usize = 256 << 10;
/// The pace that a body keeps on the whole, once its grace is over.
pub const MIN_BODY_BYTES_PER_SECOND: u64 = 1_024;
/// The largest head of a request: its line and all of its headers, in bytes. At most 100 headers, which is the HTTP
/// library's bound.
pub const MAX_HEAD_BYTES: usize = 64 << 10;
/// The longest text field of a form, in bytes.
pub const MAX_FORM_TEXT_BYTES: usize = 64 << 10;
/// What a form's borders and small fields may take beside its file, in bytes.
pub const FORM_ALLOWANCE_BYTES: u64 = 1 << 20;

/// The settings of the HTTP surface.
#[derive(Debug, Clone)]
pub struct Limits {
    /// The largest JSON body except for bulk calls, in bytes.
    pub body_bytes: usize,
    /// The largest JSON body of a bulk call, in bytes.
    pub bulk_body_bytes: usize,
    /// The largest uploaded file, in bytes.
    pub file_bytes: u64,
    /// How long a body may pause between two pieces before the caller is given up on.
    pub body_idle: Duration,
    /// How long a body may come however slowly; every [`MIN_BODY_BYTES_PER_SECOND`] bytes add a second.
    pub body_grace: Duration,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Networks,
    /// How long an upload's answer waits for the batch to end before it shows the batch as it stands.
    pub file_wait: Duration,
}

/// The longest overlap of a rotated key, in seconds.
pub const MAX_OVERLAP_SECONDS: i64 = tenancy::MAX_OVERLAP_MS / 1_000;
/// The overlap where none is asked for: a day, in seconds.
pub const USUAL_OVERLAP_SECONDS: i64 = 86_400;

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes: 1 << 20,
            bulk_body_bytes: 16 << 20,
            file_bytes: 64 << 20,
            body_idle: Duration::from_secs(30),
            body_grace: Duration::from_secs(60),
            trusted_proxies: Networks::default(),
            file_wait: Duration::from_secs(3),
        }
    }
}
