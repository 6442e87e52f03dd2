//! Connections to PostgreSQL.

use std::str::FromStr;

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions as _, Connection as _};

use crate::error::Result;

const STATEMENTS: usize = 256;

/// A new connection. Statements are not logged: their parameters hold numbers and bodies.
pub(crate) async fn connect(url: &str) -> Result<Box<PgConnection>> {
    let options = PgConnectOptions::from_str(url)?
        .application_name("tuma")
        .statement_cache_capacity(STATEMENTS)
        .disable_statement_logging();
    Ok(Box::new(PgConnection::connect_with(&options).await?))
}
