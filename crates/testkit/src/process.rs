//! Real processes: started with nothing but the settings that a test gives, heard line by line, ended as the test wants.
//!
//! A process never outlives its test.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;

use parking_lot::Mutex;
use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};
use tokio::process::Command;
use tokio::task::JoinHandle;

use crate::wait::{DEADLINE, eventually_within};

/// A binary with the settings that all its processes get.
#[derive(Clone)]
pub struct Program {
    binary: PathBuf,
    folder: PathBuf,
    settings: Vec<(String, String)>,
}

/// A running process.
pub struct Child {
    child: tokio::process::Child,
    name: String,
    stdout: Heard,
    stderr: Heard,
    readers: Vec<JoinHandle<()>>,
}

/// How a process ended.
#[derive(Debug, Clone)]
pub struct Ended {
    /// Its exit code; `None` where a signal ended it.
    pub code: Option<i32>,
    /// What it said.
    pub stdout: String,
    /// What it logged.
    pub stderr: String,
}

type Heard = Arc<Mutex<String>>;

impl Program {
    /// `binary`, run in `folder`.
    pub fn new(binary: impl Into<PathBuf>, folder: &Path) -> Self {
        Self {
            binary: binary.into(),
            folder: folder.to_owned(),
            settings: Vec::new(),
        }
    }

    /// The same program with one more variable.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.settings.push((name.to_owned(), value.into()));
        self
    }

    /// Starts it.
    ///
    /// # Panics
    /// If it cannot be started.
    pub fn start(&self, arguments: &[&str]) -> Child {
        let mut command = Command::new(&self.binary);
        command.args(arguments).current_dir(&self.folder).kill_on_drop(true);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("TUMA_")) {
            command.env_remove(name);
        }
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        let mut child = command.spawn().expect("the program can be started");
        let (stdout, stderr) = (Heard::default(), Heard::default());
        let readers = vec![
            tokio::spawn(hear(child.stdout.take().expect("it is piped"), stdout.clone())),
            tokio::spawn(hear(child.stderr.take().expect("it is piped"), stderr.clone())),
        ];
        Child {
            child,
            name: arguments.join(" "),
            stdout,
            stderr,
            readers,
        }
    }

    /// Runs it to its end.
    pub async fn run(&self, arguments: &[&str]) -> Ended {
        self.start(arguments).ended().await
    }
}

impl Child {
    /// Waits for a line of stdout that starts with `start`; answers what follows in it.
    ///
    /// # Panics
    /// If none comes, with all that was said and logged.
    pub async fn said(&mut self, start: &str) -> String {
        let found = eventually_within(DEADLINE, async || {
            let text = self.stdout.lock();
            let mut whole = text.split_inclusive('\n').filter(|line| line.ends_with('\n'));
            whole
                .find_map(|line| line.trim_end().strip_prefix(start))
                .map(str::to_owned)
        });
        match found.await {
            Some(rest) => rest,
            None => panic!(
                "`{}` never said `{start}`:\n{}\n{}",
                self.name,
                self.stdout.lock(),
                self.stderr.lock()
            ),
        }
    }

    /// What it has logged so far.
    pub fn logged(&self) -> String {
        self.stderr.lock().clone()
    }

    /// Ends it with SIGKILL.
    pub async fn kill(mut self) -> Ended {
        self.child.start_kill().expect("it runs");
        self.ended().await
    }

    /// Asks it to end with SIGTERM.
    ///
    /// # Panics
    /// If it has ended already.
    pub fn terminate(&self) {
        let id = self.child.id().expect("it runs").to_string();
        let sent = std::process::Command::new("kill").args(["-TERM", &id]).status();
        assert!(
            sent.expect("there is a kill").success(),
            "`{}` took no signal",
            self.name
        );
    }

    /// Waits for its end.
    ///
    /// # Panics
    /// If it does not come, with all that was said and logged.
    pub async fn ended(mut self) -> Ended {
        let Ok(status) = tokio::time::timeout(DEADLINE, self.child.wait()).await else {
            panic!(
                "`{}` did not end:\n{}\n{}",
                self.name,
                self.stdout.lock(),
                self.stderr.lock()
            );
        };
        for reader in self.readers {
            // A pipe that a grandchild keeps open is not waited for: there are no grandchildren.
            let _ = reader.await;
        }
        let (stdout, stderr) = (self.stdout.lock().clone(), self.stderr.lock().clone());
        Ended {
            code: status.expect("it can be waited for").code(),
            stdout,
            stderr,
        }
    }
}

async fn hear(pipe: impl AsyncRead + Unpin, heard: Heard) {
    let mut lines = BufReader::new(pipe).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        let mut heard = heard.lock();
        heard.push_str(&line);
        heard.push('\n');
    }
}
