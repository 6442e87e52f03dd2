//! A carrier's webhook on its way to the adapter that understands it.

use std::net::IpAddr;

use bytes::Bytes;
use domain::Millis;

/// A carrier's HTTP request.
#[derive(Clone)]
pub struct WebhookRequest {
    /// What the path says it is.
    pub kind: WebhookKind,
    /// `GET` or `POST`.
    pub method: String,
    /// The URL as the carrier called it, by the public base URL that is configured: scheme, host, path and query.
    pub url: String,
    /// The query's pairs, decoded, in their order.
    pub query: Vec<(String, String)>,
    /// Headers, names in lower case, in their order.
    pub headers: Vec<(String, String)>,
    /// The body as it came; bounded by the server.
    pub body: Bytes,
    /// Who called: the peer, or the nearest trusted proxy's word on it.
    pub peer: Option<IpAddr>,
    /// Whether the path held the provider's unguessable token.
    pub by_token: bool,
    /// When it came.
    pub at: Millis,
}

/// What a webhook's path says it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WebhookKind {
    /// A delivery report.
    Report,
    /// An inbound message.
    Inbound,
    /// A carrier's opt-out notice.
    OptOut,
    /// One path for all of them: the fields tell.
    Any,
}

/// What the carrier is answered after everything is on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookAnswer {
    /// The HTTP status.
    pub status: u16,
    /// The body's type; empty for none.
    pub content_type: &'static str,
    /// The body.
    pub body: String,
}

impl WebhookAnswer {
    /// 200 without a body.
    pub fn ok() -> Self {
        Self {
            status: 200,
            content_type: "",
            body: String::new(),
        }
    }
}

/// Why a webhook was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WebhookRefusal {
    /// It is not for this provider: another account, another number.
    NotMine,
    /// Its signature, secret, token or address is not what the provider's settings ask for.
    NotAuthentic(&'static str),
    /// It cannot be read; says what is wrong, without numbers or secrets.
    Malformed(String),
    /// It could not be stored: the carrier must send it again.
    NotStored,
}

impl From<super::NotStored> for WebhookRefusal {
    fn from(_: super::NotStored) -> Self {
        Self::NotStored
    }
}

impl WebhookRequest {
    /// The first header of this name (in lower case).
    pub fn header(&self, name: &str) -> Option<&str> {
        first(&self.headers, name)
    }

    /// The first query value of this name.
    pub fn query_value(&self, name: &str) -> Option<&str> {
        first(&self.query, name)
    }

    /// The body as form pairs, in their order; empty where the content type is not a form's.
    pub fn form(&self) -> Vec<(String, String)> {
        let is_form = self.header("content-type").is_some_and(|kind| {
            kind.to_ascii_lowercase()
                .starts_with("application/x-www-form-urlencoded")
        });
        if !is_form {
            return Vec::new();
        }
        form_urlencoded::parse(&self.body).into_owned().collect()
    }
}

fn first<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs
        .iter()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.as_str())
}
