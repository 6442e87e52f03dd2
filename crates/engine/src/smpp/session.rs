//! One bind: what the peer asks is answered by a task for each request, as many as its window lets be unanswered, so
//! that they share commits; what it is to be told goes out beside that.

use ::smpp::command::{Command, Mode};
use ::smpp::pdu::Body;
use ::smpp::server::Accepted;
use ::smpp::session::{Incoming, Session};
use ::smpp::status::Status;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::deliver::Teller;
use super::live::{Live, Seat};
use super::{inquire, multi, submit};
use crate::Engine;

use std::sync::Arc;

/// Requests that are taken at a time.
const BATCH: usize = 256;

/// Serves a bind to its end.
pub(super) async fn run(engine: Engine, accepted: Accepted<i64, Seat>, stop: CancellationToken) {
    let Accepted {
        account: seat, session, ..
    } = accepted;
    let Session {
        requests,
        mut outcomes,
        incoming,
        control,
        ended,
        peer,
    } = session;
    seat.began(control.clone());
    let account = seat.live.account.id;
    tracing::info!(%account, mode = ?peer.mode, version = peer.interface_version, "an SMPP account has bound");
    let asked = answer_all(engine.clone(), seat.live.clone(), incoming);
    let told = async {
        match peer.mode {
            Mode::Transmitter => {
                let _open = requests;
                while outcomes.recv().await.is_some() {}
            }
            Mode::Receiver | Mode::Transceiver => {
                let version = peer.interface_version;
                Teller::new(engine, seat.live.clone(), requests, version)
                    .run(outcomes)
                    .await;
            }
        }
    };
    let stopping = async {
        stop.cancelled().await;
        control.unbind();
        std::future::pending::<()>().await;
    };
    tokio::select! {
        ((), ()) = async { tokio::join!(asked, told) } => {}
        () = stopping => {}
    }
    match ended.await {
        Ok(why) => tracing::info!(%account, %why, "an SMPP session ended"),
        Err(error) => tracing::error!(%account, %error, "the task of an SMPP session ended early"),
    }
}

/// Starts a task for each request; the session bounds how many are unanswered.
async fn answer_all(engine: Engine, live: Arc<Live>, mut incoming: mpsc::Receiver<Incoming>) {
    let mut batch = Vec::with_capacity(BATCH);
    while incoming.recv_many(&mut batch, BATCH).await > 0 {
        for request in batch.drain(..) {
            tokio::spawn(answer(engine.clone(), live.clone(), request));
        }
    }
}

async fn answer(engine: Engine, live: Arc<Live>, request: Incoming) {
    let Incoming {
        command,
        body,
        tlvs,
        ticket,
    } = request;
    match (command, body) {
        (Command::SubmitSm | Command::DataSm, Body::Message(message)) => {
            match submit::take(&engine, &live, command, (*message, tlvs)).await {
                Ok(message_id) => ticket.accept(message_id),
                Err(status) => ticket.refuse(status),
            }
        }
        (Command::SubmitMulti, Body::Multi(multi)) => match multi::take(&engine, &live, (*multi, tlvs)).await {
            Ok(answer) => ticket.answer(Status::ROK, Body::MultiAnswer(answer), Default::default()),
            Err(status) => ticket.refuse(status),
        },
        (Command::QuerySm, Body::Query(query)) => match inquire::query(&engine, &live, query).await {
            Ok(answer) => ticket.answer(Status::ROK, Body::QueryAnswer(answer), Default::default()),
            Err(status) => ticket.refuse(status),
        },
        (Command::CancelSm, Body::Cancel(cancel)) => {
            let status = inquire::cancel(&engine, &live, *cancel)
                .await
                .err()
                .unwrap_or(Status::ROK);
            ticket.answer(status, Body::Empty, Default::default());
        }
        // It names no data_coding: which alphabet its text is in nobody could tell.
        (Command::ReplaceSm, _) => ticket.refuse(Status::RREPLACEFAIL),
        _ => ticket.refuse(Status::RINVCMDID),
    }
}
