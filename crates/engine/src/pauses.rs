//! Carrier-response rules: what a carrier's code or words pause or slow, for how long. The rules are data: those of the
//! provider's settings (`responseRules`), before those shipped for its kind.
//!
//! A rule may stop the whole lane, slow it, stop one organization on it, or stop one sender; everybody else goes on.

use std::collections::HashMap;
use std::time::Duration;

use adapters::catalog::{self, ResponseRule, RuleAction};
use domain::OrganizationId;
use parking_lot::{Mutex, RwLock};
use store::Provider;
use tokio::time::Instant;

/// The most senders that are paused at once; beyond it the oldest pause ends early.
const MAX_SENDERS: usize = 10_000;

/// The rules of a lane and what they stopped.
#[derive(Debug, Default)]
pub struct Pauses {
    rules: RwLock<Vec<ResponseRule>>,
    organizations: Mutex<HashMap<OrganizationId, Instant>>,
    senders: Mutex<HashMap<String, Instant>>,
}

/// What a rule asks of the lane itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LaneRule {
    /// Nothing: it concerns others, or no rule fits.
    None,
    /// Hand nothing over for this long.
    Pause(Duration),
    /// Pause for this long as if the carrier had asked for it, and go on more slowly.
    Slow(Duration),
}

impl Pauses {
    /// Nothing paused yet, with the rules of `provider`.
    pub fn of(provider: &Provider) -> Self {
        let pauses = Self::default();
        pauses.read_rules(provider);
        pauses
    }

    /// Takes over the rules of a changed row.
    pub fn read_rules(&self, provider: &Provider) {
        let mut rules = own_rules(&provider.config);
        let shipped = catalog::kind(&provider.adapter).map_or(&[][..], |kind| kind.rules);
        rules.extend(shipped.iter().map(ResponseRule::from));
        *self.rules.write() = rules;
    }

    /// Applies the first rule that fits a refusal; says what it asks of the lane.
    pub fn apply(&self, code: Option<&str>, text: &str, of: (OrganizationId, Option<&str>), now: Instant) -> LaneRule {
        let rules = self.rules.read();
        let Some(rule) = rules.iter().find(|rule| rule.fits(code, text)) else {
            return LaneRule::None;
        };
        let span = Duration::from_secs(rule.seconds);
        match rule.action {
            RuleAction::PauseLane => return LaneRule::Pause(span),
            RuleAction::SlowLane => return LaneRule::Slow(span),
            RuleAction::PauseOrganization => {
                self.organizations.lock().insert(of.0, now + span);
            }
            RuleAction::PauseSender => {
                if let Some(sender) = of.1 {
                    self.pause_sender(sender, now + span);
                }
            }
        }
        LaneRule::None
    }

    fn pause_sender(&self, sender: &str, until: Instant) {
        let mut senders = self.senders.lock();
        if senders.len() >= MAX_SENDERS
            && let Some(first) = senders
                .iter()
                .min_by_key(|(_, until)| **until)
                .map(|(sender, _)| sender.clone())
        {
            senders.remove(&first);
        }
        senders.insert(sender.to_owned(), until);
    }

    /// The organizations that are paused at `now`.
    pub fn organizations(&self, now: Instant) -> Vec<OrganizationId> {
        let mut paused = self.organizations.lock();
        if paused.is_empty() {
            return Vec::new();
        }
        paused.retain(|_, until| *until > now);
        paused.keys().copied().collect()
    }

    /// Until when `organization` is paused.
    pub fn organization_until(&self, organization: OrganizationId, now: Instant) -> Option<Instant> {
        let paused = self.organizations.lock();
        paused.get(&organization).copied().filter(|until| *until > now)
    }

    /// Until when `sender` is paused.
    pub fn sender_until(&self, sender: &str, now: Instant) -> Option<Instant> {
        let mut senders = self.senders.lock();
        let until = *senders.get(sender)?;
        if until > now {
            return Some(until);
        }
        senders.remove(sender);
        None
    }

    /// How many organizations and senders are paused at `now`.
    pub fn counts(&self, now: Instant) -> (usize, usize) {
        let organizations = self.organizations(now).len();
        let senders = self.senders.lock().values().filter(|until| **until > now).count();
        (organizations, senders)
    }
}

/// The rules in a provider's settings; unreadable ones were refused when they were set.
fn own_rules(config: &str) -> Vec<ResponseRule> {
    let settings: serde_json::Value = serde_json::from_str(config).unwrap_or_default();
    let rules = settings.get(catalog::RULES_KEY).cloned().unwrap_or_default();
    serde_json::from_value(rules).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORG: OrganizationId = OrganizationId::new(7);

    fn pauses(rules: &str) -> Pauses {
        let pauses = Pauses::default();
        *pauses.rules.write() = own_rules(&format!(r#"{{"responseRules":{rules}}}"#));
        pauses
    }

    #[test]
    fn the_first_rule_that_fits_decides_and_stops_only_whom_it_names() {
        let now = Instant::now();
        let pauses = pauses(
            r#"[{"code":"88","action":"pauseSender","seconds":60},
                {"text":"quota","action":"pauseOrganization","seconds":30},
                {"code":"500","action":"pauseLane","seconds":10},
                {"text":"busy","action":"slowLane","seconds":2}]"#,
        );
        let apply = |code, text| pauses.apply(code, text, (ORG, Some("SCHOOL")), now);
        assert_eq!(apply(Some("88"), "quota"), LaneRule::None);
        assert_eq!(pauses.counts(now), (0, 1));
        assert_eq!(pauses.sender_until("SCHOOL", now), Some(now + Duration::from_secs(60)));
        assert_eq!(pauses.sender_until("BANK", now), None);
        assert_eq!(apply(None, "Daily QUOTA used up"), LaneRule::None);
        assert_eq!(pauses.organizations(now), [ORG]);
        assert_eq!(pauses.organization_until(ORG, now), Some(now + Duration::from_secs(30)));
        assert_eq!(pauses.organization_until(OrganizationId::new(8), now), None);
        assert_eq!(pauses.organization_until(ORG, now + Duration::from_secs(30)), None);
        assert_eq!(pauses.organizations(now + Duration::from_secs(31)), []);
        assert_eq!(apply(Some("500"), ""), LaneRule::Pause(Duration::from_secs(10)));
        assert_eq!(apply(None, "we are busy"), LaneRule::Slow(Duration::from_secs(2)));
        assert_eq!(apply(Some("1"), "else"), LaneRule::None);
    }

    #[test]
    fn the_number_of_paused_senders_is_bounded() {
        let now = Instant::now();
        let pauses = pauses(r#"[{"code":"88","action":"pauseSender","seconds":60}]"#);
        for n in 0..MAX_SENDERS + 5 {
            pauses.apply(Some("88"), "", (ORG, Some(&format!("S{n}"))), now);
        }
        assert_eq!(pauses.counts(now).1, MAX_SENDERS);
    }
}
