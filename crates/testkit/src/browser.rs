//! A person at a browser: keeps the session's cookie and sends the CSRF token along, as a page does.

use std::sync::Arc;

use parking_lot::Mutex;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::client::Address;

/// A browser; clones share their cookie.
#[derive(Clone)]
pub struct Browser {
    address: Address,
    http: reqwest::Client,
    kept: Arc<Mutex<Kept>>,
}

/// What the browser has to show.
#[derive(Default, Clone)]
struct Kept {
    cookie: Option<String>,
    csrf_token: Option<String>,
}

impl Browser {
    pub(crate) fn at(address: Address) -> Self {
        crate::install_tls();
        Self {
            address,
            http: reqwest::Client::new(),
            kept: Arc::default(),
        }
    }

    /// Signs in; what comes of it is the answer.
    pub async fn sign_in(&self, email: &str, password: &str) -> Answer {
        self.sign_in_with(json!({ "email": email, "password": password })).await
    }

    /// Signs in with these fields.
    pub async fn sign_in_with(&self, body: Value) -> Answer {
        self.post("/api/auth/sign-in", body).await
    }

    /// The cookie that it has.
    pub fn cookie(&self) -> Option<String> {
        self.kept.lock().cookie.clone()
    }

    /// The CSRF token that it has.
    pub fn csrf_token(&self) -> Option<String> {
        self.kept.lock().csrf_token.clone()
    }

    /// Another browser with a copy of what this one has.
    #[must_use]
    pub fn stolen(&self) -> Self {
        Self {
            kept: Arc::new(Mutex::new(self.kept.lock().clone())),
            ..self.clone()
        }
    }

    /// The same browser, sending this CSRF token from now on.
    #[must_use]
    pub fn with_csrf_token(&self, token: Option<&str>) -> Self {
        let other = self.stolen();
        other.kept.lock().csrf_token = token.map(str::to_owned);
        other
    }

    /// A request with what it has.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = format!("http://{}{path}", *self.address.read());
        let mut request = self.http.request(method, url);
        let kept = self.kept.lock().clone();
        if let Some(cookie) = kept.cookie {
            request = request.header("cookie", format!("theme=dark; tuma_session={cookie}"));
        }
        if let Some(token) = kept.csrf_token {
            request = request.header("x-csrf-token", token);
        }
        request
    }

    /// Reads `path`.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    /// Posts JSON.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(self.request(Method::POST, path).json(&body)).await
    }

    /// Puts JSON.
    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.send(self.request(Method::PUT, path).json(&body)).await
    }

    /// Deletes `path`.
    pub async fn delete(&self, path: &str) -> Answer {
        self.send(self.request(Method::DELETE, path)).await
    }

    /// Sends the request, keeps the cookie and the token that come back.
    pub async fn send(&self, request: RequestBuilder) -> Answer {
        let answer = Answer::of(request.send().await.expect("Tuma answers")).await;
        let mut kept = self.kept.lock();
        if let Some(cookie) = answer.header("set-cookie") {
            let value = cookie
                .split(';')
                .next()
                .and_then(|pair| pair.strip_prefix("tuma_session="));
            kept.cookie = value.filter(|value| !value.is_empty()).map(str::to_owned);
        }
        if let Some(token) = answer.data()["csrfToken"].as_str() {
            kept.csrf_token = Some(token.to_owned());
        }
        drop(kept);
        answer
    }
}
