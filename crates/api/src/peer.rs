//! Who calls: the connection's peer, or what the proxy in front says.

use std::net::{IpAddr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, HeaderName};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The caller's address. `X-Forwarded-For` counts only where the peer is on this machine or in a private network, and of
/// it only the last address: the one that the nearest proxy saw; what stands before it, anybody may have written.
pub(crate) fn of(parts: &Parts) -> Option<IpAddr> {
    of_request(&parts.extensions, &parts.headers)
}

/// As [`of`].
pub(crate) fn of_request(extensions: &Extensions, headers: &HeaderMap) -> Option<IpAddr> {
    let ConnectInfo(peer) = extensions.get::<ConnectInfo<SocketAddr>>()?;
    let peer = peer.ip().to_canonical();
    match last_forwarded(headers) {
        Some(said) if is_near(peer) => address(said),
        _ => Some(peer),
    }
}

/// Whether what speaks to us directly is near, as a proxy in front is.
pub(crate) fn is_proxy(parts: &Parts) -> bool {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    peer.is_some_and(|ConnectInfo(peer)| is_near(peer.ip().to_canonical()))
}

fn last_forwarded(headers: &HeaderMap) -> Option<&str> {
    let last = headers.get_all(FORWARDED_FOR).iter().next_back()?;
    // What is not text is no address either.
    let list = last.to_str().unwrap_or_default();
    Some(list.rsplit(',').next().unwrap_or_default().trim())
}

/// An address as proxies write it, with or without a port.
fn address(text: &str) -> Option<IpAddr> {
    let alone = text.parse::<IpAddr>();
    let address = alone.or_else(|_| text.parse::<SocketAddr>().map(|address| address.ip()));
    address.ok().map(|address| address.to_canonical())
}

fn is_near(peer: IpAddr) -> bool {
    match peer {
        IpAddr::V4(v4) => v4.is_loopback() || v4.is_private(),
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;

    fn of_call(peer: &str, forwarded: &[&str]) -> Option<String> {
        let mut request = Request::builder();
        for one in forwarded {
            request = request.header("x-forwarded-for", *one);
        }
        let mut parts = request.body(()).expect("a request").into_parts().0;
        let peer: SocketAddr = peer.parse().expect("an address");
        parts.extensions.insert(ConnectInfo(peer));
        of(&parts).map(|address| address.to_string())
    }

    #[test]
    fn a_proxys_word_counts_where_the_proxy_is_near() {
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
        ] {
            assert_eq!(of_call(peer, forwarded).as_deref(), caller, "{peer} {forwarded:?}");
        }
    }

    #[test]
    fn without_a_connection_nobody_is_known() {
        let parts = Request::builder().body(()).expect("a request").into_parts().0;
        assert_eq!(of(&parts), None);
    }
}
