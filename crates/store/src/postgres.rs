//! Connections to PostgreSQL.
//!
//! A server that does not answer is as good as gone: every statement has a limit, after which its connection is given
//! up, so that a network that swallows packets cannot hold the journal for ever.

use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions as _, Connection as _};

use crate::StoreError;
use crate::error::Result;
use crate::link::Role;

/// The server ends a connection whose other end is gone, so that it does not hold its locks for hours.
const SESSION: [(&str, &str); 4] = [
    ("idle_in_transaction_session_timeout", "60s"),
    ("tcp_keepalives_idle", "15"),
    ("tcp_keepalives_interval", "5"),
    ("tcp_keepalives_count", "3"),
];
/// What the planner may not do for the journal. Nearly all its statements find rows by key, a few hundred of tables that grow without end or
/// are empty most of the time; from their numbers the planner often concludes that reading all of a table is cheaper,
/// and keeps that plan while the table grows. Readers sum up as well, which those plans would make very slow.
const BY_KEY: [(&str, &str); 4] = [
    ("enable_seqscan", "off"),
    ("enable_hashjoin", "off"),
    ("enable_mergejoin", "off"),
    ("jit", "off"),
];
/// Prepared statements that a connection keeps.
const STATEMENTS: usize = 256;
/// How long a statement may take.
const ANSWER: Duration = Duration::from_secs(60);
/// How long connecting may take.
const CONNECT: Duration = Duration::from_secs(10);

/// A new connection, or `Unavailable` whatever keeps us out. Statements are not logged: their parameters hold numbers
/// and bodies.
pub(crate) async fn connect(url: &str, role: Role) -> Result<Box<PgConnection>> {
    let options = PgConnectOptions::from_str(url)
        .map_err(StoreError::unavailable)?
        .application_name("tuma")
        .options(SESSION)
        .options(if role == Role::Writer { &BY_KEY[..] } else { &[] }.iter().copied())
        .statement_cache_capacity(STATEMENTS)
        .disable_statement_logging();
    let connected = tokio::time::timeout(CONNECT, PgConnection::connect_with(&options)).await;
    let connected = connected.map_err(|_| StoreError::unavailable("the server does not answer"))?;
    connected.map(Box::new).map_err(StoreError::unavailable)
}

/// The statement's outcome, or `Unavailable` when the server does not answer in time.
pub(crate) async fn answered<T>(statement: impl Future<Output = sqlx::Result<T>>) -> Result<T> {
    match tokio::time::timeout(ANSWER, statement).await {
        Ok(outcome) => Ok(outcome?),
        Err(_) => Err(StoreError::unavailable("the server does not answer")),
    }
}
