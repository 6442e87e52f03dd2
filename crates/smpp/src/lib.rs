//! SMPP 3.4 and 5.0: sessions of both sides over any byte stream, and the tables and texts around them.
//!
//! Knows nothing of messages, databases or providers. PDUs are read and written by the `rusmpp` codec; what this crate
//! adds is leniency ([`pdu`], [`tlv`]), sessions ([`client`], [`server`], [`session`]) and pure parts that both sides of
//! a gateway need: [`address`], [`coding`], [`mod@concat`], [`receipt`], [`status`], [`time`], [`udh`].
//!
//! # A client
//! Connect (and do TLS) yourself, then bind. Each bind is one [`session::Session`] and one task.
//!
//! ```no_run
//! # async fn client() -> Result<(), Box<dyn std::error::Error>> {
//! use smpp::command::Mode;
//! use smpp::session::{Reply, Request, Session};
//! # let (messages, host) = (Vec::<(u64, smpp::pdu::Message)>::new(), "localhost:2775");
//!
//! let stream = tokio::net::TcpStream::connect(host).await?;
//! stream.set_nodelay(true)?;
//! let bind = smpp::pdu::Bind { system_id: "gw01".into(), password: "s3cret".into(), ..Default::default() };
//! let mut session: Session<u64> = smpp::client::bind(stream, Mode::Transceiver, bind, smpp::Settings::default()).await?;
//!
//! // Requests go in under your own keys, in batches; `send` waits while the queue is full.
//! let batch = messages.into_iter().map(|(key, message)| Request::submit(key, message, Default::default()));
//! session.requests.send(batch.collect()).await.map_err(|_rest| "ended: the rest was not taken")?;
//!
//! tokio::select! {
//!     // Every request taken has one outcome, in the order of becoming known. `recv_many` takes many at once.
//!     Some(outcome) = session.outcomes.recv() => match outcome.reply {
//!         Reply::Answered(response) if response.status.is_ok() => { /* response.message_id() */ }
//!         Reply::Answered(response) => { /* response.status.class() */ }
//!         Reply::TimedOut | Reply::Lost => { /* the peer may have taken it */ }
//!         Reply::NotWritten => { /* safe to send again */ }
//!         Reply::Invalid(status) => { /* never sent, for this field */ }
//!     },
//!     // deliver_sm, data_sm, alert_notification. Answer when it is stored.
//!     Some(incoming) = session.incoming.recv() => incoming.ticket.accept(""),
//! }
//! # Ok(()) }
//! ```
//!
//! # A server
//! Accept the connection yourself, spawn a task for it, and give [`server::accept`] an [`server::Authenticator`]. It
//! answers binds, closes at `session_init`, and yields the account, the bind and a [`session::Session`] whose `incoming`
//! are submit_sm, data_sm, query_sm, cancel_sm, replace_sm, submit_multi; each [`session::Ticket`] is answered later,
//! from any task, in any order. Receipts and inbound messages go out through `requests` as `Request::deliver`.
//!
//! # What a session does by itself
//! - Answers enquire_link; asks with one after `enquire_link` of silence; ends when that is not answered.
//! - Keeps to the `window`, matches responses by sequence number in any order, times requests out; after `max_timeouts`
//!   in a row it drains and unbinds.
//! - Answers what does not fit the bind state (ESME_RINVBNDSTS), a second bind (ESME_RALYBND), unknown commands
//!   (generic_nack ESME_RINVCMDID), broken bodies (the field's status), broken lengths (generic_nack ESME_RINVCMDLEN,
//!   then closes). Strays and late responses are dropped.
//! - Sends no TLVs to peers of version 3.3.
//! - Unbinds with a drain, from either side.
//!
//! # Back-pressure
//! Three things stop the reading of the connection, and with it (by TCP) the peer: `incoming_window` requests of the peer
//! unanswered, `outcomes` not taken, `incoming` not taken. So take both channels for as long as the session lives, and
//! do slow work elsewhere, within your own bounds. While nothing is read no timer judges the peer.
//!
//! # The end
//! `session.control.unbind()` or `abort()`, dropping `requests` or `incoming`, or the peer. `outcomes` then yields what
//! is still owed, one for each request taken, and `None`; only then `session.ended` says why. `incoming` may still hold
//! requests that were read whole; answers to them go nowhere.

pub mod address;
pub mod client;
pub mod coding;
pub mod command;
pub mod concat;
pub mod frame;
mod handshake;
pub mod pdu;
pub mod receipt;
pub mod server;
pub mod session;
mod settings;
pub mod status;
pub mod time;
pub mod tlv;
pub mod udh;

pub use handshake::HandshakeError;
pub use settings::Settings;
