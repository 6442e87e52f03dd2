//! Asks a carrier process for its counts: what a crash test compares with what Tuma says it sent.

use std::io;

use tokio::io::AsyncWriteExt;
use tokio::net::{TcpStream, ToSocketAddrs};

use super::frames::{self, FrameReader};
use super::wire::{CarrierFrame, ClientFrame, Stats};

/// The counts of the carrier that listens on `address`.
pub async fn stats_of(address: impl ToSocketAddrs) -> io::Result<Stats> {
    let mut stream = TcpStream::connect(address).await?;
    let mut question = Vec::new();
    frames::encode(&mut question, &ClientFrame::Stats {});
    stream.write_all(&question).await?;
    match FrameReader::new(stream).next().await {
        Ok(Some(CarrierFrame::Stats(stats))) => Ok(stats),
        Ok(_) => Err(io::Error::other("the carrier did not answer with its counts")),
        Err(error) => Err(io::Error::other(error)),
    }
}
