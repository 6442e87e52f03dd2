//! Who calls: the connection's peer, or what the proxies in front say, as far as they are trusted.

use std::net::{IpAddr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, HeaderName};
use domain::Networks;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
/// Entries of `X-Forwarded-For` that are looked at, from the last one: no honest chain of proxies is longer.
const MAX_HOPS: usize = 16;

/// The caller's address.
pub(crate) fn of(parts: &Parts, trusted: &Networks) -> Option<IpAddr> {
    seen(&parts.extensions, &parts.headers, trusted)
}

/// The caller's address. `X-Forwarded-For` counts only where the peer is a `trusted` proxy, and of it the last address
/// that is none: each proxy adds the one that it saw, and what stands before the first trusted one, anybody may have
/// written. `None` where there is no connection, or a trusted proxy says something that is no address.
pub(crate) fn seen(extensions: &Extensions, headers: &HeaderMap, trusted: &Networks) -> Option<IpAddr> {
    let ConnectInfo(peer) = extensions.get::<ConnectInfo<SocketAddr>>()?;
    let peer = peer.ip().to_canonical();
    if !trusted.contains(peer) {
        return Some(peer);
    }
    let lists = headers.get_all(FORWARDED_FOR).iter().rev();
    // What is not text is no address either.
    let entries = lists.flat_map(|list| list.to_str().unwrap_or_default().rsplit(','));
    let mut nearest = peer;
    for entry in entries.take(MAX_HOPS) {
        nearest = address(entry.trim())?;
        if !trusted.contains(nearest) {
            break;
        }
    }
    Some(nearest)
}

/// Whether what speaks to us directly is a `trusted` proxy.
pub(crate) fn is_proxy(extensions: &Extensions, trusted: &Networks) -> bool {
    let peer = extensions.get::<ConnectInfo<SocketAddr>>();
    peer.is_some_and(|ConnectInfo(peer)| trusted.contains(peer.ip().to_canonical()))
}

/// An address as proxies write it, with or without a port.
fn address(text: &str) -> Option<IpAddr> {
    let alone = text.parse::<IpAddr>();
    let address = alone.or_else(|_| text.parse::<SocketAddr>().map(|address| address.ip()));
    address.ok().map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;

    fn of_call(peer: &str, forwarded: &[&str], trusted: &[&str]) -> Option<String> {
        let mut request = Request::builder();
        for one in forwarded {
            request = request.header("x-forwarded-for", *one);
        }
        let mut parts = request.body(()).expect("a request").into_parts().0;
        let peer: SocketAddr = peer.parse().expect("an address");
        parts.extensions.insert(ConnectInfo(peer));
        let trusted = Networks::parse("trusted", trusted).expect("networks");
        of(&parts, &trusted).map(|address| address.to_string())
    }

    #[test]
    fn a_proxys_word_counts_where_the_proxy_is_trusted() {
        let near = &["127.0.0.0/8", "10.0.0.0/8", "192.168.0.0/16", "::1", "fc00::/7"][..];
        for (peer, forwarded, caller) in [
            ("203.0.113.9:1", &[][..], Some("203.0.113.9")),
            ("203.0.113.9:1", &["198.51.100.1"], Some("203.0.113.9")),
            ("127.0.0.1:1", &[], Some("127.0.0.1")),
            ("127.0.0.1:1", &["198.51.100.1"], Some("198.51.100.1")),
            ("10.0.0.1:1", &["1.1.1.1, 198.51.100.1"], Some("198.51.100.1")),
            ("[fd00::1]:1", &["1.1.1.1", "198.51.100.1"], Some("198.51.100.1")),
            ("[::ffff:192.168.1.1]:1", &["198.51.100.1:4711"], Some("198.51.100.1")),
            ("[::1]:1", &["2001:db8::5"], Some("2001:db8::5")),
            ("[::1]:1", &["[2001:db8::5]:80"], Some("2001:db8::5")),
            ("127.0.0.1:1", &["unknown"], None),
            ("127.0.0.1:1", &["198.51.100.1,"], None),
            // A chain of trusted proxies is walked to the address that the first of them saw, and no further.
            (
                "127.0.0.1:1",
                &["1.1.1.1, 198.51.100.1, 10.0.0.7"],
                Some("198.51.100.1"),
            ),
            (
                "127.0.0.1:1",
                &["198.51.100.1", "10.0.0.7, 10.0.0.8"],
                Some("198.51.100.1"),
            ),
            ("127.0.0.1:1", &["10.0.0.9, 10.0.0.7"], Some("10.0.0.9")),
            ("127.0.0.1:1", &["unknown, 10.0.0.7"], None),
        ] {
            assert_eq!(
                of_call(peer, forwarded, near).as_deref(),
                caller,
                "{peer} {forwarded:?}"
            );
        }
    }

    #[test]
    fn nobodys_word_counts_where_nobody_is_trusted() {
        for peer in ["127.0.0.1:1", "10.0.0.1:1", "203.0.113.9:1"] {
            let alone = peer.trim_end_matches(":1");
            assert_eq!(of_call(peer, &["198.51.100.1"], &[]).as_deref(), Some(alone));
        }
    }

    #[test]
    fn without_a_connection_nobody_is_known() {
        let parts = Request::builder().body(()).expect("a request").into_parts().0;
        assert_eq!(of(&parts, &Networks::default()), None);
    }
}
