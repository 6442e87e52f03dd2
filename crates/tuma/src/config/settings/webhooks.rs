//! Settings of what is told of events: over HTTP, and to whoever follows live.

use engine::{EngineSettings, HookSettings, LiveSettings};
use serde::{Deserialize, Serialize};
use store::{DatabaseUrl, StoreConfig};

/// Webhooks, and the callbacks that come with messages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Webhooks {
    /// Whether `http` URLs are taken.
    pub allow_http: bool,
    /// How long a receiver may take.
    pub timeout_ms: u64,
    /// After which times what was not taken is tried again.
    pub retry_ms: Vec<i64>,
    /// How long an endpoint may take nothing before it is disabled.
    pub disable_after_ms: i64,
    /// Requests under way at the same time.
    pub max_open: usize,
    /// The same to one endpoint.
    pub max_open_per_endpoint: usize,
    /// How long tries are kept in the log.
    pub log_keep_ms: i64,
    /// Tries that were taken that are logged with their payload, a second and endpoint.
    pub log_whole_per_second: u32,
}

/// The live stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Live {
    /// How long a follower that was away can go on where it was.
    pub keep_ms: i64,
    /// How long events are gathered into one frame.
    pub frame_ms: u64,
    /// After how much silence a follower is told that the stream lives.
    pub heartbeat_ms: u64,
    /// Followers at the same time.
    pub max_listeners: usize,
    /// Frames that a follower may be behind.
    pub max_frames_behind: usize,
}

impl Default for Webhooks {
    fn default() -> Self {
        let of = EngineSettings::default().hooks;
        Self {
            allow_http: of.allow_http,
            timeout_ms: of.timeout_ms,
            retry_ms: of.retry_ms,
            disable_after_ms: of.disable_after_ms,
            max_open: of.max_open,
            max_open_per_endpoint: of.max_open_per_endpoint,
            log_keep_ms: store_defaults().delivery_keep_ms,
            log_whole_per_second: of.log_whole_per_second,
        }
    }
}

impl Default for Live {
    fn default() -> Self {
        let of = EngineSettings::default().live;
        Self {
            keep_ms: store_defaults().live_keep_ms,
            frame_ms: of.frame_ms,
            heartbeat_ms: of.heartbeat_ms,
            max_listeners: of.max_listeners,
            max_frames_behind: of.max_frames_behind,
        }
    }
}

fn store_defaults() -> StoreConfig {
    StoreConfig::new(DatabaseUrl::parse("tuma.db"))
}

impl Webhooks {
    /// What the engine wants to know of it.
    pub fn engine(&self) -> HookSettings {
        HookSettings {
            allow_http: self.allow_http,
            timeout_ms: self.timeout_ms,
            retry_ms: self.retry_ms.clone(),
            disable_after_ms: self.disable_after_ms,
            max_open: self.max_open,
            max_open_per_endpoint: self.max_open_per_endpoint,
            log_whole_per_second: self.log_whole_per_second,
        }
    }
}

impl Live {
    /// What the engine wants to know of it.
    pub fn engine(&self) -> LiveSettings {
        LiveSettings {
            frame_ms: self.frame_ms,
            heartbeat_ms: self.heartbeat_ms,
            max_listeners: self.max_listeners,
            max_frames_behind: self.max_frames_behind,
        }
    }
}
