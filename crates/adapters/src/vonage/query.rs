//! Questions to Vonage: the balance, and one message through the Reports API, which costs money and is the last resort.

use domain::{Money, ReportStatus};
use reqwest::Method;
use serde::Deserialize;
use serde_json::Value;

use super::codes::{ERR_CODES, MESSAGES_CODES, find};
use super::settings::Api;
use super::sms_webhook::MASKED;
use super::{VonageAdapter, asked, e164, status, text_of};
use crate::http::codes::Meaning;
use crate::http::price;
use crate::{AskError, Report};

#[derive(Deserialize)]
struct Balance {
    value: Value,
}

#[derive(Deserialize)]
struct Records {
    #[serde(default)]
    records: Vec<Value>,
}

impl VonageAdapter {
    pub(super) async fn ask_balance(&self) -> Result<Money, AskError> {
        let url = format!("{}/account/get-balance", self.settings.rest_url);
        let answer: Balance = self.ask(&url).await?;
        let money = price::of_json(&answer.value, self.settings.currency);
        money.ok_or_else(|| AskError::Failed("the balance cannot be read".to_owned()))
    }

    pub(super) async fn query_one(&self, carrier_id: &str, to: &str) -> Result<Report, AskError> {
        let product = match self.settings.api {
            Api::Sms => "SMS",
            Api::Messages => "MESSAGES",
        };
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("account_id", &self.settings.api_key)
            .append_pair("product", product)
            .append_pair("direction", "outbound")
            .append_pair("id", carrier_id)
            .finish();
        let url = format!("{}/v2/reports/records?{query}", self.settings.api_url);
        let found: Records = self.ask(&url).await?;
        let Some(record) = found.records.first() else {
            return Err(AskError::Failed("Vonage has no record of it yet".to_owned()));
        };
        let word = record["status"].as_str().unwrap_or_default();
        let code = text_of(&record["error_code"])
            .and_then(|code| code.parse().ok())
            .filter(|code| *code != 0);
        let Some(said) = self.said_by_record(word, code) else {
            return Err(AskError::Failed("the record's status is not known".to_owned()));
        };
        let table = if self.settings.api == Api::Sms {
            ERR_CODES
        } else {
            MESSAGES_CODES
        };
        let known = code.and_then(|code| find(table, code));
        Ok(Report {
            provider: self.provider,
            carrier_id: carrier_id.to_owned(),
            to: record["to"].as_str().and_then(e164).or_else(|| Some(to.to_owned())),
            reference: None,
            status: said,
            error_code: code.map(|code| code.to_string()),
            detail: known.map(|known| known.text.to_owned()),
            price: None,
            opted_out: known.is_some_and(|known| known.meaning == Meaning::OptedOut),
            occurred_at: None,
            raw: MASKED.of_value(record),
        })
    }

    fn said_by_record(&self, word: &str, code: Option<u32>) -> Option<ReportStatus> {
        match self.settings.api {
            Api::Sms => status::find(status::SMS_REPORT_STATUSES, word),
            Api::Messages => status::of_message(word, code),
        }
    }

    async fn ask<T: serde::de::DeserializeOwned>(&self, url: &str) -> Result<T, AskError> {
        let request = self.basic(Method::GET, url);
        let answer = self.http.call(request).await.map_err(|failure| asked(&failure))?;
        if answer.status != 200 {
            return Err(AskError::Failed(format!("HTTP {}", answer.status)));
        }
        serde_json::from_slice(&answer.body).map_err(|_| AskError::Failed("the answer cannot be read".to_owned()))
    }
}
