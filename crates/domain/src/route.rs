//! Routes: rules that turn a message into an ordered list of providers.
//!
//! The first active route whose conditions all hold decides; a condition that names nothing holds always. Where no route
//! fits, all providers of the organization are tried by their rank. Everything here is a pure function of its input, so
//! that a choice can be explained and repeated.

use serde::{Deserialize, Serialize};

use crate::{Class, Fault, ProviderId};

/// The most values of one condition, and the most providers of one route.
pub const MAX_VALUES: usize = 500;
/// The largest weight.
pub const MAX_WEIGHT: u32 = 1_000;
/// The longest sender or category of a condition, in characters.
pub const MAX_WORD_CHARS: usize = 64;
/// The last place of a route or a provider among the others.
pub const MAX_RANK: i64 = 1_000_000;

/// What is wrong with a place among the others.
pub fn rank_fault(rank: i64) -> Option<Fault> {
    let fits = (0..=MAX_RANK).contains(&rank);
    (!fits).then(|| Fault::new("rank", "is out of bounds", "give 0 to 1000000"))
}

/// What a route asks of a message, and the providers it gives it to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct RouteRule {
    /// The number begins with one of these: `+` and digits.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub prefixes: Vec<String>,
    /// The number's country is one of these, ISO 3166-1 alpha-2.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<String>,
    /// The message asks for one of these senders.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub senders: Vec<String>,
    /// The message has one of these categories, a caller's own words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
    /// The message has one of these classes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<Class>,
    /// Where it goes, in order.
    pub providers: Vec<RouteProvider>,
    /// How the order comes about.
    pub order: RouteOrder,
    /// Whether one number always gets the same provider first, as long as that is there.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub sticky: bool,
}

/// A provider of a route.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RouteProvider {
    /// Which.
    pub provider: ProviderId,
    /// Its share among the others, 0 to 1,000, where the order is by weight; 0 takes what nobody else takes.
    #[serde(default = "one")]
    pub weight: u32,
}

fn one() -> u32 {
    1
}

/// How a route's providers are put in order for one message.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RouteOrder {
    /// As they are listed.
    #[default]
    Listed,
    /// By their weights, anew for each message (or each number where the route is sticky).
    Weighted,
    /// The cheapest segment first; those of another currency than the first listed one come last.
    LeastCost,
}

impl RouteOrder {
    /// The word in API and decisions.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::Weighted => "weighted",
            Self::LeastCost => "leastCost",
        }
    }
}

/// What routes look at.
#[derive(Debug, Clone, Copy)]
pub struct RouteSubject<'a> {
    /// The number, E.164.
    pub to: &'a str,
    /// Its country.
    pub country: [u8; 2],
    /// The sender asked for.
    pub sender: Option<&'a str>,
    /// The caller's own word for what it is.
    pub category: Option<&'a str>,
    /// Its class.
    pub class: Class,
}

impl RouteRule {
    /// Whether every condition holds for `subject`.
    pub fn fits(&self, subject: &RouteSubject<'_>) -> bool {
        let named = |values: &[String], value: Option<&str>| {
            values.is_empty() || value.is_some_and(|value| values.iter().any(|one| one.eq_ignore_ascii_case(value)))
        };
        let country = std::str::from_utf8(&subject.country).ok();
        (self.classes.is_empty() || self.classes.contains(&subject.class))
            && (self.prefixes.is_empty() || self.prefixes.iter().any(|prefix| subject.to.starts_with(prefix)))
            && named(&self.countries, country)
            && named(&self.senders, subject.sender)
            && named(&self.categories, subject.category)
    }

