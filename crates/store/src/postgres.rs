//! Connections to PostgreSQL.

use std::str::FromStr;

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions as _, Connection as _};

use crate::StoreError;
use crate::error::Result;

const STATEMENTS: usize = 256;

/// A new connection, or `Unavailable` whatever keeps us out. Statements are not logged: their parameters hold numbers
/// and bodies.
pub(crate) async fn connect(url: &str) -> Result<Box<PgConnection>> {
    let options = PgConnectOptions::from_str(url)
        .map_err(StoreError::unavailable)?
        .application_name("tuma")
        .statement_cache_capacity(STATEMENTS)
        .disable_statement_logging();
    PgConnection::connect_with(&options)
        .await
        .map(Box::new)
        .map_err(StoreError::unavailable)
}
