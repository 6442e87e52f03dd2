//! How a unit looks.

use domain::{UnitId, UserId};
use serde::Serialize;
use store::Unit;
use utoipa::ToSchema;

use crate::time::Time;

/// A part of an organization.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Unit)]
pub(crate) struct UnitView {
    /// Its id.
    #[schema(value_type = String, example = "unt_01k9zv0d3s8ra")]
    unit_id: UnitId,
    /// The unit that it is a part of; null at the top.
    #[schema(value_type = Option<String>)]
    parent_id: Option<UnitId>,
    /// What it is, in your word.
    #[schema(example = "campus")]
    kind: String,
    /// Its name.
    #[schema(example = "Gulberg")]
    name: String,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    updated_at: Time,
}

/// Who is limited to a unit.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = UnitMember)]
pub(crate) struct UnitMemberView {
    /// The unit.
    #[schema(value_type = String, example = "unt_01k9zv0d3s8ra")]
    pub(crate) unit_id: UnitId,
    /// Who.
    #[schema(value_type = String, example = "usr_01k9zv0d3s8ra")]
    pub(crate) user_id: UserId,
    /// How it is called.
    pub(crate) name: String,
}

impl From<Unit> for UnitView {
    fn from(unit: Unit) -> Self {
        Self {
            unit_id: unit.id,
            parent_id: unit.parent,
            kind: unit.kind,
            name: unit.name,
            created_at: Time(unit.created_at),
            updated_at: Time(unit.updated_at),
        }
    }
}
