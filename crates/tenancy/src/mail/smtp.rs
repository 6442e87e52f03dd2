//! Mail over SMTP, encrypted where the URL says so.

use std::time::Duration;

use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use super::NotSent;

/// How long one exchange with the server may take.
const TIMEOUT: Duration = Duration::from_secs(30);

/// A mail server.
pub(super) struct Smtp(AsyncSmtpTransport<Tokio1Executor>);

impl Smtp {
    /// The server that `url` names.
    pub(super) fn new(url: &str) -> Result<Self, String> {
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url);
        // The error may repeat the URL, and the URL holds the password.
        let builder = builder.map_err(|_| "is not a URL such as smtps://user:password@mail.example.org".to_owned())?;
        Ok(Self(builder.timeout(Some(TIMEOUT)).build()))
    }

    /// Logs in and says NOOP.
    pub(super) async fn check(&self) -> Result<(), String> {
        match self.0.test_connection().await {
            Ok(true) => Ok(()),
            Ok(false) => Err("the server takes the login and nothing else".to_owned()),
            Err(refused) => Err(why(&refused)),
        }
    }

    /// Hands a mail to the server.
    pub(super) async fn send(&self, message: Message) -> Result<(), NotSent> {
        let refused = match self.0.send(message).await {
            Ok(_) => return Ok(()),
            Err(refused) => refused,
        };
        let why = why(&refused);
        match refused.is_permanent() {
            true => Err(NotSent::ForGood(why)),
            false => Err(NotSent::ForNow(why)),
        }
    }
}

/// Why a server did not take something. Its words may repeat the address: of what it refused, only the code is kept.
fn why(refused: &lettre::transport::smtp::Error) -> String {
    match refused.status() {
        Some(code) => format!("the server answered {code}"),
        None if refused.is_timeout() => "the server did not answer in time".to_owned(),
        None if refused.is_tls() => "TLS could not be begun".to_owned(),
        None => "the server could not be reached, or broke off".to_owned(),
    }
}
