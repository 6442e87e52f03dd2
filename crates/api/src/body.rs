//! Bodies in: read whole, within a limit and a time, whatever they hold.
//!
//! A body may pause for a while, and it has to keep a pace on the whole: who sends a byte now and then holds a connection
//! for minutes, not for days.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::body::{Body, HttpBody};
use bytes::{Bytes, BytesMut};
use futures::FutureExt;
use http_body_util::BodyExt;
use tokio::time::Instant;

use crate::error::{ApiError, Code};
use crate::limits::{Limits, MIN_BODY_BYTES_PER_SECOND};

/// How fast a body comes, and how long it is still waited for.
#[derive(Clone)]
pub(crate) struct Pace {
    idle: Duration,
    grace: Duration,
    began: Instant,
    bytes: Arc<AtomicU64>,
}

impl Pace {
    /// Of a body that begins now.
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            idle: limits.body_idle,
            grace: limits.body_grace,
            began: Instant::now(),
            bytes: Arc::default(),
        }
    }

    /// So many bytes of it came.
    pub(crate) fn came(&self, bytes: usize) {
        self.bytes.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    /// How long the next piece is waited for: what is left of the grace and of what the bytes so far have earned, and no
    /// longer than a pause may be.
    pub(crate) fn patience(&self) -> Duration {
        let earned = Duration::from_secs(self.bytes.load(Ordering::Relaxed) / MIN_BODY_BYTES_PER_SECOND);
        let left = (self.grace + earned).saturating_sub(self.began.elapsed());
        self.idle.min(left)
    }
}

/// Reads a whole body of at most `most` bytes. The first piece usually is the whole and is handed on without a copy.
pub(crate) async fn read(mut body: Body, most: usize, limits: &Limits) -> Result<Bytes, ApiError> {
    let pace = Pace::new(limits);
    let Some(first) = next_piece(&mut body, &pace).await? else {
        return Ok(Bytes::new());
    };
    let mut whole = BytesMut::new();
    let mut piece = first;
    loop {
        if whole.len() + piece.len() > most {
            return Err(ApiError::too_large("body", most as u64));
        }
        if whole.is_empty() && HttpBody::is_end_stream(&body) {
            return Ok(piece);
        }
        whole.extend_from_slice(&piece);
        pace.came(piece.len());
        match next_piece(&mut body, &pace).await? {
            Some(next) => piece = next,
            None => return Ok(whole.freeze()),
        }
    }
}

/// The next piece of data; a timer is only set when it has to be waited for.
async fn next_piece(body: &mut Body, pace: &Pace) -> Result<Option<Bytes>, ApiError> {
    loop {
        let frame = match body.frame().now_or_never() {
            Some(frame) => frame,
            None => tokio::time::timeout(pace.patience(), body.frame())
                .await
                .map_err(|_| too_slow())?,
        };
        match frame {
            None => return Ok(None),
            Some(Ok(frame)) => {
                if let Ok(data) = frame.into_data() {
                    return Ok(Some(data));
                }
            }
            Some(Err(error)) => {
                tracing::debug!(%error, "a request's body broke off");
                return Err(ApiError::fault(
                    "body",
                    "broke off before its end",
                    "send the whole body again",
                ));
            }
        }
    }
}

/// The refusal of a body that stopped coming.
pub(crate) fn too_slow() -> ApiError {
    ApiError::new(
        Code::RequestTimeout,
        "the body stopped coming, or comes too slowly; send it again without a pause",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn every_byte_earns_time_and_a_pause_is_bounded_all_the_same() {
        let pace = Pace::new(&Limits {
            body_idle: Duration::from_secs(30),
            body_grace: Duration::from_secs(60),
            ..Limits::default()
        });
        assert_eq!(pace.patience(), Duration::from_secs(30));
        tokio::time::advance(Duration::from_secs(50)).await;
        assert_eq!(pace.patience(), Duration::from_secs(10));
        pace.came(5 * MIN_BODY_BYTES_PER_SECOND as usize);
        assert_eq!(pace.patience(), Duration::from_secs(15));
        tokio::time::advance(Duration::from_secs(20)).await;
        assert_eq!(pace.patience(), Duration::ZERO);
    }
}
