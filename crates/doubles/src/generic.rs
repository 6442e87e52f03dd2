//! A carrier without a protocol of its own: it answers as it is told, first from its script, then by path. For adapters
//! whose protocol is a setting.

use std::collections::VecDeque;

use futures::FutureExt;
use futures::future::BoxFuture;
use parking_lot::Mutex;

use crate::{Answer, Carrier, Desk, Recorded};

/// The carrier.
#[derive(Default)]
pub struct Generic {
    script: Mutex<VecDeque<Answer>>,
    usual: Mutex<Vec<(String, Answer)>>,
}

impl Generic {
    /// Answers requests to `path` so, whenever nothing of the script is left.
    #[must_use]
    pub fn with(self, path: &str, answer: Answer) -> Self {
        self.usual.lock().push((path.to_owned(), answer));
        self
    }

    /// Answers the next request that has nothing of the script before it so, whatever it asks for.
    pub fn next(&self, answer: Answer) {
        self.script.lock().push_back(answer);
    }
}

impl Carrier for Generic {
    fn answer<'a>(&'a self, request: &'a Recorded, _: &'a Desk) -> BoxFuture<'a, Answer> {
        let scripted = self.script.lock().pop_front();
        let usual = || {
            let usual = self.usual.lock();
            usual
                .iter()
                .find(|(path, _)| *path == request.path)
                .map(|(_, answer)| answer.clone())
        };
        let answer = scripted.or_else(usual).unwrap_or_else(|| Answer::text(404, "not here"));
        std::future::ready(answer).boxed()
    }
}
