//! What a deployment may set about people and their sign-ins. Every span and every bound of them is a field here.

use domain::Millis;
use store::BackOff;

const MINUTE_MS: Millis = 60_000;
const HOUR_MS: Millis = 60 * MINUTE_MS;

/// The settings of people and sign-ins.
#[derive(Debug, Clone)]
pub struct PeopleSettings {
    /// Memory of one password hash, KiB.
    pub argon2_memory_kib: u32,
    /// Passes of one password hash.
    pub argon2_passes: u32,
    /// Password hashes that are computed at once.
    pub hashes_at_once: usize,
    /// Password hashes that may wait for their turn; one more is answered with `Busy`.
    pub hashes_waiting: usize,
    /// The shortest password, in characters.
    pub password_length: usize,
    /// After how long without a request a browser's session ends.
    pub session_idle_ms: Millis,
    /// After how long a browser's session ends whatever it does.
    pub session_most_ms: Millis,
    /// After how long what shows a browser's session is replaced.
    pub session_rotate_ms: Millis,
    /// How long after it what showed it before is still taken: requests that were on their way.
    pub session_grace_ms: Millis,
    /// How long a token for the API lasts.
    pub token_ms: Millis,
    /// How often one account may fail, and how long it then has to wait.
    pub account_back_off: BackOff,
    /// How often one network may fail, and how long it then has to wait.
    pub network_back_off: BackOff,
    /// What links in mail begin with, such as `https://sms.example.org`.
    pub base_url: String,
    /// How often mail that is due is looked for when nothing announces it.
    pub mail_poll_ms: u64,
}

impl Default for PeopleSettings {
    fn default() -> Self {
        Self {
            argon2_memory_kib: 19_456,
            argon2_passes: 2,
            hashes_at_once: 2,
            hashes_waiting: 64,
            password_length: 10,
            session_idle_ms: HOUR_MS,
            session_most_ms: 12 * HOUR_MS,
            session_rotate_ms: 15 * MINUTE_MS,
            session_grace_ms: MINUTE_MS,
            token_ms: 15 * MINUTE_MS,
            account_back_off: BackOff {
                failures: 5,
                first_ms: 30_000,
                most_ms: 15 * MINUTE_MS,
                forget_ms: HOUR_MS,
            },
            network_back_off: BackOff {
                failures: 30,
                first_ms: MINUTE_MS,
                most_ms: 15 * MINUTE_MS,
                forget_ms: HOUR_MS,
            },
            base_url: "http://127.0.0.1:8080".to_owned(),
            mail_poll_ms: 15_000,
        }
    }
}
