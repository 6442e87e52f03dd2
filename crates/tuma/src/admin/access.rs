//! The way to a [`Desk`]: over a running server's socket, else by opening the database here.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::net::UnixStream;

use super::socket::{self, Reply, SOCKET_NAME};
use super::{Ask, Carriers, Desk};
use crate::clock::SystemClock;
use crate::config::{self, Settings};
use crate::failure::Failure;
use crate::wiring;

/// Where administration requests go.
pub enum Access {
    /// To the server that runs on this data directory.
    Server(PathBuf),
    /// To a desk of our own; the database is ours until [`Access::close`].
    Own(Box<Desk>),
}

impl Access {
    /// Finds the server, or opens the database that the configuration names.
    pub async fn open(config: Option<&Path>) -> Result<Self, Failure> {
        let settings = config::load_checked(config)?;
        let path = settings.data_dir.join(SOCKET_NAME);
        match UnixStream::connect(&path).await {
            Ok(_) => Ok(Self::Server(path)),
            // Refused: a killed server left its socket behind.
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::ConnectionRefused) => {
                Self::own(&settings).await
            }
            Err(error) if error.kind() == ErrorKind::PermissionDenied => Err(Failure::refused(format!(
                "{} belongs to another user: run this as the user that runs the server",
                path.display()
            ))),
            Err(error) => Err(Failure::failed(format!("{} cannot be opened: {error}", path.display()))),
        }
    }

    async fn own(settings: &Settings) -> Result<Self, Failure> {
        wiring::prepare_data_dir(&settings.data_dir)?;
        let clock = Arc::new(SystemClock);
        let store = wiring::open_store(settings, clock.clone()).await?;
        let tenancy = wiring::tenancy(settings, &store, clock.clone())?;
        let book = wiring::provider_book(settings, &store, clock.clone())?;
        let webhooks = wiring::webhook_book(settings, &store, clock)?;
        let carriers = Carriers::Alone(wiring::alone(settings, &book)?);
        let desk = Desk::new(tenancy, (book, webhooks), carriers, settings.engine.validity_ms);
        Ok(Self::Own(Box::new(desk)))
    }

    /// Asks, and waits for the answer.
    pub async fn ask<A: Ask>(&self, ask: A) -> Result<A::Answer, Failure> {
        let answer = match self {
            Self::Own(desk) => desk.run(ask.into()).await?,
            Self::Server(path) => {
                let lost = |error: std::io::Error| Failure::unavailable(format!("the server went away: {error}"));
                let stream = UnixStream::connect(path).await.map_err(lost)?;
                match socket::ask(stream, &ask.into()).await.map_err(lost)? {
                    Reply::Done(answer) => answer,
                    Reply::Failed(failure) => return Err(failure),
                }
            }
        };
        serde_json::from_value(answer)
            .map_err(|error| Failure::failed(format!("the answer cannot be read ({error}): is the server older?")))
    }

    /// Gives the database back.
    pub async fn close(self) {
        if let Self::Own(desk) = self
            && let Err(error) = desk.store().close().await
        {
            tracing::warn!(%error, "the database was not closed cleanly");
        }
    }
}

/// Whether a server runs on this data directory, and this user may ask it.
pub async fn runs(data_dir: &Path) -> bool {
    UnixStream::connect(data_dir.join(SOCKET_NAME)).await.is_ok()
}

/// Opens the way, asks one thing, and closes it again: what most commands do.
pub async fn ask_once<A: Ask>(config: Option<&Path>, ask: A) -> Result<A::Answer, Failure> {
    let access = Access::open(config).await?;
    let answer = access.ask(ask).await;
    access.close().await;
    answer
}
