//! A follower's stream on the wire. What all followers get is written once and shared; who may no longer read is let go
//! within a second.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;
use bytes::Bytes;
use engine::{Frame, Listener, Sight, Told};
use tenancy::Caller;
use tokio::time::Instant;

use super::watch::Follower;
use crate::ApiState;

/// How often it is looked at whether the follower may still read.
const RECHECK: Duration = Duration::from_secs(1);
/// How soon a browser comes back, ms.
const RETRY_MS: u32 = 1_000;
/// Told to proxies that would gather the stream.
const NO_BUFFER: HeaderName = HeaderName::from_static("x-accel-buffering");

/// A stream that is being written.
struct Stream {
    listener: Listener,
    api: Arc<ApiState>,
    follower: Follower,
    /// As whom it began, and what it sees.
    began: (Arc<Caller>, Sight),
    checked: Instant,
    place: Place,
}

#[derive(PartialEq)]
enum Place {
    Beginning,
    Middle,
    Over,
}

/// The answer that follows `listener`, as long as `follower` may see what it sees.
pub(super) fn response(
    listener: Listener,
    api: Arc<ApiState>,
    follower: Follower,
    began: (Arc<Caller>, Sight),
) -> Response {
    let stream = Stream {
        listener,
        api,
        follower,
        began,
        checked: Instant::now(),
        place: Place::Beginning,
    };
    let pieces = futures::stream::unfold(stream, |mut stream| async move {
        let piece = stream.next().await?;
        Some((Ok::<Bytes, std::convert::Infallible>(piece), stream))
    });
    let mut response = Response::new(Body::from_stream(pieces));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(NO_BUFFER, HeaderValue::from_static("no"));
    response
}

impl Stream {
    /// The next piece; `None` behind the last one.
    async fn next(&mut self) -> Option<Bytes> {
        match self.place {
            Place::Over => return None,
            Place::Beginning => {
                self.place = Place::Middle;
                return Some(Bytes::from(format!("retry: {RETRY_MS}\n\n")));
            }
            Place::Middle => {}
        }
        loop {
            let next = tokio::time::timeout_at(self.checked + RECHECK, self.listener.next()).await;
            if self.checked.elapsed() >= RECHECK {
                self.checked = Instant::now();
                let (caller, sight) = &self.began;
                if let Some(barred) = self.follower.barred(&self.api, (caller, *sight)).await {
                    self.place = Place::Over;
                    return Some(end(barred.as_str()));
                }
            }
            if let Ok(told) = next {
                return Some(self.piece(told));
            }
        }
    }

    fn piece(&mut self, told: Told) -> Bytes {
        match told {
            Told::Events(frame) if frame.is_empty => silence(&frame.id),
            Told::Events(frame) => frame.wire(written),
            Told::Reset(id) => {
                let why = r#"{"reason":"the position is not known any more"}"#;
                Bytes::from(format!("event: reset\nid: {id}\ndata: {why}\n\n"))
            }
            Told::Silence(id) => silence(&id),
            Told::End(why) => {
                self.place = Place::Over;
                end(why.as_str())
            }
        }
    }
}

/// An id without data moves the reader's position and is no event to it.
fn silence(id: &str) -> Bytes {
    Bytes::from(format!(": nothing new\nid: {id}\n\n"))
}

fn end(why: &str) -> Bytes {
    Bytes::from(format!("event: end\ndata: {{\"reason\":\"{why}\"}}\n\n"))
}

fn written(frame: &Frame) -> Bytes {
    Bytes::from(format!("event: messages\nid: {}\ndata: {}\n\n", frame.id, frame.json))
}
