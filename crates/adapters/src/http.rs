//! HTTP to carriers: one client for all of a process, with bounded times, sizes and connections, that never calls a
//! private address on a user's behalf unless the operator allows it, and that tells "was not sent" from "may have been".

pub mod codes;
pub mod door;
mod guard;
pub mod masked;
pub mod one_by_one;
pub mod price;
pub mod public_url;
mod resolver;
pub(crate) mod verdict;
pub mod verify;

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use domain::Fault;

pub(crate) use guard::private;
pub use guard::{Guard, check_url, is_loopback};
use resolver::Resolver;

/// The largest answer of a carrier that is read, bytes.
pub const MAX_ANSWER_BYTES: usize = 1 << 20;

/// How the client behaves.
#[derive(Debug, Clone)]
pub struct HttpSettings {
    /// Whether loopback, private and link-local addresses may be called.
    pub allow_private: bool,
    /// How long a connection may take.
    pub connect_timeout: Duration,
    /// How long a whole exchange may take.
    pub timeout: Duration,
    /// Idle connections kept for each host; with fewer than are used at once, some are made anew all the time.
    pub idle_per_host: usize,
    /// How long the addresses of a name are remembered; zero asks each time a connection is made.
    pub names_for: Duration,
    /// What errors call the other side.
    pub peer: &'static str,
}

impl Default for HttpSettings {
    fn default() -> Self {
        Self {
            allow_private: false,
            connect_timeout: Duration::from_secs(5),
            timeout: Duration::from_secs(20),
            idle_per_host: 256,
            names_for: Duration::ZERO,
            peer: "the carrier",
        }
    }
}

/// A carrier's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpAnswer {
    /// The HTTP status.
    pub status: u16,
    /// `Content-Type`, in lower case; empty when absent.
    pub content_type: String,
    /// `Retry-After` in seconds, where it is a number.
    pub retry_after: Option<u64>,
    /// The body, at most [`MAX_ANSWER_BYTES`].
    pub body: Bytes,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HttpFailure {
    /// Nothing was sent: no address, no connection, no TLS. Safe to try again.
    #[error("{0}")]
    NotSent(String),
    /// The request went out, wholly or in part, and no answer came: the carrier may have taken it.
    #[error("{0}")]
    Unanswered(String),
}

/// A client; clones share its connections.
#[derive(Clone)]
pub struct HttpClient {
    client: reqwest::Client,
    guard: Guard,
    peer: &'static str,
}

impl HttpClient {
    /// A client; redirects are not followed, since a carrier's API never asks for it.
    ///
    /// # Errors
    /// When TLS cannot be set up in this process.
    pub fn new(settings: &HttpSettings) -> Result<Self, HttpFailure> {
        // An error means that the process has a provider already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let guard = Guard::new(settings.allow_private);
        let client = reqwest::Client::builder()
            .connect_timeout(settings.connect_timeout)
            .timeout(settings.timeout)
            .pool_max_idle_per_host(settings.idle_per_host)
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .no_proxy()
            .user_agent(concat!("Tuma/", env!("CARGO_PKG_VERSION")))
            .dns_resolver(std::sync::Arc::new(Resolver::new(guard, settings.names_for)))
            .build()
            .map_err(|error| HttpFailure::NotSent(error.to_string()))?;
        Ok(Self {
            client,
            guard,
            peer: settings.peer,
        })
    }

    /// Begins a request; finish it with [`HttpClient::call`].
    pub fn request(&self, method: reqwest::Method, url: impl reqwest::IntoUrl) -> reqwest::RequestBuilder {
        self.client.request(method, url)
    }

    /// Which addresses it may call.
    pub fn guard(&self) -> Guard {
        self.guard
    }

    /// Why `url` may not be called at all, told when it is configured.
    pub fn check_url(&self, field: &str, url: &str) -> Result<(), Fault> {
        check_url(field, url, self.guard)
    }

