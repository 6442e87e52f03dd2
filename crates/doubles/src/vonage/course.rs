//! What becomes of one number's messages, by script or by the number's end.
//!
//! | API | ends in | outcome |
//! | --- | --- | --- |
//! | SMS | `5551` and two digits | refused with that status |
//! | SMS | `5552` and two digits | taken; every segment is reported failed with that error |
//! | SMS | `5553` and two digits | the first segment is taken, the others are refused with that status |
//! | Messages | `555` and four digits | refused with that code |
//! | Messages | `556` and four digits | taken; reported rejected with that code |

/// The answer and the reports of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// Refused with this code: a status of the SMS API, a code of the Messages API.
    pub refuse: Option<u32>,
    /// The HTTP status of a refusal by the Messages API.
    pub http_status: u16,
    /// How many segments the SMS API takes before it refuses.
    pub taken_segments: usize,
    /// The statuses in the order in which they are told, each with its error. Repeat or swap them at will.
    pub statuses: Vec<(&'static str, u32)>,
    /// Whether all of them are told before the request is answered.
    pub before_answer: bool,
}

impl Default for Course {
    fn default() -> Self {
        Self {
            refuse: None,
            http_status: 422,
            taken_segments: 0,
            statuses: Vec::new(),
            before_answer: false,
        }
    }
}

impl Course {
    /// Taken, then these statuses.
    pub fn told(statuses: &[(&'static str, u32)]) -> Self {
        Self {
            statuses: statuses.to_vec(),
            ..Self::default()
        }
    }

    /// Refused.
    pub fn refused(code: u32) -> Self {
        Self {
            refuse: Some(code),
            ..Self::default()
        }
    }

    /// The same, told before the request is answered.
    #[must_use]
    pub fn early(mut self) -> Self {
        self.before_answer = true;
        self
    }

    /// The statuses, or `usual` where none are scripted.
    pub(super) fn statuses_or(&self, usual: &[(&'static str, u32)]) -> Vec<(&'static str, u32)> {
        if self.statuses.is_empty() {
            usual.to_vec()
        } else {
            self.statuses.clone()
        }
    }
}

/// The course that the end of `to` asks the SMS API for.
pub(super) fn of_sms(to: &str) -> Option<Course> {
    let (kind, code) = ending(to, 2)?;
    match kind {
        "5551" => Some(Course::refused(code)),
        "5552" => Some(Course::told(&[("failed", code)])),
        "5553" => Some(Course {
            taken_segments: 1,
            ..Course::refused(code)
        }),
        _ => None,
    }
}

/// The course that the end of `to` asks the Messages API for.
pub(super) fn of_message(to: &str) -> Option<Course> {
    let (kind, code) = ending(to, 4)?;
    match &kind[1..] {
        "555" => Some(Course {
            http_status: http_status(code),
            ..Course::refused(code)
        }),
        "556" => Some(Course::told(&[("rejected", code)])),
        _ => None,
    }
}

/// The last `digits` digits as a number, and the four before them.
fn ending(to: &str, digits: usize) -> Option<(&str, u32)> {
    let at = to.len().checked_sub(digits)?;
    let (rest, code) = to.split_at_checked(at)?;
    let kind = rest.get(rest.len().checked_sub(4)?..)?;
    Some((kind, code.parse().ok()?))
}

fn http_status(code: u32) -> u16 {
    match code {
        1000 => 429,
        1030 => 500,
        1070 => 402,
        _ => 422,
    }
}
