//! How a simulated carrier behaves, as its operator writes it: one document in JSON or TOML, unknown keys refused.
//!
//! Every key has a default, so `{}` is a whole configuration. `Config::parse` also checks the values; what each key
//! does to a message is in `model`, and for readers in `docs/simulator.md`.

mod check;

use domain::Fault;
use serde::{Deserialize, Serialize};

use super::ids::IdStyle;

/// The whole behaviour of one simulated carrier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// What all chance is drawn from: the same seed and the same submits give the same fates.
    pub seed: u64,
    /// The delays to start from.
    pub profile: Profile,
    /// Whether the documented destinations choose their own outcome.
    pub magic_numbers: bool,
    /// How long an answer takes; the profile's where absent.
    pub response: Option<Latency>,
    /// How many messages it takes in each second of its clock; no limit where absent.
    pub throughput_per_second: Option<u32>,
    /// How long a sender is told to pause by the destination that throttles once, and by a full report queue.
    pub throttle_pause_ms: u64,
    /// Whether it can be asked if it took a message.
    pub lookup: bool,
    /// How many phones it remembers with what arrived on them.
    pub handsets: usize,
    /// How many messages it remembers for that question and for its counts.
    pub remember: usize,
    /// How many reports may wait to be taken by one client before submits are held back.
    pub max_pending_reports: usize,
    /// How long an in-process sender waits for an answer that never comes.
    pub response_timeout_ms: u64,
    /// The delivery reports.
    pub reports: Reports,
    /// The ids it gives.
    pub ids: Ids,
    /// What goes wrong without a magic number.
    pub failures: Failures,
    /// Texts that come back.
    pub replies: Replies,
}

/// A named set of delays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// Answers after 5 to 20 ms, reports 200 to 800 ms later.
    #[default]
    Usual,
    /// Answers at once, reports 50 ms later (sooner they would overtake the caller's own commit); for benchmarks.
    Fastest,
}

/// A span of time drawn for each message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Latency {
    /// The shortest, in ms.
    pub min_ms: u64,
    /// The longest, in ms; equal to `min_ms` for a fixed span.
    pub max_ms: u64,
    /// Where most draws fall, in ms; every span is equally likely where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub peak_ms: Option<u64>,
}

/// How delivery reports come. Shares are of the messages taken, from 0 to 1, each drawn on its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Reports {
    /// Whether there are any.
    pub enabled: bool,
    /// How long after the answer; the profile's where absent.
    pub delay: Option<Latency>,
    /// Whether `sent` is reported before the final word.
    pub sent_first: bool,
    /// Whether a report names Tuma's own reference and attempt.
    pub echo_reference: bool,
    /// The share that never comes.
    pub lost_share: f64,
    /// The share that comes before the answer to the submit.
    pub early_share: f64,
    /// The share that comes `late_ms` after the answer.
    pub late_share: f64,
    /// How late a late report is.
    pub late_ms: u64,
    /// The share that is repeated.
    pub duplicate_share: f64,
    /// How many times a repeated report comes again.
    pub duplicates: u16,
}

/// How the carrier names what it took.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Ids {
    /// How the answer spells an id.
    pub style: IdStyle,
    /// Filled up with zeros to this many digits.
    pub pad: usize,
    /// How a report spells it; as the answer does where absent.
    pub receipt_style: Option<IdStyle>,
    /// The digits of a report's spelling; as the answer's where absent.
    pub receipt_pad: Option<usize>,
    /// An id of its own for every segment, instead of one for the message.
    pub per_segment: bool,
    /// The first id; drawn from the clock where absent, so that a restarted carrier does not repeat itself.
    pub first: Option<u64>,
    /// Start again with the first id after this many.
    pub reuse_after: Option<u64>,
}

/// What goes wrong by chance. Shares are of the submits, from 0 to 1; at most one of them strikes a message.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Failures {
    /// Refused for good.
    pub rejected_share: f64,
    /// Refused for now.
    pub refused_share: f64,
    /// Taken, and reported failed.
    pub failed_share: f64,
    /// Taken, and never answered.
    pub timeout_taken_share: f64,
    /// Neither taken nor answered.
    pub timeout_not_taken_share: f64,
    /// Not taken: the connection drops instead.
    pub disconnect_share: f64,
}

