//! The connection to the carrier: made, kept, and made again after a jittered pause when it breaks.
//!
//! Reports are acknowledged only after the sink has them; those that a break cut off come again from the carrier.

use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use futures::StreamExt;
use futures::stream;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::sync::{mpsc, watch};
use tokio::time::timeout;

use super::RemoteConfig;
use super::calls::{Calls, Found};
use crate::http::Guard;
use crate::simulator::backoff::Backoff;
use crate::simulator::delivery::{DELIVERIES, Delivery};
use crate::simulator::frames::{self, FrameReader};
use crate::simulator::wire::{CarrierFrame, ClientFrame, REPORT_WINDOW, VERSION, WireReport};
use crate::{Handset, Lookup, Received};

/// Frames that wait to be written before senders are held back.
const WRITE_QUEUE: usize = 16;
/// How long connecting, and then the carrier's welcome, may each take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long one frame's write may stall before the connection counts as broken.
const WRITE_TIMEOUT: Duration = Duration::from_secs(30);
/// The shortest pause between two tries to connect.
const LEAST_PAUSE: Duration = Duration::from_millis(50);

/// A working connection, as senders see it.
#[derive(Clone)]
pub(super) struct Link {
    /// Whether the carrier answers look-ups.
    pub lookup: bool,
    writes: mpsc::Sender<Writing>,
}

/// One frame to write.
pub(super) struct Writing {
    pub bytes: Vec<u8>,
    /// The messages in it, where it is a submit.
    pub numbers: Option<Range<u64>>,
}

