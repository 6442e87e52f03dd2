//! Inbound messages of the SMS API: texts, octets, and the parts of long ones, which Vonage does not join.

use domain::alphabet::Alphabet;

use super::VonageAdapter;
use super::sms_webhook::{Fields, MASKED};
use crate::{Content, Inbound, Part, WebhookRefusal};

impl VonageAdapter {
    pub(super) async fn take_sms_inbound(&self, fields: &Fields) -> Result<(), WebhookRefusal> {
        let inbound = Inbound {
            provider: self.provider,
            carrier_id: Some(fields.required("messageId")?.to_owned()),
            from: fields.required("msisdn")?.to_owned(),
            to: fields.required("to")?.to_owned(),
            content: content(fields)?,
            part: part(fields)?,
            opt_out: None,
            sent_at: fields.time(),
            likeness: None,
            raw: MASKED.of_pairs(&fields.0),
        };
        Ok(self.sink.inbound(vec![inbound]).await?)
    }
}

fn content(fields: &Fields) -> Result<Content, WebhookRefusal> {
    if fields.get("type") != Some("binary") {
        return Ok(Content::Text(fields.get("text").unwrap_or_default().to_owned()));
    }
    let data = fields.get("data").unwrap_or_default();
    let octets = unhex(data).ok_or_else(|| WebhookRefusal::Malformed("data is not hexadecimal".to_owned()))?;
    Ok(Content::Octets {
        alphabet: Alphabet::Binary,
        octets,
    })
}

fn part(fields: &Fields) -> Result<Option<Part>, WebhookRefusal> {
    if fields.get("concat") != Some("true") {
        return Ok(None);
    }
    let number = |name: &str| {
        let value = fields.required(name)?.parse::<u16>();
        value.map_err(|_| WebhookRefusal::Malformed(format!("{name} is no number of a part")))
    };
    let octet = |name: &str| {
        let value = u8::try_from(number(name)?).ok().filter(|value| *value > 0);
        value.ok_or_else(|| WebhookRefusal::Malformed(format!("{name} is no number of a part")))
    };
    let part = Part {
        reference: number("concat-ref")?,
        total: octet("concat-total")?,
        number: octet("concat-part")?,
    };
    if part.number > part.total {
        return Err(WebhookRefusal::Malformed(
            "concat-part is beyond concat-total".to_owned(),
        ));
    }
    Ok(Some(part))
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.bytes().all(|octet| octet.is_ascii_hexdigit()) {
        return None;
    }
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok())
        .collect()
}
