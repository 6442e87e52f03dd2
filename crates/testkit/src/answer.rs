//! An HTTP answer as a test reads it: status, headers, the envelope's parts.

use serde_json::Value;

/// One answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body as text.
    pub text: String,
    /// The body as JSON; null where it is none.
    pub json: Value,
}

impl Answer {
    /// Reads a whole response.
    pub async fn of(response: reqwest::Response) -> Self {
        let status = response.status().as_u16();
        let headers = response
            .headers()
            .iter()
            .map(|(name, value)| {
                (
                    name.as_str().to_owned(),
                    String::from_utf8_lossy(value.as_bytes()).into_owned(),
                )
            })
            .collect();
        let text = response.text().await.expect("the server sends whole bodies of UTF-8");
        let json = serde_json::from_str(&text).unwrap_or(Value::Null);
        Self {
            status,
            headers,
            text,
            json,
        }
    }

    /// The header called `name` (lower case).
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The same answer, if it has this status.
    ///
    /// # Panics
    /// If it has another, showing the body.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "the answer was: {}", self.text);
        self
    }

    /// The envelope's `data`.
    pub fn data(&self) -> &Value {
        &self.json["data"]
    }

    /// The text at `data.<name>`.
    ///
    /// # Panics
    /// If there is none, showing the body.
    #[track_caller]
    pub fn text_of(&self, name: &str) -> &str {
        match self.json["data"][name].as_str() {
            Some(text) => text,
            None => panic!("the answer has no text data.{name}: {}", self.text),
        }
    }

    /// The number at `data.<name>`.
    ///
    /// # Panics
    /// If there is none, showing the body.
    #[track_caller]
    pub fn number_of(&self, name: &str) -> i64 {
        match self.json["data"][name].as_i64() {
            Some(number) => number,
            None => panic!("the answer has no number data.{name}: {}", self.text),
        }
    }

    /// The error's code; empty where the answer is no error.
    pub fn code(&self) -> &str {
        self.json["error"]["code"].as_str().unwrap_or_default()
    }

    /// The fault of `field`, if that field is at fault: `(fault, mend)`.
    pub fn fault(&self, field: &str) -> Option<(&str, &str)> {
        let details = self.json["error"]["details"].as_array()?;
        let found = details.iter().find(|detail| detail["field"] == field)?;
        Some((found["fault"].as_str()?, found["mend"].as_str()?))
    }

    /// The fields at fault, in order.
    pub fn faulty_fields(&self) -> Vec<&str> {
        let details = self.json["error"]["details"].as_array();
        details
            .into_iter()
            .flatten()
            .filter_map(|detail| detail["field"].as_str())
            .collect()
    }
}