/// Why a connection ended.
#[derive(Debug, thiserror::Error)]
enum Broken {
    #[error("it cannot be made: {0}")]
    Connect(std::io::Error),
    #[error("the carrier did not react in time")]
    Late,
    #[error("the carrier closed it")]
    Closed,
    #[error("the carrier refused it: {0}")]
    Refused(String),
    #[error("the carrier said what does not belong there")]
    Unexpected,
    #[error(transparent)]
    Frame(#[from] frames::FrameError),
    #[error("it cannot be written to: {0}")]
    Write(std::io::Error),
}

impl Link {
    /// Queues a frame; false where the connection is gone and the frame will never be written.
    pub(super) async fn write(&self, writing: Writing) -> bool {
        self.writes.send(writing).await.is_ok()
    }
}

/// Keeps a connection for ever.
pub(super) async fn keep(
    (config, guard): (RemoteConfig, Guard),
    seed: u64,
    calls: Arc<Calls>,
    delivery: Delivery,
    links: watch::Sender<Option<Link>>,
) {
    let most = Duration::from_millis(config.reconnect_max_ms).max(LEAST_PAUSE);
    let mut backoff = Backoff::new(LEAST_PAUSE, most, seed);
    loop {
        let broken = match connect(&config, guard).await {
            Ok((frames, stream, lookup)) => {
                backoff.reset();
                tracing::info!(carrier = config.connect, "connected to the simulated carrier");
                let (writes, queue) = mpsc::channel(WRITE_QUEUE);
                links.send_replace(Some(Link {
                    lookup,
                    writes: writes.clone(),
                }));
                let broken = run(frames, stream, (&writes, queue), &calls, &delivery).await;
                // From here on no frame is written, so what was not written yet may be told so.
                links.send_replace(None);
                calls.broken();
                broken
            }
            Err(broken) => broken,
        };
        let pause = backoff.pause();
        tracing::warn!(
            carrier = config.connect,
            reason = %broken,
            pause_ms = pause.as_millis() as u64,
            "no connection to the simulated carrier; trying again"
        );
        tokio::time::sleep(pause).await;
    }
}

/// Connects and says hello; the welcome tells whether look-ups are answered.
async fn connect(
    config: &RemoteConfig,
    guard: Guard,
) -> Result<(FrameReader<OwnedReadHalf>, OwnedWriteHalf, bool), Broken> {
    let connecting = async { TcpStream::connect(&*guard.addresses(&config.connect).await?).await };
    let connecting = timeout(CONNECT_TIMEOUT, connecting).await;
    let stream = connecting.map_err(|_| Broken::Late)?.map_err(Broken::Connect)?;
    stream.set_nodelay(true).map_err(Broken::Connect)?;
    let (read, mut write) = stream.into_split();
    let mut hello = Vec::new();
    frames::encode(
        &mut hello,
        &ClientFrame::Hello {
            version: VERSION,
            account: config.account.clone(),
        },
    );
    write.write_all(&hello).await.map_err(Broken::Write)?;
    let mut frames = FrameReader::new(read);
    match timeout(CONNECT_TIMEOUT, frames.next())
        .await
        .map_err(|_| Broken::Late)??
    {
        Some(CarrierFrame::Welcome { lookup }) => Ok((frames, write, lookup)),
        Some(CarrierFrame::Error { reason }) => Err(Broken::Refused(reason)),
        Some(_) => Err(Broken::Unexpected),
        None => Err(Broken::Closed),
    }
}

/// Runs one connection until it breaks.
async fn run(
    frames: FrameReader<OwnedReadHalf>,
    stream: OwnedWriteHalf,
    (writes, queue): (&mpsc::Sender<Writing>, mpsc::Receiver<Writing>),
    calls: &Calls,
    delivery: &Delivery,
) -> Broken {
    // The carrier never has more than its window unacknowledged, so a reader of answers does not wait here for long.
    let (reports, incoming) = mpsc::channel(REPORT_WINDOW);
    tokio::select! {
        broken = read(frames, calls, reports) => broken,
        broken = write(stream, queue, calls) => broken,
        () = store(incoming, writes, delivery) => Broken::Closed,
    }
}

async fn read(mut frames: FrameReader<OwnedReadHalf>, calls: &Calls, reports: mpsc::Sender<Vec<WireReport>>) -> Broken {
    loop {
        match frames.next().await {
            Ok(Some(CarrierFrame::Answers(answers))) => calls.answered(answers),
            Ok(Some(CarrierFrame::Found { number, result })) => {
                calls.found(number, Found::Lookup(Lookup::from(result)));
            }
            Ok(Some(CarrierFrame::Phones { number, phones })) => {
                calls.found(number, Found::Phones(phones.into_iter().map(Handset::from).collect()));
            }
            Ok(Some(CarrierFrame::Phone { number, messages })) => {
                calls.found(number, Found::Phone(messages.into_iter().map(Received::from).collect()));
            }
            Ok(Some(CarrierFrame::Written { number })) => calls.found(number, Found::Written),
            Ok(Some(CarrierFrame::Reports(batch))) => {
                if reports.send(batch).await.is_err() {
                    return Broken::Closed;
                }
            }
            Ok(Some(CarrierFrame::Error { reason })) => return Broken::Refused(reason),
            Ok(Some(CarrierFrame::Welcome { .. } | CarrierFrame::Stats(_))) => return Broken::Unexpected,
            Ok(None) => return Broken::Closed,
            Err(error) => return error.into(),
        }
    }
}

async fn write(mut stream: OwnedWriteHalf, mut queue: mpsc::Receiver<Writing>, calls: &Calls) -> Broken {
    while let Some(writing) = queue.recv().await {
        if writing.numbers.is_some_and(|numbers| !calls.begin_write(numbers)) {
            continue;
        }
        match timeout(WRITE_TIMEOUT, stream.write_all(&writing.bytes)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => return Broken::Write(error),
            Err(_) => return Broken::Late,
        }
    }
    Broken::Closed
}

/// Stores reports, some batches at once, and acknowledges each batch when it is stored.
async fn store(incoming: mpsc::Receiver<Vec<WireReport>>, writes: &mpsc::Sender<Writing>, delivery: &Delivery) {
    let batches = stream::unfold(incoming, |mut incoming| async {
        Some((incoming.recv().await?, incoming))
    });
    batches
        .for_each_concurrent(DELIVERIES, |batch| async move {
            delivery.deliver(&batch).await;
            let numbers = batch.iter().map(|report| report.number).collect();
            let mut bytes = Vec::new();
            frames::encode(&mut bytes, &ClientFrame::Ack { numbers });
            // Unheard where the connection broke meanwhile: then the carrier sends these reports again.
            let _unheard = writes.send(Writing { bytes, numbers: None }).await;
        })
        .await;
}
