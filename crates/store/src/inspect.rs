//! A look at the database from beside it: what it is, whether its schema is this binary's, whether a commit is on disk when
//! it returns. Writes nothing, migrates nothing, takes no lock; a server may run meanwhile.

use std::sync::Arc;

use domain::Millis;

use crate::StoreError;
use crate::config::{DatabaseUrl, StoreConfig};
use crate::conn::Conn;
use crate::error::Result;
use crate::link::{Link, Role};
use crate::migrations;
use crate::open::on_thread;

/// What a look at the database shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspection {
    /// What keeps the data: `SQLite 3.50.4`, `PostgreSQL 15.8`.
    pub product: String,
    /// Its version as one number: 3050004, 150008.
    pub version: i64,
    /// Versions of the schema that this binary has and the database has not.
    pub missing: Vec<i64>,
    /// Versions of the schema that the database has and this binary does not know.
    pub unknown: Vec<i64>,
    /// The first setting under which a commit may be lost although it returned, as `fsync = off`.
    pub unsafe_setting: Option<String>,
    /// What time it is there; `None` where it has the clock of this machine.
    pub now: Option<Millis>,
}

impl crate::Store {
    /// Looks at the database that `config` names; `None` where it is a file that is not there yet.
    ///
    /// # Errors
    /// `Unavailable` when it cannot be reached or read.
    pub async fn inspect(config: StoreConfig) -> Result<Option<Inspection>> {
        if let DatabaseUrl::Sqlite(path) = &config.url
            && !path.try_exists().map_err(StoreError::unavailable)?
        {
            return Ok(None);
        }
        let link = Link::new(Arc::new(config), Arc::default());
        on_thread(async move || look(&mut link.connect(Role::Reader).await?).await.map(Some)).await
    }
}

async fn look(conn: &mut Conn) -> Result<Inspection> {
    let (missing, unknown) = migrations::compare(conn).await?;
    let found = match conn.is_postgres() {
        true => look_at_postgres(conn).await?,
        false => look_at_sqlite(conn).await?,
    };
    let found = found.ok_or_else(|| StoreError::internal("the database says nothing of itself"))?;
    Ok(Inspection {
        missing,
        unknown,
        ..found
    })
}

/// The journal sets what makes a commit durable on its own connection; only that the log is a WAL is the file's.
async fn look_at_sqlite(conn: &mut Conn) -> Result<Option<Inspection>> {
    let journal = conn.query_one("PRAGMA journal_mode", &[], |row| row.text()).await?;
    let journal = journal.unwrap_or_default();
    conn.query_one("SELECT sqlite_version()", &[], |row| {
        let version = row.text()?;
        let parts = version.split('.').filter_map(|part| part.parse::<i64>().ok());
        Ok(Inspection {
            product: format!("SQLite {version}"),
            version: parts.fold(0, |sum, part| sum * 1_000 + part),
            missing: Vec::new(),
            unknown: Vec::new(),
            unsafe_setting: (journal != "wal").then(|| format!("journal_mode = {journal}")),
            now: None,
        })
    })
    .await
}

async fn look_at_postgres(conn: &mut Conn) -> Result<Option<Inspection>> {
    let sql = "SELECT current_setting('server_version'), current_setting('server_version_num')::bigint, \
               current_setting('fsync'), current_setting('full_page_writes'), \
               current_setting('synchronous_commit'), (extract(epoch FROM clock_timestamp()) * 1000)::bigint";
    conn.query_one(sql, &[], |row| {
        let (product, version) = (format!("PostgreSQL {}", row.text()?), row.int()?);
        let settings = [
            ("fsync", row.text()?),
            ("full_page_writes", row.text()?),
            ("synchronous_commit", row.text()?),
        ];
        let off = settings.into_iter().find(|(_, value)| value == "off");
        Ok(Inspection {
            product,
            version,
            missing: Vec::new(),
            unknown: Vec::new(),
            unsafe_setting: off.map(|(name, value)| format!("{name} = {value}")),
            now: Some(row.int()?),
        })
    })
    .await
}
