//! The `sig` parameter of the SMS API, in requests and in webhooks.

use domain::Millis;
use md5::{Digest, Md5};

use crate::WebhookRefusal;
use crate::http::verify::{Hash, hex, hmac, same};

/// How the account signs; the dashboard tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    Md5Hash,
    HmacMd5,
    HmacSha1,
    HmacSha256,
    HmacSha512,
}

const METHODS: [(&str, Method); 5] = [
    ("md5hash", Method::Md5Hash),
    ("hmac-md5", Method::HmacMd5),
    ("sha1", Method::HmacSha1),
    ("sha256", Method::HmacSha256),
    ("sha512", Method::HmacSha512),
];

impl Method {
    /// What the setting `verify.algorithm` may say.
    pub const WORDS: [&'static str; 5] = [METHODS[0].0, METHODS[1].0, METHODS[2].0, METHODS[3].0, METHODS[4].0];

    pub fn parse(word: &str) -> Option<Self> {
        METHODS
            .iter()
            .find(|(known, _)| *known == word)
            .map(|(_, method)| *method)
    }

    /// The signature of `fields`, `timestamp` among them.
    pub fn sign(self, secret: &str, fields: &[(String, String)]) -> String {
        let base = base(fields);
        let hash = match self {
            Self::Md5Hash => return hex(&Md5::digest(format!("{base}{secret}"))),
            Self::HmacMd5 => Hash::Md5,
            Self::HmacSha1 => Hash::Sha1,
            Self::HmacSha256 => Hash::Sha256,
            Self::HmacSha512 => Hash::Sha512,
        };
        hex(&hmac(hash, secret.as_bytes(), base.as_bytes()))
    }

    /// Passes when `fields` are signed and not older than `max_age` at `now`; the future has the same bound.
    pub fn check(
        self,
        secret: &str,
        fields: &[(String, String)],
        now: Millis,
        max_age: Millis,
    ) -> Result<(), WebhookRefusal> {
        let refused = |why| Err(WebhookRefusal::NotAuthentic(why));
        let value = |name: &str| {
            fields
                .iter()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.as_str())
        };
        let Some(given) = value("sig") else {
            return refused("it has no signature");
        };
        if !same(
            given.to_ascii_lowercase().as_bytes(),
            self.sign(secret, fields).as_bytes(),
        ) {
            return refused("the signature is wrong");
        }
        let seconds: Option<Millis> = value("timestamp").and_then(|text| text.parse().ok());
        match seconds.and_then(|seconds| seconds.checked_mul(1_000)) {
            Some(at) if at.abs_diff(now) <= max_age.unsigned_abs() => Ok(()),
            Some(_) => refused("the signature is too old"),
            None => refused("it has no timestamp"),
        }
    }
}

/// `&name=value` of everything but `sig`, in the order of the names, `&` and `=` in values replaced.
fn base(fields: &[(String, String)]) -> String {
    let mut sorted: Vec<&(String, String)> = fields.iter().filter(|(key, _)| key != "sig").collect();
    sorted.sort();
    sorted
        .iter()
        .map(|(key, value)| format!("&{key}={}", value.replace(['&', '='], "_")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "abcdefghijklmnopqrstuvwxyz012345";
    const AT: Millis = 1_577_880_000_000;

    fn fields() -> Vec<(String, String)> {
        [
            ("to", "AcmeInc"),
            ("api-key", "abcd1234"),
            ("err-code", "0"),
            ("messageId", "0A0000000123ABCD1"),
            ("message-timestamp", "2020-01-01 12:00:00"),
            ("msisdn", "256700000001"),
            ("network-code", "64110"),
            ("nonce", "aaaaaaaa-bbbb-cccc-dddd-0123456789ab"),
            ("price", "0.03330000"),
            ("scts", "2001011400"),
            ("status", "delivered"),
            ("timestamp", "1577880000"),
        ]
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .to_vec()
    }

    #[test]
    fn every_method_signs_as_the_reference_does() {
        for (word, wanted) in [
            ("md5hash", "a7d7e16361870a43f12eed83b0db7fe4"),
            ("hmac-md5", "06d9dd538803253314a6fcd709f8f0f6"),
            ("sha1", "c1322002356b259ea3dd136f385961f24130dd4c"),
            (
                "sha256",
                "d520a4a12f47a14d5f6a43bc1737406dea0f45412b80a9e48757a0b0d1ccaa9e",
            ),
        ] {
            let method = Method::parse(word).unwrap();
            let mut fields = fields();
            assert_eq!(method.sign(SECRET, &fields), wanted, "{word}");
            fields.push(("sig".to_owned(), wanted.to_ascii_uppercase()));
            method.check(SECRET, &fields, AT + 300_000, 300_000).unwrap();
            assert!(method.check(SECRET, &fields, AT + 300_001, 300_000).is_err(), "too old");
            assert!(
                method.check(SECRET, &fields, AT - 300_001, 300_000).is_err(),
                "from the future"
            );
            fields[0].1.push('x');
            assert!(method.check(SECRET, &fields, AT, 300_000).is_err(), "changed");
        }
    }

    #[test]
    fn values_cannot_smuggle_fields() {
        let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
        assert_eq!(
            base(&[pair("text", "a&b=c"), pair("sig", "x"), pair("A", "1")]),
            "&A=1&text=a_b_c"
        );
    }

    #[test]
    fn what_has_no_timestamp_is_refused() {
        let mut fields = fields();
        fields.retain(|(key, _)| key != "timestamp");
        let sig = Method::Md5Hash.sign(SECRET, &fields);
        fields.push(("sig".to_owned(), sig));
        assert!(Method::Md5Hash.check(SECRET, &fields, AT, i64::MAX).is_err());
    }
}
