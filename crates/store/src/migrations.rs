//! The schema's versions: each a file of SQL for either database, applied once, in order, in one transaction.
//!
//! Versions have gaps, and one that is missing is applied whatever the newest is: versions are handed out before they
//! are written, so that a lower one may come later.

use crate::StoreError;
use crate::conn::{Conn, Value};
use crate::error::Result;

struct Migration {
    version: i64,
    sqlite: &'static str,
    postgres: &'static str,
}

const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 1,
        sqlite: include_str!("migrations/sqlite/0001_messaging.sql"),
        postgres: include_str!("migrations/postgres/0001_messaging.sql"),
    },
    Migration {
        version: 2,
        sqlite: include_str!("migrations/sqlite/0002_carriers.sql"),
        postgres: include_str!("migrations/postgres/0002_carriers.sql"),
    },
    Migration {
        version: 3,
        sqlite: include_str!("migrations/sqlite/0003_number_tail.sql"),
        postgres: include_str!("migrations/postgres/0003_number_tail.sql"),
    },
    Migration {
        version: 20,
        sqlite: include_str!("migrations/sqlite/0020_carrier_details.sql"),
        postgres: include_str!("migrations/postgres/0020_carrier_details.sql"),
    },
    Migration {
        version: 30,
        sqlite: include_str!("migrations/sqlite/0030_people.sql"),
        postgres: include_str!("migrations/postgres/0030_people.sql"),
    },
    Migration {
        version: 31,
        sqlite: include_str!("migrations/sqlite/0031_mail.sql"),
        postgres: include_str!("migrations/postgres/0031_mail.sql"),
    },
    Migration {
        version: 32,
        sqlite: include_str!("migrations/sqlite/0032_recovery_codes.sql"),
        postgres: include_str!("migrations/postgres/0032_recovery_codes.sql"),
    },
    Migration {
        version: 33,
        sqlite: include_str!("migrations/sqlite/0033_console.sql"),
        postgres: include_str!("migrations/postgres/0033_console.sql"),
    },
    Migration {
        version: 34,
        sqlite: include_str!("migrations/sqlite/0034_units.sql"),
        postgres: include_str!("migrations/postgres/0034_units.sql"),
    },
    Migration {
        version: 35,
        sqlite: include_str!("migrations/sqlite/0035_senders.sql"),
        postgres: include_str!("migrations/postgres/0035_senders.sql"),
    },
    Migration {
        version: 36,
        sqlite: include_str!("migrations/sqlite/0036_organization_settings.sql"),
        postgres: include_str!("migrations/postgres/0036_organization_settings.sql"),
    },
    Migration {
        version: 37,
        sqlite: include_str!("migrations/sqlite/0037_retention.sql"),
        postgres: include_str!("migrations/postgres/0037_retention.sql"),
    },
    Migration {
        version: 40,
        sqlite: include_str!("migrations/sqlite/0040_money.sql"),
        postgres: include_str!("migrations/postgres/0040_money.sql"),
    },
    Migration {
        version: 50,
        sqlite: include_str!("migrations/sqlite/0050_webhooks.sql"),
        postgres: include_str!("migrations/postgres/0050_webhooks.sql"),
    },
    Migration {
        version: 60,
        sqlite: include_str!("migrations/sqlite/0060_time_zone.sql"),
        postgres: include_str!("migrations/postgres/0060_time_zone.sql"),
    },
    Migration {
        version: 61,
        sqlite: include_str!("migrations/sqlite/0061_rollup_spans.sql"),
        postgres: include_str!("migrations/postgres/0061_rollup_spans.sql"),
    },
    Migration {
        version: 62,
        sqlite: include_str!("migrations/sqlite/0062_uploads.sql"),
        postgres: include_str!("migrations/postgres/0062_uploads.sql"),
    },
    Migration {
        version: 63,
        sqlite: include_str!("migrations/sqlite/0063_usage.sql"),
        postgres: include_str!("migrations/postgres/0063_usage.sql"),
    },
    Migration {
        version: 70,
        sqlite: include_str!("migrations/sqlite/0070_limits.sql"),
        postgres: include_str!("migrations/postgres/0070_limits.sql"),
    },
    Migration {
        version: 71,
        sqlite: include_str!("migrations/sqlite/0071_test_uploads.sql"),
        postgres: include_str!("migrations/postgres/0071_test_uploads.sql"),
    },
    Migration {
        version: 72,
        sqlite: include_str!("migrations/sqlite/0072_identities.sql"),
        postgres: include_str!("migrations/postgres/0072_identities.sql"),
    },
    Migration {
        version: 73,
        sqlite: include_str!("migrations/sqlite/0073_provider_health.sql"),
        postgres: include_str!("migrations/postgres/0073_provider_health.sql"),
    },
];

/// The advisory lock under which nodes migrate one after the other on PostgreSQL.
const MIGRATE_LOCK: i64 = -1;

/// Brings the database to the newest version.
///
/// # Errors
/// `TooNew` when a newer binary was here before.
pub(crate) async fn migrate(conn: &mut Conn) -> Result<()> {
    let known = MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0);
    conn.batch("BEGIN").await?;
    if conn.is_postgres() {
        conn.query_one("SELECT pg_advisory_xact_lock($1)", &[Value::Int(MIGRATE_LOCK)], |_| {
            Ok(())
        })
        .await?;
    }
    conn.batch("CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL PRIMARY KEY)")
        .await?;
    let applied = conn
        .query("SELECT version FROM schema_version ORDER BY version", &[], |row| {
            row.int()
        })
        .await?;
    let found = applied.last().copied().unwrap_or(0);
    if found > known {
        conn.batch("ROLLBACK").await?;
        return Err(StoreError::TooNew { found, known });
    }
    for migration in MIGRATIONS
        .iter()
        .filter(|migration| !applied.contains(&migration.version))
    {
        let sql = if conn.is_postgres() {
            migration.postgres
        } else {
            migration.sqlite
        };
        conn.batch(sql).await?;
        conn.execute(
            "INSERT INTO schema_version (version) VALUES ($1)",
            &[Value::Int(migration.version)],
        )
        .await?;
        tracing::info!(version = migration.version, "the database was migrated");
    }
    conn.batch("COMMIT").await
}

/// Which versions the database lacks, and which it has that this binary does not know; changes nothing.
pub(crate) async fn compare(conn: &mut Conn) -> Result<(Vec<i64>, Vec<i64>)> {
    let there = if conn.is_postgres() {
        "SELECT 1 WHERE to_regclass('schema_version') IS NOT NULL"
    } else {
        "SELECT 1 FROM sqlite_master WHERE name = 'schema_version'"
    };
    let there = conn.query_one(there, &[], |_| Ok(())).await?.is_some();
    let applied = match there {
        true => conn.query("SELECT version FROM schema_version ORDER BY version", &[], |row| {
            row.int()
        }),
        false => {
            return Ok((
                MIGRATIONS.iter().map(|migration| migration.version).collect(),
                Vec::new(),
            ));
        }
    };
    let applied = applied.await?;
    let known = |version: &i64| MIGRATIONS.iter().any(|migration| migration.version == *version);
    let missing = MIGRATIONS.iter().map(|migration| migration.version);
    Ok((
        missing.filter(|version| !applied.contains(version)).collect(),
        applied.iter().copied().filter(|version| !known(version)).collect(),
    ))
}

#[cfg(test)]
mod tests {
    use super::MIGRATIONS;

    #[test]
    fn every_version_is_there_once_and_they_rise() {
        assert!(MIGRATIONS.windows(2).all(|pair| pair[0].version < pair[1].version));
    }
}
