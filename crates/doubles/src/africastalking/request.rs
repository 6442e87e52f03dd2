//! A request to send, read from a form or from JSON.

use crate::Recorded;

/// A request to send, in either form.
pub(super) struct Send {
    /// The application's name.
    pub username: String,
    /// The recipients, as they are written.
    pub numbers: Vec<String>,
    /// The text.
    pub text: String,
    /// The sender it names.
    pub sender: Option<String>,
    /// Whether the answer comes before the operator's.
    pub enqueue: bool,
}

/// The form of `/messaging`, or the name of the field that is missing.
pub(super) fn classic(request: &Recorded) -> Result<Send, &'static str> {
    let field = |name: &'static str| request.form_value(name).filter(|value| !value.is_empty());
    let numbers = field("to").ok_or("to")?;
    Ok(Send {
        username: field("username").ok_or("username")?,
        numbers: numbers.split(',').map(|number| number.trim().to_owned()).collect(),
        text: field("message").ok_or("message")?,
        sender: field("from"),
        enqueue: field("enqueue").is_none_or(|enqueue| enqueue == "1"),
    })
}

/// The JSON of `/messaging/bulk`, or the name of the field that is missing.
pub(super) fn bulk(request: &Recorded) -> Result<Send, &'static str> {
    let body = request.json();
    let field = |name: &'static str| body[name].as_str().map(str::to_owned).filter(|value| !value.is_empty());
    let numbers = body["phoneNumbers"].as_array().ok_or("phoneNumbers")?;
    Ok(Send {
        username: field("username").ok_or("username")?,
        numbers: numbers
            .iter()
            .filter_map(|number| number.as_str().map(str::to_owned))
            .collect(),
        text: field("message").ok_or("message")?,
        sender: field("senderId"),
        enqueue: body["enqueue"].as_bool().unwrap_or(true),
    })
}
