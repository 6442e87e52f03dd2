//! `tuma webhook`: endpoints that are told events, made, tried, looked at and removed. A secret is shown once, when it is
//! made.

use crate::admin::{
    DeliveryView, WebhookAdd, WebhookDeliveries, WebhookList, WebhookRemove, WebhookTest, WebhookView, ask_once,
};
use crate::cli::webhooks::{WebhookAction, WebhookAddArgs, WebhookArgs};
use crate::failure::{Exit, Failure};
use crate::output::{Output, table};

/// Runs `tuma webhook`.
pub async fn run(args: WebhookArgs, output: &Output) -> Result<Exit, Failure> {
    let config = args.file.path();
    match args.action {
        WebhookAction::Add(args) => {
            let made = ask_once(config, add(args)).await?;
            let text = format!(
                "added {}: {} is told {}\nsecret: {}\nKeep it: it is not shown again.",
                made.webhook.id,
                made.webhook.url,
                made.webhook.events.join(", "),
                made.secret
            );
            output.answer(&made, &text);
        }
        WebhookAction::List { whose } => {
            let ask = WebhookList {
                organization: whose.org,
            };
            let all = ask_once(config, ask).await?;
            output.answer(&all, &list_text(&all));
        }
        WebhookAction::Test { webhook, event, whose } => {
            let ask = WebhookTest {
                organization: whose.org,
                webhook,
                event,
            };
            let tried = ask_once(config, ask).await?;
            output.answer(&tried, &tried_text(&tried));
            return Ok(if tried.success { Exit::Done } else { Exit::Failed });
        }
        WebhookAction::Deliveries {
            webhook,
            failed,
            limit,
            whose,
        } => {
            let ask = WebhookDeliveries {
                organization: whose.org,
                webhook,
                failed,
                limit,
            };
            let all = ask_once(config, ask).await?;
            output.answer(&all, &deliveries_text(&all));
        }
        WebhookAction::Remove { webhook, whose } => {
            let ask = WebhookRemove {
                organization: whose.org,
                webhook,
            };
            let gone = ask_once(config, ask).await?;
            output.answer(&gone, &format!("removed {} ({})", gone.id, gone.url));
        }
    }
    Ok(Exit::Done)
}

fn add(args: WebhookAddArgs) -> WebhookAdd {
    let events = match args.events.is_empty() {
        true => vec!["message.*".to_owned()],
        false => args.events,
    };
    WebhookAdd {
        organization: args.whose.org,
        url: args.url,
        events,
        description: args.description,
    }
}

fn list_text(all: &[WebhookView]) -> String {
    if all.is_empty() {
        return "no webhooks yet: tuma webhook add".to_owned();
    }
    let row = |one: &WebhookView| {
        vec![
            one.id.clone(),
            one.status.clone(),
            one.waiting.clone(),
            one.last_triggered_at.clone().unwrap_or_else(|| "-".to_owned()),
            one.url.clone(),
            one.events.join(","),
        ]
    };
    table(
        &["ID", "STATUS", "WAITING", "LAST POSTED", "URL", "EVENTS"],
        &all.iter().map(row).collect::<Vec<_>>(),
    )
}

fn answer(one: &DeliveryView) -> String {
    match (one.http_status, &one.error) {
        (Some(status), None) => status.to_string(),
        (Some(status), Some(why)) => format!("{status}: {why}"),
        (None, why) => why.clone().unwrap_or_else(|| "no answer".to_owned()),
    }
}

fn tried_text(tried: &DeliveryView) -> String {
    let taken = if tried.success { "taken" } else { "not taken" };
    let body = tried
        .response_body
        .as_deref()
        .map_or(String::new(), |body| format!("\n{body}"));
    format!(
        "{}: {taken} in {} ms, {}{body}",
        tried.event_type,
        tried.latency_ms,
        answer(tried)
    )
}

fn deliveries_text(all: &[DeliveryView]) -> String {
    if all.is_empty() {
        return "nothing was told yet".to_owned();
    }
    let row = |one: &DeliveryView| {
        vec![
            one.created_at.clone(),
            one.event_type.clone(),
            one.attempt.to_string(),
            one.outcome.clone(),
            format!("{} ms", one.latency_ms),
            one.message_id.clone().unwrap_or_else(|| "-".to_owned()),
            answer(one),
        ]
    };
    table(
        &["TIME", "EVENT", "TRY", "OUTCOME", "TOOK", "MESSAGE", "ANSWER"],
        &all.iter().map(row).collect::<Vec<_>>(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_try_reads_alone() {
        let tried = DeliveryView {
            event_type: "webhook.test".to_owned(),
            latency_ms: 12,
            error: Some("the receiver could not be reached".to_owned()),
            ..DeliveryView::default()
        };
        assert_eq!(
            tried_text(&tried),
            "webhook.test: not taken in 12 ms, the receiver could not be reached"
        );
        let tried = DeliveryView {
            success: true,
            http_status: Some(204),
            error: None,
            ..tried
        };
        assert_eq!(tried_text(&tried), "webhook.test: taken in 12 ms, 204");
    }
}
