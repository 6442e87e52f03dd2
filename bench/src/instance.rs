//! A server with a fresh database and a tenant in it: what every measurement starts from and throws away afterwards.

use std::fs;

use anyhow::Result;
use store::DatabaseUrl;

use crate::postgres::{Cluster, Database};
use crate::prefill::Stored;
use crate::server::{Launcher, Server};
use crate::site::Folder;
use crate::tenant::{self, Lanes, Tenant};

/// The SQLite file's name inside a data directory.
pub const DATABASE_FILE: &str = "tuma.db";

/// What the database is.
#[derive(Clone, Copy)]
pub enum Backend<'a> {
    /// An empty SQLite file.
    Sqlite,
    /// An empty SQLite file, whose tenant pays from a balance that never ends.
    Prepaid,
    /// A copy of a SQLite file with messages in it.
    Stored(&'a Stored),
    /// An empty PostgreSQL database.
    Postgres(&'a Cluster),
}

/// A running server with its tenant.
pub struct Instance<'a> {
    /// The server.
    pub server: Server,
    /// Who sends.
    pub tenant: Tenant,
    /// Its data directory.
    folder: Folder,
    database: Option<Database<'a>>,
}

impl<'a> Instance<'a> {
    /// Prepares the database and starts a server on it.
    pub async fn start(launcher: &Launcher<'_>, backend: Backend<'a>, lanes: Lanes) -> Result<Self> {
        let folder = launcher.site.folder()?;
        let file = folder.path().join(DATABASE_FILE);
        let mut database = None;
        let tenant = match backend {
            Backend::Sqlite => create(DatabaseUrl::Sqlite(file), lanes, false).await?,
            Backend::Prepaid => create(DatabaseUrl::Sqlite(file), lanes, true).await?,
            Backend::Stored(stored) => {
                fs::copy(stored.file(), &file)?;
                let store = tenant::open(DatabaseUrl::Sqlite(file)).await?;
                stored.tenant.set_lanes(&store, lanes).await?;
                store.close().await?;
                stored.tenant.clone()
            }
            Backend::Postgres(cluster) => {
                let name = folder.path().file_name().unwrap_or_default().to_string_lossy();
                let made = database.insert(cluster.database(&name).await?);
                create(DatabaseUrl::Postgres(made.url.clone()), lanes, false).await?
            }
        };
        let url = database.as_ref().map(|database| database.url.as_str());
        let server = launcher.start(folder.path(), url).await?;
        Ok(Self {
            server,
            tenant,
            folder,
            database,
        })
    }

    /// Stops the server and starts it again on the same database.
    pub async fn restart(self, launcher: &Launcher<'_>) -> Result<Self> {
        let Self {
            server,
            tenant,
            folder,
            database,
        } = self;
        server.stop().await?;
        let url = database.as_ref().map(|database| database.url.as_str());
        let server = launcher.start(folder.path(), url).await?;
        Ok(Self {
            server,
            tenant,
            folder,
            database,
        })
    }

    /// Stops the server and removes its data; answers what was measured, or the first thing that went wrong.
    pub async fn end<T>(self, measured: Result<T>) -> Result<T> {
        let stopped = self.server.stop().await;
        let dropped = match self.database {
            Some(database) => database.drop().await,
            None => Ok(()),
        };
        let measured = measured?;
        stopped?;
        dropped?;
        Ok(measured)
    }
}

async fn create(url: DatabaseUrl, lanes: Lanes, pays: bool) -> Result<Tenant> {
    let store = tenant::open(url).await?;
    let tenant = Tenant::create(&store, lanes).await?;
    if pays {
        tenant.prepay(&store).await?;
    }
    store.close().await?;
    Ok(tenant)
}
