//! The one layer around every handler: gives the request its id, counts it, tells how the API is used, turns refusals
//! into the envelope and a panic into a 500, and tells browsers what they may do with the answer.
//!
//! It is on the way of every request, so it takes one allocation and counts on handles that were looked up before.

mod used;

use std::collections::HashMap;
use std::convert::Infallible;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use futures::FutureExt;
use futures::future::BoxFuture;
use metrics::{Counter, counter};
use tower::{Layer, Service};

use crate::envelope::{RequestMeta, Shape};
use crate::error::ApiError;
use crate::facades::webapp;
use crate::{ApiState, peer, protection, throttle};
use used::Asked;

/// The request's id, in and out.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// The longest id that a caller may give.
const MAX_REQUEST_ID: usize = 128;
/// What requests to no route are counted under, so that made-up paths make no new series.
const UNMATCHED: &str = "unmatched";

const METHODS: [&str; 6] = ["GET", "POST", "PUT", "PATCH", "DELETE", "OTHER"];
const STATUSES: [u16; 18] = [
    200, 201, 202, 204, 303, 400, 401, 403, 404, 405, 408, 409, 413, 415, 422, 429, 500, 503,
];
/// The place after the known statuses counts all others.
const COUNTERS: usize = STATUSES.len() + 1;

/// Wraps services in [`Observed`].
#[derive(Clone)]
pub(crate) struct Observe {
    shared: Arc<Shared>,
}

struct Shared {
    state: Arc<ApiState>,
    routes: HashMap<String, RouteCounters>,
    unmatched: RouteCounters,
}

/// The request counters of one path, each made when it is first needed.
struct RouteCounters {
    path: Arc<str>,
    cells: [[OnceLock<Counter>; COUNTERS]; METHODS.len()],
}

impl RouteCounters {
    fn new(path: &str) -> Self {
        Self {
            path: path.into(),
            cells: Default::default(),
        }
    }

    fn count(&self, method: usize, status: StatusCode) {
        let place = STATUSES
            .iter()
            .position(|s| *s == status.as_u16())
            .unwrap_or(STATUSES.len());
        let cell = &self.cells[method][place];
        let counter = cell.get_or_init(|| {
            let status = STATUSES.get(place).map_or_else(|| "other".to_owned(), u16::to_string);
            counter!("sms_api_requests_total", "endpoint" => self.path.to_string(), "method" => METHODS[method], "status" => status)
        });
        counter.increment(1);
    }
}

impl Observe {
    /// A layer that counts requests to `paths` by their path, as routes are written: `/api/sms/status/{messageId}`.
    pub(crate) fn new(state: Arc<ApiState>, paths: impl IntoIterator<Item = String>) -> Self {
        let routes = paths
            .into_iter()
            .map(|path| (path.clone(), RouteCounters::new(&path)))
            .collect();
        Self {
            shared: Arc::new(Shared {
                state,
                routes,
                unmatched: RouteCounters::new(UNMATCHED),
            }),
        }
    }
}

impl Shared {
    fn meta(&self, request: &Request) -> RequestMeta {
        let at = self.state.clock.now_ms();
        let id = match request.headers().get(REQUEST_ID) {
            Some(given) if is_request_id(given) => given.clone(),
            _ => self.draw_id(at),
        };
        let shape = match webapp::speaks_at(request.uri().path()) {
            true => Shape::Webapp,
            false => Shape::Own,
        };
        RequestMeta::new(id, at, shape)
    }

    /// Whether the platform does not let this address in at all.
    fn denies(&self, request: &Request) -> bool {
        let ip = || {
            peer::seen(
                request.extensions(),
                request.headers(),
                &self.state.limits.trusted_proxies,
            )
        };
        self.state.tenancy.denies_any() && self.state.tenancy.is_denied(ip())
    }

    fn draw_id(&self, at: domain::Millis) -> HeaderValue {
        let id = format!("req_{:016x}", self.state.engine.store().ids().next(at));
        HeaderValue::try_from(id).expect("hexadecimal digits are a header value")
    }

