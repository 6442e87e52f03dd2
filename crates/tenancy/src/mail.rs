//! Mail: what goes to people's addresses, and the one type of ways it goes: over SMTP, into a folder, into the log.
//!
//! A mail is written in the transaction of what it tells, sealed, because it holds what lets people in; a task of its own
//! (`post.rs`) sends it, at least once. Addresses and texts are in no log, but where a developer asks for the log as the
//! way.

mod folder;
mod post;
mod smtp;

use std::path::PathBuf;
use std::time::{Duration, UNIX_EPOCH};

use domain::Millis;
use lettre::Message;
use lettre::message::header::{ContentTransferEncoding, ContentType};
use lettre::message::{Body, Mailbox};
use serde::{Deserialize, Serialize};

use smtp::Smtp;

/// The longest line of a mail, in bytes (RFC 5322).
const MAX_LINE: usize = 998;

/// One mail, in plain text.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Mail {
    /// The address.
    pub(crate) to: String,
    /// What it is about.
    pub(crate) subject: String,
    /// The text, in lines of at most 998 bytes.
    pub(crate) text: String,
}

/// Why a mail did not go. Neither names the address, nor holds anything of the text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotSent {
    /// It may go later.
    #[error("it may go later: {0}")]
    ForNow(String),
    /// It will never go.
    #[error("it will never go: {0}")]
    ForGood(String),
}

/// A way for mail to go.
pub struct MailWay(Way);

enum Way {
    Smtp(Box<Smtp>),
    Folder(PathBuf),
    Log,
}

impl MailWay {
    /// Over SMTP, through the server that `url` names: `smtps://user:password@host`, or `smtp://host?tls=required`.
    ///
    /// # Errors
    /// When the URL cannot be read; the message holds nothing of it.
    pub fn smtp(url: &str) -> Result<Self, String> {
        Ok(Self(Way::Smtp(Box::new(Smtp::new(url)?))))
    }

    /// Into `folder`, a file each, which is made where it is missing: for whoever has no mail server.
    pub fn folder(folder: PathBuf) -> Self {
        Self(Way::Folder(folder))
    }

    /// Into the log, whole, with what lets people in: for developers alone.
    pub fn log() -> Self {
        Self(Way::Log)
    }
}

/// Hands mail over, by one way, from one sender.
pub struct Mailer {
    from: Mailbox,
    way: Way,
}

impl Mailer {
    /// Sends mail that way, from `from`: `Tuma <tuma@example.org>`, or a bare address.
    ///
    /// # Errors
    /// When `from` is neither.
    pub fn new(from: &str, way: MailWay) -> Result<Self, String> {
        let MailWay(way) = way;
        Ok(Self {
            from: sender(from)?,
            way,
        })
    }

    /// Whether mail can go now: a server is spoken to and given nothing, the other ways need nobody.
    ///
    /// # Errors
    /// Why not, without the server's login.
    pub async fn check(&self) -> Result<(), String> {
        match &self.way {
            Way::Smtp(smtp) => smtp.check().await,
            Way::Folder(_) | Way::Log => Ok(()),
        }
    }

    /// Hands a mail over. `id` is its number, the same when it is tried again; `at` is when that is.
    pub(crate) async fn send(&self, mail: &Mail, (id, at): (i64, Millis)) -> Result<(), NotSent> {
        let message = message(&self.from, mail, (id, at))?;
        match &self.way {
            Way::Smtp(smtp) => smtp.send(message).await,
            Way::Folder(folder) => folder::write(folder, id, message.formatted()).await,
            Way::Log => {
                let Mail { to, subject, text } = mail;
                tracing::info!(%to, %subject, %text, "a mail");
                Ok(())
            }
        }
    }
}

/// The mail as it travels.
fn message(from: &Mailbox, mail: &Mail, (id, at): (i64, Millis)) -> Result<Message, NotSent> {
    let to = mail.to.parse::<Mailbox>();
    let to = to.map_err(|_| NotSent::ForGood("its address cannot be read".to_owned()))?;
    let sent = UNIX_EPOCH + Duration::from_millis(u64::try_from(at).unwrap_or(0));
    let domain = from.email.domain();
    let built = Message::builder()
        .from(from.clone())
        .to(to)
        .subject(mail.subject.clone())
        .date(sent)
        .message_id(Some(format!("<{id:x}@{domain}>")))
        .header(ContentType::TEXT_PLAIN)
        .body(body(&mail.text));
    built.map_err(|error| NotSent::ForGood(error.to_string()))
}

/// The text as it travels: plain where that can be, so that a link stays whole for whoever reads the file itself.
fn body(text: &str) -> Body {
    let plain = text.is_ascii() && !text.contains('\0') && text.lines().all(|line| line.len() <= MAX_LINE);
    if !plain {
        return Body::new(text.to_owned());
    }
    let lines: String = text.lines().map(|line| format!("{line}\r\n")).collect();
    Body::dangerous_pre_encoded(lines.into_bytes(), ContentTransferEncoding::SevenBit)
}

/// Whom mail is from, as `Tuma <tuma@example.org>` or as a bare address.
fn sender(text: &str) -> Result<Mailbox, String> {
    text.parse()
        .map_err(|_| "is neither a name with an address nor an address".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: &str =
        "https://messages.green-valley-school.example.org/invitation#dfKLSZpqlFpYeWT5JGAlztwTkmq95RDRT6GqFX6RnkS";

    fn sent(subject: &str, to: &str) -> Result<String, NotSent> {
        let from = sender("Tuma <tuma@example.org>").unwrap();
        let mail = Mail {
            to: to.to_owned(),
            subject: subject.to_owned(),
            text: format!("One line\n{LINK}"),
        };
        let formatted = message(&from, &mail, (255, 1_772_352_000_000))?.formatted();
        Ok(String::from_utf8(formatted).unwrap())
    }

    #[test]
    fn a_mail_keeps_its_number_and_cannot_be_given_more_headers() {
        let text = sent("Hello\r\nBcc: everybody@example.org", "amina@example.org").unwrap();
        assert!(text.contains("Message-ID: <ff@example.org>"), "{text}");
        assert!(text.contains("Date: Sun, 01 Mar 2026 08:00:00"), "{text}");
        assert!(!text.lines().any(|line| line.starts_with("Bcc")), "{text}");
        assert!(text.contains(LINK), "a link is whole: {text}");
    }

    #[test]
    fn an_address_that_cannot_be_read_is_given_up_and_not_repeated() {
        for wrong in ["nobody", "a@b\r\nRCPT TO:<c@example.org>", ""] {
            let refused = sent("Hello", wrong);
            let Err(NotSent::ForGood(why)) = refused else {
                panic!("{refused:?}");
            };
            assert_eq!(why, "its address cannot be read");
        }
    }

    #[test]
    fn what_cannot_be_a_way_is_refused_without_its_password() {
        assert!(Mailer::new("Tuma", MailWay::log()).is_err());
        assert!(Mailer::new("Tuma <tuma@localhost>", MailWay::log()).is_ok());
        for url in [
            "",
            "hunter2",
            "ftp://tuma:hunter2@mail.example.org",
            "smtps://tuma:hunter2@",
        ] {
            let refused = MailWay::smtp(url).err().unwrap_or_default();
            assert!(!refused.is_empty() && !refused.contains("hunter2"), "{url}: {refused}");
        }
        assert!(MailWay::smtp("smtps://tuma:hunter2@mail.example.org").is_ok());
        assert!(MailWay::smtp("smtp://127.0.0.1:2525").is_ok());
    }
}
