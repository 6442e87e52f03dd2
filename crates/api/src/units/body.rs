//! What callers write about a unit, to make one or to change one.

use domain::UnitId;
use serde::Deserialize;
use tenancy::UnitWords;
use utoipa::ToSchema;

use crate::providers::body::given;

/// A unit. What is left out stays; of a new one, it is as usual.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = UnitRequest, example = json!({"name": "Gulberg", "kind": "campus", "parentId": null}))]
pub(crate) struct UnitBody {
    /// At most 100 characters, unique beside its siblings; needed to make one.
    name: Option<String>,
    /// What it is, in your word of at most 32 characters, such as `campus`, `branch` or `route`; `unit` when absent.
    kind: Option<String>,
    /// The unit that it is a part of; null at the top. The tree has at most 8 levels.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    parent_id: Option<Option<UnitId>>,
}

impl From<UnitBody> for UnitWords {
    fn from(body: UnitBody) -> Self {
        Self {
            name: body.name,
            kind: body.kind,
            parent: body.parent_id,
        }
    }
}
