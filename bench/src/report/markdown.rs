//! The report as Markdown: one table a scenario, then what was left out.

use std::fmt::Write;

use clap::ValueEnum;

use super::{Figure, Report, Target, Unit};
use crate::options::Letter;

const MB: f64 = 1e6;

/// The report with its heading.
pub(super) fn whole(report: &Report) -> String {
    format!("# Benchmarks\n\n{}", results(report))
}

/// The report without a heading.
pub(super) fn results(report: &Report) -> String {
    let mut text = String::new();
    if report.quick {
        text.push_str("**A quick run: it shows that the benchmarks work. These figures mean nothing.**\n\n");
    }
    let machine = &report.machine;
    let lines = [
        format!(
            "Made {}, release build, load generator on the same machine and included.",
            report.made_at
        ),
        format!(
            "- Machine: {} processors ({}), {:.0} GiB, Linux {}, {}; a write of 4 KiB is on disk after {} µs \
             (99 of 100 within {} µs).",
            machine.processors,
            machine.processor,
            machine.memory_gib,
            machine.kernel,
            machine.file_system,
            machine.sync_median_us,
            machine.sync_p99_us
        ),
    ];
    text.push_str(&lines.join("\n\n"));
    text.push('\n');
    for line in &report.databases {
        let _ = writeln!(text, "- {line}");
    }
    for &letter in Letter::value_variants() {
        let figures: Vec<&Figure> = report
            .figures
            .iter()
            .filter(|figure| figure.scenario == letter)
            .collect();
        if !figures.is_empty() {
            table(&mut text, letter, &figures);
        }
    }
    if !report.left_out.is_empty() {
        text.push_str("\n### Not measured\n\n");
    }
    for line in &report.left_out {
        let _ = writeln!(text, "- {line}");
    }
    text
}

fn table(text: &mut String, letter: Letter, figures: &[&Figure]) {
    let _ = writeln!(text, "\n### ({}) {}\n", letter.as_char(), title(letter));
    text.push_str("| measured | figure | to reach | seen beside it |\n| --- | ---: | ---: | --- |\n");
    for figure in figures {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} |",
            figure.name,
            amount(figure.value, figure.unit),
            target(figure),
            figure.details.join("; ")
        );
    }
}

const fn title(letter: Letter) -> &'static str {
    match letter {
        Letter::A => "single-message POSTs, durable, lanes paused",
        Letter::B => "bulk calls, durable, lanes paused",
        Letter::C => "the same with lanes running",
        Letter::D => "from accept to the final report, sustained",
        Letter::E => "on PostgreSQL",
        Letter::F => "with messages stored",
        Letter::G => "resident memory of the server",
        Letter::H => "over SMPP, from accept to the callback, sustained",
        Letter::I => "one SMPP bind, window 500, from a lane that is full",
        Letter::J => "the SMPP server, durable, lanes paused",
        Letter::K => "one SMPP bind to a carrier 200 ms away",
        Letter::L => "resident memory while the SMPP carrier is down",
        Letter::M => "what the ledger costs",
        Letter::N => "with limits, none of them met, against none",
        Letter::O => "what the dashboard asks, with messages stored and flowing",
        Letter::P => "the live stream, followed by many",
    }
}

fn target(figure: &Figure) -> String {
    let Some(target) = figure.target else {
        return "–".to_owned();
    };
    let (sign, bound) = match target {
        Target::AtLeast(bound) => ('≥', bound),
        Target::AtMost(bound) => ('≤', bound),
    };
    let verdict = if target.is_reached(figure.value) {
        "reached"
    } else {
        "**missed**"
    };
    format!("{sign} {}, {verdict}", amount(bound, figure.unit))
}

/// A value with its unit.
pub(super) fn amount(value: f64, unit: Unit) -> String {
    match unit {
        Unit::RequestsPerSecond | Unit::MessagesPerSecond => format!("{}/s", count(value)),
        Unit::Milliseconds => format!("{value:.1} ms"),
        Unit::Bytes => megabytes(value),
        Unit::Ratio => format!("{value:.2}"),
    }
}

/// Bytes as MB (a million).
pub fn megabytes(bytes: f64) -> String {
    format!("{:.0} MB", bytes / MB)
}

/// A whole number with commas between thousands.
pub fn count(value: f64) -> String {
    let digits = format!("{:.0}", value.max(0.0));
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_well() {
        let table = [
            (41_234.6, Unit::RequestsPerSecond, "41,235/s"),
            (999.0, Unit::MessagesPerSecond, "999/s"),
            (1_000_000.0, Unit::MessagesPerSecond, "1,000,000/s"),
            (12.34, Unit::Milliseconds, "12.3 ms"),
            (60_400_000.0, Unit::Bytes, "60 MB"),
            (0.704, Unit::Ratio, "0.70"),
        ];
        for (value, unit, shown) in table {
            assert_eq!(amount(value, unit), shown);
        }
    }

    #[test]
    fn a_missed_target_stands_out() {
        let figure = Figure::new(Letter::A, "x", 30_000.0, Unit::RequestsPerSecond).target(Target::AtLeast(35_000.0));
        assert_eq!(target(&figure), "≥ 35,000/s, **missed**");
    }
}
