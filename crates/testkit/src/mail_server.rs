//! A mail server that speaks SMTP (RFC 5321), keeps what it takes, and refuses recipients when it is told to.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use parking_lot::Mutex;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

const TAKEN: &str = "250 taken";

/// A mail as the server took it.
#[derive(Debug, Clone, Default)]
pub struct TakenMail {
    /// The envelope's sender, `<tuma@example.org>`.
    pub from: String,
    /// The envelope's recipient.
    pub to: String,
    /// Headers and text.
    pub text: String,
}

/// A running mail server, for as long as the test's runtime runs.
#[derive(Clone)]
pub struct MailServer {
    address: SocketAddr,
    kept: Arc<Kept>,
}

struct Kept {
    taken: Mutex<Vec<TakenMail>>,
    tries: AtomicUsize,
    answer: Mutex<String>,
}

impl MailServer {
    /// Starts on a free port; takes everything.
    ///
    /// # Panics
    /// If there is no free port.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let kept = Arc::new(Kept {
            taken: Mutex::default(),
            tries: AtomicUsize::new(0),
            answer: Mutex::new(TAKEN.to_owned()),
        });
        let served = Arc::clone(&kept);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let kept = Arc::clone(&served);
                // A client that breaks off ends its own session.
                tokio::spawn(async move { session(stream, &kept).await });
            }
        });
        Self { address, kept }
    }

    /// Answers recipients with this line from now on.
    pub fn answer_with(&self, line: &str) {
        line.clone_into(&mut self.kept.answer.lock());
    }

    /// What it took, in order.
    pub fn taken(&self) -> Vec<TakenMail> {
        self.kept.taken.lock().clone()
    }

    /// How many recipients it was asked to take.
    pub fn tries(&self) -> usize {
        self.kept.tries.load(Ordering::SeqCst)
    }

    /// Where it is, as the setting `mail.smtp_url` says it.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }
}

async fn session(stream: TcpStream, kept: &Kept) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let mut mail = TakenMail::default();
    write.write_all(b"220 mail.example.org\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let answer = match line.get(..4).unwrap_or_default().to_ascii_uppercase().as_str() {
            "EHLO" | "HELO" => "250 mail.example.org".to_owned(),
            "MAIL" => {
                mail.from = argument(&line);
                "250 ok".to_owned()
            }
            "RCPT" => {
                mail.to = argument(&line);
                kept.tries.fetch_add(1, Ordering::SeqCst);
                kept.answer.lock().clone()
            }
            "DATA" => {
                write.write_all(b"354 go on\r\n").await?;
                mail.text = text(&mut lines).await?;
                kept.taken.lock().push(std::mem::take(&mut mail));
                TAKEN.to_owned()
            }
            "QUIT" => return write.write_all(b"221 bye\r\n").await,
            _ => "250 ok".to_owned(),
        };
        write.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}

/// What stands behind the colon of `MAIL FROM:<…>`, without parameters.
fn argument(line: &str) -> String {
    let behind = line.split_once(':').map_or("", |(_, behind)| behind);
    behind.split_whitespace().next().unwrap_or_default().to_owned()
}

/// The lines up to the lone dot, with doubled dots undone.
async fn text<R: AsyncBufReadExt + Unpin>(lines: &mut tokio::io::Lines<R>) -> std::io::Result<String> {
    let mut text = String::new();
    while let Some(line) = lines.next_line().await? {
        if line == "." {
            break;
        }
        text.push_str(line.strip_prefix('.').unwrap_or(&line));
        text.push('\n');
    }
    Ok(text)
}
