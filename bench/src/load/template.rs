//! Requests that are built once and then only get other digits: the load generator must cost less than what it measures.
//!
//! Every recipient gets a number of its own (Kenyan mobile numbers, scattered over 100 million, as a real list is) and a
//! serial number in its text, so that no two messages are the same.

use crate::pdu;

/// Digits that stand for a number or a serial until a request is filled in.
const BLANK: &str = "00000000";
const DIGITS: usize = BLANK.len();
const NUMBERS: u64 = 100_000_000;
/// The text of a message, before its serial.
const TEXT: &str = "Your fee of KES 5,000 is due on 1 March. Challan ";
/// Prime to 10, so that consecutive serials give every number once before any comes again.
const SCATTER: u64 = 61_803_399;

/// An HTTP request with places for digits.
#[derive(Debug, Clone)]
pub struct Template {
    bytes: Vec<u8>,
    slots: Vec<Slot>,
    recipients: u64,
}

#[derive(Debug, Clone, Copy)]
struct Slot {
    at: usize,
    holds: Holds,
}

#[derive(Debug, Clone, Copy)]
enum Holds {
    /// The last eight digits of the recipient's number; the next recipient begins here.
    Number,
    /// The recipient's serial.
    Serial,
}

/// Writes a body and notes where its digits go.
#[derive(Default)]
struct Draft {
    text: String,
    slots: Vec<Slot>,
}

impl Draft {
    fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    fn blank(&mut self, holds: Holds) -> &mut Self {
        self.slots.push(Slot {
            at: self.text.len(),
            holds,
        });
        self.push(BLANK)
    }

    /// Where the digits go when the body stands behind `head` octets.
    fn slots_after(&self, head: usize) -> Vec<Slot> {
        let moved = |slot: &Slot| Slot {
            at: slot.at + head,
            ..*slot
        };
        self.slots.iter().map(moved).collect()
    }
}

