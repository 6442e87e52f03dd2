//! Whether a webhook is the carrier's: the `verify` setting that HTTP kinds share, and the checks that it asks for.
//!
//! The mode is one word of a kind's own list and is never off unless `none` is written. `addresses` may be given in any
//! mode and is asked for on top of it; in mode `addresses` it is all that is asked for.

use std::net::IpAddr;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::Fault;
use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use subtle::ConstantTimeEq;

use crate::{WebhookRefusal, WebhookRequest};

/// The most address ranges that one provider may list.
pub const MAX_RANGES: usize = 64;

/// The `verify` setting.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Verify {
    /// What is checked: a word that the kind knows.
    pub mode: Option<String>,
    /// How the carrier hashes, where a mode has several ways.
    pub algorithm: Option<String>,
    /// Addresses and ranges that the carrier calls from, such as `196.201.214.0/24`.
    #[serde(default)]
    pub addresses: Vec<String>,
}

impl Verify {
    /// The mode: the one that is written if it is among `known`, or `default` where none is.
    pub fn mode(&self, known: &'static [&'static str], default: &'static str) -> Result<&'static str, Fault> {
        let Some(written) = self.mode.as_deref() else {
            return Ok(default);
        };
        known.iter().copied().find(|mode| *mode == written).ok_or_else(|| {
            let mend = format!("give one of {}", known.join(", "));
            Fault::new("verify.mode", "is no mode of this kind", mend)
        })
    }

    /// The address ranges, each of them checked.
    pub fn ranges(&self) -> Result<Vec<AddressRange>, Vec<Fault>> {
        if self.addresses.len() > MAX_RANGES {
            let fault = format!("has {} entries, {MAX_RANGES} at most", self.addresses.len());
            return Err(vec![Fault::new(
                "verify.addresses",
                fault,
                "join them into wider ranges",
            )]);
        }
        let mut faults = Vec::new();
        let mut ranges = Vec::new();
        for (place, text) in self.addresses.iter().enumerate() {
            match text.parse() {
                Ok(range) => ranges.push(range),
                Err(NotARange) => {
                    let mend = "write an address such as 196.201.214.5 or a range such as 196.201.214.0/24";
                    faults.push(Fault::new(
                        format!("verify.addresses[{place}]"),
                        "is no address or range",
                        mend,
                    ));
                }
            }
        }
        if faults.is_empty() { Ok(ranges) } else { Err(faults) }
    }
}

/// An address, or all that share its first bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AddressRange {
    first: IpAddr,
    bits: u8,
}

/// A text that is no address range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an address or a range")]
pub struct NotARange;

impl FromStr for AddressRange {
    type Err = NotARange;

    fn from_str(text: &str) -> Result<Self, NotARange> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text, None),
        };
        let first: IpAddr = address.trim().parse().map_err(|_| NotARange)?;
        let most = if first.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(most), |bits| bits.trim().parse().map_err(|_| NotARange))?;
        if bits > most {
            return Err(NotARange);
        }
        Ok(Self { first, bits })
    }
}

impl AddressRange {
    /// Whether `address` is in the range; an IPv4 address inside IPv6 counts as itself.
    pub fn contains(&self, address: IpAddr) -> bool {
        let shift = |most: u8| u32::from(most - self.bits);
        match (self.first, address.to_canonical()) {
            (IpAddr::V4(first), IpAddr::V4(other)) => {
                let differing = first.to_bits() ^ other.to_bits();
                differing.checked_shr(shift(32)).unwrap_or(0) == 0
            }
            (IpAddr::V6(first), IpAddr::V6(other)) => {
                let differing = first.to_bits() ^ other.to_bits();
                differing.checked_shr(shift(128)).unwrap_or(0) == 0
            }
            _ => false,
        }
    }
}

/// Passes when `ranges` is empty or the caller is in one of them.
pub fn by_address(ranges: &[AddressRange], request: &WebhookRequest) -> Result<(), WebhookRefusal> {
    let inside = |address: IpAddr| ranges.iter().any(|range| range.contains(address));
    if ranges.is_empty() || request.peer.is_some_and(inside) {
        Ok(())
    } else {
        Err(WebhookRefusal::NotAuthentic(
            "the caller's address is not one of the carrier's",
        ))
    }
}

