//! The base URL under which a carrier reaches one provider's webhooks, and Tuma's own reference inside such a URL.

use domain::{Fault, MessageId};

use super::{Guard, check_url};
use crate::WebhookRequest;

const FIELD: &str = "publicUrl";

/// The setting `publicUrl`, without a slash at its end. It is this server's own address, so a private one is fine.
pub fn read(url: &str) -> Result<String, Fault> {
    check_url(FIELD, url, Guard::new(true))?;
    if url.contains(['?', '#']) {
        let mend = "give it without a query: Tuma appends a path and a query of its own";
        return Err(Fault::new(FIELD, "has a query or a fragment", mend));
    }
    Ok(url.trim_end_matches('/').to_owned())
}

/// `base`/report with the message and its attempt in the query.
pub fn report_url(base: &str, message: MessageId, attempt: u16) -> String {
    format!("{base}/report?message={message}&attempt={attempt}")
}

/// The message and attempt that [`report_url`] put there.
pub fn reference(request: &WebhookRequest) -> Option<(MessageId, u16)> {
    let message = request.query_value("message")?.parse().ok()?;
    let attempt = request.query_value("attempt")?.parse().ok()?;
    Some((message, attempt))
}

/// A message and its attempt as one short text, for carriers that echo one.
pub fn client_reference(message: MessageId, attempt: u16) -> String {
    format!("{message}.{attempt}")
}

/// What [`client_reference`] wrote.
pub fn read_client_reference(text: &str) -> Option<(MessageId, u16)> {
    let (message, attempt) = text.split_once('.')?;
    Some((message.parse().ok()?, attempt.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_url_is_whole_and_bare() {
        assert_eq!(
            read("https://sms.example.org/hooks/t/").as_deref(),
            Ok("https://sms.example.org/hooks/t")
        );
        for bad in [
            "sms.example.org/hooks/t",
            "https://sms.example.org/hooks?t=1",
            "https://sms.example.org/#x",
        ] {
            assert_eq!(read(bad).unwrap_err().field, FIELD, "{bad}");
        }
    }

    #[test]
    fn a_reference_comes_back() {
        let message = MessageId::new(4_711);
        let text = client_reference(message, 3);
        assert_eq!(read_client_reference(&text), Some((message, 3)));
        for other in ["", "4711", "msg_1.1", "msg_0000000004k7.x"] {
            assert_eq!(read_client_reference(other), None, "{other}");
        }
    }
}
