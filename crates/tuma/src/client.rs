//! The API's client, for the commands that send and follow messages.
//!
//! Opens the envelope: a success is its `data`, everything else a [`Failure`] with the exit code that fits. Sends
//! nothing twice by itself: what was answered by nobody may have been taken, and the message says so.

pub mod answers;

use std::net::IpAddr;
use std::time::Duration;

use domain::Fault;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::{Method, RequestBuilder, Response, Url};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::cli::messages::ServerArgs;
use crate::failure::{Exit, Failure};

/// How long a connection may take to come about.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long the server may be silent.
const READ_TIMEOUT: Duration = Duration::from_secs(60);

/// How long a limit may take to have room again for a client to wait for it: as long as a minute's may.
const LONGEST_WAIT: Duration = Duration::from_secs(60);
const TOO_MANY_REQUESTS: u16 = 429;

/// What went wrong with a request.
enum Answered {
    /// It failed.
    Failed(Failure),
    /// A limit is used up; there is room again after this long.
    Later(Failure, Duration),
}

impl From<Failure> for Answered {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<Answered> for Failure {
    fn from(answered: Answered) -> Self {
        match answered {
            Answered::Failed(failure) | Answered::Later(failure, _) => failure,
        }
    }
}

fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(RETRY_AFTER)?.to_str().ok()?.parse().ok()?;
    Some(Duration::from_secs(seconds))
}

/// A server and the key to it.
pub struct Client {
    http: reqwest::Client,
    base: Url,
    key: String,
}

/// The envelope, as far as a client needs it.
#[derive(Deserialize)]
struct Envelope<T> {
    data: Option<T>,
    error: Option<EnvelopeError>,
}

#[derive(Deserialize)]
struct EnvelopeError {
    message: String,
    #[serde(default)]
    details: Vec<Fault>,
}

impl Client {
    /// A client of the server that the command line names.
    pub fn new(server: &ServerArgs) -> Result<Self, Failure> {
        let wrong =
            |fault: &str, mend: &str| Failure::usage("no server to talk to").with(vec![Fault::new("url", fault, mend)]);
        let base: Url = server
            .url
            .parse()
            .map_err(|_| wrong("is not a URL", "give one such as http://127.0.0.1:8080"))?;
        if !matches!(base.scheme(), "http" | "https") || base.host_str().is_none() {
            return Err(wrong("is not an HTTP URL", "give one such as http://127.0.0.1:8080"));
        }
        let Some(key) = server.api_key.clone().filter(|key| !key.is_empty()) else {
            let mend = "set TUMA_API_KEY; `tuma serve --demo` prints one, `tuma key create` makes one";
            return Err(Failure::usage("no API key").with(vec![Fault::new("api-key", "is missing", mend)]));
        };
        let mut builder = reqwest::Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .read_timeout(READ_TIMEOUT);
        if is_this_machine(&base) {
            // A proxy that is set for the internet does not lead here.
            builder = builder.no_proxy();
        }
        let http = builder
            .build()
            .map_err(|error| Failure::failed(format!("no HTTP client: {error}")))?;
        Ok(Self { http, base, key })
    }

    /// The `data` of `GET path`.
    pub async fn get<T: DeserializeOwned>(&self, path: &str, query: &[(&str, String)]) -> Result<T, Failure> {
        let mut url = self.url(path)?;
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        loop {
            let answered = self.run(self.http.request(Method::GET, url.clone()), "").await;
            match answered {
                // Who only looks may look again when there is room for it.
                Err(Answered::Later(_, wait)) if wait <= LONGEST_WAIT => tokio::time::sleep(wait).await,
                answered => return answered.map_err(Failure::from),
            }
        }
    }

    /// The `data` of `POST path` with a JSON body.
    pub async fn post<T: DeserializeOwned>(&self, path: &str, body: &serde_json::Value) -> Result<T, Failure> {
        let request = self.http.post(self.url(path)?).json(body);
        let hint = "; it may have taken the message: look before you send it again";
        Ok(self.run(request, hint).await?)
    }

    /// The `data` of `POST path` with a form.
    pub async fn post_form<T: DeserializeOwned>(
        &self,
        path: &str,
        form: reqwest::multipart::Form,
    ) -> Result<T, Failure> {
        let request = self.http.post(self.url(path)?).multipart(form);
        let hint = "; it may have taken the file: with --idempotency-key it is safe to send it again";
        Ok(self.run(request, hint).await?)
    }

