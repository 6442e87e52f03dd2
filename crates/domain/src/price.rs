//! Price lists: what a segment costs by destination, provider, class and time.
//!
//! The longest prefix wins; among lines of one prefix one that names the provider goes before one for all, then one that
//! names the class, then the one that became valid last. Whose list is asked first is for others to say.

use std::collections::HashMap;

use crate::{Class, Currency, Direction, Fault, Millis, Money, ProviderId};

/// The longest prefix, in digits: that of a number.
pub const MAX_PREFIX: usize = 15;
/// The highest price of a segment, micros: a million.
pub const MAX_PRICE_MICROS: i64 = 1_000_000 * 1_000_000;

/// One line of a price list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceRule {
    /// What the number begins with: digits without `+`; empty for every number.
    pub prefix: String,
    /// Through which provider; all if absent.
    pub provider: Option<ProviderId>,
    /// Of which class; all if absent.
    pub class: Option<Class>,
    /// Which way.
    pub direction: Direction,
    /// What a segment costs.
    pub price: Money,
    /// From when on.
    pub valid_from: Millis,
    /// Until when, exclusive.
    pub valid_until: Option<Millis>,
}

/// What a price is asked for.
#[derive(Debug, Clone, Copy)]
pub struct PriceSubject<'a> {
    /// The phone, E.164.
    pub number: &'a str,
    /// The provider.
    pub provider: ProviderId,
    /// The message's class.
    pub class: Class,
    /// Which way it goes.
    pub direction: Direction,
    /// When it was accepted.
    pub at: Millis,
    /// The only currency that will do, if any.
    pub currency: Option<Currency>,
}

impl PriceRule {
    /// The prefix as it is kept: digits alone, without the `+` that people write before it.
    pub fn prefix_of(text: &str) -> Result<String, Fault> {
        let digits = text.trim();
        let digits = digits.strip_prefix('+').unwrap_or(digits);
        if digits.len() <= MAX_PREFIX && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(digits.to_owned());
        }
        let fault = format!("is not a prefix of at most {MAX_PREFIX} digits");
        Err(Fault::new(
            "prefix",
            fault,
            "give digits such as 254 or +2547, or nothing for every number",
        ))
    }

    /// Everything that is wrong with the line by itself.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        if let Err(fault) = Self::prefix_of(&self.prefix) {
            faults.push(fault);
        }
        if !(0..=MAX_PRICE_MICROS).contains(&self.price.micros) {
            faults.push(Fault::new("price", "is out of bounds", "give 0 to 1000000 a segment"));
        }
        if self.valid_until.is_some_and(|until| until <= self.valid_from) {
            faults.push(Fault::new(
                "validUntil",
                "is not after validFrom",
                "give a later time, or leave it out",
            ));
        }
        if self.direction == Direction::Inbound && self.class.is_some() {
            faults.push(Fault::new(
                "class",
                "is given for inbound messages",
                "leave it out: they have none",
            ));
        }
        faults
    }

    fn fits(&self, subject: &PriceSubject<'_>) -> bool {
        self.direction == subject.direction
            && self.provider.is_none_or(|provider| provider == subject.provider)
            && self.class.is_none_or(|class| class == subject.class)
            && subject.currency.is_none_or(|currency| currency == self.price.currency)
            && self.valid_from <= subject.at
            && self.valid_until.is_none_or(|until| subject.at < until)
    }
}

/// A price list, ready to be asked.
#[derive(Debug, Clone, Default)]
pub struct PriceList {
    /// By prefix, the most specific first.
    rules: HashMap<Box<str>, Vec<PriceRule>>,
    longest: usize,
}

impl PriceList {
    /// The list of these lines.
    pub fn new(rules: impl IntoIterator<Item = PriceRule>) -> Self {
        let mut list = Self::default();
        for rule in rules {
            list.longest = list.longest.max(rule.prefix.len());
            list.rules.entry(rule.prefix.as_str().into()).or_default().push(rule);
        }
        for rules in list.rules.values_mut() {
            rules.sort_by_key(|rule| {
                let specific = (rule.provider.is_some(), rule.class.is_some(), rule.valid_from);
                (std::cmp::Reverse(specific), rule.price.currency.to_string())
            });
        }
        list
    }

