//! Magic destinations: a number that ends in `5550` and three digits chooses its own outcome, such as +254705550406.
//! Each double's page says what its endings mean.

/// The three digits behind the last `5550` of a magic destination.
pub fn ending(number: &str) -> Option<u16> {
    let at = number.len().checked_sub(7)?;
    number
        .get(at..)?
        .strip_prefix("5550")
        .filter(|digits| digits.bytes().all(|octet| octet.is_ascii_digit()))?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::ending;

    #[test]
    fn only_the_last_seven_digits_count() {
        let cases = [
            ("+254705550406", Some(406)),
            ("5550001", Some(1)),
            ("+254555040612", None),
            ("+25470555040x", None),
            ("555000", None),
            ("é555040", None),
        ];
        for (number, code) in cases {
            assert_eq!(ending(number), code, "{number}");
        }
    }
}
