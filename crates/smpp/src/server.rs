//! The SMSC's side: waits for a bind on a connection that was accepted, and has an authenticator decide.

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::timeout;

use crate::command::{Command, Mode, Side};
use crate::handshake::{HandshakeError, Line};
use crate::pdu::{Bind, Body, Pdu};
use crate::session::{self, Bound, Peer, Session};
use crate::settings::Settings;
use crate::status::Status;
use crate::tlv::{Tlvs, tag};

/// Binds that a connection may try in vain before it is closed.
pub const MAX_BIND_ATTEMPTS: u32 = 3;
/// The newest version that the server speaks.
const NEWEST_VERSION: u8 = 0x50;

/// Decides about binds.
pub trait Authenticator: Sync {
    /// Who a client turns out to be.
    type Account: Send;

    /// Admits the client, or names the status of the refusal (usually ESME_RINVPASWD, ESME_RINVSYSID, ESME_RBINDFAIL or
    /// ESME_RALYBND). Runs inside the time of `session_init`. What counts binds belongs into the account, to be given back
    /// when that is dropped: the connection may end between the admission and the bind.
    fn authenticate(
        &self,
        mode: Mode,
        bind: &Bind,
    ) -> impl Future<Output = Result<Admission<Self::Account>, Status>> + Send;
}

/// A client that may bind.
#[derive(Debug, Clone)]
pub struct Admission<A> {
    /// Who it is.
    pub account: A,
    /// The server's own system_id, for the response.
    pub system_id: String,
    /// What is agreed with this client.
    pub settings: Settings,
}

/// A client that has bound.
#[derive(Debug)]
pub struct Accepted<K, A> {
    /// Who it is.
    pub account: A,
    /// What it bound with; the password is taken out.
    pub bind: Bind,
    /// The session; its `peer` has the mode.
    pub session: Session<K>,
}

/// Waits for a bind on `stream`. `settings` govern until then (`session_init`, `max_pdu_octets`), the admission's after.
/// A client that is refused may try again, [`MAX_BIND_ATTEMPTS`] times and within `session_init` in all; the error says
/// why there was no bind, after which the connection is closed. A client that sends garbage harms only itself.
pub async fn accept<S, K, T>(
    stream: S,
    authenticator: &T,
    settings: &Settings,
) -> Result<Accepted<K, T::Account>, HandshakeError>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    K: Send + 'static,
    T: Authenticator,
{
    let mut line = Line::new(stream, settings.max_pdu_octets);
    let handshake = wait_for_bind(&mut line, authenticator);
    let (admission, peer, bind) = timeout(settings.session_init, handshake)
        .await
        .unwrap_or(Err(HandshakeError::TimedOut))?;
    let bound = Bound {
        stream: line.stream,
        input: line.input,
        sequence: 0,
        peer,
    };
    Ok(Accepted {
        account: admission.account,
        bind,
        session: session::start(bound, admission.settings),
    })
}

async fn wait_for_bind<S, T>(
    line: &mut Line<S>,
    authenticator: &T,
) -> Result<(Admission<T::Account>, Peer, Bind), HandshakeError>
where
    S: AsyncRead + AsyncWrite + Unpin,
    T: Authenticator,
{
    let mut attempts = 0;
    loop {
        let pdu = line.next().await?;
        let (Some(mode), Body::Bind(mut bind), false) = (pdu.command.bind_mode(), pdu.body, pdu.is_response) else {
            // A response to nothing.
            continue;
        };
        let status = match authenticator.authenticate(mode, &bind).await {
            Ok(admission) => {
                line.write(&admit(
                    pdu.command,
                    pdu.sequence,
                    &admission.system_id,
                    bind.interface_version,
                ))
                .await?;
                bind.password.clear();
                let peer = Peer {
                    side: Side::Server,
                    mode,
                    system_id: bind.system_id.clone(),
                    interface_version: bind.interface_version,
                };
                return Ok((admission, peer, *bind));
            }
            Err(status) => status,
        };
        line.write(&Pdu::response(pdu.command, pdu.sequence, status, Body::Empty))
            .await?;
        attempts += 1;
        if attempts == MAX_BIND_ATTEMPTS {
            line.close().await;
            return Err(HandshakeError::Refused(status));
        }
    }
}

/// The response to a bind that succeeded; a client that knows no TLVs is not told the version.
fn admit(command: Command, sequence: u32, system_id: &str, client_version: u8) -> Pdu {
    let mut response = Pdu::response(command, sequence, Status::ROK, Body::SystemId(system_id.to_owned()));
    if client_version > session::LAST_WITHOUT_TLVS {
        response.tlvs = Tlvs::new().with_u8(tag::SC_INTERFACE_VERSION, client_version.min(NEWEST_VERSION));
    }
    response
}
