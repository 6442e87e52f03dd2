//! Tells tenancy how a caller used the API: the route, the status, the time and the sizes, and where the call came from.
//!
//! Only calls of somebody who is known are told. An answer whose length is not known when it begins is told when its last
//! byte was taken, or when its caller has gone.

use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::{Body, HttpBody};
use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_LENGTH, USER_AGENT};
use axum::response::Response;
use bytes::Bytes;
use domain::Networks;
use hyper::body::Frame;
use tenancy::{Tenancy, Used, UsedFrom};
use tokio::time::Instant;

use crate::envelope::RequestMeta;
use crate::peer;

/// What has to be read before the request is handed on.
pub(super) struct Asked {
    ip: Option<IpAddr>,
    agent: Option<HeaderValue>,
    request_bytes: i64,
}

impl Asked {
    /// Of a request. One that does not say how long it is counts as empty.
    pub(super) fn of(request: &Request, proxies: &Networks) -> Self {
        let headers = request.headers();
        let length = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok());
        Self {
            ip: peer::seen(request.extensions(), headers, proxies),
            agent: headers.get(USER_AGENT).cloned(),
            request_bytes: length.and_then(|length| length.parse().ok()).unwrap_or(0),
        }
    }

    /// Tells of the call, now or when its answer is through.
    pub(super) fn tell(
        self,
        tenancy: &Tenancy,
        meta: &RequestMeta,
        (endpoint, method): (&Arc<str>, &'static str),
        response: Response,
    ) -> Response {
        let Some(caller) = meta.caller.get() else {
            return response;
        };
        let call = Call {
            used: Used {
                organization: caller.organization_id(),
                actor: caller.actor,
                endpoint: Arc::clone(endpoint),
                method,
                status: response.status().as_u16(),
                at: meta.at,
                duration_us: 0,
                request_bytes: self.request_bytes,
                response_bytes: 0,
            },
            asked: self,
            request_id: meta.id.clone(),
            started: meta.started,
        };
        match response.body().size_hint().exact() {
            Some(bytes) => {
                call.tell(tenancy, bytes);
                response
            }
            None => response.map(|inner| {
                Body::new(Counted {
                    inner,
                    bytes: 0,
                    call: Some((tenancy.clone(), call)),
                })
            }),
        }
    }
}

/// A call whose answer has begun.
struct Call {
    used: Used,
    asked: Asked,
    request_id: HeaderValue,
    started: Instant,
}

impl Call {
    fn tell(self, tenancy: &Tenancy, response_bytes: u64) {
        let duration_us = i64::try_from(self.started.elapsed().as_micros()).unwrap_or(i64::MAX);
        let from = UsedFrom {
            ip: self.asked.ip,
            agent: self.asked.agent.as_ref().and_then(|agent| agent.to_str().ok()),
            request_id: self.request_id.to_str().unwrap_or_default(),
        };
        let used = Used {
            duration_us,
            response_bytes: i64::try_from(response_bytes).unwrap_or(i64::MAX),
            ..self.used
        };
        tenancy.used(used, &from);
    }
}

/// A body that is counted while it passes.
struct Counted {
    inner: Body,
    bytes: u64,
    call: Option<(Tenancy, Call)>,
}

impl HttpBody for Counted {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let polled = Pin::new(&mut self.inner).poll_frame(cx);
        if let Poll::Ready(Some(Ok(frame))) = &polled
            && let Some(data) = frame.data_ref()
        {
            self.bytes += data.len() as u64;
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        if let Some((tenancy, call)) = self.call.take() {
            call.tell(&tenancy, self.bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    #[test]
    fn a_request_says_how_long_it_is() {
        let sized = |length: &str| {
            let request = Request::builder()
                .header(CONTENT_LENGTH, length)
                .header(USER_AGENT, "curl/8");
            Asked::of(&request.body(Body::empty()).expect("a request"), &Networks::default())
        };
        assert_eq!(sized("180").request_bytes, 180);
        assert_eq!(sized("many").request_bytes, 0);
        assert_eq!(sized("1").agent, Some(HeaderValue::from_static("curl/8")));
    }
}
