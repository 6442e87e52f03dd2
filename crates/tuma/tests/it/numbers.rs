//! Numbers that tests send to: Kenyan and Pakistani mobiles, none of them magic to the simulated carrier.

/// A Kenyan mobile number; `n` up to 999,999.
pub fn kenyan(n: usize) -> String {
    format!("+254722{n:06}")
}

/// As many different Kenyan numbers, from the `first`.
pub fn kenyans(first: usize, count: usize) -> impl Iterator<Item = String> {
    (first..first + count).map(kenyan)
}

/// The Kenyan number that makes the simulated carrier behave as row `code` of its table says.
pub fn magic(code: u8) -> String {
    format!("+25472{:0>7}", format!("55500{code:02}"))
}