    /// The header `Date` of whoever answers at `url`, whatever else it says; `None` where nobody does.
    pub async fn date_of(&self, url: &str) -> Option<String> {
        let request = self.request(reqwest::Method::GET, url).build().ok()?;
        self.guard.check_host(request.url()).ok()?;
        let answer = self.client.execute(request).await.ok()?;
        let date = answer.headers().get(reqwest::header::DATE)?;
        date.to_str().ok().map(str::to_owned)
    }

    /// Sends a request and reads the answer to its end.
    ///
    /// # Errors
    /// Whether it was sent or not; an HTTP status is an answer, whatever it says.
    pub async fn call(&self, request: reqwest::RequestBuilder) -> Result<HttpAnswer, HttpFailure> {
        let mut response = self.send(request).await?;
        let mut answer = head(&response);
        let mut body = BytesMut::new();
        while let Some(chunk) = self.chunk(&mut response).await? {
            if body.len() + chunk.len() > MAX_ANSWER_BYTES {
                return Err(HttpFailure::Unanswered("the answer is larger than 1 MiB".to_owned()));
            }
            body.extend_from_slice(&chunk);
        }
        answer.body = body.freeze();
        Ok(answer)
    }

    /// As [`HttpClient::call`], for a caller that wants the status and no more than the beginning of the body: at most
    /// `most` bytes of it are kept, what follows is read up to `most` times 16 so that the connection can be used again,
    /// and a body that is longer, or that breaks off, costs the connection alone.
    ///
    /// # Errors
    /// As [`HttpClient::call`].
    pub async fn call_for_status(
        &self,
        request: reqwest::RequestBuilder,
        most: usize,
    ) -> Result<HttpAnswer, HttpFailure> {
        let mut response = self.send(request).await?;
        let mut answer = head(&response);
        let mut body = BytesMut::new();
        let mut read = 0;
        while let Ok(Some(chunk)) = self.chunk(&mut response).await {
            read += chunk.len();
            let room = most - body.len();
            body.extend_from_slice(&chunk[..chunk.len().min(room)]);
            if read > most * 16 {
                break;
            }
        }
        answer.body = body.freeze();
        Ok(answer)
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> Result<reqwest::Response, HttpFailure> {
        let request = request
            .build()
            .map_err(|error| HttpFailure::NotSent(plain(&error, self.peer)))?;
        // A host that is an address by itself never reaches the resolver.
        self.guard.check_host(request.url()).map_err(HttpFailure::NotSent)?;
        let answered = self.client.execute(request).await;
        answered.map_err(|error| failure(&error, self.peer))
    }

    async fn chunk(&self, response: &mut reqwest::Response) -> Result<Option<Bytes>, HttpFailure> {
        let chunk = response.chunk().await;
        chunk.map_err(|error| HttpFailure::Unanswered(plain(&error, self.peer)))
    }
}

/// An answer without its body.
fn head(response: &reqwest::Response) -> HttpAnswer {
    let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
    HttpAnswer {
        status: response.status().as_u16(),
        content_type: header(reqwest::header::CONTENT_TYPE)
            .unwrap_or_default()
            .to_ascii_lowercase(),
        retry_after: header(reqwest::header::RETRY_AFTER).and_then(|text| text.trim().parse().ok()),
        body: Bytes::new(),
    }
}

fn failure(error: &reqwest::Error, peer: &str) -> HttpFailure {
    if error.is_connect() || error.is_builder() {
        HttpFailure::NotSent(plain(error, peer))
    } else {
        HttpFailure::Unanswered(plain(error, peer))
    }
}

/// What went wrong, without the URL, which may hold credentials or numbers.
fn plain(error: &reqwest::Error, peer: &str) -> String {
    let what = if error.is_timeout() && error.is_connect() {
        format!("{peer} could not be reached in time")
    } else if error.is_timeout() {
        format!("{peer} did not answer in time")
    } else if error.is_connect() {
        format!("{peer} could not be reached")
    } else {
        format!("the connection to {peer} broke")
    };
    match root(error) {
        Some(cause) => format!("{what}: {cause}"),
        None => what,
    }
}

/// The innermost cause, which names a reason of the system and no address.
fn root(error: &reqwest::Error) -> Option<String> {
    let mut cause = std::error::Error::source(error)?;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    Some(cause.to_string())
}
