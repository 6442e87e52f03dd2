//! Carrier-response rules, as data: a pattern on a carrier's code or words, and what it pauses or slows.

use domain::Fault;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Where a provider's settings keep rules of their own.
pub const RULES_KEY: &str = "responseRules";
/// The most rules of one provider.
const MAX_RULES: usize = 100;
/// The longest pause, seconds: a day.
const MAX_SECONDS: u64 = 86_400;

/// A rule of a provider's settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ResponseRule {
    /// The carrier's code is this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The carrier's words contain this, in any case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// What to do.
    pub action: RuleAction,
    /// For how long, seconds.
    pub seconds: u64,
}

/// What a rule does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RuleAction {
    /// Hands nothing over to the carrier.
    PauseLane,
    /// Pauses, then goes on more slowly and speeds up again.
    SlowLane,
    /// Hands over nothing of the message's organization.
    PauseOrganization,
    /// Hands over nothing from the message's sender.
    PauseSender,
}

/// A rule that is shipped for a kind of provider.
#[derive(Debug)]
pub struct ShippedRule {
    /// The carrier's code, or none for any.
    pub code: Option<&'static str>,
    /// A part of the carrier's words, or none for any.
    pub text: Option<&'static str>,
    /// What to do.
    pub action: RuleAction,
    /// For how long, seconds.
    pub seconds: u64,
}

impl From<&ShippedRule> for ResponseRule {
    fn from(shipped: &ShippedRule) -> Self {
        Self {
            code: shipped.code.map(str::to_owned),
            text: shipped.text.map(str::to_owned),
            action: shipped.action,
            seconds: shipped.seconds,
        }
    }
}

impl ResponseRule {
    /// Whether it is about an answer with this code and these words.
    pub fn fits(&self, code: Option<&str>, text: &str) -> bool {
        let code_fits = self.code.as_deref().is_none_or(|own| code == Some(own));
        let text_fits = self
            .text
            .as_deref()
            .is_none_or(|own| text.to_lowercase().contains(&own.to_lowercase()));
        (self.code.is_some() || self.text.is_some()) && code_fits && text_fits
    }
}

/// What is wrong with the rules of a provider's settings (the value under [`RULES_KEY`]).
pub fn check_rules(rules: &Value) -> Vec<Fault> {
    let mend = "give a list such as [{\"code\":\"88\",\"action\":\"pauseSender\",\"seconds\":60}]";
    let rules: Vec<ResponseRule> = match serde_json::from_value(rules.clone()) {
        Ok(rules) => rules,
        Err(error) => return vec![Fault::new(RULES_KEY, format!("cannot be read: {error}"), mend)],
    };
    if rules.len() > MAX_RULES {
        let fault = format!("has {} entries", rules.len());
        return vec![Fault::new(RULES_KEY, fault, format!("give at most {MAX_RULES}"))];
    }
    let mut faults = Vec::new();
    for (at, rule) in rules.iter().enumerate() {
        let empty = |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
        if empty(&rule.code) && empty(&rule.text) {
            let field = format!("{RULES_KEY}[{at}]");
            faults.push(Fault::new(
                field,
                "asks for nothing",
                "give a code, a part of the text, or both",
            ));
        }
        if !(1..=MAX_SECONDS).contains(&rule.seconds) {
            let field = format!("{RULES_KEY}[{at}].seconds");
            faults.push(Fault::new(
                field,
                "is out of bounds",
                format!("give 1 to {MAX_SECONDS}"),
            ));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_rule_must_ask_for_something_and_end() {
        let faults = check_rules(&json!([
            { "action": "pauseLane", "seconds": 5 },
            { "code": "1", "action": "slowLane", "seconds": 0 },
        ]));
        let fields: Vec<String> = faults.into_iter().map(|fault| fault.field).collect();
        assert_eq!(fields, ["responseRules[0]", "responseRules[1].seconds"]);
        assert_eq!(check_rules(&json!("x")).len(), 1);
        assert!(check_rules(&json!([{ "text": "busy", "action": "slowLane", "seconds": 5 }])).is_empty());
    }
}
