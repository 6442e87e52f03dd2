//! The settings of people and their sign-ins.

use serde::{Deserialize, Serialize};
use store::BackOff;
use tenancy::PeopleSettings;

/// People, their passwords, sessions and failures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct People {
    /// Memory of one password hash, KiB.
    pub argon2_memory_kib: u32,
    /// Passes of one password hash.
    pub argon2_passes: u32,
    /// Password hashes that are computed at once.
    pub hashes_at_once: usize,
    /// Password hashes that may wait for their turn.
    pub hashes_waiting: usize,
    /// The shortest password, in characters.
    pub password_length: usize,
    /// After how long without a request a browser's session ends.
    pub session_idle_ms: i64,
    /// After how long a browser's session ends whatever it does.
    pub session_most_ms: i64,
    /// After how long a browser's cookie is replaced.
    pub session_rotate_ms: i64,
    /// How long the cookie before is still taken.
    pub session_grace_ms: i64,
    /// How long a token for the API lasts.
    pub token_ms: i64,
    /// The failure of one account from which on it has to wait.
    pub account_failures: i64,
    /// Its first wait; each further failure doubles it.
    pub account_wait_ms: i64,
    /// Its longest wait.
    pub account_wait_most_ms: i64,
    /// The failure of one network from which on it has to wait.
    pub network_failures: i64,
    /// Its first wait; each further failure doubles it.
    pub network_wait_ms: i64,
    /// Its longest wait.
    pub network_wait_most_ms: i64,
    /// After how long without an attempt failures are forgotten.
    pub forget_failures_ms: i64,
}

impl Default for People {
    fn default() -> Self {
        let of = PeopleSettings::default();
        Self {
            argon2_memory_kib: of.argon2_memory_kib,
            argon2_passes: of.argon2_passes,
            hashes_at_once: of.hashes_at_once,
            hashes_waiting: of.hashes_waiting,
            password_length: of.password_length,
            session_idle_ms: of.session_idle_ms,
            session_most_ms: of.session_most_ms,
            session_rotate_ms: of.session_rotate_ms,
            session_grace_ms: of.session_grace_ms,
            token_ms: of.token_ms,
            account_failures: of.account_back_off.failures,
            account_wait_ms: of.account_back_off.first_ms,
            account_wait_most_ms: of.account_back_off.most_ms,
            network_failures: of.network_back_off.failures,
            network_wait_ms: of.network_back_off.first_ms,
            network_wait_most_ms: of.network_back_off.most_ms,
            forget_failures_ms: of.account_back_off.forget_ms,
        }
    }
}

impl People {
    /// As tenancy takes them.
    pub fn settings(&self) -> PeopleSettings {
        PeopleSettings {
            argon2_memory_kib: self.argon2_memory_kib,
            argon2_passes: self.argon2_passes,
            hashes_at_once: self.hashes_at_once,
            hashes_waiting: self.hashes_waiting,
            password_length: self.password_length,
            session_idle_ms: self.session_idle_ms,
            session_most_ms: self.session_most_ms,
            session_rotate_ms: self.session_rotate_ms,
            session_grace_ms: self.session_grace_ms,
            token_ms: self.token_ms,
            account_back_off: BackOff {
                failures: self.account_failures,
                first_ms: self.account_wait_ms,
                most_ms: self.account_wait_most_ms,
                forget_ms: self.forget_failures_ms,
            },
            network_back_off: BackOff {
                failures: self.network_failures,
                first_ms: self.network_wait_ms,
                most_ms: self.network_wait_most_ms,
                forget_ms: self.forget_failures_ms,
            },
            ..PeopleSettings::default()
        }
    }
}
