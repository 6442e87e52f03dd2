//! How many messages a second one SMPP bind hands over, the SMSC double in the same process included.
//!
//! `cargo run --release -p adapters --example smpp_rate -- [messages] [window] [latency in ms]`

use std::sync::Arc;
use std::time::Duration;

use adapters::catalog::{Setup, kind};
use adapters::http::{HttpClient, HttpSettings};
use adapters::{CarrierSink, Inbound, NotStored, OptOut, Outgoing, Report, SendOutcome};
use async_trait::async_trait;
use domain::{Class, Clock, Encoding, MessageId, Millis, ProviderId};
use doubles::smsc::{Receipts, Smsc, SmscSettings};
use serde_json::json;
use tokio::sync::{Semaphore, mpsc};
use tokio::time::Instant;

/// Messages of one hand-over.
const BATCH: usize = 100;
const NOW: Millis = 1_800_000_000_000;

struct Fixed;

impl Clock for Fixed {
    fn now_ms(&self) -> Millis {
        NOW
    }
}

struct Nowhere;

#[async_trait]
impl CarrierSink for Nowhere {
    async fn reports(&self, _: Vec<Report>) -> Result<(), NotStored> {
        Ok(())
    }

    async fn inbound(&self, _: Vec<Inbound>) -> Result<(), NotStored> {
        Ok(())
    }

    async fn opt_outs(&self, _: Vec<OptOut>) -> Result<(), NotStored> {
        Ok(())
    }
}

fn message(number: usize) -> Outgoing {
    Outgoing {
        message: MessageId::new(number as i64),
        attempt: 1,
        from: Some("20880".into()),
        to: format!("+2547{:08}", number % 100_000_000).into(),
        body: "Your code is 123456. It is valid for ten minutes.".into(),
        encoding: Encoding::Gsm7,
        class: Class::Otp,
        segments: 1,
        expires_at: NOW + 3_600_000,
    }
}

#[tokio::main]
#[allow(clippy::print_stdout, reason = "a program for a person at a terminal")]
async fn main() {
    let mut numbers = std::env::args()
        .skip(1)
        .map(|text| text.parse::<usize>().expect("a number"));
    let (count, window) = (numbers.next().unwrap_or(200_000), numbers.next().unwrap_or(500));
    let smsc = Smsc::local(SmscSettings {
        latency_ms: numbers.next().unwrap_or(0) as u64,
        receipts: Receipts {
            enabled: false,
            ..Receipts::default()
        },
        record_limit: 0,
        ..SmscSettings::default()
    });
    let smsc = smsc.await.expect("a free port");
    let http = HttpSettings {
        allow_private: true,
        ..HttpSettings::default()
    };
    let setup = Setup {
        provider: ProviderId::new(1),
        config: json!({
            "host": "127.0.0.1", "port": smsc.address().port(), "systemId": "rate", "window": window,
        }),
        sink: Arc::new(Nowhere),
        clock: Arc::new(Fixed),
        http: HttpClient::new(&http).expect("TLS is there"),
        webhook_url: None,
        region: "KE".to_owned(),
    };
    let adapter = (kind("smpp").expect("it is in the catalog").build)(setup).expect("settings without a fault");
    adapter.open().await;
    while adapter.check().await.is_err() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let started = Instant::now();
    // As many batches at once as fill the window and half of it again.
    let open = Arc::new(Semaphore::new((window + window / 2).div_ceil(BATCH)));
    let (accepted, mut counted) = mpsc::unbounded_channel();
    for first in (0..count).step_by(BATCH) {
        let permit = open.clone().acquire_owned().await.expect("it is never closed");
        let (adapter, accepted) = (adapter.clone(), accepted.clone());
        tokio::spawn(async move {
            let (outcomes, mut settled) = mpsc::unbounded_channel();
            adapter
                .send((first..first + BATCH).map(message).collect(), outcomes)
                .await;
            let mut well = 0;
            while let Some(some) = settled.recv().await {
                well += some
                    .iter()
                    .filter(|one| matches!(one.1, SendOutcome::Accepted { .. }))
                    .count();
            }
            let _ = accepted.send(well);
            drop(permit);
        });
    }
    drop(accepted);
    let mut total = 0;
    while let Some(some) = counted.recv().await {
        total += some;
    }
    let seconds = started.elapsed().as_secs_f64();
    println!(
        "{total} accepted in {seconds:.2} s: {:.0} a second",
        total as f64 / seconds
    );
}
