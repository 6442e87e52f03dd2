//! A batch made into calls: messages with the same text and sender share one, up to the chunk size, but never two to
//! the same number, since results are told by number alone.

use std::collections::HashSet;
use std::sync::Arc;

use reqwest::{Method, RequestBuilder};
use serde_json::json;

use super::settings::{Api, Settings};
use crate::Outgoing;
use crate::http::HttpClient;

/// One call: messages of one text from one sender to numbers that all differ.
pub(super) struct Call<'a> {
    /// The sender; the carrier's shared one where there is none.
    pub from: Option<Arc<str>>,
    /// Places in the batch, and the messages there.
    pub messages: Vec<(usize, &'a Outgoing)>,
    numbers: HashSet<&'a str>,
}

/// The calls of `batch`.
pub(super) fn group<'a>(batch: &'a [Outgoing], settings: &Settings) -> Vec<Call<'a>> {
    let mut calls: Vec<Call<'a>> = Vec::new();
    for (index, message) in batch.iter().enumerate() {
        let from = settings.senders.choose(message.from.as_ref(), &message.to);
        let fitting = calls.iter_mut().find(|call| {
            call.messages.len() < settings.chunk
                && call.from == from
                && *call.text() == *message.body
                && !call.numbers.contains(&*message.to)
        });
        match fitting {
            Some(call) => {
                call.numbers.insert(&message.to);
                call.messages.push((index, message));
            }
            None => calls.push(Call {
                from,
                messages: vec![(index, message)],
                numbers: HashSet::from([&*message.to]),
            }),
        }
    }
    calls
}

impl Call<'_> {
    /// The text that all of its messages have.
    pub fn text(&self) -> &str {
        self.messages.first().map_or("", |(_, message)| &message.body)
    }

    /// The HTTP request.
    pub fn request(&self, http: &HttpClient, settings: &Settings) -> RequestBuilder {
        let request = match settings.api {
            Api::Classic => self.classic(http, settings),
            Api::Bulk => self.bulk(http, settings),
        };
        request
            .header("apiKey", &settings.api_key)
            .header("Accept", "application/json")
    }

    fn classic(&self, http: &HttpClient, settings: &Settings) -> RequestBuilder {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("username", &settings.username);
        form.append_pair("to", &self.recipients().join(","));
        form.append_pair("message", self.text());
        if let Some(from) = &self.from {
            form.append_pair("from", from);
        }
        form.append_pair("bulkSMSMode", "1");
        form.append_pair("enqueue", if settings.enqueue { "1" } else { "0" });
        http.request(Method::POST, settings.url("messaging"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .body(form.finish())
    }

    fn bulk(&self, http: &HttpClient, settings: &Settings) -> RequestBuilder {
        let mut body = json!({
            "username": settings.username,
            "message": self.text(),
            "phoneNumbers": self.recipients(),
            "enqueue": settings.enqueue,
        });
        if let Some(from) = &self.from {
            body["senderId"] = json!(&**from);
        }
        http.request(Method::POST, settings.url("messaging/bulk")).json(&body)
    }

    fn recipients(&self) -> Vec<&str> {
        self.messages.iter().map(|(_, message)| &*message.to).collect()
    }
}
