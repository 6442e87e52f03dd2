//! What people follow live.

use domain::{MessageState, Millis};

use super::reading::MessageRow;

/// How far a follower is: for each journal, the last id that it was told. A journal that is not named is told from its
/// first event on.
pub type LivePosition = Vec<(i64, i64)>;

/// An event of a message.
#[derive(Clone)]
pub struct LiveEvent {
    /// The journal that committed it, and its id there.
    pub place: (i64, i64),
    /// The state that the message came into.
    pub state: MessageState,
    /// When.
    pub at: Millis,
    /// The message as it stands now.
    pub message: MessageRow,
}
