//! The report: figures with their targets, as Markdown for people and JSON for comparing runs.
//!
//! A figure without a target says what was measured; one with a target says whether it was reached.

mod markdown;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Serialize;

use crate::machine::Machine;
use crate::options::Letter;

pub use markdown::{count, megabytes};

/// Marks in a document between which the results stand.
const MARKS: (&str, &str) = ("<!-- results: written by `make bench` -->", "<!-- end of results -->");

/// What a figure should reach.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(tag = "bound", content = "value", rename_all = "snake_case")]
pub enum Target {
    /// This or more.
    AtLeast(f64),
    /// This or less.
    AtMost(f64),
}

/// One measured number.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    /// The scenario.
    #[serde(serialize_with = "letter")]
    pub scenario: Letter,
    /// What was measured.
    pub name: String,
    /// The number.
    pub value: f64,
    /// Its unit.
    pub unit: Unit,
    /// What it should reach.
    pub target: Option<Target>,
    /// What else was seen, in words.
    pub details: Vec<String>,
}

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Requests a second.
    RequestsPerSecond,
    /// Messages a second.
    MessagesPerSecond,
    /// Milliseconds.
    Milliseconds,
    /// Bytes.
    Bytes,
    /// One figure divided by another.
    Ratio,
}

/// A run's whole outcome.
#[derive(Debug, Serialize)]
pub struct Report {
    /// When it was made, RFC 3339.
    pub made_at: String,
    /// Whether the run was too short to mean anything.
    pub quick: bool,
    /// Where.
    pub machine: Machine,
    /// How the databases were set.
    pub databases: Vec<String>,
    /// The figures.
    pub figures: Vec<Figure>,
    /// What was not measured, and why.
    pub left_out: Vec<String>,
}

fn letter<S: serde::Serializer>(letter: &Letter, out: S) -> Result<S::Ok, S::Error> {
    out.serialize_char(letter.as_char())
}

impl Target {
    /// Whether `value` reaches it.
    pub fn is_reached(self, value: f64) -> bool {
        match self {
            Self::AtLeast(bound) => value >= bound,
            Self::AtMost(bound) => value <= bound,
        }
    }
}

impl Figure {
    /// A figure without target or details.
    pub fn new(scenario: Letter, name: impl Into<String>, value: f64, unit: Unit) -> Self {
        Self {
            scenario,
            name: name.into(),
            value,
            unit,
            target: None,
            details: Vec::new(),
        }
    }

    /// With something to reach.
    pub fn target(mut self, target: Target) -> Self {
        self.target = Some(target);
        self
    }

    /// On one line, without what else was seen.
    pub fn to_line(&self) -> String {
        format!(
            "({}) {}: {}",
            self.scenario.as_char(),
            self.name,
            markdown::amount(self.value, self.unit)
        )
    }

    /// With what else was seen.
    pub fn details(mut self, details: impl IntoIterator<Item = String>) -> Self {
        self.details.extend(details);
        self
    }
}

impl Report {
    /// The value of the figure with this name.
    pub fn value(&self, scenario: Letter, name: &str) -> Option<f64> {
        self.figures
            .iter()
            .find(|one| one.scenario == scenario && one.name == name)
            .map(|one| one.value)
    }

    /// Adds `scenario`'s figure `name` divided by another scenario's `base`, where both were measured.
    pub fn ratio(&mut self, (scenario, name): (Letter, &str), (of, base): (Letter, &str), target: Option<Target>) {
        let (Some(value), Some(divisor)) = (self.value(scenario, name), self.value(of, base)) else {
            return;
        };
        if divisor > 0.0 {
            let title = format!("{name}, of ({}) {base}", of.as_char());
            let mut figure = Figure::new(scenario, title, value / divisor, Unit::Ratio);
            figure.target = target;
            self.figures.push(figure);
        }
    }

    /// Writes `report.md` and `report.json` into `folder`.
    pub fn write(&self, folder: &Path) -> Result<()> {
        fs::create_dir_all(folder)?;
        fs::write(folder.join("report.md"), markdown::whole(self))?;
        let mut json = serde_json::to_vec_pretty(self)?;
        json.push(b'\n');
        Ok(fs::write(folder.join("report.json"), json)?)
    }

    /// The report as Markdown.
    pub fn to_markdown(&self) -> String {
        markdown::whole(self)
    }

    /// Replaces what stands between the marks of `document`.
    pub fn replace_in(&self, document: &Path) -> Result<()> {
        if self.quick {
            bail!(
                "the figures of a quick run mean nothing: {} was left as it is",
                document.display()
            );
        }
        let text = fs::read_to_string(document).with_context(|| format!("{} cannot be read", document.display()))?;
        let replaced = between_marks(&text, &markdown::results(self));
        let replaced = replaced.with_context(|| format!("{} has no marks for the results", document.display()))?;
        Ok(fs::write(document, replaced)?)
    }
}

fn between_marks(text: &str, results: &str) -> Option<String> {
    let (before, rest) = text.split_once(MARKS.0)?;
    let (_, after) = rest.split_once(MARKS.1)?;
    Some(format!(
        "{before}{}\n\n{}\n\n{}{after}",
        MARKS.0,
        results.trim(),
        MARKS.1
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_replace_earlier_ones_and_nothing_else() {
        let text = format!("# A\n\n{}\nold\n{}\n\nend\n", MARKS.0, MARKS.1);
        let once = between_marks(&text, "new\n").unwrap();
        assert_eq!(once, format!("# A\n\n{}\n\nnew\n\n{}\n\nend\n", MARKS.0, MARKS.1));
        assert_eq!(between_marks(&once, "new").as_deref(), Some(once.as_str()));
        assert_eq!(between_marks("no marks", "new"), None);
    }

    #[test]
    fn a_target_is_reached_at_its_bound() {
        assert!(Target::AtLeast(10.0).is_reached(10.0) && !Target::AtLeast(10.0).is_reached(9.9));
        assert!(Target::AtMost(20.0).is_reached(20.0) && !Target::AtMost(20.0).is_reached(20.1));
    }
}
