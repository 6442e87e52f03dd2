//! The server that is measured: the real binary in a process of its own, on a free port of the loopback.
//!
//! It gets its settings by variables alone. It is stopped as an operator stops it, and killed only when that takes too
//! long or the benchmarks end early.

use std::fs::File;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, ChildStdout, Command};
use tokio::time::{Instant, timeout};

use crate::load::Login;
use crate::site::Site;

/// How long a server may take to listen; one under valgrind takes long.
const START_DEADLINE: Duration = Duration::from_secs(120);
/// How long one may take to stop before it is killed.
const STOP_DEADLINE: Duration = Duration::from_secs(40);
const LOG: &str = "server.log";
const LOG_EXCERPT_BYTES: usize = 2_000;

/// What starts servers.
pub struct Launcher<'a> {
    /// Folders and binary.
    pub site: &'a Site,
    /// A command to run the server under.
    pub prefix: Option<&'a str>,
    /// Which limits hold.
    pub limits: RequestLimits,
}

/// Limits on requests and recipients. Load is never to be refused for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestLimits {
    /// None.
    None,
    /// All of them, so high that none is met: everything is counted and compared.
    Unmet,
}

impl RequestLimits {
    const SETTINGS: [&'static str; 5] = [
        "TUMA_LIMITS__KEY_PER_MINUTE",
        "TUMA_LIMITS__KEY_PER_DAY",
        "TUMA_LIMITS__ORGANIZATION_PER_MINUTE",
        "TUMA_LIMITS__ORGANIZATION_PER_DAY",
        "TUMA_LIMITS__RECIPIENTS_PER_DAY",
    ];

    const fn value(self) -> &'static str {
        match self {
            Self::None => "0",
            Self::Unmet => "1000000000",
        }
    }
}

/// What one server is told beside what all are.
#[derive(Clone, Copy)]
pub struct Settings<'a> {
    database_url: Option<&'a str>,
    smpp: Option<SocketAddr>,
}

impl<'a> Settings<'a> {
    /// The database, where it is no SQLite file, and SMPP, where it is served.
    pub fn of(database_url: Option<&'a str>, login: Option<&Login>) -> Self {
        Self {
            database_url,
            smpp: login.map(|login| login.address),
        }
    }
}

/// A running server.
pub struct Server {
    child: Child,
    /// Kept open: a server whose stdout is closed would fail to print.
    _stdout: BufReader<ChildStdout>,
    /// Where it listens.
    pub address: SocketAddr,
    /// Its process.
    pub pid: u32,
    /// From the start of the process until it listened.
    pub started_in: Duration,
}

impl Launcher<'_> {
    /// Starts a server over `data_dir` and waits until it listens.
    pub async fn start(&self, data_dir: &Path, settings: Settings<'_>) -> Result<Server> {
        let began = Instant::now();
        let log = data_dir.join(LOG);
        let mut child = self
            .command(data_dir, settings, &log)?
            .spawn()
            .context("the server does not start")?;
        let pid = child.id().context("the server ended at once")?;
        let mut stdout = BufReader::new(child.stdout.take().context("the server has no stdout")?);
        let mut line = String::new();
        let read = timeout(START_DEADLINE, stdout.read_line(&mut line)).await;
        let address = match read {
            Ok(Ok(_)) => address_in(&line),
            _ => None,
        };
        let Some(address) = address else {
            bail!("the server does not listen: {line} {}", tail(&log));
        };
        Ok(Server {
            child,
            _stdout: stdout,
            address,
            pid,
            started_in: began.elapsed(),
        })
    }

    fn command(&self, data_dir: &Path, settings: Settings<'_>, log: &Path) -> Result<Command> {
        let mut words = self
            .prefix
            .into_iter()
            .flat_map(str::split_whitespace)
            .map(PathBuf::from);
        let mut command = match words.next() {
            None => Command::new(&self.site.tuma),
            Some(program) => {
                let mut command = Command::new(program);
                command.args(words).arg(&self.site.tuma);
                command
            }
        };
        // What the caller's shell has set is not what is measured.
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("TUMA_")) {
            command.env_remove(name);
        }
        command
            .args(["--json", "serve"])
            .env("TUMA_LISTEN", "127.0.0.1:0")
            .env("TUMA_DATA_DIR", data_dir)
            .env("TUMA_LOG__FORMAT", "json")
            .env("TUMA_LOG__FILTER", "warn")
            // Carriers and receivers of callbacks are on the loopback too.
            .env("TUMA_HTTP__ALLOW_PRIVATE", "true")
            .envs(RequestLimits::SETTINGS.map(|name| (name, self.limits.value())))
            .current_dir(data_dir)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(log)?)
            .kill_on_drop(true);
        if let Some(url) = settings.database_url {
            command.env("TUMA_DATABASE_URL", url);
        }
        if let Some(address) = settings.smpp {
            command.env("TUMA_SMPP_LISTEN", address.to_string());
        }
        Ok(command)
    }
}

impl Server {
    /// Stops it as an operator does.
    pub async fn stop(mut self) -> Result<()> {
        let pid = self.pid.to_string();
        let sent = Command::new("kill").args(["-TERM", &pid]).status().await?;
        if !sent.success() {
            bail!("the server had ended by itself");
        }
        match timeout(STOP_DEADLINE, self.child.wait()).await {
            Ok(Ok(status)) if status.success() => Ok(()),
            Ok(ended) => bail!("the server did not stop cleanly: {ended:?}"),
            Err(_) => {
                self.child.kill().await?;
                bail!(
                    "the server did not stop in {} s and was killed",
                    STOP_DEADLINE.as_secs()
                )
            }
        }
    }
}

/// The address in the document that `tuma --json serve` prints when it listens.
fn address_in(line: &str) -> Option<SocketAddr> {
    let document: Value = serde_json::from_str(line).ok()?;
    document["url"].as_str()?.strip_prefix("http://")?.parse().ok()
}

fn tail(log: &Path) -> String {
    let text = std::fs::read(log).unwrap_or_default();
    String::from_utf8_lossy(&text[text.len().saturating_sub(LOG_EXCERPT_BYTES)..]).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_read_from_the_announcement() {
        let address = address_in("{\"url\":\"http://127.0.0.1:4000\"}\n");
        assert_eq!(address, Some(SocketAddr::from(([127, 0, 0, 1], 4_000))));
        assert_eq!(address_in(""), None);
    }
}
