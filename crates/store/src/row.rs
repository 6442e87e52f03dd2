//! One row of a result, read cell by cell from left to right, the same from both databases.
//!
//! The order of the reads is the order of the SELECT's columns, so that long rows need no column numbers.

use rusqlite::types::ValueRef;
use sqlx::Row as _;
use sqlx::postgres::PgRow;

use crate::StoreError;
use crate::error::Result;

enum Source<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r PgRow),
}

/// The cells of one row that are not read yet.
pub(crate) struct Cells<'r> {
    source: Source<'r>,
    next: usize,
}

impl<'r> Cells<'r> {
    pub(crate) fn sqlite(row: &'r rusqlite::Row<'r>) -> Self {
        Self {
            source: Source::Sqlite(row),
            next: 0,
        }
    }

    pub(crate) fn postgres(row: &'r PgRow) -> Self {
        Self {
            source: Source::Postgres(row),
            next: 0,
        }
    }

    fn step(&mut self) -> usize {
        self.next += 1;
        self.next - 1
    }

    pub(crate) fn opt_int(&mut self) -> Result<Option<i64>> {
        let at = self.step();
        match self.source {
            Source::Sqlite(row) => match row.get_ref(at)? {
                ValueRef::Null => Ok(None),
                value => value.as_i64().map(Some).map_err(StoreError::internal),
            },
            Source::Postgres(row) => Ok(row.try_get(at)?),
        }
    }

    pub(crate) fn int(&mut self) -> Result<i64> {
        self.opt_int()?
            .ok_or_else(|| StoreError::internal("a number is missing"))
    }

    pub(crate) fn flag(&mut self) -> Result<bool> {
        Ok(self.int()? != 0)
    }

    pub(crate) fn opt_str(&mut self) -> Result<Option<&'r str>> {
        let at = self.step();
        match self.source {
            Source::Sqlite(row) => row.get_ref(at)?.as_str_or_null().map_err(StoreError::internal),
            Source::Postgres(row) => Ok(row.try_get(at)?),
        }
    }

    pub(crate) fn str(&mut self) -> Result<&'r str> {
        self.opt_str()?.ok_or_else(|| StoreError::internal("a text is missing"))
    }

    pub(crate) fn text(&mut self) -> Result<String> {
        self.str().map(str::to_owned)
    }

    pub(crate) fn opt_text(&mut self) -> Result<Option<String>> {
        Ok(self.opt_str()?.map(str::to_owned))
    }

    pub(crate) fn bytes(&mut self) -> Result<&'r [u8]> {
        let at = self.step();
        match self.source {
            Source::Sqlite(row) => row.get_ref(at)?.as_blob().map_err(StoreError::internal),
            Source::Postgres(row) => Ok(row.try_get(at)?),
        }
    }

    /// A hash of 32 bytes.
    pub(crate) fn hash(&mut self) -> Result<[u8; 32]> {
        self.bytes()?
            .try_into()
            .map_err(|_| StoreError::internal("a hash is not 32 bytes long"))
    }

    /// A hash of 32 bytes, where there is one.
    pub(crate) fn opt_hash(&mut self) -> Result<Option<[u8; 32]>> {
        let at = self.step();
        let bytes: Option<&[u8]> = match self.source {
            Source::Sqlite(row) => row.get_ref(at)?.as_blob_or_null().map_err(StoreError::internal)?,
            Source::Postgres(row) => row.try_get(at)?,
        };
        let hash = bytes.map(<[u8; 32]>::try_from).transpose();
        hash.map_err(|_| StoreError::internal("a hash is not 32 bytes long"))
    }

    /// A count that may be absent.
    pub(crate) fn opt_count(&mut self) -> Result<Option<u32>> {
        let count = self.opt_int()?.map(u32::try_from).transpose();
        count.map_err(StoreError::internal)
    }

    /// The lines of a text; none of an empty one.
    pub(crate) fn lines(&mut self) -> Result<Vec<String>> {
        Ok(self.str()?.lines().map(str::to_owned).collect())
    }

    /// A code that one of domain's enums knows.
    pub(crate) fn coded<T>(&mut self, read: impl Fn(i64) -> Option<T>) -> Result<T> {
        let code = self.int()?;
        read(code).ok_or_else(|| StoreError::Internal(format!("nothing has code {code}")))
    }

    /// A currency.
    pub(crate) fn currency(&mut self) -> Result<domain::Currency> {
        self.str()?.parse().map_err(StoreError::internal)
    }

    /// A small count.
    pub(crate) fn small(&mut self) -> Result<u16> {
        u16::try_from(self.int()?).map_err(StoreError::internal)
    }

    /// A two-letter country.
    pub(crate) fn country(&mut self) -> Result<[u8; 2]> {
        self.str()?
            .as_bytes()
            .try_into()
            .map_err(|_| StoreError::internal("a country has not two letters"))
    }
}
