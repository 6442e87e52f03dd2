//! The part that all HTTP doubles share: a server on the loopback that records each request, misbehaves as its script
//! says, asks the carrier's own code for the answer, and sends webhooks of its own.

use std::collections::VecDeque;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures::future::BoxFuture;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use parking_lot::Mutex;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::request::{Answer, Misbehaviour, Recorded};

/// The largest request that a double reads, bytes.
const MAX_REQUEST_BYTES: usize = 4 << 20;
/// How long a webhook may take to be answered.
const WEBHOOK_TIMEOUT: Duration = Duration::from_secs(15);

/// A carrier's own code: what it answers to a request, and what it does afterwards.
pub trait Carrier: Send + Sync + 'static {
    /// The answer to `request`. Webhooks and whatever else comes later are spawned on `desk`.
    fn answer<'a>(&'a self, request: &'a Recorded, desk: &'a Desk) -> BoxFuture<'a, Answer>;
}

/// What the code of a carrier shares with its server.
#[derive(Clone)]
pub struct Desk(Arc<Shared>);

struct Shared {
    requests: Mutex<Vec<Recorded>>,
    script: Mutex<VecDeque<Misbehaviour>>,
    webhooks: Mutex<Vec<(String, u16)>>,
    client: reqwest::Client,
    tasks: TaskTracker,
    stop: CancellationToken,
}

impl Desk {
    fn new() -> io::Result<Self> {
        // An error means that the process has a provider already, which is as good.
        let _ = tokio_rustls::rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .timeout(WEBHOOK_TIMEOUT)
            .no_proxy()
            .build()
            .map_err(io::Error::other)?;
        Ok(Self(Arc::new(Shared {
            requests: Mutex::default(),
            script: Mutex::default(),
            webhooks: Mutex::default(),
            client,
            tasks: TaskTracker::new(),
            stop: CancellationToken::new(),
        })))
    }

    /// Runs `task` until it ends or the double stops.
    pub fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        let stop = self.0.stop.clone();
        self.0.tasks.spawn(async move {
            tokio::select! {
                () = stop.cancelled() => {}
                () = task => {}
            }
        });
    }

    /// Begins a webhook; hand it to [`Desk::call`].
    pub fn webhook(&self, method: reqwest::Method, url: &str) -> reqwest::RequestBuilder {
        self.0.client.request(method, url)
    }

    /// Sends a webhook; the status and the body that came back, or `None` where nobody answered.
    pub async fn call(&self, request: reqwest::RequestBuilder) -> Option<(u16, String)> {
        let request = request.build().ok()?;
        let url = request.url().to_string();
        let response = self.0.client.execute(request).await.ok()?;
        let status = response.status().as_u16();
        let body = response.text().await.unwrap_or_default();
        self.0.webhooks.lock().push((url, status));
        Some((status, body))
    }
}

/// A running double. It stops when it is dropped.
pub struct Double<C> {
    address: SocketAddr,
    desk: Desk,
    carrier: Arc<C>,
}

impl<C: Carrier> Double<C> {
    /// Starts one on `address` (port 0: any free one).
    ///
    /// # Errors
    /// When the address cannot be listened on.
    pub async fn start(address: SocketAddr, carrier: C) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let desk = Desk::new()?;
        let carrier = Arc::new(carrier);
        desk.spawn(serve(listener, desk.clone(), carrier.clone()));
        Ok(Self { address, desk, carrier })
    }

    /// Starts one on a free port of the loopback.
    ///
    /// # Errors
    /// When there is none.
    pub async fn local(carrier: C) -> io::Result<Self> {
        Self::start(([127, 0, 0, 1], 0).into(), carrier).await
    }

    /// Where it listens, such as `http://127.0.0.1:4711`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The carrier's own code and state.
    pub fn carrier(&self) -> &C {
        &self.carrier
    }

    /// Webhooks and tasks.
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// What it was asked so far.
    pub fn requests(&self) -> Vec<Recorded> {
        self.desk.0.requests.lock().clone()
    }

    /// Webhooks that were answered: URL and status.
    pub fn webhooks(&self) -> Vec<(String, u16)> {
        self.desk.0.webhooks.lock().clone()
    }

    /// Misbehaves so at the next request that has nothing of it before it.
    pub fn misbehave(&self, how: Misbehaviour) {
        self.desk.0.script.lock().push_back(how);
    }
}

impl<C> Drop for Double<C> {
    fn drop(&mut self) {
        self.desk.0.stop.cancel();
    }
}

async fn serve<C: Carrier>(listener: TcpListener, desk: Desk, carrier: Arc<C>) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => desk.spawn(connection(stream, desk.clone(), carrier.clone())),
            Err(error) => {
                tracing::warn!(%error, "the double could not take a connection");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

async fn connection<C: Carrier>(stream: TcpStream, desk: Desk, carrier: Arc<C>) {
    let service = service_fn(|request| exchange(request, &desk, &carrier));
    // An error is a connection that was cut, by either side.
    let _ = hyper::server::conn::http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

/// One request. An error closes the connection without an answer.
async fn exchange<C: Carrier>(
    request: Request<Incoming>,
    desk: &Desk,
    carrier: &Arc<C>,
) -> Result<Response<Full<Bytes>>, io::Error> {
    let request = record(request).await?;
    desk.0.requests.lock().push(request.clone());
    let how = desk.0.script.lock().pop_front();
    match how {
        Some(Misbehaviour::Answer(answer)) => return respond(answer),
        Some(Misbehaviour::Close) => return Err(cut()),
        Some(Misbehaviour::Silence(span)) => {
            tokio::time::sleep(span).await;
            return Err(cut());
        }
        _ => {}
    }
    let answer = carrier.answer(&request, desk).await;
    match how {
        Some(Misbehaviour::TakeAndClose) => Err(cut()),
        Some(Misbehaviour::TakeAndWait(span)) => {
            tokio::time::sleep(span).await;
            respond(answer)
        }
        _ => respond(answer),
    }
}

fn cut() -> io::Error {
    io::Error::new(io::ErrorKind::ConnectionAborted, "the script says so")
}

async fn record(request: Request<Incoming>) -> Result<Recorded, io::Error> {
    let (head, body) = request.into_parts();
    let body = Limited::new(body, MAX_REQUEST_BYTES).collect().await;
    let body = body.map_err(io::Error::other)?.to_bytes();
    let query = head.uri.query().unwrap_or_default();
    let headers = head.headers.iter().map(|(name, value)| {
        let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
        (name.as_str().to_owned(), value)
    });
    Ok(Recorded {
        method: head.method.to_string(),
        path: head.uri.path().to_owned(),
        query: form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
        headers: headers.collect(),
        body,
    })
}

fn respond(answer: Answer) -> Result<Response<Full<Bytes>>, io::Error> {
    let builder = answer
        .headers
        .iter()
        .fold(Response::builder().status(answer.status), |builder, (name, value)| {
            builder.header(name, value)
        });
    builder
        .body(Full::new(Bytes::from(answer.body)))
        .map_err(io::Error::other)
}
