//! Questions to Twilio: one message, the balance, the account.

use domain::{Millis, Money};
use reqwest::Method;
use serde::Deserialize;

use super::answer::{ErrorAnswer, MessageAnswer};
use super::{TwilioAdapter, codes, status, webhook};
use crate::http::{HttpAnswer, price};
use crate::{AskError, Report, reason};

#[derive(Deserialize)]
struct BalanceAnswer {
    balance: String,
    currency: String,
}

#[derive(Deserialize)]
struct AccountAnswer {
    status: String,
}

impl TwilioAdapter {
    pub(super) async fn query_one(&self, carrier_id: &str) -> Result<Report, AskError> {
        if carrier_id.is_empty() || !carrier_id.bytes().all(|octet| octet.is_ascii_alphanumeric()) {
            return Err(AskError::Failed("this is no id of Twilio's".to_owned()));
        }
        let answer = self.ask(&format!("/Messages/{carrier_id}.json")).await?;
        let message: MessageAnswer = self.read(&answer)?;
        let step = status::find(&message.status);
        let Some(said) = step.and_then(|step| step.report(message.error_code)) else {
            let reason = format!(
                "Twilio has not passed it on yet: {}",
                reason::clean(&message.status, &[])
            );
            return Err(AskError::Failed(reason));
        };
        let raw = serde_json::from_slice(&answer.body).unwrap_or_default();
        Ok(Report {
            provider: self.provider,
            price: message.price(),
            to: message.to.filter(|to| domain::phone::is_e164(to)),
            reference: None,
            status: said,
            error_code: message.error_code.map(|code| code.to_string()),
            detail: message
                .error_code
                .and_then(codes::find)
                .map(|known| known.text.to_owned()),
            opted_out: message.error_code == Some(status::OPTED_OUT),
            occurred_at: message.date_updated.as_deref().and_then(mail_time),
            raw: webhook::MASKED.of_value(&raw),
            carrier_id: message.sid,
        })
    }

    pub(super) async fn ask_balance(&self) -> Result<Money, AskError> {
        let answer = self.ask("/Balance.json").await?;
        let BalanceAnswer { balance, currency } = self.read(&answer)?;
        let money = currency
            .parse()
            .ok()
            .and_then(|currency| price::price(&balance, currency));
        money.ok_or_else(|| AskError::Failed("the balance cannot be read".to_owned()))
    }

    /// The account itself: some subaccounts have no balance to ask for.
    pub(super) async fn ask_account(&self) -> Result<(), AskError> {
        let answer = self.ask(".json").await?;
        let account: AccountAnswer = self.read(&answer)?;
        if account.status == "active" {
            return Ok(());
        }
        let status = reason::clean(&account.status, &[]);
        Err(AskError::Failed(format!("the account is {status}")))
    }

    async fn ask(&self, path: &str) -> Result<HttpAnswer, AskError> {
        let request = self.request(Method::GET, path);
        let answer = self
            .http
            .call(request)
            .await
            .map_err(|failure| AskError::Failed(failure.to_string()))?;
        if answer.status == 200 {
            return Ok(answer);
        }
        let said = match serde_json::from_slice::<ErrorAnswer>(&answer.body) {
            Ok(error) => format!(
                "{}: {}",
                error.code,
                reason::clean(&error.message, &self.settings.secrets())
            ),
            Err(_) => format!("HTTP {}", answer.status),
        };
        Err(AskError::Failed(said))
    }

    fn read<'a, T: Deserialize<'a>>(&self, answer: &'a HttpAnswer) -> Result<T, AskError> {
        serde_json::from_slice(&answer.body).map_err(|_| AskError::Failed("the answer cannot be read".to_owned()))
    }
}

/// `Fri, 02 Jan 2026 10:00:00 +0000`.
fn mail_time(text: &str) -> Option<Millis> {
    let time = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text).ok()?;
    Some(time.as_millisecond())
}
