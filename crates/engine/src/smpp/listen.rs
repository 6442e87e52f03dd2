//! The listener: takes connections within its bounds, each in a task of its own, so that no peer harms another.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use ::smpp::HandshakeError;
use parking_lot::Mutex;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::login::Door;
use super::session;
use super::settings::SmppServerSettings;
use crate::Engine;

/// How long the listener rests after an error that is not of one connection, such as too many open files.
const AFTER_ERROR: Duration = Duration::from_millis(100);

/// Connections of each address that have not bound.
type Unbound = Arc<Mutex<HashMap<IpAddr, usize>>>;

impl Engine {
    /// Serves SMPP on `listener` until `stop`: then every session is unbound, after what it asked is answered.
    pub async fn smpp_serve(&self, listener: TcpListener, settings: SmppServerSettings, stop: CancellationToken) {
        let settings = Arc::new(settings);
        let room = Arc::new(Semaphore::new(settings.max_connections));
        let unbound = Unbound::default();
        let connections = TaskTracker::new();
        loop {
            let accepted = tokio::select! {
                () = stop.cancelled() => break,
                accepted = listener.accept() => accepted,
            };
            let (stream, peer) = match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    tracing::warn!(%error, "an SMPP connection could not be taken");
                    tokio::time::sleep(AFTER_ERROR).await;
                    continue;
                }
            };
            let ip = peer.ip().to_canonical();
            let permit = room.clone().try_acquire_owned().ok();
            let waiting = Waiting::enter(&unbound, ip, settings.max_unbound_per_ip);
            let (Some(permit), Some(waiting)) = (permit, waiting) else {
                tracing::debug!(%ip, "an SMPP connection was closed: there are too many");
                continue;
            };
            let connection = Connection {
                engine: self.clone(),
                settings: settings.clone(),
                peer,
                stop: stop.clone(),
                _permit: permit,
            };
            connections.spawn(connection.run(stream, waiting));
        }
        drop(listener);
        connections.close();
        connections.wait().await;
    }
}

/// One connection that has not bound, of its address.
struct Waiting {
    all: Unbound,
    ip: IpAddr,
}

impl Waiting {
    fn enter(all: &Unbound, ip: IpAddr, most: usize) -> Option<Self> {
        let mut counts = all.lock();
        let count = counts.entry(ip).or_default();
        if *count >= most {
            return None;
        }
        *count += 1;
        let all = all.clone();
        Some(Self { all, ip })
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        let mut counts = self.all.lock();
        if let Some(count) = counts.get_mut(&self.ip) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.ip);
            }
        }
    }
}

/// One connection.
struct Connection {
    engine: Engine,
    settings: Arc<SmppServerSettings>,
    peer: SocketAddr,
    stop: CancellationToken,
    _permit: OwnedSemaphorePermit,
}

impl Connection {
    async fn run(self, stream: TcpStream, waiting: Waiting) {
        // A failure shows at the first read.
        let _ = stream.set_nodelay(true);
        let ip = self.peer.ip();
        let door = Door {
            engine: &self.engine,
            settings: &self.settings,
            ip,
        };
        let unbound = self.settings.session(1);
        let accepted = tokio::select! {
            () = self.stop.cancelled() => return,
            accepted = ::smpp::server::accept(stream, &door, &unbound) => accepted,
        };
        drop(waiting);
        match accepted {
            Ok(accepted) => session::run(self.engine.clone(), accepted, self.stop.clone()).await,
            Err(HandshakeError::Refused(status)) => tracing::info!(%ip, %status, "an SMPP bind was refused"),
            Err(error) => tracing::debug!(%ip, %error, "an SMPP connection ended before it was bound"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_so_many_unbound_connections_and_no_more() {
        let all = Unbound::default();
        let (one, other) = ("192.0.2.1".parse().unwrap(), "192.0.2.2".parse().unwrap());
        let first = Waiting::enter(&all, one, 2).unwrap();
        let second = Waiting::enter(&all, one, 2);
        assert!(second.is_some());
        assert!(Waiting::enter(&all, one, 2).is_none());
        assert!(Waiting::enter(&all, other, 2).is_some());
        drop(first);
        assert!(Waiting::enter(&all, one, 2).is_some());
        drop(second);
        assert!(all.lock().is_empty(), "nothing is kept of addresses that are gone");
    }
}
