//! The settings of mail to people.

use std::path::{Path, PathBuf};

use domain::Fault;
use serde::{Deserialize, Serialize};
use tenancy::{MailWay as Way, Mailer};

use super::super::Secret;

/// The folder of mails inside the data directory.
const FOLDER: &str = "mail";

/// Mail: the way that it goes, and whom it is from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// The way.
    pub transport: MailTransport,
    /// Whom it is from, as `Tuma <tuma@example.org>`.
    pub from: String,
    /// The server, of the way `smtp`.
    pub smtp_url: Secret,
    /// A file that holds `smtp_url`; empty for none.
    pub smtp_url_file: PathBuf,
}

/// The ways that mail can go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailTransport {
    /// Through a server.
    Smtp,
    /// Into the folder `mail` of the data directory, a file each.
    File,
    /// Into the log, whole.
    Log,
}

impl Default for Mail {
    fn default() -> Self {
        Self {
            transport: MailTransport::File,
            from: "Tuma <tuma@localhost>".to_owned(),
            smtp_url: Secret::default(),
            smtp_url_file: PathBuf::new(),
        }
    }
}

impl Mail {
    /// As tenancy takes it.
    pub fn mailer(&self, data_dir: &Path) -> Result<Mailer, Fault> {
        let way = match self.transport {
            MailTransport::Log => Way::log(),
            MailTransport::File => Way::folder(data_dir.join(FOLDER)),
            MailTransport::Smtp => Way::smtp(self.smtp_url.expose()).map_err(|fault| {
                let mend = "give the server's URL, or set mail.transport to file";
                Fault::new("mail.smtp_url", fault, mend)
            })?,
        };
        Mailer::new(&self.from, way).map_err(|fault| {
            let mend = "give your own, such as Tuma <tuma@example.org>";
            Fault::new("mail.from", fault, mend)
        })
    }
}
