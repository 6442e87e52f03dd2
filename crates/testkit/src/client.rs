//! A client of the API: the requests, and the waiting for what comes of them.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;

use parking_lot::RwLock;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::wait::{DEADLINE, eventually, eventually_within};

/// Where Tuma listens now; a restart changes it.
pub(crate) type Address = Arc<RwLock<SocketAddr>>;

/// Someone with an API key; cheap to clone.
#[derive(Clone)]
pub struct Client {
    key: String,
    address: Address,
    http: reqwest::Client,
}

impl Client {
    /// Whoever has `key`, asking the Tuma at `address`.
    pub fn new(key: impl Into<String>, address: SocketAddr) -> Self {
        crate::install_tls();
        Self {
            key: key.into(),
            address: Arc::new(RwLock::new(address)),
            http: reqwest::Client::new(),
        }
    }

    pub(crate) fn at(key: String, address: Address) -> Self {
        crate::install_tls();
        Self {
            key,
            address,
            http: reqwest::Client::new(),
        }
    }

    /// The API key that requests carry.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The same client with another key.
    #[must_use]
    pub fn with_key(&self, key: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            ..self.clone()
        }
    }

    /// Tuma listens elsewhere now.
    pub fn moved_to(&self, address: SocketAddr) {
        *self.address.write() = address;
    }

    /// The URL of `path`.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", *self.address.read())
    }

    /// A request with this client's key.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, self.url(path)).bearer_auth(&self.key)
    }

    /// A request without a key.
    pub async fn get_bare(&self, path: &str) -> Answer {
        answered(self.http.get(self.url(path))).await
    }

    /// Reads `path`.
    pub async fn get(&self, path: &str) -> Answer {
        answered(self.request(Method::GET, path)).await
    }

    /// Posts JSON.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        answered(self.request(Method::POST, path).json(&body)).await
    }

    /// Puts JSON.
    pub async fn put(&self, path: &str, body: Value) -> Answer {
        answered(self.request(Method::PUT, path).json(&body)).await
    }

    /// Deletes what is at `path`.
    pub async fn delete(&self, path: &str) -> Answer {
        answered(self.request(Method::DELETE, path)).await
    }

    /// Posts bytes as they are.
    pub async fn post_raw(&self, path: &str, content_type: &str, body: impl Into<reqwest::Body>) -> Answer {
        answered(
            self.request(Method::POST, path)
                .header("content-type", content_type)
                .body(body),
        )
        .await
    }

    /// Posts a form.
    pub async fn post_form(&self, path: &str, form: reqwest::multipart::Form) -> Answer {
        answered(self.request(Method::POST, path).multipart(form)).await
    }

    /// Sends one message; answers its id.
    ///
    /// # Panics
    /// If it is not accepted.
    pub async fn send(&self, to: &str, body: &str) -> String {
        self.send_with(to, body, json!({})).await
    }

    /// Sends one message with more fields; answers its id.
    ///
    /// # Panics
    /// If it is not accepted.
    pub async fn send_with(&self, to: &str, body: &str, more: Value) -> String {
        let mut request = json!({ "to": to, "body": body });
        let fields = request.as_object_mut().expect("an object");
        fields.extend(more.as_object().expect("more fields are an object").clone());
        self.post("/api/sms/send", request)
            .await
            .expect(202)
            .text_of("messageId")
            .to_owned()
    }

    /// Sends one text to many; answers the batch.
    ///
    /// # Panics
    /// If the call is not accepted.
    pub async fn send_bulk(&self, to: impl IntoIterator<Item = String>, body: &str) -> Answer {
        let recipients: Vec<Value> = to.into_iter().map(|to| json!({ "to": to })).collect();
        self.post("/api/sms/send-bulk", json!({ "recipients": recipients, "body": body }))
            .await
            .expect(202)
    }

    /// A message's status.
    ///
    /// # Panics
    /// If there is no such message.
    pub async fn status(&self, id: &str) -> Value {
        self.get(&format!("/api/sms/status/{id}"))
            .await
            .expect(200)
            .data()
            .clone()
    }

    /// The events of a message, oldest first.
    pub async fn timeline(&self, id: &str) -> Vec<String> {
        events(&self.status(id).await)
    }

    /// Waits until a message is in `state`; answers its status then.
    ///
    /// # Panics
    /// At the deadline, showing the timeline.
    pub async fn wait_for_state(&self, id: &str, state: &str) -> Value {
        self.wait_for(id, state, |status| status["status"] == state).await
    }

    /// Waits until a message's timeline has `event`; answers its status then.
    ///
    /// # Panics
    /// At the deadline, showing the timeline.
    pub async fn wait_for_event(&self, id: &str, event: &str) -> Value {
        self.wait_for(id, event, |status| events(status).iter().any(|one| one == event))
            .await
    }

    async fn wait_for(&self, id: &str, what: &str, fits: impl Fn(&Value) -> bool) -> Value {
        let found = eventually_within(DEADLINE, async || {
            Some(self.status(id).await).filter(|status| fits(status))
        })
        .await;
        match found {
            Some(status) => status,
            None => panic!("{id} never got to {what}:\n{}", told(&self.status(id).await)),
        }
    }

    /// Waits until a batch's last row is taken; answers it then.
    pub async fn wait_for_batch(&self, id: &str) -> Answer {
        let path = format!("/api/sms/batches/{id}");
        eventually("the batch's last row", async || {
            let answer = self.get(&path).await.expect(200);
            (answer.text_of("status") != "RUNNING").then_some(answer)
        })
        .await
    }

    /// Every message that `query` lists (`status=FAILED&phone=…`), newest first, following the cursor to the end.
    pub async fn list_all(&self, query: &str) -> Vec<Value> {
        let mut messages = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = self
                .get(&format!("/api/sms/messages?limit=200&{query}{cursor}"))
                .await
                .expect(200);
            messages.extend(page.data()["messages"].as_array().expect("a list").iter().cloned());
            match page.data()["nextCursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => return messages,
            }
        }
    }

    /// How many messages are in each state, by the rollups.
    pub async fn totals(&self) -> BTreeMap<String, i64> {
        let page = self.get("/api/sms/messages?limit=1").await.expect(200);
        let totals = page.data()["totals"].as_object().expect("totals by status").clone();
        let count = |value: &Value| value.as_i64().or_else(|| value["messages"].as_i64()).expect("a count");
        totals
            .iter()
            .map(|(state, value)| (state.clone(), count(value)))
            .filter(|(_, count)| *count != 0)
            .collect()
    }
}

/// Sends the request and reads the whole answer.
async fn answered(request: RequestBuilder) -> Answer {
    Answer::of(request.send().await.expect("Tuma answers")).await
}

/// The events in a status, oldest first.
pub fn events(status: &Value) -> Vec<String> {
    let timeline = status["timeline"].as_array().expect("a status has a timeline");
    timeline
        .iter()
        .filter_map(|event| event["event"].as_str())
        .map(str::to_owned)
        .collect()
}

fn told(status: &Value) -> String {
    serde_json::to_string_pretty(status).expect("JSON can be written")
}
