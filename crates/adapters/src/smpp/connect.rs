//! From a host's name to a bound session: resolved anew each time, never to a private address unless the operator
//! allows it, through TLS (always verified) where that is set.

use std::sync::Arc;
use std::time::Duration;

use ::smpp::HandshakeError;
use ::smpp::command::Mode;
use ::smpp::session::Session;
use ::smpp::status::Class;
use domain::Fault;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto};

use super::Shared;
use super::settings::Settings;
use super::written::Written;
use crate::http::Guard;

/// How long a connection may take, TLS included.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Why there is no bind.
#[derive(Debug, thiserror::Error)]
pub(super) enum NoBind {
    /// The host cannot be reached.
    #[error("the SMSC cannot be reached: {0}")]
    Unreachable(String),
    /// The bind failed.
    #[error("{0}")]
    Handshake(#[from] HandshakeError),
}

impl NoBind {
    /// Whether the credentials were refused: it will not mend by itself.
    pub fn is_auth(&self) -> bool {
        matches!(self, Self::Handshake(HandshakeError::Refused(status)) if status.class() == Class::Auth)
    }
}

/// Connects and binds.
pub(super) async fn bind(shared: &Shared, mode: Mode) -> Result<Session<u64>, NoBind> {
    let settings = &shared.settings;
    let connecting = connect(settings, shared.guard);
    let (stream, secured) = match timeout(CONNECT_TIMEOUT, connecting).await {
        Ok(connected) => connected.map_err(NoBind::Unreachable)?,
        Err(_) => return Err(NoBind::Unreachable("no connection in time".to_owned())),
    };
    let (bind, session) = (settings.bind.clone(), settings.session.clone());
    let bound = match (stream, secured) {
        (Some(stream), _) => ::smpp::client::bind(stream, mode, bind, session).await?,
        (None, Some(stream)) => ::smpp::client::bind(stream, mode, bind, session).await?,
        (None, None) => return Err(NoBind::Unreachable("it has no address".to_owned())),
    };
    Ok(bound)
}

type Secured = tokio_rustls::client::TlsStream<TcpStream>;

async fn connect(settings: &Settings, guard: Guard) -> Result<(Option<TcpStream>, Option<Secured>), String> {
    let said = |error: std::io::Error| error.to_string();
    let found = guard.addresses((settings.host.as_str(), settings.port)).await;
    let allowed = found.map_err(said)?;
    let stream = TcpStream::connect(&*allowed).await.map_err(said)?;
    stream.set_nodelay(true).map_err(said)?;
    match &settings.tls {
        None => Ok((Some(stream), None)),
        Some((connector, name)) => {
            let secured = connector.connect(name.clone(), stream).await;
            Ok((None, Some(secured.map_err(|error| format!("TLS: {error}"))?)))
        }
    }
}

/// TLS as the settings want it: the web's authorities, or the one that is given instead.
pub(super) fn tls(written: &Written, faults: &mut Vec<Fault>) -> Option<(TlsConnector, ServerName<'static>)> {
    let name = written.tls_server_name.clone().unwrap_or_else(|| written.host.clone());
    let Ok(name) = ServerName::try_from(name) else {
        faults.push(Fault::new(
            "tlsServerName",
            "is not a name",
            "give the name in the SMSC's certificate",
        ));
        return None;
    };
    let mut roots = RootCertStore::empty();
    match &written.tls_ca {
        None => roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
        Some(pem) => {
            let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem.as_bytes()).collect();
            let (added, _) = roots.add_parsable_certificates(certificates.unwrap_or_default());
            if added == 0 {
                let mend = "give the authority's certificates as PEM, -----BEGIN CERTIFICATE----- and so on";
                faults.push(Fault::new("tlsCa", "holds no certificate", mend));
                return None;
            }
        }
    }
    let config = ClientConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("ring has the cipher suites of TLS 1.2 and 1.3")
        .with_root_certificates(roots)
        .with_no_client_auth();
    Some((TlsConnector::from(Arc::new(config)), name))
}
