//! What becomes of one number's messages.

/// The answer and the callbacks of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// Refused with this HTTP status and code instead of being taken.
    pub refuse: Option<(u16, u32)>,
    /// The statuses in the order in which they are told, each with its code. Repeat or swap them at will.
    pub statuses: Vec<(&'static str, Option<u32>)>,
    /// Whether all of them are told before the request is answered.
    pub before_answer: bool,
}

impl Default for Course {
    fn default() -> Self {
        Self::told(&["queued", "sent", "delivered"])
    }
}

impl Course {
    /// Taken, then these statuses.
    pub fn told(statuses: &[&'static str]) -> Self {
        Self {
            refuse: None,
            statuses: statuses.iter().map(|status| (*status, None)).collect(),
            before_answer: false,
        }
    }

    /// Refused.
    pub fn refused(status: u16, code: u32) -> Self {
        Self {
            refuse: Some((status, code)),
            ..Self::told(&[])
        }
    }

    /// Taken, then ended with a code.
    pub fn ended(status: &'static str, code: u32) -> Self {
        Self {
            statuses: vec![("queued", None), ("sent", None), (status, Some(code))],
            ..Self::told(&[])
        }
    }

    /// The same, told before the request is answered.
    #[must_use]
    pub fn early(mut self) -> Self {
        self.before_answer = true;
        self
    }
}
