//! A wire between Tuma and a server that a test can cut: open connections break, new ones are refused until it is mended.
//!
//! It carries on a runtime of its own, so that a test may block without holding up what goes over it.

use std::net::SocketAddr;

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio::sync::watch;

/// The wire.
pub struct Proxy {
    address: SocketAddr,
    state: watch::Sender<State>,
    /// There until it is dropped.
    runtime: Option<Runtime>,
}

#[derive(Clone, Copy)]
struct State {
    whole: bool,
    /// How often it was cut: what was open before a cut is broken by it, however soon it is mended.
    cuts: u64,
}

impl Proxy {
    /// A wire to `server` (host and port).
    pub async fn to(server: &str) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build();
        let runtime = runtime.expect("a runtime for the wire");
        let bound = runtime.spawn(TcpListener::bind("127.0.0.1:0")).await.expect("no panic");
        let listener = bound.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let (state, watched) = watch::channel(State { whole: true, cuts: 0 });
        runtime.spawn(accept(listener, server.to_owned(), watched));
        Self {
            address,
            state,
            runtime: Some(runtime),
        }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Breaks every connection and refuses new ones.
    pub fn cut(&self) {
        self.state.send_modify(|state| {
            *state = State {
                whole: false,
                cuts: state.cuts + 1,
            }
        });
    }

    /// Lets connections through again.
    pub fn mend(&self) {
        self.state.send_modify(|state| state.whole = true);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

async fn accept(listener: TcpListener, server: String, state: watch::Receiver<State>) {
    while let Ok((client, _)) = listener.accept().await {
        let now = *state.borrow();
        if now.whole {
            tokio::spawn(carry(client, server.clone(), (state.clone(), now.cuts)));
        }
    }
}

async fn carry(mut client: TcpStream, server: String, (mut state, cuts): (watch::Receiver<State>, u64)) {
    let Ok(mut server) = TcpStream::connect(server).await else {
        return;
    };
    tokio::select! {
        // Either side has gone; so has the connection.
        _ = copy_bidirectional(&mut client, &mut server) => {}
        _ = state.wait_for(|state| state.cuts != cuts) => {}
    }
}
