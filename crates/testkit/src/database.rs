//! A database for one test: a SQLite file in a temporary folder, or a PostgreSQL database that is dropped afterwards.
//!
//! `TUMA_TEST_DATABASE` (`sqlite`, the default, or `postgres`) says which, `TUMA_TEST_POSTGRES_URL` names the superuser
//! of the server. Looking into it uses connections of its own, so that it works whatever state Tuma is in.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, Result};
use sqlx::{Connection, Executor, PgConnection, Row};
use store::DatabaseUrl;
use tokio::runtime::Runtime;

use crate::wait::eventually;

static COUNTER: AtomicU64 = AtomicU64::new(0);

/// Whether the tests run on PostgreSQL.
pub fn on_postgres() -> bool {
    match std::env::var("TUMA_TEST_DATABASE").as_deref() {
        Err(_) | Ok("" | "sqlite") => false,
        Ok("postgres") => true,
        Ok(other) => panic!("TUMA_TEST_DATABASE is `{other}`: set it to sqlite or postgres"),
    }
}

/// One test's database.
pub struct TestDatabase {
    place: Place,
    /// Looks into the database; of its own, so that a test's or a Tuma's runtime may stop or block at any time.
    runtime: Option<Runtime>,
}

enum Place {
    Sqlite(PathBuf),
    Postgres { server: String, name: String, url: String },
}

impl TestDatabase {
    /// A new database; a SQLite file lies in `folder`.
    pub async fn create(folder: &Path) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build();
        let runtime = runtime.expect("a runtime for looking into the database");
        let place = if on_postgres() {
            let place = Place::new_postgres();
            let (server, sql) = place.create_sql();
            let made = runtime.spawn(async move { execute(&server, &sql).await }).await;
            made.expect("no panic")
                .expect("the superuser of TUMA_TEST_POSTGRES_URL can create a database");
            place
        } else {
            Place::Sqlite(folder.join("tuma.db"))
        };
        Self {
            place,
            runtime: Some(runtime),
        }
    }

    /// Where it is, for a store.
    pub fn url(&self) -> DatabaseUrl {
        match &self.place {
            Place::Sqlite(path) => DatabaseUrl::Sqlite(path.clone()),
            Place::Postgres { url, .. } => DatabaseUrl::Postgres(url.clone()),
        }
    }

    /// Where it is, for `TUMA_DATABASE_URL`.
    pub fn setting(&self) -> String {
        match &self.place {
            Place::Sqlite(path) => format!("sqlite://{}", path.display()),
            Place::Postgres { url, .. } => url.clone(),
        }
    }

    /// The one number that `sql` asks for.
    ///
    /// # Panics
    /// If the database does not answer with one.
    pub async fn count(&self, sql: &str) -> i64 {
        let asked = self.runtime().spawn(self.place.asking(sql)).await.expect("no panic");
        asked
            .and_then(number)
            .unwrap_or_else(|error| panic!("`{sql}`: {error:#}"))
    }

    /// Changes the database behind Tuma's back, where no Tuma runs on it.
    ///
    /// # Panics
    /// If the database refuses it.
    pub async fn change(&self, sql: &str) {
        let sql = sql.to_owned();
        let changed = match &self.place {
            Place::Sqlite(path) => rusqlite::Connection::open(path)
                .and_then(|connection| connection.execute_batch(&sql))
                .map_err(anyhow::Error::from),
            Place::Postgres { url, .. } => {
                let url = url.clone();
                let change = async move { execute(&url, &sql).await };
                self.runtime().spawn(change).await.expect("no panic")
            }
        };
        changed.unwrap_or_else(|error| panic!("the database was not changed: {error:#}"));
    }

    /// The ids that `sql` asks for.
    ///
    /// # Panics
    /// If the database does not answer.
    pub async fn ids(&self, sql: &str) -> Vec<i64> {
        let listing = match &self.place {
            Place::Sqlite(_) => format!("SELECT group_concat(id) FROM ({sql})"),
            Place::Postgres { .. } => format!("SELECT string_agg(id::text, ',') FROM ({sql}) AS asked"),
        };
        let asked = self
            .runtime()
            .spawn(self.place.asking(&listing))
            .await
            .expect("no panic");
        let text = asked
            .unwrap_or_else(|error| panic!("`{sql}`: {error:#}"))
            .unwrap_or_default();
        text.split(',')
            .filter(|id| !id.is_empty())
            .map(|id| id.parse().expect("an id"))
            .collect()
    }

    /// Waits until nobody else is connected to a PostgreSQL database: what a killed process had asked for may still be
    /// committed until then.
    pub async fn left_alone(&self) {
        if let Place::Postgres { .. } = &self.place {
            let others =
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
            eventually("the database to be left alone", async || {
                (self.count(others).await == 0).then_some(())
            })
            .await;
        }
    }

    /// As [`TestDatabase::count`], from a place that cannot wait.
    pub fn count_now(&self, sql: &str) -> Result<i64> {
        let (tell, told) = std::sync::mpsc::channel();
        let asking = self.place.asking(sql);
        self.runtime().spawn(async move { tell.send(asking.await) });
        number(told.recv().context("the database was not looked into")??)
    }

    fn runtime(&self) -> &Runtime {
        self.runtime.as_ref().expect("there until it is dropped")
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let Some(runtime) = self.runtime.take() else { return };
        if let Place::Postgres { server, name, .. } = &self.place {
            let (tell, told) = std::sync::mpsc::channel();
            let (server, sql) = (
                server.clone(),
                format!("DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)"),
            );
            runtime.spawn(async move { tell.send(execute(&server, &sql).await.is_ok()) });
            // A database that cannot be dropped goes with the temporary cluster.
            let _ = told.recv();
        }
        runtime.shutdown_background();
    }
}

