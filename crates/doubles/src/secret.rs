//! What several carriers sign and check with.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::Recorded;

/// User and password of `Authorization: Basic`.
pub(crate) fn basic(request: &Recorded) -> Option<(String, String)> {
    let (scheme, token) = request.header("authorization")?.split_once(' ')?;
    let decoded = STANDARD
        .decode(token)
        .ok()
        .filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    let text = String::from_utf8(decoded).ok()?;
    let (user, password) = text.split_once(':')?;
    Some((user.to_owned(), password.to_owned()))
}

/// Octets in lower-case hexadecimal.
pub(crate) fn hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}
