//! A request as settings describe it: method, URL, headers and body, with placeholders in all but the method, the host
//! and the names of headers.

use std::collections::BTreeMap;

use domain::Fault;
use reqwest::header::{HeaderName, HeaderValue};
use reqwest::{Method, RequestBuilder};
use serde::Deserialize;
use serde_json::Value;

use super::slots::{Names, Place, Slots, Unfilled, Values};
use crate::http::HttpClient;

/// The most headers of one request.
const MAX_HEADERS: usize = 20;
/// Methods that a request may have.
const METHODS: &[(&str, Method)] = &[
    ("GET", Method::GET),
    ("POST", Method::POST),
    ("PUT", Method::PUT),
    ("PATCH", Method::PATCH),
];
/// Headers that HTTP itself writes.
const OWN_HEADERS: &[&str] = &[
    "host",
    "content-length",
    "transfer-encoding",
    "connection",
    "upgrade",
    "te",
    "trailer",
];

/// A request as it is written in settings.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct Written {
    method: Option<String>,
    url: String,
    headers: BTreeMap<String, String>,
    content_type: Option<ContentType>,
    body: Option<Value>,
}

/// How a body is written.
#[derive(Deserialize, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum ContentType {
    Form,
    Json,
    Xml,
    Text,
}

impl ContentType {
    const fn header(self) -> &'static str {
        match self {
            Self::Form => "application/x-www-form-urlencoded",
            Self::Json => "application/json",
            Self::Xml => "application/xml; charset=utf-8",
            Self::Text => "text/plain; charset=utf-8",
        }
    }

    /// Where a placeholder of a body that is written as a text stands.
    const fn place(self) -> Place {
        match self {
            Self::Form => Place::Url,
            Self::Json => Place::JsonString,
            Self::Xml => Place::Xml,
            Self::Text => Place::Plain,
        }
    }
}

/// A request that was read.
pub(super) struct Request {
    method: Method,
    url: Slots,
    headers: Vec<(HeaderName, Slots)>,
    body: Option<(ContentType, Body)>,
}

enum Body {
    /// A text, as it is.
    Text(Slots),
    /// An object of a form: each value by itself.
    Pairs(Vec<(String, Slots)>),
    /// An object or a list of JSON: each text in it by itself.
    Tree(Node),
}

enum Node {
    Text(Slots),
    Map(Vec<(String, Node)>),
    List(Vec<Node>),
    Other(Value),
}

/// Tells whether a URL may be called: the field, the URL.
pub(super) type CheckUrl<'a> = &'a dyn Fn(&str, &str) -> Result<(), Fault>;

impl Request {
    /// Reads the request under `field`; what is wrong with it goes into `faults`.
    pub fn read(
        field: &str,
        written: &Written,
        names: &Names<'_>,
        check_url: CheckUrl<'_>,
        faults: &mut Vec<Fault>,
    ) -> Option<Self> {
        let method = method(field, written, faults);
        let url = url(&format!("{field}.url"), &written.url, names, check_url, faults);
        let headers = headers(&format!("{field}.headers"), &written.headers, names, faults);
        let kind = written.content_type.unwrap_or(ContentType::Form);
        let body_field = format!("{field}.body");
        let body = match &written.body {
            Some(_) if method == Method::GET => {
                let mend = "put the values into the URL, or use the method POST";
                faults.push(Fault::new(&body_field, "is there although the method is GET", mend));
                None
            }
            Some(body) => body_of(&body_field, body, kind, names, faults).map(|body| (kind, body)),
            None => None,
        };
        Some(Self {
            method,
            url: url?,
            headers,
            body,
        })
    }

    /// Whether one of its texts has this placeholder.
    pub fn uses(&self, name: &str) -> bool {
        let in_body = match &self.body {
            Some((_, Body::Text(slots))) => slots.uses(name),
            Some((_, Body::Pairs(pairs))) => pairs.iter().any(|(_, slots)| slots.uses(name)),
            Some((_, Body::Tree(node))) => node.uses(name),
            None => false,
        };
        in_body || self.url.uses(name) || self.headers.iter().any(|(_, slots)| slots.uses(name))
    }

