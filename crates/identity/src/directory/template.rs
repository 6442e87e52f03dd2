//! What the settings write with `{email}` and `{user}` in it, filled with what somebody typed: escaped, in one pass, so
//! that nothing of it is read as more than a name.

use ldap3::{dn_escape, ldap_escape};

/// The name in a directory; `{user}` is what stands before the `@`.
pub(super) fn filled_dn(template: &str, email: &str) -> String {
    filled(template, email, |typed| dn_escape(typed).into_owned())
}

/// The filter of a search.
pub(super) fn filled_filter(template: &str, email: &str) -> String {
    filled(template, email, |typed| ldap_escape(typed).into_owned())
}

fn filled(template: &str, email: &str, escaped: impl Fn(&str) -> String) -> String {
    let user = email.split_once('@').map_or(email, |(user, _)| user);
    let (mut text, mut rest) = (String::new(), template);
    while let Some(at) = rest.find('{') {
        let (before, from) = rest.split_at(at);
        text.push_str(before);
        let known = [("{email}", email), ("{user}", user)];
        let found = known.into_iter().find(|(name, _)| from.starts_with(name));
        match found {
            Some((name, typed)) => {
                text.push_str(&escaped(typed));
                rest = &from[name.len()..];
            }
            None => {
                text.push('{');
                rest = &from[1..];
            }
        }
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_a_name_and_nothing_else() {
        let dn = |email: &str| filled_dn("uid={user},ou=people,dc=example,dc=org", email);
        assert_eq!(dn("amina@example.org"), "uid=amina,ou=people,dc=example,dc=org");
        assert_eq!(dn("a,ou=admins@x"), r"uid=a\2cou\3dadmins,ou=people,dc=example,dc=org");
        let filter = |email: &str| filled_filter("(|(mail={email})(uid={user}))", email);
        assert_eq!(filter("amina@example.org"), "(|(mail=amina@example.org)(uid=amina))");
        assert_eq!(filter("*"), r"(|(mail=\2a)(uid=\2a))");
        assert_eq!(
            filter("a)(uid=*))(|(uid=@x"),
            r"(|(mail=a\29\28uid=\2a\29\29\28|\28uid=@x)(uid=a\29\28uid=\2a\29\29\28|\28uid=))"
        );
    }

    #[test]
    fn a_name_in_what_was_typed_is_not_filled() {
        assert_eq!(
            filled_filter("(mail={email})", "{user}@example.org"),
            "(mail={user}@example.org)"
        );
        assert_eq!(filled_filter("{x}{email}", "a@b"), "{x}a@b");
    }
}
