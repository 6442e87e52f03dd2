//! What the figures were measured on: processor, memory, kernel, disk and how long that disk takes to make a write
//! durable, which bounds everything that commits.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use anyhow::Result;
use serde::Serialize;
use tokio::time::Instant;

const SYNCS: usize = 200;
const PAGE: [u8; 4_096] = [7; 4_096];

/// This machine.
#[derive(Debug, Clone, Serialize)]
pub struct Machine {
    /// The processor's name.
    pub processor: String,
    /// Processors that this process may use.
    pub processors: usize,
    /// Memory, in GiB.
    pub memory_gib: f64,
    /// The kernel's version.
    pub kernel: String,
    /// The file system of the databases.
    pub file_system: String,
    /// The middle time that a write of 4 KiB takes to be on disk, in microseconds.
    pub sync_median_us: u64,
    /// The time that all but one in a hundred stay within.
    pub sync_p99_us: u64,
}

impl Machine {
    /// Looks at the machine, and at the disk of `folder`.
    pub fn look(folder: &Path) -> Result<Self> {
        let (sync_median_us, sync_p99_us) = sync_times(folder)?;
        let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
        Ok(Self {
            processor: field(&read("/proc/cpuinfo"), "model name").unwrap_or_else(|| "unknown".to_owned()),
            processors: std::thread::available_parallelism()?.get(),
            memory_gib: field(&read("/proc/meminfo"), "MemTotal").map_or(0.0, |text| kib(&text) / 1_048_576.0),
            kernel: read("/proc/sys/kernel/osrelease").trim().to_owned(),
            file_system: file_system(&read("/proc/self/mounts"), folder),
            sync_median_us,
            sync_p99_us,
        })
    }
}

fn field(text: &str, name: &str) -> Option<String> {
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

fn kib(text: &str) -> f64 {
    text.split_whitespace()
        .next()
        .and_then(|digits| digits.parse().ok())
        .unwrap_or(0.0)
}

/// The type of the file system with the longest mount point that `folder` is under.
fn file_system(mounts: &str, folder: &Path) -> String {
    let fits = mounts.lines().filter_map(|line| {
        let mut words = line.split(' ').skip(1);
        let (point, kind) = (words.next()?, words.next()?);
        folder.starts_with(point).then_some((point.len(), kind))
    });
    fits.max_by_key(|(length, _)| *length)
        .map_or_else(|| "unknown".to_owned(), |(_, kind)| kind.to_owned())
}

fn sync_times(folder: &Path) -> Result<(u64, u64)> {
    let path = folder.join("sync");
    let mut file = File::create(&path)?;
    let mut times = Vec::with_capacity(SYNCS);
    for _ in 0..SYNCS {
        let began = Instant::now();
        file.write_all(&PAGE)?;
        file.sync_data()?;
        times.push(u64::try_from(began.elapsed().as_micros())?);
    }
    fs::remove_file(path)?;
    times.sort_unstable();
    Ok((times[SYNCS / 2], times[SYNCS * 99 / 100]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_mount_names_the_file_system() {
        let mounts = "/dev/a / ext4 rw 0 0\ntmpfs /tmp tmpfs rw 0 0\n";
        assert_eq!(file_system(mounts, Path::new("/work/x")), "ext4");
        assert_eq!(file_system(mounts, Path::new("/tmp/x")), "tmpfs");
    }
}
