//! Routes: an organization's rules about which messages go through which providers.

use domain::{OrganizationId, RouteId};

use crate::Store;
use crate::conn::Value;
use crate::error::Result;
use crate::journal::Side;
use crate::row::Cells;
use crate::types::Route;

macro_rules! route_columns {
    () => {
        "organization_id, id, name, rank, rule, active, created_at, updated_at"
    };
}

fn read_route(row: &mut Cells<'_>) -> Result<Route> {
    Ok(Route {
        organization: OrganizationId::new(row.int()?),
        id: RouteId::new(row.int()?),
        name: row.text()?,
        rank: row.int()?,
        rule: row.text()?,
        active: row.flag()?,
        created_at: row.int()?,
        updated_at: row.int()?,
    })
}

impl Store {
    /// Adds a route.
    ///
    /// # Errors
    /// `Exists` when the organization has one of this name; `Busy`, `Unavailable`.
    pub async fn route_insert(&self, route: Route) -> Result<()> {
        self.write(Side::Front, async move |txn| {
            txn.conn
                .execute(
                    concat!(
                        "INSERT INTO routes (",
                        route_columns!(),
                        ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
                    ),
                    &[
                        Value::Int(route.organization.get()),
                        Value::Int(route.id.get()),
                        Value::Text(&route.name),
                        Value::Int(route.rank),
                        Value::Text(&route.rule),
                        Value::Int(i64::from(route.active)),
                        Value::Int(route.created_at),
                        Value::Int(route.updated_at),
                    ],
                )
                .await
                .map_err(|error| error.named("a route of this name"))?;
            Ok(())
        })
        .await
    }

    /// Replaces a route (not its id, owner and age); `false` when the organization has none with this id.
    ///
    /// # Errors
    /// `Exists` when the new name is taken; `Busy`, `Unavailable`.
    pub async fn route_update(&self, route: Route) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let updated = txn
                .conn
                .execute(
                    "UPDATE routes SET name = $1, rank = $2, rule = $3, active = $4, updated_at = $5
                     WHERE organization_id = $6 AND id = $7",
                    &[
                        Value::Text(&route.name),
                        Value::Int(route.rank),
                        Value::Text(&route.rule),
                        Value::Int(i64::from(route.active)),
                        Value::Int(route.updated_at),
                        Value::Int(route.organization.get()),
                        Value::Int(route.id.get()),
                    ],
                )
                .await
                .map_err(|error| error.named("a route of this name"))?;
            Ok(updated > 0)
        })
        .await
    }

    /// Removes a route; `false` when the organization has none with this id. Decisions made by it stay as they are.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn route_remove(&self, organization: OrganizationId, id: RouteId) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let gone = txn
                .conn
                .execute(
                    "DELETE FROM routes WHERE organization_id = $1 AND id = $2",
                    &[Value::Int(organization.get()), Value::Int(id.get())],
                )
                .await?;
            Ok(gone > 0)
        })
        .await
    }

    /// One of the organization's routes.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn route_get(&self, organization: OrganizationId, id: RouteId) -> Result<Option<Route>> {
        self.read(async move |conn| {
            conn.query_one(
                concat!(
                    "SELECT ",
                    route_columns!(),
                    " FROM routes WHERE organization_id = $1 AND id = $2"
                ),
                &[Value::Int(organization.get()), Value::Int(id.get())],
                read_route,
            )
            .await
        })
        .await
    }

    /// The organization's routes, by rank.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn route_list(&self, organization: OrganizationId) -> Result<Vec<Route>> {
        self.read(async move |conn| {
            conn.query(
                concat!(
                    "SELECT ",
                    route_columns!(),
                    " FROM routes WHERE organization_id = $1 ORDER BY rank, id"
                ),
                &[Value::Int(organization.get())],
                read_route,
            )
            .await
        })
        .await
    }

    /// The routes of all organizations, each organization's by rank.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn route_list_all(&self) -> Result<Vec<Route>> {
        self.read(async |conn| {
            conn.query(
                concat!(
                    "SELECT ",
                    route_columns!(),
                    " FROM routes ORDER BY organization_id, rank, id"
                ),
                &[],
                read_route,
            )
            .await
        })
        .await
    }
}
