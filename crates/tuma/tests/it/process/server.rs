//! A machine with the real binary on it: a data directory, a database, a carrier process, and `tuma` to run.

use std::net::SocketAddr;
use std::path::PathBuf;

use adapters::simulator::{RecordEntry, read_record};
use serde_json::Value;
use tempfile::TempDir;
use testkit::{Child, Client, Ended, Program, TestDatabase};

/// The machine; all its processes end with it.
pub struct Machine {
    pub tuma: Program,
    pub database: TestDatabase,
    pub folder: TempDir,
}

/// A running server.
pub struct Serving {
    pub child: Child,
    pub url: String,
}

/// A running carrier with its record.
pub struct Carrier {
    /// The process ends with it.
    _child: Child,
    pub address: String,
    record: PathBuf,
}

impl Machine {
    /// An empty machine. The settings are those of production but for the times, which are short, and the limits on
    /// requests, of which there are none.
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let database = TestDatabase::create(folder.path()).await;
        let settings = [
            ("TUMA_LISTEN", "127.0.0.1:0"),
            ("TUMA_DATA_DIR", "data"),
            ("TUMA_LOG__FORMAT", "json"),
            ("TUMA_ENGINE__RETRY_FIRST_MS", "100"),
            ("TUMA_ENGINE__RETRY_FACTOR", "2"),
            ("TUMA_ENGINE__MAX_RETRIES", "10"),
            ("TUMA_ENGINE__LEASE_MS", "1000"),
            ("TUMA_ENGINE__LEASE_MARGIN_MS", "300"),
            ("TUMA_ENGINE__ATTEMPT_TIMEOUT_MS", "3000"),
            ("TUMA_ENGINE__POLL_MS", "20"),
            ("TUMA_ENGINE__EXPIRE_POLL_MS", "100"),
            ("TUMA_ENGINE__PROVIDER_POLL_MS", "50"),
            ("TUMA_LIMITS__KEY_PER_MINUTE", "0"),
            ("TUMA_LIMITS__KEY_PER_DAY", "0"),
            ("TUMA_LIMITS__ORGANIZATION_PER_MINUTE", "0"),
            ("TUMA_LIMITS__ORGANIZATION_PER_DAY", "0"),
        ];
        let program = Program::new(env!("CARGO_BIN_EXE_tuma"), folder.path());
        let program = settings
            .into_iter()
            .fold(program, |program, (name, value)| program.with(name, value));
        let tuma = program
            .with("TUMA_DATABASE_URL", database.setting())
            .with("TUMA_HTTP__ALLOW_PRIVATE", "true");
        Self { tuma, database, folder }
    }

    /// A file on the machine; answers its path.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).expect("the folder can be written");
        path.to_str().expect("a path of plain letters").to_owned()
    }

    /// Runs a command with `--json`; answers what it printed.
    ///
    /// # Panics
    /// If it does not exit with 0.
    pub async fn json(&self, arguments: &[&str]) -> Value {
        let ended = self.tuma.run(&[&["--json"], arguments].concat()).await;
        assert_eq!(ended.code, Some(0), "{arguments:?}: {}\n{}", ended.stdout, ended.stderr);
        json_of(&ended)
    }

    /// Starts a carrier that behaves as `config` says.
    pub async fn carrier(&self, config: &str) -> Carrier {
        let config = self.file("carrier.json", config);
        let record = self.folder.path().join("taken.jsonl");
        let path = record.to_str().expect("a path of plain letters");
        let arguments = [
            "simulate",
            "carrier",
            "--listen",
            "127.0.0.1:0",
            "--record",
            path,
            "--config",
            &config,
            "--seed",
            "7",
        ];
        let mut child = self.tuma.start(&arguments);
        let said = child.said("the carrier listens on ").await;
        let address = said.split(' ').next().expect("an address").to_owned();
        Carrier {
            _child: child,
            address,
            record,
        }
    }

    /// An organization `acme` in Kenya (with more options), a provider that speaks to `carrier`, and a key.
    pub async fn set_up(&self, carrier: &str, options: &[&str]) -> String {
        let organization = ["org", "create", "Acme", "--slug", "acme", "--region", "KE"];
        self.json(&[&organization, options].concat()).await;
        let settings = format!("{{\"connect\":\"{carrier}\",\"reconnect_max_ms\":100}}");
        let provider = [
            "provider",
            "add",
            "--name",
            "carrier",
            "--window",
            "20",
            "--price",
            "0.80",
            "--currency",
            "KES",
        ];
        self.json(&[&provider, ["--settings", &settings].as_slice()].concat())
            .await;
        let key = self.json(&["key", "create", "--org", "acme", "--name", "test"]).await;
        key["apiKey"].as_str().expect("the key").to_owned()
    }

    /// Starts the server and waits until it listens.
    pub async fn serve(&self, arguments: &[&str]) -> Serving {
        let mut child = self.tuma.start(&[&["serve"], arguments].concat());
        let said = child.said("Tuma listens on ").await;
        let url = said.split(' ').next().expect("a url").to_owned();
        Serving { child, url }
    }
}

impl Serving {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.url.trim_start_matches("http://").parse().expect("host and port")
    }

    /// A client of it with this key.
    pub fn client(&self, key: &str) -> Client {
        Client::new(key, self.address())
    }
}

impl Carrier {
    /// What it took: one entry a submit that it took, in their order.
    pub fn taken(&self) -> Vec<Taken> {
        let entries = read_record(&self.record).expect("the record can be read");
        let taken = entries.into_iter().filter_map(|entry| match entry {
            RecordEntry::Taken { message, to, body, .. } => Some(Taken {
                message: message.to_string(),
                to: to.to_string(),
                body: body.to_string(),
            }),
            RecordEntry::Opened { .. } | RecordEntry::Reply { .. } | RecordEntry::Text { .. } => None,
        });
        taken.collect()
    }
}

/// One submit that the carrier took.
pub struct Taken {
    pub message: String,
    pub to: String,
    pub body: String,
}

/// The JSON that a command printed.
pub fn json_of(ended: &Ended) -> Value {
    serde_json::from_str(&ended.stdout).unwrap_or_else(|error| panic!("{error}: {}\n{}", ended.stdout, ended.stderr))
}
