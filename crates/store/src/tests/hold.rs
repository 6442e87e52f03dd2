//! Holding a journal still, so that units are certain to share a round.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Notify, oneshot};

use crate::Store;
use crate::journal::Side;

/// Keeps a journal busy until dropped or released.
pub(crate) struct Hold {
    release: Arc<Notify>,
    held: tokio::task::JoinHandle<()>,
}

impl Hold {
    /// Answers when the journal of this side is inside a round.
    pub(crate) async fn start(store: &Store, side: Side) -> Self {
        let release = Arc::new(Notify::new());
        let (entered, inside) = oneshot::channel();
        let (store, gate) = (store.clone(), Arc::clone(&release));
        let held = tokio::spawn(async move {
            let mut entered = Some(entered);
            let outcome = store
                .write(side, async move |_| {
                    if let Some(entered) = entered.take() {
                        entered.send(()).unwrap();
                        gate.notified().await;
                    }
                    Ok(())
                })
                .await;
            outcome.unwrap();
        });
        inside.await.unwrap();
        Self { release, held }
    }

    pub(crate) async fn release(self) {
        self.release.notify_one();
        self.held.await.unwrap();
    }
}

/// Waits until so many rows are queued.
pub(crate) async fn queued(store: &Store, rows: usize) {
    let waiting = async {
        while store.journal_depth() < rows {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), waiting)
        .await
        .expect("the units were queued");
}
