//! No request to private addresses on a user's behalf: checked on the URL when it is configured, on the addresses that
//! its name resolves to each time a connection is made, and on hosts that are addresses.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use domain::Fault;
use tokio::net::{ToSocketAddrs, lookup_host};

/// Which addresses may be called.
#[derive(Debug, Clone, Copy)]
pub struct Guard {
    allow_private: bool,
}

impl Guard {
    /// A guard; `allow_private` lets everything through.
    pub const fn new(allow_private: bool) -> Self {
        Self { allow_private }
    }

    /// Whether private addresses may be called too.
    pub const fn allows_private(self) -> bool {
        self.allow_private
    }

    /// Whether `address` may be called.
    pub fn allows(self, address: IpAddr) -> bool {
        self.allow_private || is_public(address)
    }

    /// Whether `host`, as settings write it, may be called as far as it shows: the addresses of a name are looked at when
    /// it is called, see [`Guard::addresses`].
    pub fn allows_host(self, host: &str) -> bool {
        // A name may end with the root's point, and in any case of letters.
        let name = host.trim_end_matches('.').to_ascii_lowercase();
        let local = name == "localhost" || name.ends_with(".localhost");
        let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        self.allow_private || !(local || address.is_ok_and(|address| !is_public(address)))
    }

    /// The addresses of `target`, a host with its port, that may be called.
    ///
    /// # Errors
    /// What the look-up says, or `PermissionDenied` where none of them may be called.
    pub async fn addresses(self, target: impl ToSocketAddrs) -> io::Result<Vec<SocketAddr>> {
        let found = lookup_host(target).await?;
        let allowed: Vec<SocketAddr> = found.filter(|address| self.allows(address.ip())).collect();
        match allowed.is_empty() {
            true => Err(io::Error::new(io::ErrorKind::PermissionDenied, PRIVATE)),
            false => Ok(allowed),
        }
    }

    /// Why the host of `url` may not be called, if it is an address itself.
    pub(super) fn check_host(self, url: &reqwest::Url) -> Result<(), String> {
        match host_address(url) {
            Some(address) if !self.allows(address) => Err(PRIVATE.to_owned()),
            _ => Ok(()),
        }
    }
}

pub(super) const PRIVATE: &str = "the address is a private one, which this server may not call";

/// The address that the URL's host is, if it is one.
fn host_address(url: &reqwest::Url) -> Option<IpAddr> {
    let host = url.host_str()?;
    host.trim_start_matches('[').trim_end_matches(']').parse().ok()
}

/// Whether the URL's host is this machine.
pub fn is_loopback(url: &str) -> bool {
    let Ok(parsed) = reqwest::Url::parse(url) else {
        return false;
    };
    match host_address(&parsed) {
        Some(address) => address.to_canonical().is_loopback(),
        None => parsed.host_str() == Some("localhost"),
    }
}

/// Why a URL cannot be configured: its form, its scheme, credentials in it, or a private address as its host.
pub fn check_url(field: &str, url: &str, guard: Guard) -> Result<(), Fault> {
    let mend = "give a whole URL, such as https://api.example.com/v1";
    let parsed = reqwest::Url::parse(url).map_err(|error| Fault::new(field, format!("is not a URL: {error}"), mend))?;
    if !matches!(parsed.scheme(), "http" | "https") || parsed.host_str().is_none() {
        return Err(Fault::new(field, "is not an http or https URL", mend));
    }
    if !parsed.username().is_empty() || parsed.password().is_some() {
        let mend = "put the credentials into the fields that are made for them";
        return Err(Fault::new(field, "has credentials in it", mend));
    }
    if !parsed.host_str().is_some_and(|host| guard.allows_host(host)) {
        return Err(private(field));
    }
    Ok(())
}

/// The fault of a field whose host may not be called.
pub(crate) fn private(field: &str) -> Fault {
    let mend = "give a public address; an operator may set http.allow_private for tests on one machine";
    Fault::new(field, "is a private address", mend)
}

/// Whether an address is one of the public internet.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => match v6.to_ipv4_mapped().or_else(|| embedded_v4(v6)) {
            Some(v4) => is_public_v4(v4),
            None => is_public_v6(v6),
        },
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !(address.is_unspecified()
        || address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_broadcast()
        || address.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (b == 18 || b == 19)))
}

/// The internet's addresses are those of 2000::/3 (IANA's registry of IPv6 global unicast), without what is for protocols
/// (2001::/23, Teredo's tunnels among them) and for documentation. All others are local, reserved, or hold an IPv4 address.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    first & 0xe000 == 0x2000
        && !(first == 0x2001 && (second < 0x0200 || second == 0x0db8))
        && !(first == 0x3fff && second < 0x1000)
}

/// The IPv4 address inside a 6to4 or NAT64 address: it is where the packet ends.
fn embedded_v4(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let s = address.segments();
    let v4 = |high: u16, low: u16| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    match s {
        [0x2002, high, low, ..] => Some(v4(high, low)),
        [0x0064, 0xff9b, 0, 0, 0, 0, high, low] => Some(v4(high, low)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_known_in_all_their_forms() {
        for private in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "fe80::1",
            "fd00::1",
            "::ffff:127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "ff02::1",
            "::127.0.0.1",
            "::ffff:169.254.169.254",
            "64:ff9b:1::a00:1",
            "2001:0:7f00:1::1",
            "2001:db8::1",
            "3fff::1",
            "fec0::1",
            "100::1",
            "192.88.99.1",
        ] {
            assert!(!Guard::new(false).allows(private.parse().unwrap()), "{private}");
            assert!(Guard::new(true).allows(private.parse().unwrap()), "{private}");
        }
        for public in [
            "8.8.8.8",
            "172.32.0.1",
            "100.128.0.1",
            "2606:4700::1111",
            "2001:4860:4860::8888",
            "2002:808:808::",
            "64:ff9b::808:808",
            "::ffff:8.8.8.8",
        ] {
            assert!(Guard::new(false).allows(public.parse().unwrap()), "{public}");
        }
    }

    #[test]
    fn this_machine_is_known_by_its_names() {
        for here in [
            "http://127.0.0.1/",
            "http://[::1]:8080/x",
            "http://localhost:1/",
            "http://127.9.9.9",
        ] {
            assert!(is_loopback(here), "{here}");
        }
        for other in [
            "http://10.0.0.1/",
            "https://example.com",
            "localhost",
            "http://localhost.example.com",
        ] {
            assert!(!is_loopback(other), "{other}");
        }
    }

    #[test]
    fn a_url_is_checked_when_it_is_configured() {
        let strict = Guard::new(false);
        for bad in [
            "",
            "api.example.com",
            "ftp://example.com",
            "http://",
            "http://127.0.0.1/",
            "http://[::1]/",
            "http://localhost:80/",
            "http://LocalHost./",
            "http://app.localhost./",
            "http://2130706433/",
            "http://0x7f.1/",
            "https://user:secret@example.com/",
        ] {
            let fault = check_url("baseUrl", bad, strict).expect_err(bad);
            assert_eq!(fault.field, "baseUrl");
            assert!(!fault.to_string().contains("secret"), "{fault}");
        }
        check_url("baseUrl", "https://api.example.com/v1", strict).unwrap();
        check_url("baseUrl", "http://127.0.0.1:9000", Guard::new(true)).unwrap();
    }
}
