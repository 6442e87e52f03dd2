//! How limits and networks look on the command line.

use serde::{Deserialize, Serialize};

/// An organization's limits: `None` for the platform's, 0 for none.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LimitsView {
    /// Whose, by the short name.
    pub organization: String,
    /// Requests in a minute.
    pub per_minute: Option<u32>,
    /// Requests in a day.
    pub per_day: Option<u32>,
    /// Messages accepted in a day.
    pub recipients_per_day: Option<u32>,
}

/// From where an organization, or the platform, may be called.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NetworksView {
    /// Whose, by the short name; `None` for the platform's.
    pub organization: Option<String>,
    /// Networks that are let in; everybody where there are none.
    pub allow: Vec<String>,
    /// Networks that are not.
    pub deny: Vec<String>,
}
