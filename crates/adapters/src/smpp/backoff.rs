//! How long to wait before a bind is tried again: twice as long each time up to a limit, and never exactly as long as
//! others, so that many binds do not come back in step.

use std::time::Duration;

/// The pauses of one bind.
#[derive(Debug)]
pub(super) struct Backoff {
    least: Duration,
    most: Duration,
    next: Duration,
    state: u64,
}

impl Backoff {
    /// Pauses from `least` to `most`; `seed` sets this bind apart from others.
    pub fn new(least: Duration, most: Duration, seed: u64) -> Self {
        Self {
            least,
            most,
            next: least,
            state: seed,
        }
    }

    /// The next pause: from half to all of a span that doubles.
    pub fn pause(&mut self) -> Duration {
        let span = self.next;
        self.next = (span * 2).min(self.most);
        self.jittered(span)
    }

    /// A pause near the limit, for what will not mend by itself.
    pub fn long_pause(&mut self) -> Duration {
        self.next = self.most;
        self.jittered(self.most)
    }

    /// The bind worked: begin again with short pauses.
    pub fn reset(&mut self) {
        self.next = self.least;
    }

    fn jittered(&mut self, span: Duration) -> Duration {
        span.mul_f64(0.5 + self.unit() / 2.0)
    }

    /// SplitMix64, as a number from 0 to 1.
    fn unit(&mut self) -> f64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        (mixed >> 11) as f64 / (1_u64 << 53) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_limit_and_begin_again() {
        let ms = Duration::from_millis;
        let mut backoff = Backoff::new(ms(100), ms(400), 3);
        for span in [100, 200, 400, 400] {
            let pause = backoff.pause();
            assert!(ms(span / 2) <= pause && pause <= ms(span), "{pause:?} of {span}");
        }
        backoff.reset();
        assert!(backoff.pause() <= ms(100));
        assert!(backoff.long_pause() >= ms(200));
    }

    #[test]
    fn two_binds_do_not_come_back_in_step() {
        let pauses = |seed| {
            let mut backoff = Backoff::new(Duration::from_secs(1), Duration::from_secs(60), seed);
            (0..5).map(|_| backoff.pause()).collect::<Vec<_>>()
        };
        assert_eq!(pauses(1), pauses(1));
        assert_ne!(pauses(1), pauses(2));
    }
}
