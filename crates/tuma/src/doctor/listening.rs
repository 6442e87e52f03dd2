//! Where it listens: free, or taken by the Tuma that runs on this data directory.

use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::time::Duration;

use super::Finding;
use crate::config::Settings;

/// How long whoever listens may take to say who it is.
const PATIENCE: Duration = Duration::from_secs(3);

/// Looks at the addresses of HTTP and SMPP; `runs` where a server runs on the data directory.
pub(super) async fn look(settings: &Settings, runs: bool) -> Vec<Finding> {
    let mut found = vec![address("listen", settings.listen, runs, is_tuma(settings.listen).await)];
    if let Ok(smpp) = settings.smpp_listen.parse() {
        // Over SMPP nobody says who it is before a login: what runs here is believed.
        found.push(address("smpp_listen", smpp, runs, true));
    }
    found
}

fn address(subject: &'static str, at: SocketAddr, runs: bool, tuma: bool) -> Finding {
    if at.port() == 0 {
        return Finding::ok(subject, format!("any free port of {}", at.ip()));
    }
    match TcpListener::bind(at) {
        Ok(_) if runs => Finding::warning(
            subject,
            format!("{at} is free, although a server runs on this data directory"),
            "it listens elsewhere (--listen), or was started with other settings: restart it",
        ),
        Ok(_) => Finding::ok(subject, format!("{at} is free")),
        Err(error) if error.kind() == ErrorKind::AddrInUse && runs && tuma => {
            Finding::ok(subject, format!("{at} is served by the Tuma that runs"))
        }
        Err(error) if error.kind() == ErrorKind::AddrInUse => Finding::fault(
            subject,
            format!("{at} is used by another program"),
            "end that program, or listen elsewhere",
        ),
        Err(error) => Finding::fault(
            subject,
            format!("{at} cannot be listened on: {error}"),
            "give an address of this machine; ports below 1024 need a permission of their own",
        ),
    }
}

/// Whether a Tuma answers there.
async fn is_tuma(at: SocketAddr) -> bool {
    let here = match at.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => SocketAddr::new(Ipv4Addr::LOCALHOST.into(), at.port()),
        IpAddr::V6(ip) if ip.is_unspecified() => SocketAddr::new(Ipv6Addr::LOCALHOST.into(), at.port()),
        _ => at,
    };
    let client = reqwest::Client::builder().timeout(PATIENCE).no_proxy().build();
    let Ok(client) = client else { return false };
    let Ok(answer) = client.get(format!("http://{here}/health/live")).send().await else {
        return false;
    };
    let said = answer.json::<serde_json::Value>().await.unwrap_or_default();
    said["metadata"]["requestId"].is_string()
}
