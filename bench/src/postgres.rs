//! A PostgreSQL server to measure on: the one in `TUMA_TEST_POSTGRES_URL`, else one that `scripts/with_postgres.sh`
//! starts and removes again. Each measurement gets a database of its own.

use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

use crate::site::Site;

/// The superuser's URL of a server that is there already.
const URL_VARIABLE: &str = "TUMA_TEST_POSTGRES_URL";
const START_DEADLINE: Duration = Duration::from_secs(120);
const STOP_DEADLINE: Duration = Duration::from_secs(60);
/// Prints the URL, then lives until its stdin is closed.
const HOLD: &str = "echo \"$TUMA_TEST_POSTGRES_URL\"; exec cat >/dev/null";
/// What decides how fast and how durable it is.
const SETTINGS: [&str; 6] = [
    "server_version",
    "fsync",
    "synchronous_commit",
    "shared_buffers",
    "wal_sync_method",
    "max_wal_size",
];

/// A running server.
pub struct Cluster {
    url: String,
    /// Holds the server that we started.
    holder: Option<Child>,
}

/// One database of it.
pub struct Database<'a> {
    cluster: &'a Cluster,
    name: String,
    /// Its URL.
    pub url: String,
}

impl Cluster {
    /// Finds or starts a server.
    pub async fn start(site: &Site) -> Result<Self> {
        if let Ok(url) = std::env::var(URL_VARIABLE) {
            return Ok(Self { url, holder: None });
        }
        let mut holder = Command::new(site.root.join("scripts/with_postgres.sh"))
            .args(["sh", "-c", HOLD])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("scripts/with_postgres.sh cannot be run")?;
        let stdout = holder.stdout.take().context("the script has no stdout")?;
        let mut url = String::new();
        timeout(START_DEADLINE, BufReader::new(stdout).read_line(&mut url))
            .await
            .context("PostgreSQL does not start")??;
        if url.trim().is_empty() {
            bail!("PostgreSQL does not start");
        }
        Ok(Self {
            url: url.trim().to_owned(),
            holder: Some(holder),
        })
    }

    /// Makes a database.
    pub async fn database(&self, name: &str) -> Result<Database<'_>> {
        let name = format!("tuma_bench_{}_{name}", std::process::id());
        self.run(format!("CREATE DATABASE {name}")).await?;
        let url = with_database(&self.url, &name).context("the URL of PostgreSQL names no database")?;
        Ok(Database {
            cluster: self,
            name,
            url,
        })
    }

    /// Its version and what decides its speed, `name value` each.
    pub async fn settings(&self) -> Result<Vec<String>> {
        let mut connection = PgConnection::connect(&self.url).await?;
        let mut all = Vec::new();
        for name in SETTINGS {
            let row = sqlx::query(AssertSqlSafe(format!("SHOW {name}")))
                .fetch_one(&mut connection)
                .await?;
            all.push(format!("{name} {}", row.try_get::<String, _>(0)?));
        }
        connection.close().await?;
        Ok(all)
    }

    /// Stops the server, if we started it.
    pub async fn stop(mut self) -> Result<()> {
        let Some(holder) = &mut self.holder else { return Ok(()) };
        drop(holder.stdin.take());
        timeout(STOP_DEADLINE, holder.wait())
            .await
            .context("PostgreSQL does not stop")??;
        Ok(())
    }

    async fn run(&self, sql: String) -> Result<()> {
        let mut connection = PgConnection::connect(&self.url)
            .await
            .context("PostgreSQL takes no connection")?;
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await?;
        Ok(connection.close().await?)
    }
}

impl Database<'_> {
    /// Drops it, whoever is still connected.
    pub async fn drop(self) -> Result<()> {
        self.cluster
            .run(format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name))
            .await
    }
}

/// The URL with its database replaced.
fn with_database(url: &str, name: &str) -> Option<String> {
    let (base, query) = url
        .split_once('?')
        .map_or((url, None), |(base, query)| (base, Some(query)));
    let (server, _) = base
        .rsplit_once('/')
        .filter(|(server, _)| server.contains("://") && !server.ends_with('/'))?;
    Some(query.map_or_else(
        || format!("{server}/{name}"),
        |query| format!("{server}/{name}?{query}"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_database_is_replaced() {
        let table = [
            (
                "postgres://u:p@127.0.0.1:5432/postgres",
                Some("postgres://u:p@127.0.0.1:5432/x"),
            ),
            (
                "postgres://u@h/a?sslmode=disable",
                Some("postgres://u@h/x?sslmode=disable"),
            ),
            ("postgres://h", None),
        ];
        for (url, replaced) in table {
            assert_eq!(with_database(url, "x").as_deref(), replaced);
        }
    }
}
