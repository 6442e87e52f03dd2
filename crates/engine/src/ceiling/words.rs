//! What caps a lane, in words: with every figure for its owner, with the caller's own alone for everybody else.

use super::{Cap, LaneFigures};
use crate::Engine;
use crate::lane::Lane;

impl Engine {
    /// For the lane's owner.
    pub(super) fn why_whole(&self, cap: Cap, lane: &Lane, seen: &LaneFigures, paused_ms: Option<u64>) -> String {
        match cap {
            Cap::Inactive => "the provider is switched off".to_owned(),
            Cap::Health => {
                let why = lane.with_breaker(|breaker| breaker.health().2.to_owned());
                format!("the provider is DOWN: {why}")
            }
            Cap::Pause => {
                let ms = paused_ms.unwrap_or_default();
                format!("the carrier's answers pause it for {ms} ms more")
            }
            Cap::NoWork => "nothing waits for it".to_owned(),
            Cap::Window => {
                let latency = seen.latency_ms.unwrap_or_default();
                let most = seen.window_per_second.unwrap_or_default();
                let window = seen.window;
                format!(
                    "all {window} places of the window are open and the carrier takes {latency:.0} ms: at most {most:.0} \
                     a second"
                )
            }
            Cap::Rate => {
                let rate = seen.rate_per_second.unwrap_or_default();
                let why = if seen.slowed {
                    "after the carrier asked for patience"
                } else {
                    "as configured"
                };
                format!("its rate is {rate:.0} a second, {why}")
            }
            Cap::SystemRate => {
                let rate = self.settings.rate_per_second.unwrap_or_default();
                format!("the whole system may send {rate} a second")
            }
            Cap::PausedOrganizations => "all that waits belongs to paused organizations".to_owned(),
            Cap::Database => {
                let begin = seen.begin_ms.unwrap_or_default();
                let depth = seen.journal_depth;
                format!("the mark before each hand-over takes {begin:.1} ms, {depth} writes wait")
            }
            Cap::Nothing => "it goes as fast as messages come".to_owned(),
        }
    }
}

/// For an organization that shares the lane: what it may know.
pub(super) fn why_own(cap: Cap, waiting: i64, paused_ms: Option<u64>) -> String {
    let ms = paused_ms.unwrap_or_default();
    let text = match cap {
        Cap::Inactive => "the provider is switched off",
        Cap::Health => "the provider is DOWN",
        Cap::Pause => return format!("the carrier's answers pause it for {ms} ms more"),
        Cap::NoWork if waiting > 0 => "what waits of yours is under way, or not due yet",
        Cap::NoWork => "nothing of yours waits for it",
        Cap::PausedOrganizations => {
            return format!("the carrier's answers pause your messages on it for {ms} ms more");
        }
        Cap::Window => "its window is full: your messages wait for the carrier's answers",
        Cap::Rate => "it goes as fast as its rate allows",
        Cap::SystemRate => "the whole system goes as fast as its rate allows",
        Cap::Database => "the mark before each hand-over waits for the database",
        Cap::Nothing => "it goes as fast as messages come",
    };
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_shares_a_lane_reads_no_figure_but_its_own_pause() {
        let all = [
            Cap::NoWork,
            Cap::Inactive,
            Cap::Health,
            Cap::Pause,
            Cap::PausedOrganizations,
            Cap::Rate,
            Cap::SystemRate,
            Cap::Window,
            Cap::Database,
            Cap::Nothing,
        ];
        for cap in all {
            let why = why_own(cap, 7, Some(250));
            let told = why.replace("250 ms", "");
            assert!(!told.contains(|c: char| c.is_ascii_digit()), "{cap:?}: {why}");
        }
    }
}
