//! TLS in front of the SMSC: an authority and a certificate of its own, made when it starts and gone when it ends.
//!
//! No key is ever written anywhere; whoever is to trust the SMSC is given the authority's certificate.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, KeyUsagePurpose};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::rustls::{ServerConfig, crypto};
use tokio_rustls::server::TlsStream;

/// How long a handshake may take.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// What takes the handshakes of one SMSC.
pub(super) struct Tls {
    acceptor: TlsAcceptor,
    /// The authority that signed the certificate, PEM.
    pub authority: String,
}

impl Tls {
    /// Makes an authority and a certificate that holds for `names` (names and addresses).
    ///
    /// # Errors
    /// When one of them is neither.
    pub fn new(names: &[String]) -> io::Result<Self> {
        let (authority, certificate, key) = certificate(names).map_err(io::Error::other)?;
        let config = ServerConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(io::Error::other)?
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)
            .map_err(io::Error::other)?;
        Ok(Self {
            acceptor: TlsAcceptor::from(Arc::new(config)),
            authority,
        })
    }

    /// The stream behind a handshake; `None` where there is none in time, or the peer does not trust the certificate.
    pub async fn accept<S: AsyncRead + AsyncWrite + Unpin>(&self, stream: S) -> Option<TlsStream<S>> {
        match timeout(HANDSHAKE, self.acceptor.accept(stream)).await {
            Ok(Ok(stream)) => Some(stream),
            Ok(Err(error)) => {
                tracing::debug!(%error, "a TLS handshake failed");
                None
            }
            Err(_) => None,
        }
    }
}

type Made = (
    String,
    tokio_rustls::rustls::pki_types::CertificateDer<'static>,
    PrivateKeyDer<'static>,
);

/// The authority's certificate, the server's, and the server's key.
fn certificate(names: &[String]) -> Result<Made, rcgen::Error> {
    let mut authority = CertificateParams::new(Vec::new())?;
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    authority
        .distinguished_name
        .push(DnType::CommonName, "The authority of one simulated SMSC");
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate()?)?;
    let mut server = CertificateParams::new(names)?;
    server.distinguished_name.push(DnType::CommonName, "A simulated SMSC");
    let key = KeyPair::generate()?;
    let certificate = server.signed_by(&key, &authority)?;
    let key = PrivatePkcs8KeyDer::from(key.serialize_der());
    Ok((authority.pem(), certificate.der().clone(), key.into()))
}
