//! Bodies in: read whole, within a limit and a time, whatever they hold.

use std::time::Duration;

use axum::body::{Body, HttpBody};
use bytes::{Bytes, BytesMut};
use futures::FutureExt;
use http_body_util::BodyExt;

use crate::error::{ApiError, Code};

/// Reads a whole body of at most `most` bytes. The first piece usually is the whole and is handed on without a copy.
pub(crate) async fn read(mut body: Body, most: usize, idle: Duration) -> Result<Bytes, ApiError> {
    let Some(first) = next_piece(&mut body, idle).await? else {
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
        match next_piece(&mut body, idle).await? {
            Some(next) => piece = next,
            None => return Ok(whole.freeze()),
        }
    }
}

/// The next piece of data; a timer is only set when it has to be waited for.
async fn next_piece(body: &mut Body, idle: Duration) -> Result<Option<Bytes>, ApiError> {
    loop {
        let frame = match body.frame().now_or_never() {
            Some(frame) => frame,
            None => tokio::time::timeout(idle, body.frame()).await.map_err(|_| too_slow())?,
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
        "the body stopped coming; send it again without a pause",
    )
}
