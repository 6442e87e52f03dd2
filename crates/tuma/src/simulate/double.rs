//! `tuma simulate <carrier>`: a double of a real carrier, and what to enter in Tuma to send through it.

use std::any::Any;
use std::net::SocketAddr;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::cli::DoubleArgs;
use crate::failure::Failure;

/// A carrier that there is a double of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carrier {
    Africastalking,
    Infobip,
    Twilio,
    Vonage,
    Veevo,
    Smsc,
    SmscOverTls,
}

/// A running double; it ends when it is dropped.
pub struct Running {
    /// Where it listens.
    pub listening: String,
    /// The adapter that speaks to it.
    pub adapter: &'static str,
    /// The settings of a provider that sends through it.
    pub settings: Value,
    _double: Box<dyn Any + Send>,
}

impl Carrier {
    /// All of them.
    #[cfg(test)]
    pub const ALL: [Self; 7] = [
        Self::Africastalking,
        Self::Infobip,
        Self::Twilio,
        Self::Vonage,
        Self::Veevo,
        Self::Smsc,
        Self::SmscOverTls,
    ];

    /// Its port unless another is asked for: one for each, so that all can run at once.
    const fn port(self) -> u16 {
        match self {
            Self::Africastalking => 4101,
            Self::Infobip => 4102,
            Self::Twilio => 4103,
            Self::Vonage => 4104,
            Self::Veevo => 4105,
            Self::Smsc => 2776,
            // Registered for SMPP over TLS.
            Self::SmscOverTls => 3550,
        }
    }

    /// Starts its double.
    pub async fn start(self, args: &DoubleArgs) -> Result<Running, Failure> {
        let listen = args
            .listen
            .unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], self.port())));
        match self {
            Self::Africastalking => africastalking(listen, args).await,
            Self::Infobip => infobip(listen, args).await,
            Self::Twilio => twilio(listen, args).await,
            Self::Vonage => vonage(listen, args).await,
            Self::Veevo => veevo(listen, args).await,
            Self::Smsc => smsc(listen, args, false).await,
            Self::SmscOverTls => smsc(listen, args, true).await,
        }
    }
}

/// The port of the one double that is no carrier, unless another is asked for.
const STRIPE_PORT: u16 = 4106;
/// Where a server on this machine takes its events, unless another address is asked for.
const STRIPE_WEBHOOK: &str = "http://127.0.0.1:8080/payments/stripe";

/// Starts the double of Stripe.
pub async fn stripe(
    args: &DoubleArgs,
) -> Result<(doubles::Double<doubles::stripe::Stripe>, doubles::stripe::Settings), Failure> {
    let listen = args
        .listen
        .unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], STRIPE_PORT)));
    let mut settings: doubles::stripe::Settings = read(args)?;
    settings.webhook_url = settings.webhook_url.or_else(|| Some(STRIPE_WEBHOOK.to_owned()));
    let double = doubles::stripe::start(listen, settings.clone())
        .await
        .map_err(cannot_listen)?;
    Ok((double, settings))
}

async fn africastalking(listen: SocketAddr, args: &DoubleArgs) -> Result<Running, Failure> {
    let settings: doubles::africastalking::Settings = read(args)?;
    let (username, key) = (settings.username.clone(), settings.api_key.clone());
    let double = doubles::africastalking::start(listen, settings)
        .await
        .map_err(cannot_listen)?;
    let url = double.url();
    let enter = json!({"username": username, "apiKey": key, "baseUrl": format!("{url}/version1")});
    Ok(running(url, "africastalking", enter, double))
}

async fn infobip(listen: SocketAddr, args: &DoubleArgs) -> Result<Running, Failure> {
    let settings: doubles::infobip::Settings = read(args)?;
    let key = settings.api_key.clone();
    let double = doubles::infobip::start(listen, settings).await.map_err(cannot_listen)?;
    let url = double.url();
    Ok(running(
        url.clone(),
        "infobip",
        json!({"baseUrl": url, "apiKey": key, "fromNumber": "Tuma"}),
        double,
    ))
}

async fn twilio(listen: SocketAddr, args: &DoubleArgs) -> Result<Running, Failure> {
    let settings: doubles::twilio::Settings = read(args)?;
    let (sid, token) = (settings.account_sid.clone(), settings.auth_token.clone());
    let double = doubles::twilio::start(listen, settings).await.map_err(cannot_listen)?;
    let url = double.url();
    let enter = json!({"accountSid": sid, "authToken": token, "fromNumber": "+15005550006", "baseUrl": url});
    Ok(running(url, "twilio", enter, double))
}

