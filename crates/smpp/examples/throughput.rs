//! Measures submit_sm/s over a loopback socket, client and server in one process, and prints it:
//! `cargo run --release -p smpp --example throughput [messages] [window] [threads]`.
#![allow(clippy::print_stdout, reason = "printing the figure is what it is for")]

use std::error::Error;

use smpp::address::Rules;
use smpp::command::Mode;
use smpp::pdu::{Bind, Message};
use smpp::server::{Accepted, Admission, Authenticator};
use smpp::session::{Reply, Request, Session};
use smpp::status::Status;
use smpp::tlv::Tlvs;
use smpp::{Settings, client, server};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::Instant;

/// Requests handed over, and outcomes and requests taken, at once.
const BATCH: usize = 256;

struct Everyone(Settings);

impl Authenticator for Everyone {
    type Account = ();

    async fn authenticate(&self, _mode: Mode, _bind: &Bind) -> Result<Admission<()>, Status> {
        Ok(Admission {
            account: (),
            system_id: "sink".to_owned(),
            settings: self.0.clone(),
        })
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1).map(|argument| argument.parse::<usize>());
    let mut next = |default| arguments.next().unwrap_or(Ok(default));
    let (messages, window, threads) = (next(2_000_000)?, next(500)?, next(2)?);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(threads)
        .enable_all()
        .build()?;
    let seconds = runtime.block_on(measure(messages, window))?;
    println!(
        "{:.0} submit_sm/s ({messages} over one bind, window {window}, {threads} threads, client and server)",
        messages as f64 / seconds
    );
    Ok(())
}

async fn measure(messages: usize, window: usize) -> Result<f64, Box<dyn Error>> {
    let settings = Settings {
        window,
        incoming_window: window,
        ..Settings::default()
    };
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(sink(listener, settings.clone()));
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let mut session: Session<usize> = client::bind(stream, Mode::Transceiver, Bind::default(), settings).await?;
    let requests = session.requests.clone();
    let started = Instant::now();
    tokio::spawn(async move {
        for start in (0..messages).step_by(BATCH) {
            let batch = (start..messages.min(start + BATCH)).map(request).collect();
            if requests.send(batch).await.is_err() {
                return;
            }
        }
    });
    let (mut accepted, mut outcomes) = (0, Vec::with_capacity(BATCH));
    while accepted < messages && session.outcomes.recv_many(&mut outcomes, BATCH).await > 0 {
        for outcome in outcomes.drain(..) {
            match outcome.reply {
                Reply::Answered(response) if response.message_id().is_some() => accepted += 1,
                other => return Err(format!("a message was not taken: {other:?}").into()),
            }
        }
    }
    Ok(started.elapsed().as_secs_f64())
}

fn request(key: usize) -> Request<usize> {
    let rules = Rules::default();
    let message = Message {
        source: rules.address("CLINIC"),
        destination: rules.address("+254722000000"),
        registered_delivery: 1,
        short_message: "Your fees of KES 12,500 are due on Friday.".into(),
        ..Message::default()
    };
    Request::submit(key, message, Tlvs::new())
}

/// Takes whatever comes.
async fn sink(listener: TcpListener, settings: Settings) -> Result<(), std::io::Error> {
    let (stream, _) = listener.accept().await?;
    stream.set_nodelay(true)?;
    let authenticator = Everyone(settings.clone());
    let Ok(Accepted { mut session, .. }) = server::accept::<_, (), _>(stream, &authenticator, &settings).await else {
        return Ok(());
    };
    let (mut taken, mut batch) = (0_u64, Vec::with_capacity(BATCH));
    while session.incoming.recv_many(&mut batch, BATCH).await > 0 {
        for incoming in batch.drain(..) {
            taken += 1;
            incoming.ticket.accept(format!("{taken:010}"));
        }
    }
    Ok(())
}
