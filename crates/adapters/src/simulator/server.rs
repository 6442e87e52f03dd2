//! The simulated carrier as a process of its own (`tuma simulate carrier`): it listens, takes, answers and reports.
//!
//! What it took is in its record before anyone is answered, and nothing a client does, or how it dies, changes what was
//! taken. Reports that wait live in memory: they survive their client, not the carrier. The frames are in `wire`.

mod account;
mod carriage;
mod connection;
mod outbound;

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use domain::Clock;
use tokio::net::{TcpListener, ToSocketAddrs};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use self::carriage::Carriage;
use super::config::Config;
use super::record::RecordError;

/// The most connections at once; further ones wait to be accepted.
const MAX_CONNECTIONS: usize = 256;
/// The pause after a failed accept, so that a lack of file handles does not burn a core.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Why a carrier cannot start.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// The address cannot be listened on.
    #[error("the address cannot be listened on: {0}")]
    Listen(#[from] std::io::Error),
    /// The record cannot be used.
    #[error(transparent)]
    Record(#[from] RecordError),
}

/// A listening carrier.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    carriage: Arc<Carriage>,
}

impl Server {
    /// Listens on `address` with the behaviour of `config`, going on with the record at `record` if there is one.
    pub async fn bind(
        address: impl ToSocketAddrs,
        config: Config,
        record: Option<&Path>,
        clock: &dyn Clock,
    ) -> Result<Self, ServerError> {
        let listener = TcpListener::bind(address).await?;
        // Only now: a second carrier on the same address must not touch the first one's record.
        let carriage = Carriage::open(config, record, clock.now_ms())?;
        Ok(Self {
            address: listener.local_addr()?,
            listener,
            carriage: Arc::new(carriage),
        })
    }

    /// Where it listens.
    pub fn local_addr(&self) -> SocketAddr {
        self.address
    }

    /// Serves until `stop` resolves; then every connection is dropped.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        tokio::select! {
            () = stop => {}
            () = accept(&self.listener, &self.carriage) => {}
        }
    }
}

async fn accept(listener: &TcpListener, carriage: &Arc<Carriage>) {
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let mut connections = JoinSet::new();
    loop {
        let place = Arc::clone(&places)
            .acquire_owned()
            .await
            .expect("the semaphore is never closed");
        while connections.try_join_next().is_some() {}
        match listener.accept().await {
            Ok((stream, _)) => {
                let carriage = Arc::clone(carriage);
                connections.spawn(async move {
                    connection::serve(carriage, stream).await;
                    drop(place);
                });
            }
            Err(error) => {
                tracing::warn!(%error, "the simulated carrier cannot accept a connection");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}