async fn vonage(listen: SocketAddr, args: &DoubleArgs) -> Result<Running, Failure> {
    let settings: doubles::vonage::Settings = read(args)?;
    let (key, secret) = (settings.api_key.clone(), settings.api_secret.clone());
    let signature = settings.signature_secret.clone();
    let algorithm = settings.signature_method.clone();
    let double = doubles::vonage::start(listen, settings).await.map_err(cannot_listen)?;
    let url = double.url();
    let enter = json!({
        "apiKey": key, "apiSecret": secret, "signatureSecret": signature, "verify": {"algorithm": algorithm},
        "fromNumber": "Tuma", "baseUrl": url, "apiUrl": url,
    });
    Ok(running(url, "vonage", enter, double))
}

async fn veevo(listen: SocketAddr, args: &DoubleArgs) -> Result<Running, Failure> {
    let settings: doubles::veevo::Settings = read(args)?;
    let (hash, field) = (settings.hash.clone(), settings.credential_field.clone());
    let double = doubles::veevo::start(listen, settings).await.map_err(cannot_listen)?;
    let url = double.url();
    let enter = json!({"hash": hash, "credentialField": field, "baseUrl": format!("{url}/v3")});
    Ok(running(url, "veevo", enter, double))
}

async fn smsc(listen: SocketAddr, args: &DoubleArgs, tls: bool) -> Result<Running, Failure> {
    let mut settings: doubles::smsc::SmscSettings = read(args)?;
    settings.tls |= tls;
    let name = settings.tls_names.first().cloned();
    let account = settings.accounts.first().cloned();
    // Without accounts it lets in whoever wants.
    let (system_id, password) = match account {
        Some(account) => (account.system_id, account.password),
        None => ("tuma".to_owned(), "tuma".to_owned()),
    };
    let double = doubles::smsc::Smsc::start(listen, settings)
        .await
        .map_err(cannot_listen)?;
    let address = double.address();
    let mut enter = json!({
        "host": address.ip().to_string(), "port": address.port(), "systemId": system_id, "password": password,
    });
    if let Some(authority) = double.authority() {
        enter["tls"] = json!("on");
        enter["tlsCa"] = json!(authority);
        if let Some(name) = name {
            enter["tlsServerName"] = json!(name);
        }
    }
    Ok(running(address.to_string(), "smpp", enter, double))
}

fn running(listening: String, adapter: &'static str, settings: Value, double: impl Any + Send) -> Running {
    Running {
        listening,
        adapter,
        settings,
        _double: Box::new(double),
    }
}

fn read<S: DeserializeOwned + Default>(args: &DoubleArgs) -> Result<S, Failure> {
    let Some(text) = &args.settings else {
        return Ok(S::default());
    };
    // Read as a map first: a list would be taken for the fields in their order.
    let fields = serde_json::from_str::<serde_json::Map<String, Value>>(text);
    let settings = fields.and_then(|fields| serde_json::from_value(Value::Object(fields)));
    settings.map_err(|error| Failure::usage(format!("--settings cannot be read: {error}")))
}

fn cannot_listen(error: std::io::Error) -> Failure {
    Failure::failed(format!("the address cannot be listened on: {error}"))
}

#[cfg(test)]
mod tests {
    use adapters::catalog;
    use adapters::http::Guard;

    use super::*;

    fn args(settings: Option<&str>) -> DoubleArgs {
        DoubleArgs {
            listen: Some(([127, 0, 0, 1], 0).into()),
            settings: settings.map(str::to_owned),
        }
    }

    #[tokio::test]
    async fn what_is_printed_can_be_entered() {
        // Only the first test of a process installs it; the others find it there.
        let _ = rustls::crypto::ring::default_provider().install_default();
        for carrier in Carrier::ALL {
            let running = carrier
                .start(&args(None))
                .await
                .unwrap_or_else(|_| panic!("{carrier:?} does not start"));
            if let Some(kind) = catalog::kind(running.adapter) {
                assert_eq!((kind.check)(&running.settings, Guard::new(true)), [], "{carrier:?}");
            }
        }
    }

    #[tokio::test]
    async fn settings_that_are_none_are_refused() {
        let _ = rustls::crypto::ring::default_provider().install_default();
        for carrier in Carrier::ALL {
            for wrong in ["{", "[]", r#"{"nonsense": 1}"#] {
                assert!(carrier.start(&args(Some(wrong))).await.is_err(), "{carrier:?} {wrong}");
            }
        }
    }

    #[test]
    fn every_carrier_has_a_port_of_its_own() {
        let mut ports: Vec<u16> = Carrier::ALL.map(Carrier::port).to_vec();
        ports.sort_unstable();
        ports.dedup();
        assert_eq!(ports.len(), Carrier::ALL.len());
    }
}