impl Place {
    fn new_postgres() -> Self {
        let server = std::env::var("TUMA_TEST_POSTGRES_URL")
            .expect("TUMA_TEST_DATABASE=postgres needs TUMA_TEST_POSTGRES_URL; scripts/with_postgres.sh sets it");
        let number = COUNTER.fetch_add(1, Ordering::Relaxed);
        let name = format!("tuma_it_{}_{number}_{:08x}", std::process::id(), drawn());
        let (base, _) = server.rsplit_once('/').expect("a URL names a database");
        let url = format!("{base}/{name}");
        Self::Postgres { server, name, url }
    }

    fn create_sql(&self) -> (String, String) {
        match self {
            Self::Postgres { server, name, .. } => (server.clone(), format!("CREATE DATABASE \"{name}\"")),
            Self::Sqlite(_) => unreachable!("only PostgreSQL databases are created by SQL"),
        }
    }

    fn asking(&self, sql: &str) -> impl Future<Output = Result<Option<String>>> + Send + use<> {
        let sql = sql.to_owned();
        let (path, url) = match self {
            Self::Sqlite(path) => (Some(path.clone()), String::new()),
            Self::Postgres { url, .. } => (None, url.clone()),
        };
        async move {
            match path {
                Some(path) => ask_sqlite(&path, &sql),
                None => ask_postgres(&url, &sql).await,
            }
        }
    }
}

/// Sets apart databases of test processes that got the same process id one after the other.
fn drawn() -> u32 {
    let mut bytes = [0; 4];
    rand::TryRngCore::try_fill_bytes(&mut rand::rngs::OsRng, &mut bytes).expect("the system has randomness");
    u32::from_ne_bytes(bytes)
}

/// A number that a database gave as text; none counts as 0.
fn number(text: Option<String>) -> Result<i64> {
    Ok(text.as_deref().unwrap_or("0").parse()?)
}

/// Reads and changes nothing: not even the log of a killed process, which the next one is to recover by itself.
fn ask_sqlite(path: &Path, sql: &str) -> Result<Option<String>> {
    let connection = rusqlite::Connection::open_with_flags(path, rusqlite::OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    let sql = format!("SELECT CAST(({sql}) AS TEXT)");
    Ok(connection.query_row(&sql, [], |row| row.get(0))?)
}

async fn ask_postgres(url: &str, sql: &str) -> Result<Option<String>> {
    let mut connection = PgConnection::connect(url).await?;
    let row = connection
        .fetch_one(sqlx::AssertSqlSafe(format!("SELECT ({sql})::text")))
        .await?;
    let text = row.try_get(0)?;
    connection.close().await?;
    Ok(text)
}

async fn execute(url: &str, sql: &str) -> Result<()> {
    let mut connection = PgConnection::connect(url).await?;
    connection.execute(sqlx::AssertSqlSafe(sql.to_owned())).await?;
    connection.close().await?;
    Ok(())
}
