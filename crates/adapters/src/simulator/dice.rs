//! Chance that repeats: the draws for one submit follow from the seed, the destination and how often it was submitted.
//!
//! The generator is SplitMix64, written out here because the sequence must stay the same over library versions.
//! Nothing here is fit for secrets.

use super::config::Latency;

/// How many destinations are told apart when counting; others share a counter, which changes no share.
const SLOTS: usize = 1 << 20;

/// The draws of one submit.
#[derive(Debug, Clone)]
pub(super) struct Dice(u64);

/// Makes the dice of each submit.
#[derive(Debug)]
pub(super) struct Chance {
    seed: u64,
    submits: Vec<u16>,
}

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            seed,
            submits: vec![0; SLOTS],
        }
    }

    /// The dice of the next submit to `destination`.
    pub(super) fn next(&mut self, destination: &str) -> Dice {
        let key = hash(self.seed, destination.as_bytes());
        let count = &mut self.submits[(key % SLOTS as u64) as usize];
        *count = count.wrapping_add(1);
        Dice::new(key ^ (u64::from(*count) << 48))
    }
}

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 up to, not including, 1.
    pub(super) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Whether a thing of this share happens.
    pub(super) fn chance(&mut self, share: f64) -> bool {
        share > 0.0 && self.unit() < share
    }

    /// A span of `latency`, in ms.
    pub(super) fn span(&mut self, latency: Latency) -> i64 {
        let Latency {
            min_ms,
            max_ms,
            peak_ms,
        } = latency;
        let width = max_ms.saturating_sub(min_ms);
        let drawn = match peak_ms {
            _ if width == 0 => min_ms,
            None => min_ms + self.next() % (width + 1),
            Some(peak) => self.around(min_ms as f64, peak as f64, max_ms as f64),
        };
        i64::try_from(drawn).unwrap_or(i64::MAX)
    }

    /// Bell-shaped: the middle of three draws' mean falls on the peak, its ends on the least and the most.
    fn around(&mut self, least: f64, peak: f64, most: f64) -> u64 {
        let mean = (self.unit() + self.unit() + self.unit()) / 3.0;
        let drawn = if mean < 0.5 {
            least + (peak - least) * mean * 2.0
        } else {
            peak + (most - peak) * (mean - 0.5) * 2.0
        };
        drawn.round() as u64
    }
}

/// FNV-1a over the bytes, started from the seed.
fn hash(seed: u64, bytes: &[u8]) -> u64 {
    let start = Dice::new(seed).next() ^ 0xcbf2_9ce4_8422_2325;
    bytes.iter().fold(start, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sequence_is_the_published_one() {
        // The first outputs of SplitMix64 from the seed 1234567, as its author's reference code prints them.
        let mut dice = Dice::new(1_234_567);
        assert_eq!(dice.next(), 6_457_827_717_110_365_317);
        assert_eq!(dice.next(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn equal_seeds_draw_alike_whatever_came_between() {
        let (mut one, mut other) = (Chance::new(9), Chance::new(9));
        other.next("+254700000002");
        assert_eq!(one.next("+254700000001").next(), other.next("+254700000001").next());
        assert_ne!(
            one.next("+254700000001").next(),
            Chance::new(9).next("+254700000001").next()
        );
    }

    #[test]
    fn spans_stay_inside_and_gather_at_the_peak() {
        let mut dice = Dice::new(1);
        let latency = Latency {
            min_ms: 10,
            max_ms: 110,
            peak_ms: Some(30),
        };
        let spans: Vec<i64> = (0..10_000).map(|_| dice.span(latency)).collect();
        assert!(spans.iter().all(|ms| (10..=110).contains(ms)));
        let near = spans.iter().filter(|ms| (20..=50).contains(*ms)).count();
        assert!(near > 5_000, "{near}");
    }

    #[test]
    fn a_share_is_met_closely() {
        let mut dice = Dice::new(2);
        let hits = (0..10_000).filter(|_| dice.chance(0.25)).count();
        assert!((2_300..2_700).contains(&hits), "{hits}");
    }
}
