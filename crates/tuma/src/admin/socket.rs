//! The admin socket of a running server: `admin.sock` in the data directory, readable by its owner alone.
//!
//! One JSON document a line each way, one request a connection. Bounded: so many connections, so long a line, so long
//! to write it. The socket appears under its name only after its mode is set; whoever can open it is trusted.

use std::fs;
use std::io;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use super::{Desk, Request};
use crate::failure::Failure;

/// The socket's name inside the data directory.
pub const SOCKET_NAME: &str = "admin.sock";
/// The longest request, bytes.
const MAX_REQUEST_BYTES: u64 = 64 << 10;
/// The longest answer, bytes: a thousand suppressions take a tenth of it.
const MAX_REPLY_BYTES: u64 = 16 << 20;
/// Connections served at the same time; more wait to be accepted.
const MAX_CONNECTIONS: usize = 16;
/// How long one side waits for the other's line.
const LINE_TIMEOUT: Duration = Duration::from_secs(30);
/// The longest path a Unix socket can have on every system we run on.
const MAX_PATH_BYTES: usize = 100;

/// What comes back over the socket.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Reply {
    /// It was done; the answer.
    Done(serde_json::Value),
    /// It was not.
    Failed(Failure),
}

/// The server's end. Dropping it removes the socket.
pub struct Listener {
    listener: UnixListener,
    path: PathBuf,
}

impl Listener {
    /// Opens the socket in `data_dir`, replacing one that a killed server left behind: the caller holds the directory's
    /// lock, so no living server owns it.
    pub fn bind(data_dir: &Path) -> Result<Self, Failure> {
        let path = data_dir.join(SOCKET_NAME);
        let failed = |error: io::Error| {
            Failure::failed(format!("the admin socket {} cannot be opened: {error}", path.display()))
        };
        if path.as_os_str().len() > MAX_PATH_BYTES {
            return Err(Failure::usage(format!(
                "data_dir is too long a path for the socket in it: {} bytes, at most {}; name it from nearer by",
                path.as_os_str().len(),
                MAX_PATH_BYTES
            )));
        }
        let listener = bind_private(data_dir, &path).map_err(failed)?;
        Ok(Self { listener, path })
    }

    /// Serves until `stop`.
    pub async fn serve(self, desk: Desk, stop: CancellationToken) {
        let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
        loop {
            let place = places
                .clone()
                .acquire_owned()
                .await
                .expect("the semaphore is never closed");
            let connection = tokio::select! {
                () = stop.cancelled() => return,
                accepted = self.listener.accept() => accepted,
            };
            match connection {
                Ok((stream, _)) => {
                    let desk = desk.clone();
                    tokio::spawn(async move {
                        serve_one(stream, &desk).await;
                        drop(place);
                    });
                }
                Err(error) => {
                    tracing::warn!(%error, "the admin socket did not accept a connection");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            }
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        // If it stays, the next start replaces it.
        let _ = fs::remove_file(&self.path);
    }
}

/// Binds inside a directory that nobody else can enter, closes the socket to others, then moves it into place.
fn bind_private(data_dir: &Path, path: &Path) -> io::Result<UnixListener> {
    let private = data_dir.join(".s");
    remove_if_there(fs::remove_dir_all(&private))?;
    fs::DirBuilder::new().mode(0o700).create(&private)?;
    let inside = private.join("s");
    let listener = UnixListener::bind(&inside)?;
    fs::set_permissions(&inside, fs::Permissions::from_mode(0o600))?;
    fs::rename(&inside, path)?;
    fs::remove_dir(&private)?;
    Ok(listener)
}

fn remove_if_there(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

async fn serve_one(mut stream: UnixStream, desk: &Desk) {
    let reply = match read_line(&mut stream, MAX_REQUEST_BYTES).await {
        Ok(line) => match serde_json::from_str::<Request>(&line) {
            Ok(request) => match desk.run(request).await {
                Ok(answer) => Reply::Done(answer),
                Err(failure) => Reply::Failed(failure),
            },
            Err(_) => Reply::Failed(Failure::usage(
                "the server does not know this request: is it another version?",
            )),
        },
        Err(error) => Reply::Failed(Failure::usage(format!("the request cannot be read: {error}"))),
    };
    if let Err(error) = write_line(&mut stream, &reply).await {
        tracing::debug!(%error, "an administrator went away before the answer");
    }
}

/// Sends `request` to the server at the other end.
pub(super) async fn ask(mut stream: UnixStream, request: &Request) -> io::Result<Reply> {
    write_line(&mut stream, request).await?;
    let line = read_line(&mut stream, MAX_REPLY_BYTES).await?;
    serde_json::from_str(&line).map_err(io::Error::other)
}

async fn read_line(stream: &mut UnixStream, limit: u64) -> io::Result<String> {
    let mut line = String::new();
    let mut reader = BufReader::new(stream.take(limit));
    tokio::time::timeout(LINE_TIMEOUT, reader.read_line(&mut line)).await??;
    if line.ends_with('\n') {
        Ok(line)
    } else {
        Err(io::Error::new(
            io::ErrorKind::UnexpectedEof,
            "the line has no end, or is too long",
        ))
    }
}

async fn write_line(stream: &mut UnixStream, document: &impl Serialize) -> io::Result<()> {
    let mut line = serde_json::to_vec(document)?;
    line.push(b'\n');
    tokio::time::timeout(LINE_TIMEOUT, stream.write_all(&line)).await??;
    Ok(())
}
