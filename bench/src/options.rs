//! The command line of the benchmarks, and the plan of a run that follows from it.
//!
//! Everything that decides how long a run takes is a field of [`Plan`]; `--quick` shrinks all of them together, to see
//! that the benchmarks work. Its figures mean nothing.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, ValueEnum};

const HELP: &str = "\
Scenarios:
  a  single-message POSTs, 64 and 256 connections, lanes paused; Kannel beside it where bearerbox is installed
  b  100 and 1,000 recipients a call, lanes paused
  c  a and b with lanes running
  d  from accept to the final report through the simulated carrier, sustained
  e  a and d on PostgreSQL (TUMA_TEST_POSTGRES_URL, else a cluster of its own)
  f  a and d with 1 and 5 million messages stored (built once, kept under target/bench-cache)
  g  resident memory: idle, under load, with a million queued
  h  over SMPP: from accept to the callback, sustained; Kannel beside it where bearerbox is installed
  i  one SMPP bind, window 500, from a full lane, without and with receipts
  j  submit_sm that Tuma's own SMPP server takes, lanes paused
  k  one SMPP bind, window 500, to a carrier that takes 200 ms
  l  resident memory: the SMPP carrier down, a million queued
  m  a and a part of b for an organization that pays from its balance, against one that pays nothing
  n  a with all limits on, none of them met, against no limits
  o  how soon the dashboard's questions are answered: 5 million messages stored, 2,000 a second flowing
  p  500 followers of the live stream, 200 messages a second

Examples:
  make bench
  make bench ARGS='--only a,d --seconds 20'
  make bench ARGS='--summary docs/performance.md'";

/// Messages that wait in (i) for each second that it should last.
const WAITING: u64 = 40_000;

/// Measures the release build of `tuma` on this machine.
#[derive(Debug, Parser)]
#[command(name = "bench", after_help = HELP)]
pub struct Options {
    /// Only these scenarios, such as a,d
    #[arg(long, value_delimiter = ',', value_enum, ignore_case = true)]
    pub only: Vec<Letter>,

    /// How long sustained measurements (d, h) last
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=3_600))]
    pub seconds: u64,

    /// How long the other measurements last
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=3_600))]
    pub accept_seconds: u64,

    /// Two seconds each and small databases: shows that the benchmarks work, not how fast Tuma is
    #[arg(long)]
    pub quick: bool,

    /// Measure this binary instead of building one
    #[arg(long, value_name = "BINARY")]
    pub tuma: Option<PathBuf>,

    /// Run the server under this command, such as "valgrind --tool=callgrind"
    #[arg(long, value_name = "COMMAND")]
    pub server_prefix: Option<String>,

    /// Where report.md and report.json go
    #[arg(long, value_name = "FOLDER", default_value = "bench/out")]
    pub out: PathBuf,

    /// Replace the results in this document, between its two marks
    #[arg(long, value_name = "DOCUMENT")]
    pub summary: Option<PathBuf>,
}

/// A scenario's letter in the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Letter {
    /// Single messages, lanes paused.
    A,
    /// Bulk calls, lanes paused.
    B,
    /// Both with lanes running.
    C,
    /// From accept to final report.
    D,
    /// On PostgreSQL.
    E,
    /// With millions stored.
    F,
    /// Memory.
    G,
    /// From accept to the callback over SMPP.
    H,
    /// One SMPP bind.
    I,
    /// The SMPP server.
    J,
    /// A carrier far away.
    K,
    /// Memory while the carrier is down.
    L,
    /// What the ledger costs.
    M,
    /// With limits.
    N,
    /// What the dashboard asks.
    O,
    /// The live stream.
    P,
}

impl Letter {
    /// The letter as the report writes it.
    pub const fn as_char(self) -> char {
        match self {
            Self::A => 'a',
            Self::B => 'b',
            Self::C => 'c',
            Self::D => 'd',
            Self::E => 'e',
            Self::F => 'f',
            Self::G => 'g',
            Self::H => 'h',
            Self::I => 'i',
            Self::J => 'j',
            Self::K => 'k',
            Self::L => 'l',
            Self::M => 'm',
            Self::N => 'n',
            Self::O => 'o',
            Self::P => 'p',
        }
    }
}

/// What a run measures, and for how long.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The scenarios, in order.
    pub letters: Vec<Letter>,
    /// Load before anything is recorded.
    pub warm_up: Duration,
    /// How long accepting is measured.
    pub accept: Duration,
    /// How long delivering is measured.
    pub sustained: Duration,
    /// Messages stored beforehand, in (f); (o) has the more of the two.
    pub stored: [u64; 2],
    /// Messages queued, in (g) and (l).
    pub queued: u64,
    /// Messages that wait in the lane, in (i).
    pub waiting: u64,
    /// Whether the figures mean nothing.
    pub quick: bool,
}

impl Plan {
    /// The plan that `options` ask for.
    pub fn new(options: &Options) -> Self {
        let mut letters = options.only.clone();
        if letters.is_empty() {
            letters = Letter::value_variants().to_vec();
        }
        letters.sort_unstable();
        letters.dedup();
        let (warm_up, accept, sustained) = match options.quick {
            true => (500, 2_000, 2_000),
            false => (2_000, options.accept_seconds * 1_000, options.seconds * 1_000),
        };
        Self {
            letters,
            warm_up: Duration::from_millis(warm_up),
            accept: Duration::from_millis(accept),
            sustained: Duration::from_millis(sustained),
            stored: if options.quick {
                [20_000, 50_000]
            } else {
                [1_000_000, 5_000_000]
            },
            queued: if options.quick { 20_000 } else { 1_000_000 },
            waiting: if options.quick {
                20_000
            } else {
                WAITING * options.accept_seconds
            },
            quick: options.quick,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Options::command().debug_assert();
    }

    #[test]
    fn scenarios_run_once_each_in_order() {
        let options = Options::parse_from(["bench", "--only", "d,a,D", "--seconds", "5"]);
        let plan = Plan::new(&options);
        assert_eq!(plan.letters, [Letter::A, Letter::D]);
        assert_eq!(plan.sustained, Duration::from_secs(5));
        assert_eq!(Plan::new(&Options::parse_from(["bench"])).letters.len(), 16);
    }
}
