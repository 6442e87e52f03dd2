//! Reads: a few threads, each with a connection of its own, off the journals' threads and off the caller's runtime.
//!
//! A read is one closure and holds no transaction after it. It may run twice: where the connection turns out to be
//! lost, it runs again on a new one.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;

use futures::future::LocalBoxFuture;
use parking_lot::Mutex;
use tokio::sync::oneshot;

use crate::StoreError;
use crate::conn::Conn;
use crate::error::Result;
use crate::link::{Link, Role, spawn};
use crate::txn::guarded;

/// One read on its way to a thread.
trait Read: Send {
    fn run<'a>(&'a mut self, conn: &'a mut Conn) -> LocalBoxFuture<'a, Result<()>>;
    fn answer(self: Box<Self>, outcome: Result<()>);
}

struct Closure<F, T> {
    work: F,
    value: Option<T>,
    reply: oneshot::Sender<Result<T>>,
}

impl<F, T> Read for Closure<F, T>
where
    F: AsyncFnMut(&mut Conn) -> Result<T> + Send,
    T: Send,
{
    fn run<'a>(&'a mut self, conn: &'a mut Conn) -> LocalBoxFuture<'a, Result<()>> {
        Box::pin(async move {
            self.value = Some((self.work)(conn).await?);
            Ok(())
        })
    }

    fn answer(self: Box<Self>, outcome: Result<()>) {
        let Self { value, reply, .. } = *self;
        let value = outcome.and_then(|()| value.ok_or_else(|| StoreError::internal("a read gave nothing")));
        // The caller may have gone away; nobody else is interested.
        let _ = reply.send(value);
    }
}

/// The threads that read.
pub(crate) struct Readers {
    queue: Mutex<Option<SyncSender<Box<dyn Read>>>>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

impl Readers {
    /// Starts `count` threads with room for `pending` reads in all.
    pub(crate) fn start(link: &Link, count: usize, pending: usize) -> Result<Self> {
        let (queue, jobs) = sync_channel(pending);
        let jobs = Arc::new(Mutex::new(jobs));
        let threads = (0..count.max(1))
            .map(|number| {
                let (link, jobs) = (link.clone(), Arc::clone(&jobs));
                spawn(format!("store-read-{number}"), async move || serve(&link, &jobs).await)
            })
            .collect::<Result<Vec<_>>>()?;
        Ok(Self {
            queue: Mutex::new(Some(queue)),
            threads: Mutex::new(threads),
        })
    }

    /// Runs one read.
    pub(crate) async fn run<F, T>(&self, work: F) -> Result<T>
    where
        F: AsyncFnMut(&mut Conn) -> Result<T> + Send + 'static,
        T: Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let job = Box::new(Closure {
            work,
            value: None,
            reply,
        });
        match &*self.queue.lock() {
            None => return Err(StoreError::unavailable("the store is closed")),
            Some(queue) => queue.try_send(job).map_err(|refused| match refused {
                TrySendError::Full(_) => StoreError::Busy,
                TrySendError::Disconnected(_) => StoreError::unavailable("the readers stopped"),
            })?,
        }
        answer
            .await
            .unwrap_or_else(|_| Err(StoreError::unavailable("the reader stopped")))
    }

    /// Lets the threads finish what is queued and joins them. Blocks.
    pub(crate) fn stop(&self) {
        drop(self.queue.lock().take());
        for thread in self.threads.lock().drain(..) {
            // A reader's panic was answered as an error already.
            let _ = thread.join();
        }
    }
}

async fn serve(link: &Link, jobs: &Mutex<Receiver<Box<dyn Read>>>) {
    let mut conn = None;
    loop {
        let next = jobs.lock().recv();
        let Ok(mut job) = next else { return };
        let outcome = attempt(link, &mut conn, job.as_mut()).await;
        job.answer(outcome);
    }
}

async fn attempt(link: &Link, kept: &mut Option<Conn>, job: &mut dyn Read) -> Result<()> {
    if let Some(conn) = kept {
        match guarded(job.run(conn)).await {
            Err(StoreError::Unavailable(_)) => *kept = None,
            outcome => return outcome,
        }
    }
    let conn = kept.insert(link.connect(Role::Reader).await?);
    guarded(job.run(conn)).await
}