    /// The request with its values.
    pub fn fill(&self, http: &HttpClient, values: &Values<'_>) -> Result<RequestBuilder, Unfilled> {
        let url = self.url.fill(values)?;
        // Every value is percent-encoded, but one that is `..` would still climb up the path, encoded or not.
        if climbs(&url) {
            return Err(Unfilled::Unfit("the path".to_owned()));
        }
        let mut request = http.request(self.method.clone(), &url);
        for (name, slots) in &self.headers {
            let text = slots.fill(values)?;
            let value = HeaderValue::from_bytes(text.as_bytes());
            let mut value = value.map_err(|_| Unfilled::Unfit(name.to_string()))?;
            value.set_sensitive(true);
            request = request.header(name, value);
        }
        let Some((kind, body)) = &self.body else {
            return Ok(request);
        };
        if !self
            .headers
            .iter()
            .any(|(name, _)| name == reqwest::header::CONTENT_TYPE)
        {
            request = request.header(reqwest::header::CONTENT_TYPE, kind.header());
        }
        let text = match body {
            Body::Text(slots) => slots.fill(values)?,
            Body::Pairs(pairs) => {
                let mut form = form_urlencoded::Serializer::new(String::new());
                for (name, slots) in pairs {
                    form.append_pair(name, &slots.fill(values)?);
                }
                form.finish()
            }
            Body::Tree(node) => node.fill(values)?.to_string(),
        };
        Ok(request.body(text))
    }
}

/// Whether the path has a `.` or `..` in it, which is a step and no name.
fn climbs(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    path.split(['/', '\\']).any(|name| matches!(name, "." | ".."))
}

fn method(field: &str, written: &Written, faults: &mut Vec<Fault>) -> Method {
    let Some(name) = &written.method else {
        return if written.body.is_some() {
            Method::POST
        } else {
            Method::GET
        };
    };
    let known = METHODS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    known.map(|(_, method)| method.clone()).unwrap_or_else(|| {
        let mend = "give GET, POST, PUT or PATCH";
        faults.push(Fault::new(
            format!("{field}.method"),
            "is no method that is used here",
            mend,
        ));
        Method::POST
    })
}

fn url(field: &str, text: &str, names: &Names<'_>, check_url: CheckUrl<'_>, faults: &mut Vec<Fault>) -> Option<Slots> {
    if text.is_empty() {
        faults.push(Fault::new(
            field,
            "is missing",
            "give the carrier's URL, such as https://api.example.com/send",
        ));
        return None;
    }
    let slots = Slots::read(field, text, Place::Url, names, faults)?;
    if !has_fixed_host(text) {
        let mend = "write scheme and host without placeholders, such as https://api.example.com/{{to}}";
        faults.push(Fault::new(field, "does not begin with a fixed scheme and host", mend));
        return None;
    }
    if climbs(text) {
        faults.push(Fault::new(field, "has . or .. in its path", "write the whole path"));
    }
    faults.extend(check_url(field, &slots.sample()).err());
    Some(slots)
}

/// Whether no placeholder can decide which host is called. Stricter than URLs are: a parser takes `https:/x` and
/// `https:\x` for a host too.
fn has_fixed_host(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let authority = rest.map(|rest| rest.split(['/', '?', '#', '\\']).next().unwrap_or_default());
    authority.is_some_and(|authority| !authority.is_empty() && !authority.contains(['{', '}', '|']))
}

fn headers(
    field: &str,
    written: &BTreeMap<String, String>,
    names: &Names<'_>,
    faults: &mut Vec<Fault>,
) -> Vec<(HeaderName, Slots)> {
    if written.len() > MAX_HEADERS {
        let fault = format!("has {} headers, at most {MAX_HEADERS} are sent", written.len());
        faults.push(Fault::new(field, fault, "leave out what the carrier does not ask for"));
    }
    let mut headers = Vec::new();
    for (name, text) in written {
        let field = format!("{field}.{name}");
        let Ok(header) = name.parse::<HeaderName>() else {
            faults.push(Fault::new(
                field,
                "is no name of a header",
                "write it as the carrier does, such as X-Api-Key",
            ));
            continue;
        };
        if OWN_HEADERS.contains(&header.as_str()) {
            faults.push(Fault::new(field, "is written by HTTP itself", "leave it out"));
            continue;
        }
        if text.chars().any(char::is_control) {
            faults.push(Fault::new(
                field,
                "has a control character in it",
                "write it on one line",
            ));
            continue;
        }
        headers.extend(Slots::read(&field, text, Place::Header, names, faults).map(|slots| (header, slots)));
    }
    headers
}

