//! Reads the server's own `/metrics`: how many messages are in which state. The figures come from its rollups, which
//! move in the same transactions as the messages.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use anyhow::{Context, Result, bail};

use crate::load::{Connection, Template};

/// The gauge of messages by state.
const MESSAGES: &str = "tuma_messages{";

/// Asks one server.
pub struct Metrics {
    connection: Connection,
    request: Template,
}

/// Messages by state.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct States(BTreeMap<String, u64>);

impl Metrics {
    /// Connects.
    pub async fn connect(address: SocketAddr) -> Result<Self> {
        let connection = Connection::open(address)
            .await
            .context("the server takes no connection")?;
        Ok(Self {
            connection,
            request: Template::get("/metrics"),
        })
    }

    /// The states now.
    pub async fn states(&mut self) -> Result<States> {
        let answer = self
            .connection
            .ask(self.request.fill(0))
            .await
            .context("/metrics does not answer")?;
        if answer.status != 200 {
            bail!("/metrics answers {}", answer.status);
        }
        Ok(States::parse(&String::from_utf8_lossy(answer.body)))
    }
}

impl States {
    fn parse(text: &str) -> Self {
        let mut states = BTreeMap::new();
        for line in text.lines().filter(|line| line.starts_with(MESSAGES)) {
            let Some((labels, value)) = line.rsplit_once(' ') else {
                continue;
            };
            let state = labels
                .split_once("status=\"")
                .and_then(|(_, rest)| rest.split('"').next());
            if let (Some(state), Ok(count)) = (state, value.parse::<f64>()) {
                *states.entry(state.to_owned()).or_default() += count.max(0.0) as u64;
            }
        }
        Self(states)
    }

    /// Messages in `state`.
    pub fn of(&self, state: &str) -> u64 {
        self.0.get(state).copied().unwrap_or(0)
    }

    /// Delivered messages.
    pub fn delivered(&self) -> u64 {
        self.of("DELIVERED")
    }

    /// Messages that are not at their end.
    pub fn open(&self) -> u64 {
        ["SCHEDULED", "QUEUED", "SUBMITTED", "SENT"]
            .iter()
            .map(|state| self.of(state))
            .sum()
    }

    /// Messages that ended otherwise than delivered.
    pub fn lost(&self) -> u64 {
        ["FAILED", "REJECTED", "EXPIRED", "CANCELLED"]
            .iter()
            .map(|state| self.of(state))
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_summed_over_providers() {
        let text = "# TYPE tuma_messages gauge\n\
            tuma_messages{status=\"QUEUED\",direction=\"outbound\",provider=\"a\"} 3\n\
            tuma_messages{direction=\"outbound\",status=\"QUEUED\",provider=\"b\"} 4\n\
            tuma_messages{status=\"DELIVERED\",direction=\"outbound\",provider=\"a\"} 5e3\n\
            tuma_lane_memory{provider=\"a\"} 9\n";
        let states = States::parse(text);
        assert_eq!((states.open(), states.delivered(), states.lost()), (7, 5_000, 0));
    }
}