    /// Everything that is wrong with the rule by itself; whether its providers exist is for others to say.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (field, values) in [
            ("prefixes", &self.prefixes),
            ("countries", &self.countries),
            ("senders", &self.senders),
            ("categories", &self.categories),
        ] {
            if values.len() > MAX_VALUES {
                let mend = format!("give at most {MAX_VALUES}, or make a second route");
                faults.push(Fault::new(field, format!("has {} entries", values.len()), mend));
            }
        }
        if self.classes.len() > MAX_VALUES {
            let fault = format!("has {} entries", self.classes.len());
            faults.push(Fault::new("classes", fault, "name each class once"));
        }
        let prefix = |text: &&String| {
            let digits = text.strip_prefix('+').unwrap_or_default();
            !(1..=15).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_digit())
        };
        if let Some(at) = self.prefixes.iter().position(|text| prefix(&text)) {
            let field = format!("prefixes[{at}]");
            faults.push(Fault::new(field, "is not a prefix", "give + and digits, such as +2547"));
        }
        if let Some(at) = self.countries.iter().position(|code| !crate::phone::is_region(code)) {
            let field = format!("countries[{at}]");
            faults.push(Fault::new(
                field,
                "is not a country",
                "give two letters of ISO 3166-1, such as KE",
            ));
        }
        for (field, words) in [("senders", &self.senders), ("categories", &self.categories)] {
            faults.extend(word_fault(field, words));
        }
        faults.extend(self.provider_faults());
        faults
    }

    fn provider_faults(&self) -> Vec<Fault> {
        if self.providers.is_empty() || self.providers.len() > MAX_VALUES {
            let fault = format!("has {} entries", self.providers.len());
            return vec![Fault::new(
                "providers",
                fault,
                "name at least one provider, at most 500",
            )];
        }
        let mut faults = Vec::new();
        for (at, one) in self.providers.iter().enumerate() {
            if one.weight > MAX_WEIGHT {
                let field = format!("providers[{at}].weight");
                faults.push(Fault::new(field, "is too large", "give 0 to 1000"));
            }
            if self.providers[..at].iter().any(|other| other.provider == one.provider) {
                let field = format!("providers[{at}].provider");
                faults.push(Fault::new(field, "is listed twice", "leave one of the two out"));
            }
        }
        faults
    }
}

/// The first word of a condition that no message could have.
fn word_fault(field: &str, words: &[String]) -> Option<Fault> {
    let fits = |word: &String| (1..=MAX_WORD_CHARS).contains(&word.chars().count()) && !word.contains(char::is_control);
    let place = words.iter().position(|word| !fits(word))?;
    let fault = "is empty, too long or has control characters in it";
    Some(Fault::new(
        format!("{field}[{place}]"),
        fault,
        "give 1 to 64 characters",
    ))
}

