//! What an issuer says of itself, and its keys: read once, kept for an hour, read again when a token was signed by a key
//! that is not among them.
//!
//! One read is under way at a time, and neither a failed one nor one for an unknown key is repeated at once: whoever calls
//! us often does not make us call the issuer often.

use std::sync::Arc;

use domain::{Clock, Millis};
use openidconnect::core::CoreProviderMetadata;
use openidconnect::{DiscoveryError, IssuerUrl};
use tokio::sync::Mutex;

use super::IssuerError;
use super::http::{Http, HttpError};

/// How long it is kept.
const KEPT_MS: Millis = 3_600_000;
/// How soon it may be read again for a key that is not known.
const RENEW_AFTER_MS: Millis = 5_000;
/// How soon it may be read again when it could not be read.
const TRY_AGAIN_MS: Millis = 5_000;

/// The metadata of one issuer.
pub(super) struct Metadata {
    url: IssuerUrl,
    clock: Arc<dyn Clock>,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    /// What was read, and when.
    known: Option<(Arc<CoreProviderMetadata>, Millis)>,
    /// Why it could not be read last, and when.
    failed: Option<(IssuerError, Millis)>,
}

impl Metadata {
    pub(super) fn new(url: IssuerUrl, clock: Arc<dyn Clock>) -> Self {
        Self {
            url,
            clock,
            kept: Mutex::default(),
        }
    }

    /// What is known, read where it is not or is old.
    pub(super) async fn known(&self, http: &Http) -> Result<Arc<CoreProviderMetadata>, IssuerError> {
        self.younger_than(KEPT_MS, http).await
    }

    /// What is known, read again unless that was done just now.
    pub(super) async fn renewed(&self, http: &Http) -> Result<Arc<CoreProviderMetadata>, IssuerError> {
        self.younger_than(RENEW_AFTER_MS, http).await
    }

    async fn younger_than(&self, age: Millis, http: &Http) -> Result<Arc<CoreProviderMetadata>, IssuerError> {
        let mut kept = self.kept.lock().await;
        let now = self.clock.now_ms();
        if let Some((known, _)) = kept.known.as_ref().filter(|(_, at)| now - at < age) {
            return Ok(Arc::clone(known));
        }
        if let Some((error, _)) = kept.failed.as_ref().filter(|(_, at)| now - at < TRY_AGAIN_MS) {
            return Err(error.clone());
        }
        match CoreProviderMetadata::discover_async(self.url.clone(), http).await {
            Ok(read) => {
                let read = Arc::new(read);
                kept.known = Some((Arc::clone(&read), now));
                kept.failed = None;
                Ok(read)
            }
            Err(error) => {
                let error = unavailable(error);
                kept.failed = Some((error.clone(), now));
                Err(error)
            }
        }
    }
}

fn unavailable(error: DiscoveryError<HttpError>) -> IssuerError {
    IssuerError::Unavailable(match error {
        DiscoveryError::Request(error) => error.to_string(),
        DiscoveryError::Response(status, ..) => format!("its metadata: HTTP {}", status.as_u16()),
        DiscoveryError::Parse(error) => format!("its metadata cannot be read at {}", error.path()),
        DiscoveryError::Validation(error) => format!("its metadata: {error}"),
        other => other.to_string(),
    })
}
