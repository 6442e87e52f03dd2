//! Networks in CIDR notation, and lists of them that say who may call from where.
//!
//! IPv4 addresses written in IPv6's way (`::ffff:192.0.2.7`) are the IPv4 addresses that they are. A list that cannot be
//! read is an error, never an empty list: an empty one lets everybody in.

use std::net::IpAddr;

use ipnet::{IpNet, Ipv4Net};

use crate::Fault;

/// The most networks of one list.
pub const MAX_NETWORKS: usize = 100;
/// How many bits of an IPv6 address stand before an IPv4 address in it.
const MAPPED_BITS: u8 = 96;

/// A list of networks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Networks(Vec<IpNet>);

impl Networks {
    /// The list with these entries, each an address or a network; faults are of `field[place]`.
    pub fn parse<T: AsRef<str>>(field: &str, entries: &[T]) -> Result<Self, Vec<Fault>> {
        if entries.len() > MAX_NETWORKS {
            let fault = format!("has {} entries", entries.len());
            let mend = format!("give at most {MAX_NETWORKS}, joined into wider networks");
            return Err(vec![Fault::new(field, fault, mend)]);
        }
        let mut networks = Vec::with_capacity(entries.len());
        let mut faults = Vec::new();
        for (place, entry) in entries.iter().enumerate() {
            match network(entry.as_ref()) {
                Some(network) if !networks.contains(&network) => networks.push(network),
                Some(_) => {}
                None => faults.push(Fault::new(
                    format!("{field}[{place}]"),
                    "is neither an address nor a network",
                    "give an address such as 192.0.2.7 or a network such as 192.0.2.0/24 or 2001:db8::/32",
                )),
            }
        }
        if faults.is_empty() {
            Ok(Self(networks))
        } else {
            Err(faults)
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether `ip` is in one of them.
    pub fn contains(&self, ip: IpAddr) -> bool {
        let ip = ip.to_canonical();
        self.0.iter().any(|network| network.contains(&ip))
    }

    /// Whether each of `others` is inside one of these.
    pub fn cover(&self, others: &Self) -> bool {
        let inside = |other: &IpNet| self.0.iter().any(|network| network.contains(other));
        others.0.iter().all(inside)
    }

    /// The entries as they are written, such as `192.0.2.0/24`.
    pub fn texts(&self) -> Vec<String> {
        self.0.iter().map(written).collect()
    }
}

/// A single address stands without its length.
fn written(network: &IpNet) -> String {
    if network.prefix_len() == network.max_prefix_len() {
        network.addr().to_string()
    } else {
        network.to_string()
    }
}

fn network(text: &str) -> Option<IpNet> {
    let text = text.trim();
    let read = text.parse().or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
    let network: IpNet = read.ok()?;
    let plain = match network {
        IpNet::V6(six) if six.prefix_len() >= MAPPED_BITS => six
            .addr()
            .to_ipv4_mapped()
            .and_then(|four| Ipv4Net::new(four, six.prefix_len() - MAPPED_BITS).ok())
            .map(IpNet::V4),
        _ => None,
    };
    Some(plain.unwrap_or(network).trunc())
}

/// Who is let in by address: nobody who is denied, and where somebody is allowed by name, nobody else.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NetworkRules {
    /// Those that are let in; everybody where there are none.
    pub allow: Networks,
    /// Those that are not, whatever else is said.
    pub deny: Networks,
}

impl NetworkRules {
    /// Whether a caller from `ip` is let in. One from nowhere is let in only where nobody is asked.
    pub fn admit(&self, ip: Option<IpAddr>) -> bool {
        match ip {
            None => self.allow.is_empty() && self.deny.is_empty(),
            Some(ip) => !self.deny.contains(ip) && (self.allow.is_empty() || self.allow.contains(ip)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(entries: &[&str]) -> Networks {
        Networks::parse("list", entries).expect("networks")
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn addresses_and_networks_of_both_families_are_read_and_written() {
        let read = list(&[
            " 203.0.113.9 ",
            "203.0.113.77/24",
            "2001:db8::1",
            "2001:db8::/32",
            "::ffff:192.0.2.7",
            "::ffff:192.0.2.0/120",
            "203.0.113.9",
        ]);
        assert_eq!(
            read.texts(),
            [
                "203.0.113.9",
                "203.0.113.0/24",
                "2001:db8::1",
                "2001:db8::/32",
                "192.0.2.7",
                "192.0.2.0/24"
            ]
        );
    }

    #[test]
    fn every_wrong_entry_is_named() {
        let faults = Networks::parse("deny", &["10.0.0.0/8", "10.0.0.0/33", "", "example.org"]).expect_err("refused");
        let fields: Vec<_> = faults.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["deny[1]", "deny[2]", "deny[3]"]);
        let many = vec!["10.0.0.1"; MAX_NETWORKS + 1];
        assert_eq!(Networks::parse("deny", &many).expect_err("refused")[0].field, "deny");
        assert!(Networks::parse("deny", &many[1..]).is_ok());
    }

    #[test]
    fn who_is_denied_is_out_and_a_list_of_allowed_lets_nobody_else_in() {
        let rules = |allow: &[&str], deny: &[&str]| NetworkRules {
            allow: list(allow),
            deny: list(deny),
        };
        for (rules, caller, admitted) in [
            (rules(&[], &[]), Some("198.51.100.1"), true),
            (rules(&[], &[]), None, true),
            (rules(&["203.0.113.0/24"], &[]), Some("203.0.113.9"), true),
            (rules(&["203.0.113.0/24"], &[]), Some("::ffff:203.0.113.9"), true),
            (rules(&["203.0.113.0/24"], &[]), Some("198.51.100.1"), false),
            (rules(&["203.0.113.0/24"], &[]), None, false),
            (rules(&[], &["203.0.113.9"]), Some("203.0.113.9"), false),
            (rules(&[], &["203.0.113.9"]), Some("203.0.113.8"), true),
            (rules(&[], &["203.0.113.9"]), None, false),
            (rules(&["203.0.113.0/24"], &["203.0.113.9"]), Some("203.0.113.9"), false),
            (rules(&[], &["2001:db8::/32"]), Some("2001:db8:1::5"), false),
        ] {
            assert_eq!(rules.admit(caller.map(ip)), admitted, "{rules:?} {caller:?}");
        }
    }

    #[test]
    fn a_list_covers_what_is_inside_of_it() {
        let wide = list(&["10.0.0.0/8", "2001:db8::/32"]);
        assert!(wide.cover(&list(&["10.1.0.0/16", "10.2.3.4", "2001:db8::7"])));
        assert!(!wide.cover(&list(&["10.1.0.0/16", "11.0.0.1"])));
        assert!(!list(&["10.1.0.0/16"]).cover(&wide));
    }
}