/// A number that spreads evenly and is the same on every node and in every run (FNV-1a, with a final mix).
pub fn spread(parts: &[&[u8]]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for part in parts {
        for byte in part.iter().chain(&[0xFF]) {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

/// The places of `weights` in an order drawn by `key`: each comes first in the share of its weight, and one that drops
/// out does not move the others (rendezvous hashing). Weight 0 comes last.
pub fn weighted_order(weights: &[(u64, u32)], key: u64) -> Vec<usize> {
    let mut scored: Vec<(f64, usize)> = weights
        .iter()
        .enumerate()
        .map(|(place, (id, weight))| {
            let drawn = spread(&[&id.to_be_bytes(), &key.to_be_bytes()]);
            // In (0, 1): never exactly 0, whose logarithm is infinite.
            let unit = ((drawn >> 11) as f64 + 0.5) / (1_u64 << 53) as f64;
            let score = if *weight == 0 {
                f64::INFINITY
            } else {
                -unit.ln() / f64::from(*weight)
            };
            (score, place)
        })
        .collect();
    scored.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    scored.into_iter().map(|(_, place)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn subject<'a>(to: &'a str, sender: Option<&'a str>) -> RouteSubject<'a> {
        RouteSubject {
            to,
            country: *b"KE",
            sender,
            category: Some("fees"),
            class: Class::Transactional,
        }
    }

    fn rule(json: &str) -> RouteRule {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_route_fits_where_every_condition_holds() {
        for (json, to, sender, fits) in [
            ("{}", "+254722000111", None, true),
            (r#"{"prefixes":["+2547"]}"#, "+254722000111", None, true),
            (r#"{"prefixes":["+2541","+2547"]}"#, "+254722000111", None, true),
            (r#"{"prefixes":["+2541"]}"#, "+254722000111", None, false),
            (r#"{"countries":["ke"]}"#, "+254722000111", None, true),
            (r#"{"countries":["UG"]}"#, "+254722000111", None, false),
            (r#"{"senders":["School"]}"#, "+254722000111", Some("SCHOOL"), true),
            (r#"{"senders":["School"]}"#, "+254722000111", None, false),
            (r#"{"categories":["fees"]}"#, "+254722000111", None, true),
            (r#"{"classes":["otp"]}"#, "+254722000111", None, false),
            (
                r#"{"classes":["transactional"],"prefixes":["+25"]}"#,
                "+254722000111",
                None,
                true,
            ),
        ] {
            assert_eq!(rule(json).fits(&subject(to, sender)), fits, "{json}");
        }
    }

    #[test]
    fn every_fault_of_a_rule_is_named() {
        let bad = rule(
            r#"{"prefixes":["254"],"countries":["XX1"],"providers":[{"provider":"prv_0000000000001","weight":2000},
                {"provider":"prv_0000000000001"}]}"#,
        );
        let fields: Vec<String> = bad.faults().into_iter().map(|fault| fault.field).collect();
        assert_eq!(
            fields,
            [
                "prefixes[0]",
                "countries[0]",
                "providers[0].weight",
                "providers[1].provider"
            ]
        );
        assert_eq!(rule("{}").faults()[0].field, "providers");
    }

    #[test]
    fn words_classes_and_ranks_have_bounds() {
        let of = |change: fn(&mut RouteRule)| {
            let mut rule = rule(r#"{"providers":[{"provider":"prv_0000000000001"}]}"#);
            change(&mut rule);
            rule.faults().into_iter().map(|fault| fault.field).collect::<Vec<_>>()
        };
        assert_eq!(of(|rule| rule.senders = vec!["x".repeat(64)]), [""; 0]);
        assert_eq!(
            of(|rule| rule.senders = vec!["ok".into(), String::new()]),
            ["senders[1]"]
        );
        assert_eq!(of(|rule| rule.categories = vec!["x".repeat(65)]), ["categories[0]"]);
        assert_eq!(of(|rule| rule.categories = vec!["a\u{7}".into()]), ["categories[0]"]);
        assert_eq!(of(|rule| rule.classes = vec![Class::Otp; 501]), ["classes"]);
        for (rank, fits) in [(0, true), (1_000_000, true), (-1, false), (1_000_001, false)] {
            assert_eq!(rank_fault(rank).is_none(), fits, "{rank}");
        }
    }

    #[test]
    fn weights_are_shares() {
        let weights = [(1, 70), (2, 20), (3, 10), (4, 0)];
        let mut first = [0_u32; 4];
        for key in 0..10_000 {
            let order = weighted_order(&weights, spread(&[&u64::to_be_bytes(key)]));
            assert_eq!(order.len(), 4);
            assert_eq!(order[3], 3);
            first[order[0]] += 1;
        }
        assert!((6_700..7_300).contains(&first[0]), "{first:?}");
        assert!((1_800..2_200).contains(&first[1]), "{first:?}");
        assert!((850..1_150).contains(&first[2]), "{first:?}");
    }

    proptest! {
        #[test]
        fn one_that_drops_out_moves_nobody_else(key in any::<u64>(), gone in 0_usize..4) {
            let all = [(10, 5), (20, 1), (30, 9), (40, 3)];
            let before: Vec<u64> = weighted_order(&all, key).into_iter().map(|at| all[at].0).collect();
            let fewer: Vec<(u64, u32)> = all.iter().copied().filter(|one| one.0 != all[gone].0).collect();
            let after: Vec<u64> = weighted_order(&fewer, key).into_iter().map(|at| fewer[at].0).collect();
            let expected: Vec<u64> = before.into_iter().filter(|id| *id != all[gone].0).collect();
            prop_assert_eq!(after, expected);
        }
    }
}
