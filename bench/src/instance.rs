//! A server with a fresh database and a tenant in it: what every measurement starts from and throws away afterwards.

use std::fs;

use anyhow::Result;
use store::{DatabaseUrl, Store};

use crate::load::Login;
use crate::postgres::{Cluster, Database};
use crate::prefill::Stored;
use crate::server::{Launcher, Server, Settings};
use crate::site::{Folder, free_address};
use crate::tenant::{self, Carrier, Lanes, SYSTEM_ID, Tenant};
use crate::waiting;

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

/// What a server finds in an empty database beside its tenant.
#[derive(Clone, Copy)]
pub struct Scene {
    /// What takes the messages.
    pub carrier: Carrier,
    /// Whether it takes them.
    pub lanes: Lanes,
    /// Messages that wait for it.
    pub waiting: u64,
    /// Whether SMPP is served.
    pub smpp: bool,
    /// Whether a person asks, too.
    pub person: bool,
}

impl Scene {
    /// The simulated carrier, and nothing waits.
    pub const fn simulated(lanes: Lanes) -> Self {
        Self {
            carrier: Carrier::Simulated,
            lanes,
            waiting: 0,
            smpp: false,
            person: false,
        }
    }

    /// A running lane to an SMSC.
    pub const fn smsc(carrier: Carrier) -> Self {
        Self {
            carrier,
            ..Self::simulated(Lanes::Running)
        }
    }
}

/// A running server with its tenant.
pub struct Instance<'a> {
    /// The server.
    pub server: Server,
    /// Who sends.
    pub tenant: Tenant,
    /// How to bind to it, where SMPP is served.
    pub login: Option<Login>,
    /// The password of the tenant's owner, where a person asks.
    pub password: Option<String>,
    /// Its data directory.
    folder: Folder,
    database: Option<Database<'a>>,
}

impl<'a> Instance<'a> {
    /// Prepares the database and starts a server on it, with the simulated carrier.
    pub async fn start(launcher: &Launcher<'_>, backend: Backend<'a>, lanes: Lanes) -> Result<Self> {
        Self::with(launcher, backend, Scene::simulated(lanes)).await
    }

    /// Prepares the database and starts a server on it. Of a stored database only its lane can be changed, and a person added.
    pub async fn with(launcher: &Launcher<'_>, backend: Backend<'a>, scene: Scene) -> Result<Self> {
        let folder = launcher.site.folder()?;
        let file = folder.path().join(DATABASE_FILE);
        let mut database = None;
        let Made {
            tenant,
            login,
            password,
        } = match backend {
            Backend::Sqlite => create(DatabaseUrl::Sqlite(file), scene, false).await?,
            Backend::Prepaid => create(DatabaseUrl::Sqlite(file), scene, true).await?,
            Backend::Stored(stored) => {
                fs::copy(stored.file(), &file)?;
                let store = tenant::open(DatabaseUrl::Sqlite(file)).await?;
                let tenant = stored.tenant.clone();
                tenant.set_lanes(&store, scene.lanes).await?;
                let password = person(&store, &tenant, scene).await?;
                store.close().await?;
                Made {
                    tenant,
                    login: None,
                    password,
                }
            }
            Backend::Postgres(cluster) => {
                let name = folder.path().file_name().unwrap_or_default().to_string_lossy();
                let made = database.insert(cluster.database(&name).await?);
                create(DatabaseUrl::Postgres(made.url.clone()), scene, false).await?
            }
        };
        let settings = Settings::of(database.as_ref().map(|database| database.url.as_str()), login.as_ref());
        let server = launcher.start(folder.path(), settings).await?;
        Ok(Self {
            server,
            tenant,
            login,
            password,
            folder,
            database,
        })
    }

    /// Stops the server and starts it again on the same database.
    pub async fn restart(mut self, launcher: &Launcher<'_>) -> Result<Self> {
        self.server.stop().await?;
        let url = self.database.as_ref().map(|database| database.url.as_str());
        let settings = Settings::of(url, self.login.as_ref());
        self.server = launcher.start(self.folder.path(), settings).await?;
        Ok(self)
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

/// Who is in the database.
struct Made {
    tenant: Tenant,
    login: Option<Login>,
    password: Option<String>,
}

async fn person(store: &Store, tenant: &Tenant, scene: Scene) -> Result<Option<String>> {
    Ok(match scene.person {
        true => Some(tenant.owner(store).await?),
        false => None,
    })
}

async fn create(url: DatabaseUrl, scene: Scene, pays: bool) -> Result<Made> {
    let store = tenant::open(url).await?;
    let tenant = Tenant::create(&store, scene.carrier, scene.lanes).await?;
    if pays {
        tenant.prepay(&store).await?;
    }
    waiting::fill(&store, &tenant, scene.waiting).await?;
    let login = match scene.smpp {
        true => Some(Login {
            address: free_address()?,
            system_id: SYSTEM_ID.to_owned(),
            password: tenant.smpp_account(&store).await?,
        }),
        false => None,
    };
    let password = person(&store, &tenant, scene).await?;
    store.close().await?;
    Ok(Made {
        tenant,
        login,
        password,
    })
}
