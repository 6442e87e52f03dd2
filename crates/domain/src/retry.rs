//! When a message that no provider took is tried again: 30 s · 4^(n−1), three times by default.

use crate::Millis;

/// How often and how soon. Times are settings so that tests can shorten them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetrySchedule {
    /// The wait before the first retry, in ms.
    pub first_ms: Millis,
    /// What each wait is multiplied by for the next.
    pub factor: i64,
    /// How many retries follow the first attempt.
    pub max_retries: u16,
}

impl Default for RetrySchedule {
    fn default() -> Self {
        Self {
            first_ms: 30_000,
            factor: 4,
            max_retries: 3,
        }
    }
}

impl RetrySchedule {
    /// The wait in ms before retry `retry` (from 1), or `None` when the retries are exhausted.
    pub fn delay_ms(&self, retry: u16) -> Option<Millis> {
        if retry == 0 || retry > self.max_retries {
            return None;
        }
        let power = self.factor.max(1).saturating_pow(u32::from(retry) - 1);
        Some(self.first_ms.saturating_mul(power))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_waits_are_those_of_the_blueprint() {
        let schedule = RetrySchedule::default();
        assert_eq!(schedule.delay_ms(1), Some(30_000));
        assert_eq!(schedule.delay_ms(2), Some(120_000));
        assert_eq!(schedule.delay_ms(3), Some(480_000));
        assert_eq!(schedule.delay_ms(4), None);
        assert_eq!(schedule.delay_ms(0), None);
    }

    #[test]
    fn a_huge_schedule_saturates_instead_of_overflowing() {
        let schedule = RetrySchedule {
            first_ms: i64::MAX,
            factor: i64::MAX,
            max_retries: u16::MAX,
        };
        assert_eq!(schedule.delay_ms(u16::MAX), Some(i64::MAX));
    }
}
