//! The way that mail goes: without it nobody is invited, and no forgotten password is replaced.

use super::Finding;
use crate::config::{MailTransport, Settings};

const SUBJECT: &str = "mail";

/// Looks at it; a server is spoken to, and given nothing.
pub(super) async fn look(settings: &Settings) -> Finding {
    let mailer = match settings.mail.mailer(&settings.data_dir) {
        Ok(mailer) => mailer,
        Err(fault) => return Finding::fault(SUBJECT, format!("{} {}", fault.field, fault.fault), fault.mend),
    };
    match settings.mail.transport {
        MailTransport::File => Finding::warning(
            SUBJECT,
            "goes into files in data_dir: somebody has to hand invitations and new passwords on",
            "set mail.transport to smtp and mail.smtp_url",
        ),
        MailTransport::Log => Finding::warning(
            SUBJECT,
            "goes into the log, with what lets people in",
            "set mail.transport to smtp, or to file",
        ),
        MailTransport::Smtp => match mailer.check().await {
            Ok(()) => Finding::ok(SUBJECT, "the server takes us"),
            Err(why) => Finding::fault(
                SUBJECT,
                why,
                "see that the server runs, and that mail.smtp_url has its address and login",
            ),
        },
    }
}
