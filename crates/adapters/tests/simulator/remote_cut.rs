//! The connection between adapter and carrier, cut after every so many bytes in either direction.
//!
//! Wherever it is cut: what the adapter calls accepted was taken, what it calls unsent was not, and every report arrives.

use std::collections::{HashMap, HashSet};
use std::net::SocketAddr;
use std::sync::Arc;

use adapters::SendOutcome;
use adapters::simulator::{RecordEntry, RemoteConfig, read_record};
use domain::MessageId;
use futures::StreamExt;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::recording_sink::RecordingSink;
use crate::remote::{adapter, config};
use crate::server::Running;
use crate::stage::{messages, send};

const QUICK: &str = r#"{"response": {"min_ms": 0, "max_ms": 20}, "reports": {"delay": {"min_ms": 0, "max_ms": 20}}}"#;
const MESSAGES: usize = 20;

#[derive(Debug, Clone, Copy)]
enum Way {
    ToCarrier,
    FromCarrier,
}

#[tokio::test]
async fn a_connection_cut_at_any_byte_on_the_way_to_the_carrier_loses_and_doubles_nothing() {
    // Hello, one submit frame of 20 messages, some acknowledgements.
    cut_everywhere(Way::ToCarrier, (0..5_600).step_by(131)).await;
}

#[tokio::test]
async fn a_connection_cut_at_any_byte_on_the_way_from_the_carrier_loses_and_doubles_nothing() {
    // The welcome, some frames of answers, some of reports.
    cut_everywhere(Way::FromCarrier, (0..5_000).step_by(131)).await;
}

async fn cut_everywhere(way: Way, cuts: impl Iterator<Item = usize>) {
    futures::stream::iter(cuts)
        .for_each_concurrent(8, |cut| cut_once(way, cut))
        .await;
}

async fn cut_once(way: Way, cut: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let record = folder.path().join("record.jsonl");
    let carrier = Running::start(QUICK, Some(&record)).await;
    let proxy = Proxy::start(carrier.address, way, cut).await;
    let sink = Arc::new(RecordingSink::default());
    let adapter = adapter(
        RemoteConfig {
            connect: proxy.address.to_string(),
            ..config(&carrier)
        },
        &sink,
    );

    let batch = messages(MESSAGES);
    let outcomes = send(&adapter, batch.clone()).await;
    let taken = taken(&record);
    for (message, outcome) in batch.iter().zip(&outcomes) {
        let ids = taken.get(&message.message);
        match outcome {
            SendOutcome::Accepted { carrier_ids, .. } => assert_eq!(Some(carrier_ids), ids, "{way:?} cut at {cut}"),
            SendOutcome::RetryAfter { .. } => assert_eq!(ids, None, "{way:?} cut at {cut}: called unsent, but taken"),
            SendOutcome::Unknown { .. } => {}
            SendOutcome::Rejected { .. } | SendOutcome::Unroutable { .. } => {
                panic!("{way:?} cut at {cut}: {outcome:?}")
            }
        }
    }
    let reported = |reports: &[adapters::Report]| {
        let found: HashSet<_> = reports.iter().filter_map(|report| Some(report.reference?.0)).collect();
        taken.keys().all(|message| found.contains(message))
    };
    sink.wait_for(reported).await;
    assert_eq!(
        carrier.stats().await.taken as usize,
        taken.len(),
        "{way:?} cut at {cut}"
    );
}

fn taken(record: &std::path::Path) -> HashMap<MessageId, Vec<String>> {
    let mut taken = HashMap::new();
    for entry in read_record(record).expect("a whole record") {
        if let RecordEntry::Taken { message, ids, .. } = entry {
            assert!(taken.insert(message, ids).is_none(), "{message} was taken twice");
        }
    }
    taken
}

/// Passes bytes through; its first connection ends after `cut` bytes in one direction.
struct Proxy {
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl Proxy {
    async fn start(carrier: SocketAddr, way: Way, cut: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("it is bound");
        let task = tokio::spawn(async move {
            let mut limits = match way {
                Way::ToCarrier => (cut, usize::MAX),
                Way::FromCarrier => (usize::MAX, cut),
            };
            while let Ok((client, _)) = listener.accept().await {
                let upstream = TcpStream::connect(carrier).await.expect("the carrier listens");
                pass(client, upstream, limits).await;
                limits = (usize::MAX, usize::MAX);
            }
        });
        Self { address, task }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Passes bytes until either direction ends; then both connections are closed.
async fn pass(client: TcpStream, carrier: TcpStream, (to_carrier, from_carrier): (usize, usize)) {
    let (client_read, client_write) = client.into_split();
    let (carrier_read, carrier_write) = carrier.into_split();
    tokio::select! {
        () = copy(client_read, carrier_write, to_carrier) => {}
        () = copy(carrier_read, client_write, from_carrier) => {}
    }
}

async fn copy(mut from: impl AsyncRead + Unpin, mut to: impl AsyncWrite + Unpin, limit: usize) {
    let mut left = limit;
    let mut bytes = [0; 4096];
    while left > 0 {
        let most = left.min(bytes.len());
        let Ok(read) = from.read(&mut bytes[..most]).await else {
            return;
        };
        if read == 0 || to.write_all(&bytes[..read]).await.is_err() {
            return;
        }
        left -= read;
    }
}
