//! The bounds of every number among the settings, as tables.

use domain::Fault;

use super::Settings;

const DAY: u64 = 86_400_000;
const YEAR: u64 = 366 * DAY;

/// A setting, its value, and the least and most that it may be.
type Bound = (&'static str, u64, u64, u64);

/// A time as a table has it; a negative one is out of every bound.
fn times(ms: i64) -> u64 {
    u64::try_from(ms).unwrap_or(0)
}

impl Settings {
    /// Numbers that would stop the engine, or let it spin.
    pub(super) fn bounds(&self) -> Vec<Fault> {
        let all = [
            self.carrier_bounds(),
            self.engine_bounds(),
            self.people_bounds(),
            self.telling_bounds(),
            self.limit_bounds(),
        ];
        let all = all.into_iter().flatten();
        let outside = all.filter(|(_, value, low, high)| !(low..=high).contains(&value));
        let mut faults: Vec<Fault> = outside
            .map(|(key, _, low, high)| Fault::new(key, "is out of bounds", format!("give {low} to {high}")))
            .collect();
        let retries = &self.webhooks.retry_ms;
        if retries.len() > 20 || retries.iter().any(|ms| !(1..=YEAR).contains(&times(*ms))) {
            let mend = "give at most 20 waits of 1 ms to a year each";
            faults.push(Fault::new("webhooks.retry_ms", "is out of bounds", mend));
        }
        faults
    }

    /// Of what speaks to carriers and programs.
    fn carrier_bounds(&self) -> Vec<Bound> {
        let (health, smpp) = (&self.health, &self.smpp);
        vec![
            (
                "engine.inbound_parts_ms",
                times(self.engine.inbound_parts_ms),
                1,
                7 * DAY,
            ),
            ("http.connect_timeout_ms", self.http.connect_timeout_ms, 1, 600_000),
            ("http.timeout_ms", self.http.timeout_ms, 1, 600_000),
            ("http.idle_per_host", self.http.idle_per_host as u64, 0, 10_000),
            ("health.poll_ms", health.poll_ms, 1, 3_600_000),
            ("health.failure_window_ms", times(health.failure_window_ms), 1, DAY),
            (
                "health.degraded_failures",
                health.degraded_failures as u64,
                0,
                1_000_000,
            ),
            ("health.down_failures", health.down_failures as u64, 0, 1_000_000),
            ("health.rate_window_ms", times(health.rate_window_ms), 1_000, DAY),
            ("health.rate_minimum", health.rate_minimum as u64, 1, 1_000_000),
            ("health.degraded_percent", health.degraded_percent as u64, 1, 101),
            ("health.down_percent", health.down_percent as u64, 1, 101),
            ("health.probe_after_ms", times(health.probe_after_ms), 1, DAY),
            ("health.probe_after_most_ms", times(health.probe_after_most_ms), 1, DAY),
            ("health.delivered_percent", health.delivered_percent, 0, 100),
            ("smpp.max_connections", smpp.max_connections as u64, 1, 100_000),
            ("smpp.max_unbound_per_ip", smpp.max_unbound_per_ip as u64, 1, 100_000),
            ("smpp.incoming_window", smpp.incoming_window as u64, 1, 100_000),
            ("smpp.session_init_ms", smpp.session_init_ms, 100, 600_000),
            ("smpp.enquire_link_ms", smpp.enquire_link_ms, 100, DAY),
            ("smpp.inactivity_ms", smpp.inactivity_ms, 0, 7 * DAY),
            ("smpp.response_timeout_ms", smpp.response_timeout_ms, 100, 600_000),
        ]
    }

    /// Of people and their sign-ins.
    fn people_bounds(&self) -> Vec<Bound> {
        let people = &self.people;
        vec![
            (
                "people.argon2_memory_kib",
                u64::from(people.argon2_memory_kib),
                8,
                4 << 20,
            ),
            ("people.argon2_passes", u64::from(people.argon2_passes), 1, 100),
            ("people.hashes_at_once", people.hashes_at_once as u64, 1, 256),
            ("people.hashes_waiting", people.hashes_waiting as u64, 1, 100_000),
            ("people.password_length", people.password_length as u64, 8, 128),
            ("people.session_idle_ms", times(people.session_idle_ms), 1_000, 30 * DAY),
            ("people.session_most_ms", times(people.session_most_ms), 1_000, YEAR),
            ("people.session_rotate_ms", times(people.session_rotate_ms), 1_000, YEAR),
            ("people.session_grace_ms", times(people.session_grace_ms), 0, 3_600_000),
            ("people.token_ms", times(people.token_ms), 1_000, DAY),
            ("sign_in.connect_timeout_ms", self.sign_in.connect_timeout_ms, 1, 60_000),
            ("sign_in.timeout_ms", self.sign_in.timeout_ms, 1, 60_000),
            ("people.account_failures", times(people.account_failures), 2, 1_000),
            ("people.account_wait_ms", times(people.account_wait_ms), 1, DAY),
            (
                "people.account_wait_most_ms",
                times(people.account_wait_most_ms),
                1,
                DAY,
            ),
            ("people.network_failures", times(people.network_failures), 2, 1_000_000),
            ("people.network_wait_ms", times(people.network_wait_ms), 1, DAY),
            (
                "people.network_wait_most_ms",
                times(people.network_wait_most_ms),
                1,
                DAY,
            ),
            (
                "people.forget_failures_ms",
                times(people.forget_failures_ms),
                1_000,
                30 * DAY,
            ),
        ]
    }

    /// Of what tells events.
    fn telling_bounds(&self) -> Vec<Bound> {
        let (hooks, live) = (&self.webhooks, &self.live);
        vec![
            ("webhooks.timeout_ms", hooks.timeout_ms, 1, 600_000),
            ("webhooks.disable_after_ms", times(hooks.disable_after_ms), 1, YEAR),
            ("webhooks.max_open", hooks.max_open as u64, 1, 100_000),
            (
                "webhooks.max_open_per_endpoint",
                hooks.max_open_per_endpoint as u64,
                1,
                10_000,
            ),
            ("webhooks.log_keep_ms", times(hooks.log_keep_ms), 1, YEAR),
            (
                "webhooks.log_whole_per_second",
                u64::from(hooks.log_whole_per_second),
                0,
                1_000_000,
            ),
            ("live.keep_ms", times(live.keep_ms), 1_000, DAY),
            ("live.frame_ms", live.frame_ms, 1, 10_000),
            ("live.heartbeat_ms", live.heartbeat_ms, 100, 3_600_000),
            ("live.max_listeners", live.max_listeners as u64, 1, 100_000),
            ("live.max_frames_behind", live.max_frames_behind as u64, 1, 10_000),
        ]
    }

    /// Of what is counted.
    fn limit_bounds(&self) -> Vec<Bound> {
        let limits = &self.limits;
        let counts = [
            ("limits.key_per_minute", limits.key_per_minute),
            ("limits.key_per_day", limits.key_per_day),
            ("limits.user_per_minute", limits.user_per_minute),
            ("limits.user_per_day", limits.user_per_day),
            ("limits.organization_per_minute", limits.organization_per_minute),
            ("limits.organization_per_day", limits.organization_per_day),
            ("limits.recipients_per_day", limits.recipients_per_day),
            ("limits.sign_ins_per_minute", limits.sign_ins_per_minute),
            ("limits.webhooks_per_minute", limits.webhooks_per_minute),
            ("limits.strangers_per_minute", limits.strangers_per_minute),
        ];
        let counts = counts.map(|(key, count)| (key, u64::from(count), 0, u64::from(tenancy::MAX_LIMIT)));
        let flush = ("limits.flush_ms", limits.flush_ms, 10, 60_000);
        counts.into_iter().chain([flush]).collect()
    }

    /// Of the engine, the journal and the API.
    fn engine_bounds(&self) -> Vec<Bound> {
        let engine = &self.engine;
        vec![
            ("shutdown_ms", self.shutdown_ms, 0, 3_600_000),
            (
                "journal.max_pending_rows",
                self.journal.max_pending_rows as u64,
                10_000,
                10_000_000,
            ),
            ("journal.late_report_ms", times(self.journal.late_report_ms), 1, YEAR),
            ("engine.retry_first_ms", times(engine.retry_first_ms), 1, DAY),
            ("engine.retry_factor", times(engine.retry_factor), 1, 100),
            ("engine.max_retries", u64::from(engine.max_retries), 0, 100),
            ("engine.attempt_timeout_ms", engine.attempt_timeout_ms, 10, 3_600_000),
            ("engine.validity_ms", times(engine.validity_ms), 1_000, 7 * DAY),
            ("engine.lease_ms", times(engine.lease_ms), 100, 3_600_000),
            ("engine.lease_margin_ms", times(engine.lease_margin_ms), 1, 3_600_000),
            ("engine.poll_ms", engine.poll_ms, 1, 60_000),
            ("engine.expire_poll_ms", engine.expire_poll_ms, 1, 3_600_000),
            ("engine.sweep_ms", engine.sweep_ms, 1, DAY),
            ("engine.retention_poll_ms", engine.retention_poll_ms, 1, DAY),
            ("engine.retention_every_ms", times(engine.retention_every_ms), 1, YEAR),
            ("engine.retention_pause_ms", engine.retention_pause_ms, 0, 60_000),
            ("engine.provider_poll_ms", engine.provider_poll_ms, 1, 3_600_000),
            ("engine.lane_memory", engine.lane_memory as u64, 100, 10_000_000),
            ("engine.begin_batch", engine.begin_batch as u64, 1, 10_000),
            ("engine.chunk_rows", engine.chunk_rows as u64, 1, 10_000),
            ("engine.file_workers", engine.file_workers as u64, 1, 64),
            (
                "limits.max_body_bytes",
                self.limits.max_body_bytes as u64,
                1_024,
                1 << 30,
            ),
            (
                "limits.max_bulk_body_bytes",
                self.limits.max_bulk_body_bytes as u64,
                1_024,
                1 << 30,
            ),
            ("limits.max_file_bytes", self.limits.max_file_bytes, 1_024, 1 << 34),
            ("limits.max_providers", self.limits.max_providers as u64, 0, 10_000),
        ]
    }
}
