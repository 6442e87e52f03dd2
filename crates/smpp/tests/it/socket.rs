//! Over real sockets: both directions at once, many messages, one connection.

use smpp::command::Mode;
use smpp::server::Accepted;
use smpp::session::{Reply, Session};
use smpp::{Settings, client, server};
use tokio::net::{TcpListener, TcpStream};

use crate::pair::{Door, credentials, deliver, next, submit};

const MESSAGES: u32 = 5_000;

/// Answers all that comes, and waits until each of `MESSAGES` requests of its own is answered.
async fn talk(mut session: Session<u32>, request: fn(u32) -> smpp::session::Request<u32>) -> u32 {
    let requests = session.requests.clone();
    let sender = tokio::spawn(async move { requests.send((0..MESSAGES).map(request).collect()).await });
    let mut incoming = session.incoming;
    let answering = tokio::spawn(async move {
        for _ in 0..MESSAGES {
            next(&mut incoming).await.ticket.accept("id");
        }
        incoming
    });
    let mut sum = 0;
    for _ in 0..MESSAGES {
        let outcome = next(&mut session.outcomes).await;
        assert!(matches!(outcome.reply, Reply::Answered(_)), "{:?}", outcome.reply);
        sum += outcome.key;
    }
    sender.await.expect("as the test has it").expect("as the test has it");
    drop(answering.await.expect("as the test has it"));
    sum
}

#[tokio::test(flavor = "multi_thread")]
async fn thousands_of_messages_go_both_ways_at_once() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let settings = Settings::default();
    let server = tokio::spawn(async move {
        let settings = Settings::default();
        let (stream, _) = listener.accept().await.unwrap();
        let door = Door(settings.clone());
        let Accepted { session, .. } = server::accept(stream, &door, &settings).await.unwrap();
        talk(session, deliver).await
    });
    let stream = TcpStream::connect(address).await.unwrap();
    let session = client::bind(stream, Mode::Transceiver, credentials(), settings)
        .await
        .unwrap();
    let sum = (0..MESSAGES).sum::<u32>();
    assert_eq!(talk(session, submit).await, sum);
    assert_eq!(server.await.unwrap(), sum);
}
