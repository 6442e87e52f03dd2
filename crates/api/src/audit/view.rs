//! How an entry of the log of changes looks to whoever reads it.

use domain::AuditEntryId;
use serde::Serialize;
use serde_json::value::RawValue;
use store::{AuditActor, AuditRow};
use utoipa::ToSchema;

use crate::time::Time;

/// A page of the log of changes.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AuditList {
    /// Newest first.
    pub(crate) entries: Vec<AuditEntryView>,
    /// Give it as `cursor` for the next page; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub(crate) next_cursor: Option<AuditEntryId>,
}

/// One change.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuditEntry)]
pub(crate) struct AuditEntryView {
    /// Its id.
    #[schema(value_type = String, example = "aud_01k9zv0d3s8ra")]
    entry_id: AuditEntryId,
    /// What was done.
    #[schema(example = "provider.change")]
    action: String,
    /// The id of what was changed.
    #[schema(example = "prv_01k9zv0d3s8ra")]
    object: String,
    /// Who did it.
    actor: AuditActorView,
    /// What it was, in one word or by its parts; null for what is new.
    #[schema(value_type = Value)]
    before: Option<Box<RawValue>>,
    /// What it is; null for what is gone.
    #[schema(value_type = Value)]
    after: Option<Box<RawValue>>,
    /// From what address.
    ip: Option<String>,
    /// With what program.
    agent: Option<String>,
    /// In which request.
    request_id: Option<String>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Time,
}

/// Who made a change.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuditActor)]
pub(crate) struct AuditActorView {
    /// `user`, `api_key`, `operator` for whoever administers at the command line, or `tuma` for what it does by itself.
    #[schema(example = "user")]
    kind: &'static str,
    /// The id; null for the others.
    id: Option<String>,
    /// The name, where it has one.
    name: Option<String>,
}

impl From<AuditRow> for AuditEntryView {
    fn from(row: AuditRow) -> Self {
        let json = |text: Option<String>| text.and_then(|text| RawValue::from_string(text).ok());
        let (kind, id) = named(row.actor);
        Self {
            entry_id: AuditEntryId::new(row.id),
            action: row.action,
            object: row.object,
            actor: AuditActorView {
                kind,
                id,
                name: row.actor_name,
            },
            before: json(row.before),
            after: json(row.after),
            ip: row.ip,
            agent: row.agent,
            request_id: row.request_id,
            at: Time(row.at),
        }
    }
}

/// The kind of whoever made a change, and the id where there is one.
pub(crate) fn named(actor: AuditActor) -> (&'static str, Option<String>) {
    match actor {
        AuditActor::User(id) => ("user", Some(id.to_string())),
        AuditActor::Key(id) => ("api_key", Some(id.to_string())),
        AuditActor::Operator => ("operator", None),
        AuditActor::Tuma => ("tuma", None),
    }
}
