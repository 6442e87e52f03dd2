//! The ESME's side: binds on a connection.

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::timeout;

use crate::command::{Command, Mode, Side};
use crate::handshake::{HandshakeError, Line};
use crate::pdu::{Bind, Body, Pdu};
use crate::session::{self, Bound, Peer, Session};
use crate::settings::Settings;
use crate::status::Status;
use crate::tlv::{Tlvs, tag};

/// The sequence number of the bind; requests go on from it.
const BIND_SEQUENCE: u32 = 1;
/// The version of a server that does not say: in practice it is 3.4.
const DEFAULT_VERSION: u8 = 0x34;
/// Below this a version is none: some servers fill the TLV with zeros.
const OLDEST_VERSION: u8 = 0x30;

/// Binds on `stream`, which is connected (and through TLS, if so agreed). Waits at most the setting `response_timeout`.
/// The connection is closed when the bind fails. An outbind before the bind is tolerated.
pub async fn bind<S, K>(stream: S, mode: Mode, bind: Bind, settings: Settings) -> Result<Session<K>, HandshakeError>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    K: Send + 'static,
{
    let mut line = Line::new(stream, settings.max_pdu_octets);
    let handshake = exchange(&mut line, mode, bind);
    let peer = timeout(settings.response_timeout, handshake)
        .await
        .unwrap_or(Err(HandshakeError::TimedOut))?;
    let bound = Bound {
        stream: line.stream,
        input: line.input,
        sequence: BIND_SEQUENCE,
        peer,
    };
    Ok(session::start(bound, settings))
}

async fn exchange<S>(line: &mut Line<S>, mode: Mode, bind: Bind) -> Result<Peer, HandshakeError>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let command = Command::bind(mode);
    let own_version = bind.interface_version;
    let request = Pdu::request(command, BIND_SEQUENCE, bind.into(), Tlvs::new());
    line.write(&request).await?;
    loop {
        let pdu = line.next().await?;
        if !pdu.is_response {
            // A server does not bind.
            let refusal = Pdu::response(pdu.command, pdu.sequence, Status::RINVBNDSTS, Body::Empty);
            line.write(&refusal).await?;
            continue;
        }
        // A nack of what could not be read has the sequence number 0; nothing but the bind has been sent.
        let of_nack = pdu.command == Command::GenericNack && matches!(pdu.sequence, 0 | BIND_SEQUENCE);
        if !of_nack && (pdu.command != command || pdu.sequence != BIND_SEQUENCE) {
            continue;
        }
        if of_nack || !pdu.status.is_ok() {
            line.close().await;
            return Err(HandshakeError::Refused(pdu.status));
        }
        let system_id = match pdu.body {
            Body::SystemId(system_id) => system_id,
            _ => String::new(),
        };
        let said = pdu
            .tlvs
            .u8(tag::SC_INTERFACE_VERSION)
            .filter(|version| *version >= OLDEST_VERSION);
        return Ok(Peer {
            side: Side::Client,
            mode,
            system_id,
            // Who binds as 3.3 speaks 3.3, whatever the server knows.
            interface_version: said.unwrap_or(DEFAULT_VERSION).min(own_version),
        });
    }
}
