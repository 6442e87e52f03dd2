//! HTTP to one issuer: bounded in time and size, no redirect is followed. An issuer is named by whoever runs the
//! installation, so a private address is allowed.

use std::pin::Pin;

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};

use super::IssuerSettings;
use crate::{TlsError, Trust};

/// The largest answer that is read: a large issuer's keys are some kilobytes.
const MAX_ANSWER_BYTES: usize = 1 << 20;

/// Why there is no answer. Without the URL, which may hold a code.
#[derive(Debug, thiserror::Error)]
pub(super) enum HttpError {
    #[error("it did not answer in time")]
    Timeout,
    #[error("no connection")]
    NoConnection,
    #[error("its answer broke off")]
    Broken,
    #[error("its answer is larger than {MAX_ANSWER_BYTES} bytes")]
    TooLarge,
}

impl From<reqwest::Error> for HttpError {
    fn from(error: reqwest::Error) -> Self {
        if error.is_timeout() {
            Self::Timeout
        } else if error.is_connect() {
            Self::NoConnection
        } else {
            Self::Broken
        }
    }
}

/// The client.
pub(super) struct Http(reqwest::Client);

impl Http {
    pub(super) fn new(settings: &IssuerSettings, trust: &Trust) -> Result<Self, TlsError> {
        // An error means that the process has a provider already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .connect_timeout(settings.connect_timeout)
            .timeout(settings.timeout)
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .no_proxy()
            .user_agent(concat!("Tuma/", env!("CARGO_PKG_VERSION")))
            .tls_certs_merge(trust.for_http()?)
            .build();
        client.map(Self).map_err(|error| TlsError::NotSetUp(error.to_string()))
    }

    async fn exchange(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let mut answer = self.0.execute(request.try_into()?).await?;
        let (status, headers) = (answer.status(), std::mem::take(answer.headers_mut()));
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await? {
            if body.len() + chunk.len() > MAX_ANSWER_BYTES {
                return Err(HttpError::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        let mut response = HttpResponse::new(body);
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        Ok(response)
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = HttpError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.exchange(request))
    }
}
