//! The files of the dashboard, embedded. Those with a hash in their name never change, so browsers keep them for a year;
//! each comes compressed, as the build left it, to whoever takes brotli.

use std::borrow::Cow;

use axum::body::Body;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, VARY,
};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use bytes::Bytes;
use rust_embed::RustEmbed;

/// The page that all addresses get; it is never served as a file, because it wants a nonce.
const INDEX: &str = "index.html";
/// Where the build puts files whose names contain their hash.
const HASHED: &str = "assets/";

const FOR_A_YEAR: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const FOR_A_DAY: HeaderValue = HeaderValue::from_static("public, max-age=86400");
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

/// The service worker lives by the policy of its own file, not by that of the page: it asks this server and nobody else.
const WORKER: &str = "sw.js";
const OF_WORKER: HeaderValue =
    HeaderValue::from_static("default-src 'none'; connect-src 'self'; frame-ancestors 'none'");

#[derive(RustEmbed)]
#[folder = "../../web/dist/"]
struct Files;

/// `index.html`, where the dashboard is in this binary.
pub(super) fn index() -> Option<String> {
    let file = Files::get(INDEX)?;
    String::from_utf8(file.data.into_owned()).ok()
}

/// The file at `path`, in the coding that the client takes.
pub(super) fn find(path: &str, headers: &HeaderMap) -> Option<Response> {
    let name = path.strip_prefix('/')?;
    let content_type = content_type(name).filter(|_| name != INDEX)?;
    let (data, coding) = coded(name, takes_brotli(headers))?;
    let mut response = Response::new(Body::from(bytes(data)));
    let said = response.headers_mut();
    said.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    said.insert(CACHE_CONTROL, kept(name));
    said.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if name == WORKER {
        said.insert(CONTENT_SECURITY_POLICY, OF_WORKER);
    }
    said.extend(coding.map(|coding| (CONTENT_ENCODING, coding)));
    Some(response)
}

type Coded = (Cow<'static, [u8]>, Option<HeaderValue>);

/// A file's octets: the compressed twin where there is one and it may be sent.
fn coded(name: &str, brotli: bool) -> Option<Coded> {
    let twin = brotli.then(|| Files::get(&format!("{name}.br"))).flatten();
    if let Some(twin) = twin {
        return Some((twin.data, Some(HeaderValue::from_static("br"))));
    }
    Some((Files::get(name)?.data, None))
}

fn bytes(data: Cow<'static, [u8]>) -> Bytes {
    match data {
        Cow::Borrowed(data) => Bytes::from_static(data),
        Cow::Owned(data) => Bytes::from(data),
    }
}

/// Whether the client takes brotli: named, and not with a quality of nought.
fn takes_brotli(headers: &HeaderMap) -> bool {
    let values = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|v| v.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("br"));
        named && !parts.any(|part| matches!(part, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

fn kept(name: &str) -> HeaderValue {
    match name {
        _ if name.starts_with(HASHED) => FOR_A_YEAR,
        WORKER | "offline.html" => ASK_AGAIN,
        _ => FOR_A_DAY,
    }
}

/// What a file is, by its name; `None` for what is never served.
fn content_type(name: &str) -> Option<&'static str> {
    Some(match name.rsplit_once('.')?.1 {
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brotli_is_sent_to_whoever_names_it() {
        for (accepts, takes) in [
            ("gzip, deflate, br", true),
            ("br;q=1.0, gzip", true),
            ("BR", true),
            ("gzip", false),
            ("br;q=0", false),
            ("", false),
        ] {
            let headers = HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static(accepts))]);
            assert_eq!(takes_brotli(&headers), takes, "{accepts}");
        }
    }

    #[test]
    fn only_files_that_never_change_are_kept_for_a_year() {
        assert_eq!(kept("assets/index-Dk3x.js"), FOR_A_YEAR);
        assert_eq!(kept("sw.js"), ASK_AGAIN);
        assert_eq!(kept("icon.svg"), FOR_A_DAY);
    }

    #[test]
    fn what_is_no_page_of_the_build_is_never_served() {
        for name in [".gitignore", "index.html.br", "assets/x.js.br", "Cargo"] {
            assert_eq!(content_type(name), None, "{name}");
        }
        assert!(find("/index.html", &HeaderMap::new()).is_none());
        assert!(find("/../Cargo.toml", &HeaderMap::new()).is_none());
    }
}