    fn counters(&self, path: Option<&MatchedPath>) -> &RouteCounters {
        path.and_then(|p| self.routes.get(p.as_str()))
            .unwrap_or(&self.unmatched)
    }

    fn finish(&self, mut response: Response, meta: &RequestMeta, https: bool) -> Response {
        if let Some(error) = response.extensions_mut().remove::<ApiError>() {
            let headers = std::mem::take(response.headers_mut());
            response = meta.refuse(error);
            // What the router said beside the refusal, such as `allow`.
            response.headers_mut().extend(headers);
        }
        if let Some(standing) = meta.standing() {
            throttle::write(standing, response.headers_mut());
        }
        protection::write(response.headers_mut(), https);
        response.headers_mut().insert(REQUEST_ID, meta.id.clone());
        response
    }
}

fn is_request_id(value: &HeaderValue) -> bool {
    (1..=MAX_REQUEST_ID).contains(&value.len()) && value.as_bytes().iter().all(u8::is_ascii_graphic)
}

fn method_place(method: &Method) -> usize {
    METHODS
        .iter()
        .position(|m| *m == method.as_str())
        .unwrap_or(METHODS.len() - 1)
}

impl<S> Layer<S> for Observe {
    type Service = Observed<S>;

    fn layer(&self, inner: S) -> Observed<S> {
        Observed {
            inner,
            shared: Arc::clone(&self.shared),
        }
    }
}

/// A service with an id, counters, the envelope of refusals and a net under panics.
#[derive(Clone)]
pub(crate) struct Observed<S> {
    inner: S,
    shared: Arc<Shared>,
}

impl<S> Service<Request> for Observed<S>
where
    S: Service<Request, Error = Infallible>,
    S::Response: IntoResponse,
    S::Future: Send + 'static,
{
    type Response = Response;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Response, Infallible>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        let shared = Arc::clone(&self.shared);
        let meta = shared.meta(&request);
        let method = method_place(request.method());
        let path = request.extensions().get::<MatchedPath>().cloned();
        let asked = Asked::of(&request, &shared.state.limits.trusted_proxies);
        let https = protection::is_https(request.extensions(), request.headers(), &shared.state);
        request.extensions_mut().insert(meta.clone());
        let answered = (!shared.denies(&request)).then(|| self.inner.call(request));
        Box::pin(async move {
            let response = match answered {
                Some(answered) => answer_or_500(answered, &meta).await,
                None => throttle::denied().into_response(),
            };
            let response = shared.finish(response, &meta, https);
            let counters = shared.counters(path.as_ref());
            counters.count(method, response.status());
            log(&meta, &counters.path, METHODS[method], response.status());
            let route = (&counters.path, METHODS[method]);
            Ok(asked.tell(&shared.state.tenancy, &meta, route, response))
        })
    }
}

/// A panic in a handler is answered like any other fault of ours; the process and its other requests go on.
async fn answer_or_500<R: IntoResponse>(
    answering: impl Future<Output = Result<R, Infallible>>,
    meta: &RequestMeta,
) -> Response {
    match AssertUnwindSafe(answering).catch_unwind().await {
        Ok(Ok(response)) => response.into_response(),
        Ok(Err(impossible)) => match impossible {},
        Err(_panic) => {
            tracing::error!(request_id = meta.id(), "a handler panicked");
            ApiError::internal().into_response()
        }
    }
}

fn log(meta: &RequestMeta, endpoint: &str, method: &str, status: StatusCode) {
    let status = status.as_u16();
    if status == StatusCode::INTERNAL_SERVER_ERROR.as_u16() {
        tracing::warn!(request_id = meta.id(), endpoint, method, status, "a request failed");
    } else {
        tracing::debug!(
            request_id = meta.id(),
            endpoint,
            method,
            status,
            "a request was answered"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_becomes_a_500() {
        let meta = RequestMeta::new(HeaderValue::from_static("req_1"), 0, Shape::Own);
        let panics = async {
            if meta.at == 0 {
                panic!("on purpose")
            } else {
                Ok(StatusCode::OK)
            }
        };
        let response = answer_or_500(panics, &meta).await;
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert!(response.extensions().get::<ApiError>().is_some());
    }
}
