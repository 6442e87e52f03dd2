//! How long to wait before trying again: twice as long each time up to a limit, and never exactly as long as others.

use std::time::Duration;

use super::dice::Dice;

/// The pauses of one series of tries.
#[derive(Debug)]
pub(super) struct Backoff {
    least: Duration,
    most: Duration,
    next: Duration,
    dice: Dice,
}

impl Backoff {
    /// Pauses from `least` to `most`; `seed` sets this series apart from others.
    pub(super) fn new(least: Duration, most: Duration, seed: u64) -> Self {
        Self {
            least,
            most,
            next: least,
            dice: Dice::new(seed),
        }
    }

    /// The next pause: from half to all of the doubled span.
    pub(super) fn pause(&mut self) -> Duration {
        let span = self.next;
        self.next = (span * 2).min(self.most);
        span.mul_f64(0.5 + self.dice.unit() / 2.0)
    }

    /// A try went well: begin again with short pauses.
    pub(super) fn reset(&mut self) {
        self.next = self.least;
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
    }
}
