//! Where events may be posted: `https` URLs of public hosts, unless the operator allows more.

use adapters::http::{self, Guard};
use domain::Fault;

/// The longest URL, bytes.
const MAX_BYTES: usize = 2_048;

/// Why nothing may be posted to `url`, if so. Plain `http` is taken where `allow_http` says so; and to this machine,
/// where private addresses may be called, since nobody can listen there.
pub(crate) fn check_url(field: &str, url: &str, guard: Guard, allow_http: bool) -> Result<(), Fault> {
    let mend = "give a whole URL of at most 2,048 characters, such as https://example.org/sms";
    if url.len() > MAX_BYTES || !url.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Fault::new(
            field,
            "is too long, or has characters that no URL has",
            mend,
        ));
    }
    http::check_url(field, url, guard)?;
    let plain = url.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http:"));
    if plain && !allow_http && !(guard.allows_private() && http::is_loopback(url)) {
        let mend = "give an https URL; an operator may set webhooks.allow_http for tests";
        return Err(Fault::new(field, "is not https", mend));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_go_over_https_unless_the_operator_says_otherwise() {
        let check = |url: &str, private, http| check_url("url", url, Guard::new(private), http).map_err(|f| f.fault);
        assert!(check("https://example.org/x", false, false).is_ok());
        assert_eq!(
            check("http://example.org/x", false, false),
            Err("is not https".to_owned())
        );
        assert_eq!(
            check("HTTP://example.org/x", true, false),
            Err("is not https".to_owned())
        );
        assert!(check("http://example.org/x", false, true).is_ok());
        assert!(check("http://127.0.0.1:8080/x", true, false).is_ok());
        assert!(
            check("http://127.0.0.1:8080/x", false, true).is_err(),
            "a private address"
        );
        for bad in [
            "",
            "x",
            "https://exa mple.org",
            "ftp://example.org",
            "https://u:p@example.org",
        ] {
            assert!(check(bad, true, true).is_err(), "{bad}");
        }
        assert!(check(&format!("https://example.org/{}", "x".repeat(MAX_BYTES)), true, true).is_err());
    }
}