    fn url(&self, path: &str) -> Result<Url, Failure> {
        let joined = format!("{}/{path}", self.base.as_str().trim_end_matches('/'));
        joined
            .parse()
            .map_err(|_| Failure::usage("the server's URL cannot be continued with a path"))
    }

    /// `hint` is added where the request was on its way and nobody answered.
    async fn run<T: DeserializeOwned>(&self, request: RequestBuilder, hint: &str) -> Result<T, Answered> {
        let response = request
            .bearer_auth(&self.key)
            .send()
            .await
            .map_err(|error| self.unreachable(&error, hint))?;
        let status = response.status().as_u16();
        let wait = (status == TOO_MANY_REQUESTS)
            .then(|| retry_after(response.headers()))
            .flatten();
        let bytes = self.body(response, hint).await?;
        if (200..300).contains(&status) {
            let envelope: Result<Envelope<T>, _> = serde_json::from_slice(&bytes);
            return envelope
                .ok()
                .and_then(|envelope| envelope.data)
                .ok_or_else(|| self.not_tuma(status).into());
        }
        let envelope: Result<Envelope<serde_json::Value>, _> = serde_json::from_slice(&bytes);
        let failure = match envelope.ok().and_then(|envelope| envelope.error) {
            Some(error) => Failure::new(Exit::of_status(status), error.message).with(error.details),
            None if Exit::of_status(status) == Exit::Unavailable => {
                Failure::unavailable(format!("{} answered {status}: try again", self.base))
            }
            None => self.not_tuma(status),
        };
        Err(match wait {
            Some(wait) => Answered::Later(failure, wait),
            None => failure.into(),
        })
    }

    async fn body(&self, response: Response, hint: &str) -> Result<Vec<u8>, Failure> {
        let bytes = response.bytes().await.map_err(|error| self.unreachable(&error, hint))?;
        Ok(bytes.to_vec())
    }

    fn unreachable(&self, error: &reqwest::Error, hint: &str) -> Failure {
        if error.is_connect() {
            return Failure::unavailable(format!("{} cannot be reached: is the server running?", self.base));
        }
        let what = if error.is_timeout() {
            "did not answer in time"
        } else {
            "broke the connection"
        };
        Failure::unavailable(format!("{} {what}{hint}", self.base))
    }

    fn not_tuma(&self, status: u16) -> Failure {
        Failure::failed(format!(
            "{} answered {status} with something that is not Tuma's: is the URL right?",
            self.base
        ))
    }
}

fn is_this_machine(url: &Url) -> bool {
    let host = url
        .host_str()
        .unwrap_or_default()
        .trim_start_matches('[')
        .trim_end_matches(']');
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(url: &str, key: Option<&str>) -> ServerArgs {
        ServerArgs {
            url: url.to_owned(),
            api_key: key.map(str::to_owned),
        }
    }

    #[test]
    fn a_missing_key_and_a_wrong_url_are_wrong_usage() {
        // The ring provider is what `main` installs; a second installation is refused, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        for (url, key) in [
            ("http://127.0.0.1:1", None),
            ("http://127.0.0.1:1", Some("")),
            ("8080", Some("k")),
            ("ftp://a", Some("k")),
        ] {
            let failure = Client::new(&server(url, key)).err().expect("refused");
            assert_eq!(failure.exit, Exit::Usage, "{url}");
        }
        assert!(Client::new(&server("http://127.0.0.1:1/", Some("k"))).is_ok());
    }

    #[test]
    fn paths_are_added_to_the_servers_own() {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::new(&server("https://sms.example/tuma/", Some("k"))).unwrap_or_else(|f| panic!("{f:?}"));
        assert_eq!(
            client.url("api/sms/send").map(String::from),
            Ok("https://sms.example/tuma/api/sms/send".to_owned())
        );
    }

    #[test]
    fn proxies_are_for_other_machines() {
        for (url, here) in [
            ("http://127.0.0.1:1", true),
            ("http://localhost", true),
            ("http://[::1]:1", true),
            ("http://sms.example", false),
            ("http://10.0.0.1", false),
        ] {
            assert_eq!(is_this_machine(&url.parse().expect("a URL")), here, "{url}");
        }
    }
}
