//! Where a run keeps its files, and the binary that it measures.
//!
//! All of it is under the build's target folder, on a real disk (a memory file system would make durability free). A
//! run's folder goes when the run ends; that of a run that was killed goes at the next one.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context, Result, bail};
use tokio::process::Command;

use crate::console;
use crate::options::Options;

const RUN_PREFIX: &str = "bench-run-";

/// The folders and the binary of this run.
pub struct Site {
    /// The repository.
    pub root: PathBuf,
    /// The binary that is measured.
    pub tuma: PathBuf,
    target: PathBuf,
    run: PathBuf,
    next: AtomicU32,
}

impl Site {
    /// Builds the binary where none was given, and makes this run's folder.
    pub async fn prepare(options: &Options) -> Result<Self> {
        let root = find_root()?;
        let target = find_target()?;
        let tuma = match &options.tuma {
            Some(binary) => binary
                .canonicalize()
                .with_context(|| format!("there is no {}", binary.display()))?,
            None => build(&root, &target).await?,
        };
        remove_orphans(&target)?;
        let run = target.join(format!("{RUN_PREFIX}{}", std::process::id()));
        fs::create_dir_all(&run)?;
        Ok(Self {
            root,
            tuma,
            target,
            run,
            next: AtomicU32::new(0),
        })
    }

    /// A new empty folder that goes when it is dropped.
    pub fn folder(&self) -> Result<Folder> {
        let path = self.run.join(self.next.fetch_add(1, Ordering::Relaxed).to_string());
        fs::create_dir(&path)?;
        Ok(Folder(path))
    }

    /// Where databases are kept from run to run.
    pub fn cache(&self) -> PathBuf {
        self.target.join("bench-cache")
    }

    /// A folder on the disk that is measured.
    pub fn disk(&self) -> &Path {
        &self.run
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.run);
    }
}

/// A folder that goes when it is dropped.
pub struct Folder(PathBuf);

impl Folder {
    /// Its path.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// An address of the loopback that nobody listened at a moment ago.
pub fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}

/// The repository: the nearest folder upwards with a lock file.
fn find_root() -> Result<PathBuf> {
    let here = std::env::current_dir()?;
    let root = here.ancestors().find(|folder| folder.join("Cargo.lock").is_file());
    root.map(Path::to_owned)
        .context("start the benchmarks inside the repository")
}

/// The target folder: this program lies in its `release` (or another profile's) folder.
fn find_target() -> Result<PathBuf> {
    let program = std::env::current_exe()?;
    let target = program.ancestors().nth(2);
    target
        .map(Path::to_owned)
        .context("the benchmarks were not built by cargo")
}

async fn build(root: &Path, target: &Path) -> Result<PathBuf> {
    console::note("building the release binary");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["build", "--locked", "--release", "--package", "tuma", "--target-dir"])
        .arg(target)
        .current_dir(root)
        .stdin(Stdio::null())
        .status()
        .await?;
    if !status.success() {
        bail!("tuma does not build");
    }
    Ok(target.join("release/tuma"))
}

/// Removes the folders of runs whose process is gone.
fn remove_orphans(target: &Path) -> Result<()> {
    for entry in fs::read_dir(target)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(process) = name.strip_prefix(RUN_PREFIX) else {
            continue;
        };
        if !Path::new("/proc").join(process).exists() {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}
