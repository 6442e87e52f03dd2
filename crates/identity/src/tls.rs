//! Whom issuers and directories are believed to be: the system's certificate authorities, and those of the operator's own
//! file, since a directory inside a house mostly has a certificate of the house.

use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};

/// Why there is no TLS.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TlsError {
    /// The operator's own file holds something else than certificates.
    #[error("holds no certificates in PEM")]
    NoCertificates,
    /// TLS cannot be set up in this process.
    #[error("{0}")]
    NotSetUp(String),
}

/// The certificate authorities beside the system's own.
#[derive(Clone, Default)]
pub struct Trust {
    own: Vec<CertificateDer<'static>>,
}

impl Trust {
    /// The system's authorities and those of `pem`.
    ///
    /// # Errors
    /// When `pem` holds no certificate, or something that is none.
    pub fn with(pem: &[u8]) -> Result<Self, TlsError> {
        let own: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
        match own {
            Ok(own) if !own.is_empty() => Ok(Self { own }),
            _ => Err(TlsError::NoCertificates),
        }
    }

    /// As reqwest takes them.
    pub(crate) fn for_http(&self) -> Result<Vec<reqwest::Certificate>, TlsError> {
        let own = self.own.iter().map(|one| reqwest::Certificate::from_der(one));
        own.collect::<Result<_, _>>().map_err(|_| TlsError::NoCertificates)
    }

    /// As LDAP takes them.
    pub(crate) fn for_ldap(&self) -> Result<Arc<ClientConfig>, TlsError> {
        let mut roots = RootCertStore::empty();
        // One that cannot be read is one that nobody is believed by.
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        for own in &self.own {
            roots.add(own.clone()).map_err(|_| TlsError::NoCertificates)?;
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| TlsError::NotSetUp(error.to_string()))?;
        Ok(Arc::new(config.with_root_certificates(roots).with_no_client_auth()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_certificates_is_refused() {
        for wrong in [
            "",
            "hunter2",
            "-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----\n",
        ] {
            assert_eq!(
                Trust::with(wrong.as_bytes()).err(),
                Some(TlsError::NoCertificates),
                "{wrong}"
            );
        }
        assert!(Trust::default().for_ldap().is_ok());
    }
}
