//! The SMPP server of the real binary, and its accounts at the command line.

use ::smpp::command::Mode;
use ::smpp::pdu::Bind;
use ::smpp::session::Session;
use ::smpp::{HandshakeError, Settings};
use tokio::net::{TcpListener, TcpStream};

use super::server::Machine;

async fn bind(address: &str, system_id: &str, password: &str) -> Result<Session<u64>, HandshakeError> {
    let stream = TcpStream::connect(address).await.expect("SMPP is served");
    let bind = Bind {
        system_id: system_id.to_owned(),
        password: password.to_owned(),
        ..Bind::default()
    };
    ::smpp::client::bind(stream, Mode::Transceiver, bind, Settings::default()).await
}

#[tokio::test]
async fn the_demo_prints_an_smpp_login_that_works_and_keeps_it() {
    let mut machine = Machine::new().await;
    machine.tuma = machine.tuma.clone().with("TUMA_SMPP_LISTEN", "127.0.0.1:0");
    let mut logins = Vec::new();
    for _ in 0..2 {
        let mut child = machine.tuma.start(&["serve", "--demo"]);
        let login = child.said("SMPP: ").await;
        let address = child.said("Bind to: ").await;
        let (system_id, password) = login.split_once(" / ").expect("a login");
        let session = bind(&address, system_id, password)
            .await
            .expect("the printed login works");
        child.terminate();
        assert_eq!(child.ended().await.code, Some(0), "a bound peer does not hold it up");
        drop(session);
        logins.push(login);
    }
    assert!(logins[0].starts_with("demo / "));
    assert_eq!(logins[0], logins[1]);
}

#[tokio::test]
async fn a_demo_whose_smpp_port_is_taken_starts_and_a_server_does_not() {
    let mut machine = Machine::new().await;
    let taken = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    machine.tuma = machine.tuma.clone().with("TUMA_SMPP_LISTEN", &address);
    let refused = machine.tuma.run(&["serve"]).await;
    assert_eq!(refused.code, Some(1));
    assert!(refused.stderr.contains("smpp_listen"), "{}", refused.stderr);
    let mut child = machine.tuma.start(&["serve", "--demo"]);
    child.said("API key: ").await;
}

#[tokio::test]
async fn accounts_are_made_listed_and_revoked_at_the_command_line() {
    let mut machine = Machine::new().await;
    machine.tuma = machine.tuma.clone().with("TUMA_SMPP_LISTEN", "127.0.0.1:0");
    let mut child = machine.tuma.start(&["serve", "--demo"]);
    let address = child.said("Bind to: ").await;
    let made = machine
        .json(&[
            "smpp",
            "account",
            "create",
            "clinic1",
            "--ip",
            "127.0.0.1",
            "--sender",
            "CLINIC",
            "--rate",
            "50",
        ])
        .await;
    assert_eq!(made["systemId"], "clinic1");
    let password = made["password"].as_str().expect("a password");
    let session = bind(&address, "clinic1", password).await.expect("it may bind at once");
    let listed = machine.json(&["smpp", "account", "list"]).await;
    assert_eq!(listed.as_array().map(Vec::len), Some(2));
    assert!(!listed.to_string().contains(password) && !listed.to_string().contains("argon2"));
    let gone = machine.json(&["smpp", "account", "revoke", "clinic1"]).await;
    assert_eq!(gone["id"], made["id"]);
    let mut outcomes = session.outcomes;
    assert!(outcomes.recv().await.is_none(), "its bind is ended");
    assert!(bind(&address, "clinic1", password).await.is_err());
    let again = machine.tuma.run(&["smpp", "account", "revoke", "clinic1"]).await;
    assert_eq!(again.code, Some(3));
}

#[tokio::test]
async fn an_smsc_over_tls_prints_what_to_enter_and_messages_go_through_it() {
    let machine = Machine::new().await;
    let mut smsc = machine
        .tuma
        .start(&["simulate", "smsc", "--tls", "--listen", "127.0.0.1:0"]);
    let said = smsc
        .said("  tuma provider add --name simulated --adapter smpp --settings '")
        .await;
    let settings = said.strip_suffix('\'').expect("the end of the settings");
    assert!(
        settings.contains("BEGIN CERTIFICATE") && !settings.contains("PRIVATE"),
        "{settings}"
    );
    machine
        .json(&["org", "create", "Acme", "--slug", "acme", "--region", "KE"])
        .await;
    let provider = [
        "provider",
        "add",
        "--name",
        "simulated",
        "--adapter",
        "smpp",
        "--settings",
    ];
    machine.json(&[&provider, [settings].as_slice()].concat()).await;
    let key = machine
        .json(&["key", "create", "--org", "acme", "--name", "test"])
        .await;
    let server = machine.serve(&[]).await;
    let client = server.client(key["apiKey"].as_str().expect("the key"));
    let id = client.send("+254722000001", "over TLS").await;
    client.wait_for_state(&id, "DELIVERED").await;
}
