//! Callers that send single messages and files steadily, whether or not anybody answers, and keep what was answered.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::numbers::kenyan;

const CALLERS: usize = 4;
/// Rows of a file.
pub const ROWS: usize = 120;
/// Answers between two files: the carrier has to keep up, or messages would only wait.
const ANSWERS_A_FILE: usize = 30;

/// The callers.
pub struct Load {
    shared: Arc<Shared>,
    callers: Vec<JoinHandle<()>>,
    pub client: testkit::Client,
}

struct Shared {
    key: String,
    http: reqwest::Client,
    server: watch::Sender<Option<SocketAddr>>,
    ended: AtomicBool,
    drawn: AtomicUsize,
    answered: watch::Sender<usize>,
    messages: Mutex<Vec<String>>,
    batches: Mutex<Vec<String>>,
}

impl Load {
    /// Callers with `key` who begin once they are aimed at a server.
    pub fn new(key: &str) -> Self {
        // Its making also makes TLS possible for the client below.
        let client = testkit::Client::new(key, ([127, 0, 0, 1], 9).into());
        let shared = Arc::new(Shared {
            key: key.to_owned(),
            http: reqwest::Client::new(),
            server: watch::Sender::new(None),
            ended: AtomicBool::new(false),
            drawn: AtomicUsize::new(0),
            answered: watch::Sender::new(0),
            messages: Mutex::default(),
            batches: Mutex::default(),
        });
        let singles = (0..CALLERS).map(|_| tokio::spawn(shared.clone().send_singles()));
        let mut callers: Vec<JoinHandle<()>> = singles.collect();
        callers.push(tokio::spawn(shared.clone().send_files()));
        Self {
            shared,
            callers,
            client,
        }
    }

    /// The server is here now.
    pub fn aim_at(&self, address: SocketAddr) {
        self.client.moved_to(address);
        self.shared.server.send_replace(Some(address));
    }

    /// There is no server: the callers wait.
    pub fn aim_at_nothing(&self) {
        self.shared.server.send_replace(None);
    }

    /// How many calls were answered 202.
    pub fn answered(&self) -> usize {
        *self.shared.answered.borrow()
    }

    /// Lets the callers end the call that they are in.
    pub async fn finish(&mut self) {
        self.shared.ended.store(true, Ordering::Relaxed);
        self.shared.answered.send_modify(|_| {});
        for caller in self.callers.drain(..) {
            caller.await.expect("a caller does not panic");
        }
    }

    /// Messages that were answered 202.
    pub fn messages(&self) -> Vec<String> {
        all(&self.shared.messages)
    }

    /// Files that were answered 202.
    pub fn batches(&self) -> Vec<String> {
        all(&self.shared.batches)
    }
}

impl Shared {
    async fn send_singles(self: Arc<Self>) {
        while let Some(server) = self.server().await {
            let number = self.draw();
            let body = json!({ "to": kenyan(number), "body": format!("single {number}") });
            let request = self.http.post(format!("http://{server}/api/sms/send")).json(&body);
            if let Some(answer) = self.accepted(request).await {
                let id = answer["data"]["messageId"].as_str().expect("an id").to_owned();
                keep(&self.messages, id);
                self.answered.send_modify(|count| *count += 1);
            }
        }
    }

    async fn send_files(self: Arc<Self>) {
        while let Some(server) = self.server().await {
            let file = self.draw();
            let rows: String = (0..ROWS)
                .map(|row| format!("{},{file}-{row}\n", kenyan(500_000 + row)))
                .collect();
            let part = Part::bytes(format!("mobile,n\n{rows}").into_bytes()).file_name("rows.csv");
            let form = Form::new().text("body", "row {{n}}").part("file", part);
            let request = self
                .http
                .post(format!("http://{server}/api/sms/send-bulk"))
                .multipart(form);
            if let Some(answer) = self.accepted(request).await {
                let id = answer["data"]["batchId"].as_str().expect("an id").to_owned();
                keep(&self.batches, id.clone());
                self.answered.send_modify(|count| *count += 1);
                self.until_taken(&id).await;
                self.until_answered(ANSWERS_A_FILE).await;
            }
        }
    }

    /// Waits until a file's last row is taken, so that files follow one another.
    async fn until_taken(&self, batch: &str) {
        while let Some(server) = self.server().await {
            let request = self.http.get(format!("http://{server}/api/sms/batches/{batch}"));
            let answer = self.answer(request).await;
            if answer.is_some_and(|(_, answer)| answer["data"]["status"] != "RUNNING") {
                return;
            }
        }
    }

    /// Waits for so many more answers, or the end.
    async fn until_answered(&self, more: usize) {
        let mut answered = self.answered.subscribe();
        let goal = *answered.borrow() + more;
        // The sender lives as long as this.
        let _ = answered
            .wait_for(|count| *count >= goal || self.ended.load(Ordering::Relaxed))
            .await;
    }

    /// The server, as soon as there is one; `None` at the end.
    async fn server(&self) -> Option<SocketAddr> {
        if self.ended.load(Ordering::Relaxed) {
            return None;
        }
        let mut server = self.server.subscribe();
        let found = server.wait_for(Option::is_some).await;
        // The sender lives as long as this.
        *found.ok()?
    }

    fn draw(&self) -> usize {
        self.drawn.fetch_add(1, Ordering::Relaxed)
    }

    /// The answer, if it is 202. Anything else is 503, or no answer at all because the server was killed.
    async fn accepted(&self, request: reqwest::RequestBuilder) -> Option<Value> {
        let (status, answer) = self.answer(request).await?;
        assert!(status == 202 || status == 503, "{status}: {answer}");
        (status == 202).then_some(answer)
    }

    async fn answer(&self, request: reqwest::RequestBuilder) -> Option<(u16, Value)> {
        let response = request.bearer_auth(&self.key).send().await.ok()?;
        let status = response.status().as_u16();
        Some((status, response.json().await.ok()?))
    }
}

fn keep(list: &Mutex<Vec<String>>, id: String) {
    list.lock().expect("no caller panics with the list in hand").push(id);
}

fn all(list: &Mutex<Vec<String>>) -> Vec<String> {
    list.lock().expect("no caller panics with the list in hand").clone()
}
