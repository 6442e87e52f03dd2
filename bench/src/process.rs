//! What the kernel says about a process: its memory, the processor time of each of its threads, the bytes it wrote.
//!
//! Read from `/proc`, so that what is measured needs no help of its own.

use std::collections::BTreeMap;
use std::fs;
use std::time::Duration;

use anyhow::{Context, Result};

/// `/proc` counts processor time in hundredths of a second on every Linux.
const TICK: Duration = Duration::from_millis(10);
/// Places of the user and system time in `stat`, after the name in parentheses.
const USER_TIME: usize = 11;
const SYSTEM_TIME: usize = 12;

/// Resident memory, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Memory {
    /// Now.
    pub resident: u64,
    /// The most there ever was.
    pub peak: u64,
    /// The part of `resident` that is no file's: heap and stacks.
    pub anonymous: u64,
}

impl Memory {
    /// That of process `pid`.
    pub fn of(pid: u32) -> Result<Self> {
        let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
        let field = |name| kib(&status, name).with_context(|| format!("no {name} of process {pid}"));
        Ok(Self {
            resident: field("VmRSS:")?,
            peak: field("VmHWM:")?,
            anonymous: field("RssAnon:")?,
        })
    }
}

fn kib(status: &str, name: &str) -> Option<u64> {
    let value = status.lines().find_map(|line| line.strip_prefix(name))?;
    let count: u64 = value.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(count * 1_024)
}

/// What a process has used since it began.
#[derive(Debug, Clone, Default)]
pub struct Usage {
    /// Processor time of the threads alive, by thread name.
    threads: BTreeMap<String, Duration>,
    /// Processor time of all threads.
    total: Duration,
    /// Bytes it made the disk write.
    written: u64,
}

/// What a process used between two looks.
#[derive(Debug, Clone)]
pub struct Used {
    /// Processors busy, on average.
    pub processors: f64,
    /// The threads (of one name together) that used most, with the processors they kept busy.
    pub busiest: Vec<(String, f64)>,
    /// Processor time, in microseconds.
    pub micros: f64,
    /// Bytes it made the disk write.
    pub written: u64,
}

impl Usage {
    /// That of process `pid`.
    pub fn of(pid: u32) -> Result<Self> {
        let mut usage = Self {
            total: time_of(&format!("/proc/{pid}/stat"))?.1,
            ..Self::default()
        };
        for task in fs::read_dir(format!("/proc/{pid}/task"))? {
            let path = task?.path().join("stat");
            // A thread may end between the listing and the look.
            let Ok((name, time)) = time_of(&path.to_string_lossy()) else {
                continue;
            };
            *usage.threads.entry(name).or_default() += time;
        }
        let io = fs::read_to_string(format!("/proc/{pid}/io")).unwrap_or_default();
        let written = io.lines().find_map(|line| line.strip_prefix("write_bytes:"));
        usage.written = written.and_then(|value| value.trim().parse().ok()).unwrap_or(0);
        Ok(usage)
    }

    /// What was used from `earlier` to this, `elapsed` apart.
    pub fn since(&self, earlier: &Self, elapsed: Duration) -> Used {
        let share = |time: Duration| time.as_secs_f64() / elapsed.as_secs_f64().max(1e-9);
        let mut busiest: Vec<(String, f64)> = self
            .threads
            .iter()
            .map(|(name, time)| {
                let before = earlier.threads.get(name).copied().unwrap_or_default();
                (name.clone(), share(time.saturating_sub(before)))
            })
            .collect();
        busiest.sort_by(|a, b| b.1.total_cmp(&a.1));
        let total = self.total.saturating_sub(earlier.total);
        Used {
            processors: share(total),
            busiest,
            micros: total.as_secs_f64() * 1e6,
            written: self.written.saturating_sub(earlier.written),
        }
    }
}

fn time_of(path: &str) -> Result<(String, Duration)> {
    let stat = fs::read_to_string(path)?;
    parse_stat(&stat).with_context(|| format!("{path} cannot be read"))
}

fn parse_stat(stat: &str) -> Option<(String, Duration)> {
    // The name may hold spaces and parentheses itself: it ends at the last one.
    let (head, tail) = stat.rsplit_once(')')?;
    let name = head.split_once('(')?.1;
    let fields: Vec<&str> = tail.split_whitespace().collect();
    let ticks = |place: usize| fields.get(place)?.parse::<u32>().ok();
    Some((name.to_owned(), TICK * (ticks(USER_TIME)? + ticks(SYSTEM_TIME)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_threads_time_is_found_whatever_its_name() {
        let stat = "7 (a) b) S 1 7 7 0 -1 4194304 1 0 0 0 250 50 0 0 20 0 1 0 5 6 7";
        assert_eq!(parse_stat(stat), Some(("a) b".to_owned(), Duration::from_secs(3))));
    }

    #[test]
    fn this_process_has_memory_and_time() {
        let memory = Memory::of(std::process::id()).unwrap();
        assert!(memory.resident > 0 && memory.peak >= memory.resident / 2 && memory.anonymous <= memory.resident);
        assert!(Usage::of(std::process::id()).is_ok());
    }
}