    /// Whether it has no line.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// What a segment costs; `None` where no line fits.
    pub fn find(&self, subject: &PriceSubject<'_>) -> Option<Money> {
        let digits = subject.number.strip_prefix('+').unwrap_or(subject.number);
        (0..=self.longest.min(digits.len())).rev().find_map(|length| {
            let rules = self.rules.get(digits.get(..length)?)?;
            rules.iter().find(|rule| rule.fits(subject)).map(|rule| rule.price)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ONE: ProviderId = ProviderId::new(1);
    const TWO: ProviderId = ProviderId::new(2);

    fn money(micros: i64, currency: &str) -> Money {
        Money::new(micros, currency.parse().expect("a currency"))
    }

    fn rule(prefix: &str, micros: i64) -> PriceRule {
        PriceRule {
            prefix: prefix.to_owned(),
            provider: None,
            class: None,
            direction: Direction::Outbound,
            price: money(micros, "KES"),
            valid_from: 0,
            valid_until: None,
        }
    }

    fn subject(number: &str) -> PriceSubject<'_> {
        PriceSubject {
            number,
            provider: ONE,
            class: Class::Transactional,
            direction: Direction::Outbound,
            at: 1_000,
            currency: None,
        }
    }

    fn micros(list: &PriceList, subject: &PriceSubject<'_>) -> Option<i64> {
        list.find(subject).map(|price| price.micros)
    }

    #[test]
    fn the_longest_prefix_wins_whatever_else_the_lines_name() {
        let list = PriceList::new([
            rule("", 9),
            PriceRule {
                provider: Some(ONE),
                ..rule("254", 5)
            },
            rule("2547", 3),
        ]);
        assert_eq!(micros(&list, &subject("+254712345678")), Some(3));
        assert_eq!(micros(&list, &subject("+254112345678")), Some(5));
        assert_eq!(micros(&list, &subject("+923001234567")), Some(9));
        assert_eq!(micros(&list, &subject("+2")), Some(9));
    }

    #[test]
    fn a_line_that_names_more_goes_before_one_that_names_less() {
        let list = PriceList::new([
            rule("254", 9),
            PriceRule {
                class: Some(Class::Otp),
                ..rule("254", 7)
            },
            PriceRule {
                provider: Some(TWO),
                ..rule("254", 5)
            },
            PriceRule {
                provider: Some(TWO),
                class: Some(Class::Otp),
                ..rule("254", 3)
            },
        ]);
        let ask = |provider, class| {
            micros(
                &list,
                &PriceSubject {
                    provider,
                    class,
                    ..subject("+254712345678")
                },
            )
        };
        assert_eq!(ask(ONE, Class::Transactional), Some(9));
        assert_eq!(ask(ONE, Class::Otp), Some(7));
        assert_eq!(ask(TWO, Class::Promotional), Some(5));
        assert_eq!(ask(TWO, Class::Otp), Some(3));
    }

    #[test]
    fn a_price_is_valid_from_its_first_moment_to_before_its_last() {
        let list = PriceList::new([
            PriceRule {
                valid_until: Some(2_000),
                ..rule("254", 5)
            },
            PriceRule {
                valid_from: 2_000,
                ..rule("254", 6)
            },
            PriceRule {
                valid_from: 3_000,
                ..rule("254", 7)
            },
        ]);
        for (at, price) in [(0, 5), (1_999, 5), (2_000, 6), (2_999, 6), (3_000, 7)] {
            assert_eq!(
                micros(
                    &list,
                    &PriceSubject {
                        at,
                        ..subject("+254712345678")
                    }
                ),
                Some(price),
                "{at}"
            );
        }
    }

    #[test]
    fn another_currency_or_direction_is_passed_over() {
        let inbound = PriceRule {
            direction: Direction::Inbound,
            ..rule("", 1)
        };
        let dollars = PriceRule {
            price: money(2, "USD"),
            ..rule("254", 2)
        };
        let list = PriceList::new([rule("", 9), inbound, dollars]);
        let kes = "KES".parse().ok();
        assert_eq!(
            micros(
                &list,
                &PriceSubject {
                    currency: kes,
                    ..subject("+254712345678")
                }
            ),
            Some(9)
        );
        assert_eq!(micros(&list, &subject("+254712345678")), Some(2));
        let received = PriceSubject {
            direction: Direction::Inbound,
            ..subject("20880")
        };
        assert_eq!(micros(&list, &received), Some(1));
        let usd = PriceSubject {
            currency: "USD".parse().ok(),
            ..subject("+923001234567")
        };
        assert_eq!(micros(&list, &usd), None);
    }

    #[test]
    fn faulty_lines_are_named() {
        let fields = |rule: PriceRule| rule.faults().into_iter().map(|fault| fault.field).collect::<Vec<_>>();
        assert!(fields(rule("2547", 5)).is_empty());
        assert_eq!(fields(rule("25x", -1)), ["prefix", "price"]);
        assert_eq!(
            fields(PriceRule {
                valid_until: Some(0),
                ..rule("", 0)
            }),
            ["validUntil"]
        );
        let inbound = PriceRule {
            direction: Direction::Inbound,
            class: Some(Class::Otp),
            ..rule("", 0)
        };
        assert_eq!(fields(inbound), ["class"]);
        assert_eq!(PriceRule::prefix_of(" +254 ").ok().as_deref(), Some("254"));
    }

    proptest! {
        #[test]
        fn a_list_finds_what_a_walk_over_all_lines_finds(
            prefixes in prop::collection::btree_map("[1-3]{0,4}", 0i64..100, 0..12), number in "[1-3]{0,6}",
        ) {
            let list = PriceList::new(prefixes.iter().map(|(prefix, price)| rule(prefix, *price)));
            let best = prefixes.iter().filter(|(prefix, _)| number.starts_with(prefix.as_str())).max_by_key(|(prefix, _)| prefix.len());
            prop_assert_eq!(micros(&list, &subject(&number)), best.map(|(_, price)| *price));
        }
    }
}
