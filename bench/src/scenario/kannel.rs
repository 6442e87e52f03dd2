//! Kannel on the same machine and work: single HTTP submits with a delivery report asked for, over one SMPP bind to a
//! carrier that answers at once, reports called back over HTTP. Messages are spooled to disk.
//!
//! Only where `bearerbox` and `smsbox` are installed; the report says so where they are not.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tokio::process::{Child, Command};
use tokio::time::{Instant, sleep};

use super::Bench;
use super::accept::{Shape, latencies};
use super::smsc_sink::Sink;
use crate::load::{Allowance, Connection, Load, Recorded, Template};
use crate::options::Letter;
use crate::report::{Figure, Unit};

const CONNECTIONS: usize = 64;
const START_DEADLINE: Duration = Duration::from_secs(15);
const POLL: Duration = Duration::from_millis(100);
/// When nothing has come back for this long, nothing more will.
const SILENCE: Duration = Duration::from_secs(5);
const CALLBACKS_DEADLINE: Duration = Duration::from_secs(240);
const ACCEPTED: &str = "Kannel, 64 connections";
/// How its rate from end to end is called.
pub const DELIVERED: &str = "Kannel, from submit to the report's callback";

/// Measures Kannel for (a), if it is here, and how Tuma's figure compares.
pub async fn compare(bench: &mut Bench<'_>) -> Result<()> {
    if let Some(letter) = measure_once(bench, Letter::A).await? {
        bench
            .report
            .ratio((Letter::A, Shape::SINGLE_64.name), (letter, ACCEPTED), None);
    }
    Ok(())
}

/// Measures Kannel, if it is here and this run has not done so, under `letter`; answers under which its figures stand.
pub async fn measure_once(bench: &mut Bench<'_>, letter: Letter) -> Result<Option<Letter>> {
    if let Some(done) = [Letter::A, Letter::H]
        .into_iter()
        .find(|letter| bench.report.value(*letter, DELIVERED).is_some())
    {
        return Ok(Some(done));
    }
    let (Some(bearerbox), Some(smsbox)) = (find("bearerbox"), find("smsbox")) else {
        let line = "Kannel: bearerbox is not installed.".to_owned();
        if !bench.report.left_out.contains(&line) {
            bench.report.left_out.push(line);
        }
        return Ok(None);
    };
    let folder = bench.launcher.site.folder()?;
    let sink = Sink::start(Duration::ZERO)?;
    let kannel = Kannel::start(&bearerbox, &smsbox, folder.path(), &sink).await?;
    let (recorded, delivered) = kannel.measure(bench, &sink).await?;
    drop(kannel);
    let rate = recorded.messages_per_second();
    bench.add(Figure::new(letter, ACCEPTED, rate, Unit::RequestsPerSecond).details(latencies(&recorded)));
    bench.add(Figure::new(letter, DELIVERED, delivered, Unit::MessagesPerSecond));
    Ok(Some(letter))
}

/// A program on the path, or where Debian keeps it.
fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).chain([PathBuf::from("/usr/sbin"), PathBuf::from("/usr/lib/kannel")]);
    folders.map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// Its two programs; they end when this is dropped.
struct Kannel {
    _bearerbox: Child,
    _smsbox: Child,
    address: SocketAddr,
}

impl Kannel {
    async fn start(bearerbox: &Path, smsbox: &Path, folder: &Path, sink: &Sink) -> Result<Self> {
        let [admin, boxes, http] = free_ports()?;
        let spool = folder.join("spool");
        fs::create_dir(&spool)?;
        let file = folder.join("kannel.conf");
        fs::write(&file, configuration(folder, [admin, boxes, http], sink.smpp.port()))?;
        let mut bearerbox = run(bearerbox, &file)?;
        listening((Ipv4Addr::LOCALHOST, boxes).into(), &mut bearerbox)
            .await
            .context("bearerbox does not start")?;
        let mut smsbox = run(smsbox, &file)?;
        let address = (Ipv4Addr::LOCALHOST, http).into();
        listening(address, &mut smsbox).await.context("smsbox does not start")?;
        Ok(Self {
            _bearerbox: bearerbox,
            _smsbox: smsbox,
            address,
        })
    }

    /// What was accepted, and how many a second were called back from the first submit to the last callback.
    async fn measure(&self, bench: &Bench<'_>, sink: &Sink) -> Result<(Recorded, f64)> {
        let template = Template::get(&format!(
            "/cgi-bin/sendsms?username=t&password=t&to=%2B254700000001&text=Your+fee+of+KES+5,000+is+due+on+1+March\
             &from=tuma&dlr-mask=3&dlr-url=http%3A%2F%2F127.0.0.1%3A{}%2F",
            sink.http.port()
        ));
        let mut load = Load::start(self.address, &template, CONNECTIONS, Allowance::Unbounded).await?;
        let began = Instant::now();
        load.record();
        sleep(bench.plan.accept).await;
        let recorded = load.finish().await?;
        let counts = &sink.counts;
        while counts.last_callback().max(began).elapsed() < SILENCE && began.elapsed() < CALLBACKS_DEADLINE {
            sleep(POLL).await;
        }
        let elapsed = counts.last_callback().saturating_duration_since(began);
        let delivered = counts.callbacks() as f64 / elapsed.as_secs_f64().max(1e-9);
        Ok((recorded, delivered))
    }
}

/// Three ports that were free a moment ago.
fn free_ports() -> Result<[u16; 3]> {
    let listeners = [(); 3].map(|()| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)));
    let mut ports = [0; 3];
    for (port, listener) in ports.iter_mut().zip(&listeners) {
        *port = listener
            .as_ref()
            .map_err(|error| std::io::Error::from(error.kind()))?
            .local_addr()?
            .port();
    }
    Ok(ports)
}

fn run(program: &Path, configuration: &Path) -> Result<Child> {
    Command::new(program)
        .arg(configuration)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .with_context(|| format!("{} cannot be run", program.display()))
}

async fn listening(address: SocketAddr, program: &mut Child) -> Result<()> {
    let until = Instant::now() + START_DEADLINE;
    while Connection::open(address).await.is_err() {
        if let Some(status) = program.try_wait()? {
            bail!("it ended at once: {status}");
        }
        if Instant::now() > until {
            bail!("nothing listens at {address}");
        }
        sleep(POLL).await;
    }
    Ok(())
}

fn configuration(folder: &Path, [admin, boxes, http]: [u16; 3], smpp: u16) -> String {
    let folder = folder.display();
    format!(
        r#"group = core
admin-port = {admin}
smsbox-port = {boxes}
admin-password = bar
box-allow-ip = "127.0.0.1"
log-level = 4
log-file = "{folder}/bearerbox.log"
store-type = spool
store-location = {folder}/spool
dlr-storage = internal

group = smsc
smsc = smpp
smsc-id = sink
host = 127.0.0.1
port = {smpp}
smsc-username = u
smsc-password = p
system-type = ""
transceiver-mode = true
max-pending-submits = 500
log-level = 4

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = {http}
log-level = 4
log-file = "{folder}/smsbox.log"

group = sendsms-user
username = t
password = t
max-messages = 10
concatenation = true

group = sms-service
keyword = default
text = "ok"
"#
    )
}