/// Passes when the path held the provider's token.
pub fn by_token(request: &WebhookRequest) -> Result<(), WebhookRefusal> {
    if request.by_token {
        Ok(())
    } else {
        Err(WebhookRefusal::NotAuthentic("the path has no token of this provider"))
    }
}

/// Passes when `Authorization: Basic` names this user and password.
pub fn by_basic(user: &str, password: &str, request: &WebhookRequest) -> Result<(), WebhookRefusal> {
    let given = request.header("authorization").and_then(|header| {
        let (scheme, token) = header.split_once(' ')?;
        let basic = scheme.eq_ignore_ascii_case("basic");
        STANDARD.decode(token.trim()).ok().filter(|_| basic)
    });
    let wanted = format!("{user}:{password}");
    if given.is_some_and(|given| same(&given, wanted.as_bytes())) {
        Ok(())
    } else {
        Err(WebhookRefusal::NotAuthentic(
            "the user name or password is not the one agreed on",
        ))
    }
}

/// Whether two secrets are the same, in a time that does not tell where they differ.
pub fn same(left: &[u8], right: &[u8]) -> bool {
    left.ct_eq(right).into()
}

/// What an HMAC is made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hash {
    /// MD5: only where a carrier offers nothing else.
    Md5,
    /// SHA-1.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

/// The HMAC of `data`.
pub fn hmac(hash: Hash, key: &[u8], data: &[u8]) -> Vec<u8> {
    let algorithm = match hash {
        Hash::Md5 => {
            let mut mac = Hmac::<md5::Md5>::new_from_slice(key).expect("an HMAC takes a key of any length");
            mac.update(data);
            return mac.finalize().into_bytes().to_vec();
        }
        Hash::Sha1 => ring::hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY,
        Hash::Sha256 => ring::hmac::HMAC_SHA256,
        Hash::Sha384 => ring::hmac::HMAC_SHA384,
        Hash::Sha512 => ring::hmac::HMAC_SHA512,
    };
    let key = ring::hmac::Key::new(algorithm, key);
    ring::hmac::sign(&key, data).as_ref().to_vec()
}

/// The SHA-256 of `data` in lower-case hexadecimal.
pub fn sha256_hex(data: &[u8]) -> String {
    hex(ring::digest::digest(&ring::digest::SHA256, data).as_ref())
}

/// Octets in lower-case hexadecimal.
pub fn hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_holds_what_shares_its_bits() {
        for (range, inside, outside) in [
            ("196.201.214.0/24", "196.201.214.255", "196.201.215.0"),
            ("10.0.0.1", "::ffff:10.0.0.1", "10.0.0.2"),
            ("0.0.0.0/0", "255.255.255.255", "::1"),
            ("2001:db8::/32", "2001:db8:1::1", "2001:db9::1"),
            ("::/0", "2001:db9::1", "10.0.0.1"),
        ] {
            let range: AddressRange = range.parse().unwrap();
            assert!(range.contains(inside.parse().unwrap()), "{range:?} {inside}");
            assert!(!range.contains(outside.parse().unwrap()), "{range:?} {outside}");
        }
        for bad in ["", "10.0.0", "10.0.0.0/33", "::/129", "10.0.0.0/x", "example.com"] {
            assert_eq!(bad.parse::<AddressRange>(), Err(NotARange), "{bad}");
        }
    }

    #[test]
    fn the_hashes_are_those_of_the_standards() {
        let vectors = [
            (Hash::Md5, "80070713463e7749b90c2dc24911e275"),
            (Hash::Sha1, "de7c9b85b8b78aa6bc8a7a36f70a90701c9db4d9"),
            (
                Hash::Sha256,
                "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8",
            ),
        ];
        for (hash, wanted) in vectors {
            let made = hmac(hash, b"key", b"The quick brown fox jumps over the lazy dog");
            assert_eq!(hex(&made), wanted, "{hash:?}");
        }
        assert_eq!(
            sha256_hex(b""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        assert!(same(b"abc", b"abc") && !same(b"abc", b"abd") && !same(b"abc", b"ab"));
    }

    #[test]
    fn a_mode_is_one_of_the_kinds_own() {
        let verify = Verify::default();
        assert_eq!(verify.mode(&["token", "none"], "token"), Ok("token"));
        let verify = Verify {
            mode: Some("nome".to_owned()),
            ..Verify::default()
        };
        assert_eq!(
            verify.mode(&["token", "none"], "token").unwrap_err().field,
            "verify.mode"
        );
    }
}