impl Template {
    /// `POST /api/sms/send` of one message of one segment, called back where a URL is given.
    pub fn single(key: &str, callback_url: Option<&str>) -> Self {
        let mut body = Draft::default();
        body.push(r#"{"to":"+2547"#).blank(Holds::Number);
        body.push(r#"","body":""#).push(TEXT).blank(Holds::Serial);
        if let Some(url) = callback_url {
            body.push(r#"","callbackUrl":""#).push(url);
        }
        body.push(r#""}"#);
        Self::post("/api/sms/send", key, body, 1)
    }

    /// A `submit_sm` of the same message that asks for a receipt; its sequence number is the sender's to fill in.
    pub fn submit_sm() -> Self {
        let mut body = Draft::default();
        // No service_type; an alphanumeric source; an international destination.
        body.push("\0\x05\0TUMA\0\x01\x012547").blank(Holds::Number);
        // esm_class, protocol_id, priority, neither schedule nor validity, registered_delivery, then three zeros.
        body.push("\0\0\0\0\0\0\x01\0\0\0");
        body.push(&char::from((TEXT.len() + DIGITS) as u8).to_string());
        body.push(TEXT).blank(Holds::Serial);
        let mut bytes = Vec::new();
        pdu::push(&mut bytes, pdu::SUBMIT, 0, body.text.as_bytes());
        Self {
            bytes,
            slots: body.slots_after(pdu::HEADER_BYTES),
            recipients: 1,
        }
    }

    /// `POST /api/sms/send-bulk` of `recipients` messages of one segment, with two variables each.
    pub fn bulk(key: &str, recipients: u64) -> Self {
        let mut body = Draft::default();
        body.push(r#"{"body":"Dear {{name}}, your fee of KES 5,000 is due. Challan {{challan}}","recipients":["#);
        for place in 0..recipients {
            body.push(if place == 0 { "" } else { "," });
            body.push(r#"{"to":"+2547"#).blank(Holds::Number);
            body.push(r#"","variables":{"name":"Amina","challan":""#)
                .blank(Holds::Serial);
            body.push(r#""}}"#);
        }
        body.push("]}");
        Self::post("/api/sms/send-bulk", key, body, recipients)
    }

    /// A request without a body that is the same every time.
    pub fn get(target: &str) -> Self {
        Self::whole(format!("GET {target} HTTP/1.1\r\nHost: bench\r\n\r\n"))
    }

    /// The same with a key or a token.
    pub fn get_as(target: &str, bearer: &str) -> Self {
        Self::whole(format!(
            "GET {target} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {bearer}\r\n\r\n"
        ))
    }

    /// `POST` of a JSON body that is the same every time.
    pub fn post_json(path: &str, body: &str) -> Self {
        let length = body.len();
        Self::whole(format!(
            "POST {path} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        ))
    }

    fn whole(request: String) -> Self {
        Self {
            bytes: request.into_bytes(),
            slots: Vec::new(),
            recipients: 1,
        }
    }

    fn post(path: &str, key: &str, body: Draft, recipients: u64) -> Self {
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n",
            body.text.len()
        );
        let slots = body.slots_after(head.len());
        Self {
            bytes: (head + &body.text).into_bytes(),
            slots,
            recipients,
        }
    }

    /// Messages in one request.
    pub fn recipients(&self) -> u64 {
        self.recipients
    }

    /// The request for the recipients from serial `first` on.
    pub fn fill(&mut self, first: u64) -> &[u8] {
        let mut next = first;
        for slot in &self.slots {
            let value = match slot.holds {
                Holds::Number => {
                    next += 1;
                    number(next - 1)
                }
                Holds::Serial => next - 1,
            };
            write_digits(&mut self.bytes[slot.at..slot.at + DIGITS], value);
        }
        &self.bytes
    }
}

/// The last eight digits of the number with this serial.
pub fn number(serial: u64) -> u64 {
    serial.wrapping_mul(SCATTER) % NUMBERS
}

fn write_digits(place: &mut [u8], mut value: u64) {
    for digit in place.iter_mut().rev() {
        *digit = b'0' + (value % 10) as u8;
        value /= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdu::Pdu;
    use serde_json::Value;
    use std::collections::HashSet;

    fn body_of(bytes: &[u8]) -> Value {
        let text = std::str::from_utf8(bytes).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        assert!(head.contains(&format!("Content-Length: {}", body.len())), "{head}");
        serde_json::from_str(body).unwrap()
    }

    #[test]
    fn a_single_request_names_its_own_number_and_serial() {
        let mut template = Template::single("sk_live_x", Some("http://127.0.0.1:1/"));
        let first = body_of(template.fill(7));
        assert_eq!(first["to"], format!("+2547{:08}", number(7)));
        assert!(first["body"].as_str().unwrap().ends_with("Challan 00000007"));
        assert_eq!(first["callbackUrl"], "http://127.0.0.1:1/");
        assert_ne!(first, body_of(template.fill(8)));
    }

    #[test]
    fn a_submit_names_its_own_number_and_serial() {
        let mut template = Template::submit_sm();
        let bytes = template.fill(7).to_vec();
        let submit = Pdu::first(&bytes).unwrap().unwrap();
        assert_eq!((submit.command, submit.length()), (pdu::SUBMIT, bytes.len()));
        let (_, rest) = pdu::text(&submit.body[3..]).unwrap();
        let (to, rest) = pdu::text(&rest[2..]).unwrap();
        assert_eq!(to, format!("2547{:08}", number(7)).as_bytes());
        let (text_length, text) = (usize::from(rest[9]), &rest[10..]);
        assert_eq!(text, format!("{TEXT}00000007").as_bytes());
        assert_eq!(text_length, text.len());
    }

    #[test]
    fn a_bulk_request_has_one_number_a_recipient() {
        let mut template = Template::bulk("sk_live_x", 100);
        let body = body_of(template.fill(1_000));
        let recipients = body["recipients"].as_array().unwrap();
        let numbers: HashSet<&str> = recipients.iter().map(|one| one["to"].as_str().unwrap()).collect();
        assert_eq!((recipients.len(), numbers.len()), (100, 100));
        assert_eq!(recipients[99]["variables"]["challan"], "00001099");
    }
}