fn body_of(field: &str, body: &Value, kind: ContentType, names: &Names<'_>, faults: &mut Vec<Fault>) -> Option<Body> {
    match (kind, body) {
        (_, Value::String(text)) => {
            let slots = Slots::read(field, text, kind.place(), names, faults)?;
            if kind == ContentType::Json && serde_json::from_str::<Value>(&slots.sample()).is_err() {
                let mend = "write it as a JSON object instead of a text, or put placeholders of texts inside quotes";
                faults.push(Fault::new(field, "is no JSON once its placeholders are filled", mend));
            }
            Some(Body::Text(slots))
        }
        (ContentType::Json, tree) => Some(Body::Tree(node(field, tree, names, faults))),
        (ContentType::Form, Value::Object(fields)) => {
            let mut pairs = Vec::new();
            for (name, value) in fields {
                let field = format!("{field}.{name}");
                let text = match value {
                    Value::String(text) => text.clone(),
                    Value::Number(number) => number.to_string(),
                    _ => {
                        faults.push(Fault::new(
                            field,
                            "is neither a text nor a number",
                            "write it as a text",
                        ));
                        continue;
                    }
                };
                let slots = Slots::read(&field, &text, Place::Plain, names, faults);
                pairs.extend(slots.map(|slots| (name.clone(), slots)));
            }
            Some(Body::Pairs(pairs))
        }
        _ => {
            faults.push(Fault::new(
                field,
                "has the wrong form for its contentType",
                "write it as a text",
            ));
            None
        }
    }
}

/// JSON nests at most as deep as its parser let it.
fn node(field: &str, value: &Value, names: &Names<'_>, faults: &mut Vec<Fault>) -> Node {
    match value {
        Value::String(text) => match Slots::read(field, text, Place::Plain, names, faults) {
            Some(slots) => Node::Text(slots),
            None => Node::Other(Value::Null),
        },
        Value::Array(items) => {
            let items = items.iter().enumerate();
            Node::List(
                items
                    .map(|(at, item)| node(&format!("{field}[{at}]"), item, names, faults))
                    .collect(),
            )
        }
        Value::Object(fields) => {
            let fields = fields.iter();
            let read =
                fields.map(|(name, value)| (name.clone(), node(&format!("{field}.{name}"), value, names, faults)));
            Node::Map(read.collect())
        }
        other => Node::Other(other.clone()),
    }
}

impl Node {
    fn uses(&self, name: &str) -> bool {
        match self {
            Self::Text(slots) => slots.uses(name),
            Self::Map(fields) => fields.iter().any(|(_, node)| node.uses(name)),
            Self::List(items) => items.iter().any(|node| node.uses(name)),
            Self::Other(_) => false,
        }
    }

    fn fill(&self, values: &Values<'_>) -> Result<Value, Unfilled> {
        Ok(match self {
            Self::Text(slots) => Value::String(slots.fill(values)?),
            Self::Map(fields) => {
                let filled = fields.iter().map(|(name, node)| Ok((name.clone(), node.fill(values)?)));
                Value::Object(filled.collect::<Result<_, Unfilled>>()?)
            }
            Self::List(items) => Value::Array(
                items
                    .iter()
                    .map(|node| node.fill(values))
                    .collect::<Result<_, Unfilled>>()?,
            ),
            Self::Other(value) => value.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_placeholder_decides_which_host_is_called() {
        for fixed in [
            "https://a.example",
            "http://a.example/{{to}}",
            "https://a.example?to={{to}}",
            "https://a:8443/x",
        ] {
            assert!(has_fixed_host(fixed), "{fixed}");
        }
        for open in [
            "https://{{to}}/",
            "https://a.{{to}}/",
            "https://a:{{to}}/",
            "https://{{to}}@a/",
            "https:/{{to}}",
            "{{to}}",
            "https:///{{to}}",
            "https:\\\\{{to}}",
            "ftp://a/",
            "//a/",
            "",
        ] {
            assert!(!has_fixed_host(open), "{open}");
        }
    }
}
