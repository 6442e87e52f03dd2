//! The server itself, over a socket: it serves, and it drains.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

use crate::app::{App, OWN, hook_token};

const DEADLINE: Duration = Duration::from_secs(20);

async fn read_until(stream: &mut TcpStream, end: &str) -> String {
    let mut text = String::new();
    let mut buffer = [0; 1_024];
    while !text.contains(end) {
        let read = stream.read(&mut buffer).await.expect("bytes");
        assert_ne!(read, 0, "the connection ended after: {text}");
        text.push_str(&String::from_utf8_lossy(&buffer[..read]));
    }
    text
}

#[tokio::test]
async fn a_connection_is_kept_for_the_next_request_and_closed_at_the_end() {
    let app = App::start().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let stop = CancellationToken::new();
    let server = tokio::spawn(api::serve(listener, app.router.clone(), stop.clone()));
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    for _ in 0..2 {
        stream
            .write_all(b"GET /health HTTP/1.1\r\nhost: tuma\r\n\r\n")
            .await
            .expect("written");
        assert!(read_until(&mut stream, "}}").await.starts_with("HTTP/1.1 200"));
    }
    stop.cancel();
    tokio::time::timeout(DEADLINE, server)
        .await
        .expect("in time")
        .expect("no panic")
        .expect("served");
    assert_eq!(stream.read(&mut [0; 16]).await.expect("the end"), 0);
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn a_request_in_flight_is_answered_before_the_server_ends() {
    let app = App::start().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let stop = CancellationToken::new();
    let server = tokio::spawn(api::serve(listener, app.router.clone(), stop.clone()));
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    let body = r#"{"to":"+254712345678","body":"Hello"}"#;
    let head = format!(
        "POST /api/sms/send HTTP/1.1\r\nhost: tuma\r\nauthorization: Bearer {}\r\nexpect: 100-continue\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n",
        app.key,
        body.len()
    );
    stream.write_all(head.as_bytes()).await.expect("written");
    // The server asks for the body once the handler waits for it: the request is in flight now.
    read_until(&mut stream, "100 Continue").await;
    stop.cancel();
    stream.write_all(body.as_bytes()).await.expect("written");
    assert!(read_until(&mut stream, "}}").await.contains("HTTP/1.1 202"));
    tokio::time::timeout(DEADLINE, server)
        .await
        .expect("in time")
        .expect("no panic")
        .expect("served");
}

#[tokio::test]
async fn a_webhooks_caller_is_the_connections_peer_or_what_a_near_proxy_says() {
    let app = App::start().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let stop = CancellationToken::new();
    tokio::spawn(api::serve(listener, app.router.clone(), stop.clone()));
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    for (header, caller) in [
        ("", "127.0.0.1"),
        ("x-forwarded-for: 1.1.1.1, 198.51.100.4\r\n", "198.51.100.4"),
    ] {
        let hook = hook_token(OWN);
        let request = format!("GET /hooks/{hook}?from=1&to=2&text=x HTTP/1.1\r\nhost: tuma\r\n{header}\r\n");
        stream.write_all(request.as_bytes()).await.expect("written");
        assert!(read_until(&mut stream, "<Response/>").await.starts_with("HTTP/1.1 201"));
        let seen = app.seen.lock().expect("nobody panicked").pop().expect("a webhook");
        assert_eq!(seen.peer.map(|peer| peer.to_string()).as_deref(), Some(caller));
    }
    stop.cancel();
}