/// Texts that come back from the destination.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Replies {
    /// The share of the messages taken that is answered.
    pub share: f64,
    /// With which text.
    pub text: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            seed: 0,
            profile: Profile::Usual,
            magic_numbers: true,
            response: None,
            throughput_per_second: None,
            throttle_pause_ms: 200,
            lookup: true,
            handsets: 200,
            remember: 100_000,
            max_pending_reports: 200_000,
            response_timeout_ms: 10_000,
            reports: Reports::default(),
            ids: Ids::default(),
            failures: Failures::default(),
            replies: Replies::default(),
        }
    }
}

impl Default for Reports {
    fn default() -> Self {
        Self {
            enabled: true,
            delay: None,
            sent_first: false,
            echo_reference: true,
            lost_share: 0.0,
            early_share: 0.0,
            late_share: 0.0,
            late_ms: 60_000,
            duplicate_share: 0.0,
            duplicates: 1,
        }
    }
}

impl Default for Replies {
    fn default() -> Self {
        Self {
            share: 0.0,
            text: "OK".to_owned(),
        }
    }
}

impl Latency {
    /// Always `ms`.
    pub const fn fixed(ms: u64) -> Self {
        Self {
            min_ms: ms,
            max_ms: ms,
            peak_ms: None,
        }
    }

    /// Anything from `min_ms` to `max_ms`.
    pub const fn between(min_ms: u64, max_ms: u64) -> Self {
        Self {
            min_ms,
            max_ms,
            peak_ms: None,
        }
    }
}

impl Config {
    /// Reads and checks a configuration: JSON where the text starts with `{`, TOML otherwise.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let config: Self = if text.trim_start().starts_with('{') {
            serde_json::from_str(text).map_err(|error| unreadable(&error.to_string()))?
        } else {
            toml::from_str(text).map_err(|error| unreadable(error.message()))?
        };
        config.check()?;
        Ok(config)
    }

    /// Everything at once and no limits: the carrier of the benchmarks.
    pub fn fastest() -> Self {
        Self {
            profile: Profile::Fastest,
            magic_numbers: false,
            ..Self::default()
        }
    }

    /// How long an answer takes.
    pub fn response(&self) -> Latency {
        self.response.unwrap_or(match self.profile {
            Profile::Usual => Latency::between(5, 20),
            Profile::Fastest => Latency::fixed(0),
        })
    }

    /// How long after the answer a report comes.
    pub fn report_delay(&self) -> Latency {
        self.reports.delay.unwrap_or(match self.profile {
            Profile::Usual => Latency::between(200, 800),
            Profile::Fastest => Latency::fixed(50),
        })
    }
}

fn unreadable(reason: &str) -> Fault {
    Fault::new(
        "config",
        format!("cannot be read: {reason}"),
        "see the keys in docs/simulator.md",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_document_is_the_usual_carrier() {
        assert_eq!(Config::parse("{}").unwrap(), Config::default());
        assert_eq!(Config::parse("").unwrap(), Config::default());
        assert_eq!(Config::default().response(), Latency::between(5, 20));
        assert_eq!(Config::default().report_delay(), Latency::between(200, 800));
    }

    #[test]
    fn json_and_toml_say_the_same() {
        let json =
            r#"{"seed":7,"profile":"fastest","ids":{"style":"upper-hex","pad":12},"reports":{"lost_share":0.5}}"#;
        let toml = "seed = 7\nprofile = 'fastest'\n[ids]\nstyle = 'upper-hex'\npad = 12\n[reports]\nlost_share = 0.5\n";
        assert_eq!(Config::parse(json).unwrap(), Config::parse(toml).unwrap());
    }

    #[test]
    fn an_unknown_key_is_refused_by_name() {
        let fault = Config::parse(r#"{"reports":{"delayed":1}}"#).unwrap_err();
        assert!(fault.fault.contains("delayed"), "{fault}");
    }

    #[test]
    fn values_without_meaning_are_refused_by_key() {
        let cases = [
            (r#"{"reports":{"lost_share":1.5}}"#, "reports.lost_share"),
            (r#"{"response":{"min_ms":9,"max_ms":3}}"#, "response"),
            (r#"{"response":{"min_ms":1,"max_ms":3,"peak_ms":4}}"#, "response"),
            (r#"{"throughput_per_second":0}"#, "throughput_per_second"),
            (r#"{"failures":{"rejected_share":0.6,"refused_share":0.6}}"#, "failures"),
            (r#"{"ids":{"pad":400}}"#, "ids.pad"),
            (r#"{"reports":{"duplicates":200}}"#, "reports.duplicates"),
        ];
        for (text, key) in cases {
            assert_eq!(Config::parse(text).unwrap_err().field, key, "{text}");
        }
    }
}
