//! The carrier's webhooks, which are forms: delivery reports, inbound messages and opt-outs, told apart by their fields
//! whatever the path says. Nothing in them is signed.

use domain::ProviderId;

use super::codes;
use super::settings::Settings;
use crate::http::masked::Masked;
use crate::{Content, Inbound, OptOut, OptOutWord, Report, WebhookRefusal, WebhookRequest, when};

/// What a timeline may show of a webhook.
const MASKED: Masked = Masked {
    numbers: &["phoneNumber", "from", "to"],
    sentences: &[],
    left_out: &["text"],
};

/// One webhook.
pub(super) enum Word {
    /// What became of a message.
    Report(Report),
    /// A message of a person.
    Inbound(Inbound),
    /// A person who wants no more.
    OptOut(OptOut),
}

/// Reads a webhook that was let in.
pub(super) fn read(
    request: &WebhookRequest,
    provider: ProviderId,
    settings: &Settings,
) -> Result<Word, WebhookRefusal> {
    let form = request.form();
    let field = |name: &str| {
        let found = form.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    };
    let owned = |name: &str| field(name).map(str::to_owned);
    if form.iter().any(|(key, _)| key == "sessionId" || key == "updateType") {
        let what = "this is no SMS callback: set USSD and subscription callbacks to their own URLs";
        return Err(WebhookRefusal::Malformed(what.to_owned()));
    }
    if let (Some(id), Some(status)) = (field("id"), field("status")) {
        return Ok(Word::Report(report(
            provider,
            id,
            status,
            field("failureReason"),
            &form,
            owned("phoneNumber"),
        )));
    }
    // An empty text is a message too, so the field's presence tells, not its content.
    let text = form
        .iter()
        .find(|(key, _)| key == "text")
        .map(|(_, value)| value.clone());
    if let (Some(from), Some(to), Some(text)) = (owned("from"), owned("to"), text) {
        is_ours(request, settings, &to)?;
        return Ok(Word::Inbound(Inbound {
            provider,
            carrier_id: owned("id"),
            from,
            to,
            content: Content::Text(text),
            part: None,
            opt_out: None,
            sent_at: field("date").and_then(when::millis),
            likeness: None,
            raw: MASKED.of_pairs(&form),
        }));
    }
    if let (Some(number), Some(sender)) = (owned("phoneNumber"), owned("senderId")) {
        is_ours(request, settings, &sender)?;
        let word = OptOutWord::Stop;
        return Ok(Word::OptOut(OptOut {
            provider,
            number,
            sender: Some(sender),
            word,
        }));
    }
    Err(WebhookRefusal::Malformed(
        "it has the fields of no callback of this carrier".to_owned(),
    ))
}

fn report(
    provider: ProviderId,
    id: &str,
    status: &str,
    failure: Option<&str>,
    form: &[(String, String)],
    number: Option<String>,
) -> Report {
    let known = failure.map(codes::failure_reason);
    let opted_out = known.as_ref().is_some_and(|(_, opted_out)| *opted_out);
    // `AbsentSubscriber` is a status and a reason in one: FAILED alone would not say why.
    let absent = status
        .eq_ignore_ascii_case("AbsentSubscriber")
        .then(|| "AbsentSubscriber".to_owned());
    Report {
        provider,
        carrier_id: id.to_owned(),
        to: number.filter(|number| domain::phone::is_e164(number)),
        reference: None,
        status: codes::report_status(status),
        error_code: known.map(|(name, _)| name).or(absent),
        detail: None,
        price: None,
        opted_out,
        occurred_at: None,
        raw: MASKED.of_pairs(form),
    }
}

/// On a path that several providers share, a callback for a sender that this one does not have is another's.
fn is_ours(request: &WebhookRequest, settings: &Settings, address: &str) -> Result<(), WebhookRefusal> {
    if request.by_token || settings.senders.is_empty() || settings.senders.holds(address) {
        Ok(())
    } else {
        Err(WebhookRefusal::NotMine)
    }
}
