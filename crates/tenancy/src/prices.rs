//! Price lists: lines made, listed and removed, and whole lists read from CSV.

use std::collections::HashMap;

use domain::money::MoneyError;
use domain::{Class, Currency, Direction, Fault, Millis, Money, OrganizationId, PriceId, PriceRule, ProviderId};
use store::{Price, StoreError};

use crate::{Author, Tenancy, TenancyError, told};

/// The most lines of one list.
pub const MAX_PRICES: usize = 10_000;

/// Faults of a list that are told at once.
const MAX_FAULTS: usize = 100;

impl Tenancy {
    /// Adds a line to an organization's list, or to the platform's.
    pub async fn price_add(
        &self,
        organization: Option<OrganizationId>,
        rule: PriceRule,
        author: &Author,
    ) -> Result<Price, TenancyError> {
        if let Some(fault) = rule.faults().into_iter().next() {
            return Err(TenancyError::Invalid(fault));
        }
        self.check_provider(organization, rule.provider).await?;
        let price = self.priced(organization, rule);
        let what = ("price.add", price.id.to_string());
        let noting =
            self.inner
                .store
                .noting(author.changes(organization, what.0, what.1, (None, Some(told::price(&price)))));
        noting.prices_add(vec![price.clone()]).await.map_err(taken)?;
        Ok(price)
    }

    /// Replaces a whole list by the lines of a CSV file: `prefix,price` and, where wanted, `currency`, `provider` (a
    /// name or id), `class`, `direction`, `validFrom`, `validUntil`. All or nothing; faults name their row.
    pub async fn prices_import(
        &self,
        organization: Option<OrganizationId>,
        (csv, currency): (&[u8], Option<Currency>),
        author: &Author,
    ) -> Result<usize, Vec<Fault>> {
        let internal = |error: StoreError| vec![Fault::new("file", error.to_string(), "try again in a moment")];
        let providers = self.providers_of(organization).await.map_err(internal)?;
        let rules = read(csv, currency, &providers)?;
        let count = rules.len();
        let prices = rules.into_iter().map(|rule| self.priced(organization, rule)).collect();
        let list = organization.map_or("platform".to_owned(), |id| id.to_string());
        let what = ("price.import", list);
        let after = Some(serde_json::json!({ "lines": count }));
        let noting = self
            .inner
            .store
            .noting(author.changes(organization, what.0, what.1, (None, after)));
        let replaced = noting.prices_replace(organization, prices).await;
        replaced.map_err(|error| match taken(error) {
            TenancyError::Invalid(fault) => vec![fault.at("file")],
            other => vec![Fault::new("file", other.to_string(), "try again in a moment")],
        })?;
        Ok(count)
    }

    /// The lines of a list, those behind `after`.
    pub async fn prices(
        &self,
        organization: Option<OrganizationId>,
        after: Option<PriceId>,
        limit: usize,
    ) -> Result<Vec<Price>, TenancyError> {
        Ok(self.inner.store.prices_list(organization, after, limit).await?)
    }

    /// Removes a line of a list.
    pub async fn price_remove(
        &self,
        organization: Option<OrganizationId>,
        id: PriceId,
        author: &Author,
    ) -> Result<(), TenancyError> {
        let store = &self.inner.store;
        let after = Some(PriceId::new(id.get().saturating_sub(1)));
        let found = store.prices_list(organization, after, 1).await?.pop();
        let Some(price) = found.filter(|price| price.id == id) else {
            return Err(TenancyError::NotFound("price"));
        };
        let entry = author.changes(
            organization,
            "price.remove",
            id.to_string(),
            (Some(told::price(&price)), None),
        );
        match store.noting(entry).price_remove(organization, id).await? {
            true => Ok(()),
            false => Err(TenancyError::NotFound("price")),
        }
    }

    fn priced(&self, organization: Option<OrganizationId>, rule: PriceRule) -> Price {
        let now = self.inner.clock.now_ms();
        Price {
            id: PriceId::new(self.inner.store.ids().next(now)),
            organization,
            rule,
            created_at: now,
        }
    }

    async fn check_provider(
        &self,
        organization: Option<OrganizationId>,
        provider: Option<ProviderId>,
    ) -> Result<(), TenancyError> {
        let Some(provider) = provider else { return Ok(()) };
        let known = self.providers_of(organization).await?;
        if known.values().any(|id| *id == provider) {
            return Ok(());
        }
        let mend = "name one that the organization may use, or leave it out for all";
        Err(TenancyError::fault("provider", "is not known", mend))
    }

    /// The providers that a list may name, by name and by id.
    async fn providers_of(
        &self,
        organization: Option<OrganizationId>,
    ) -> Result<HashMap<String, ProviderId>, StoreError> {
        let rows = match organization {
            Some(organization) => self.inner.store.provider_list(organization).await?,
            None => self.inner.store.provider_list_all().await?,
        };
        let named = rows
            .iter()
            .flat_map(|row| [(row.name.clone(), row.id), (row.id.to_string(), row.id)]);
        Ok(named.collect())
    }
}

fn taken(error: StoreError) -> TenancyError {
    match error {
        StoreError::Exists(_) => {
            let fault =
                "has a price already for the same provider, class, direction and currency from the same time on";
            TenancyError::fault("prefix", fault, "remove that one, or let this one begin later")
        }
        other => other.into(),
    }
}

/// The lines of a CSV file.
fn read(
    csv: &[u8],
    currency: Option<Currency>,
    providers: &HashMap<String, ProviderId>,
) -> Result<Vec<PriceRule>, Vec<Fault>> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(csv);
    let unreadable = |_| {
        vec![Fault::new(
            "file",
            "is not CSV in UTF-8",
            "save it as CSV, UTF-8, with a header",
        )]
    };
    let columns: HashMap<String, usize> = reader
        .headers()
        .map_err(unreadable)?
        .iter()
        .enumerate()
        .map(|(place, name)| (name.trim_start_matches('\u{feff}').to_ascii_lowercase(), place))
        .collect();
    for needed in ["prefix", "price"] {
        if !columns.contains_key(needed) {
            let mend = "the first row names the columns: prefix,price,currency,provider,class,validFrom,validUntil";
            return Err(vec![Fault::new("file", format!("has no column {needed}"), mend)]);
        }
    }
    let (mut rules, mut faults) = (Vec::new(), Vec::new());
    for (number, record) in reader.records().enumerate() {
        let row = record.map_err(unreadable)?;
        let cell = |name: &str| {
            columns
                .get(name)
                .and_then(|place| row.get(*place))
                .filter(|text| !text.is_empty())
        };
        match line(&cell, currency, providers) {
            Ok(rule) => rules.push(rule),
            Err(fault) => {
                let path = format!("row {}: {}", number + 1, fault.field);
                faults.push(fault.at(path));
            }
        }
        if rules.len() > MAX_PRICES || faults.len() >= MAX_FAULTS {
            break;
        }
    }
    if rules.len() > MAX_PRICES {
        let fault = format!("has more than {MAX_PRICES} rows");
        faults.push(Fault::new(
            "file",
            fault,
            "leave out what a shorter prefix says already",
        ));
    }
    if faults.is_empty() { Ok(rules) } else { Err(faults) }
}

fn line<'a>(
    cell: &dyn Fn(&str) -> Option<&'a str>,
    currency: Option<Currency>,
    providers: &HashMap<String, ProviderId>,
) -> Result<PriceRule, Fault> {
    let currency = match cell("currency") {
        Some(code) => Some(
            code.parse()
                .map_err(|error: MoneyError| money_fault("currency", error))?,
        ),
        None => currency,
    };
    let currency =
        currency.ok_or_else(|| Fault::new("currency", "is missing", "add the column, or name one for all"))?;
    let price =
        Money::parse(cell("price").unwrap_or_default(), currency).map_err(|error| money_fault("price", error))?;
    let provider = match cell("provider") {
        None => None,
        Some(named) => Some(*providers.get(named).ok_or_else(|| {
            Fault::new(
                "provider",
                "is not known",
                "give the name or id of a provider, or nothing for all",
            )
        })?),
    };
    let word =
        |name: &'static str, expected: &str| Fault::new(name, format!("is not {expected}"), format!("give {expected}"));
    let class = match cell("class").map(class_of) {
        Some(None) => return Err(word("class", "otp, transactional or promotional")),
        known => known.flatten(),
    };
    let direction = match cell("direction").map(Direction::parse) {
        Some(None) => return Err(word("direction", "outbound or inbound")),
        known => known.flatten().unwrap_or(Direction::Outbound),
    };
    let rule = PriceRule {
        prefix: PriceRule::prefix_of(cell("prefix").unwrap_or_default())?,
        provider,
        class,
        direction,
        price,
        valid_from: time("validFrom", cell("validfrom"))?.unwrap_or(0),
        valid_until: time("validUntil", cell("validuntil"))?,
    };
    rule.faults().into_iter().next().map_or(Ok(rule), Err)
}

/// The class with this word.
pub fn class_of(word: &str) -> Option<Class> {
    [
        ("otp", Class::Otp),
        ("transactional", Class::Transactional),
        ("promotional", Class::Promotional),
    ]
    .into_iter()
    .find(|(name, _)| name.eq_ignore_ascii_case(word))
    .map(|(_, class)| class)
}

/// A time in RFC 3339, or the beginning of a day in UTC.
fn time(field: &str, text: Option<&str>) -> Result<Option<Millis>, Fault> {
    let Some(text) = text else { return Ok(None) };
    let moment = text.parse::<jiff::Timestamp>().ok().or_else(|| {
        let day: jiff::civil::Date = text.parse().ok()?;
        Some(day.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp())
    });
    let fault = || Fault::new(field, "is no time", "give RFC 3339, or a day such as 2026-03-01");
    moment.map(|moment| Some(moment.as_millisecond())).ok_or_else(fault)
}

fn money_fault(field: &str, error: MoneyError) -> Fault {
    Fault::new(
        field,
        error.to_string(),
        "give an amount such as 0.80 and a currency such as KES",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn providers() -> HashMap<String, ProviderId> {
        HashMap::from([("main".to_owned(), ProviderId::new(5))])
    }

    fn rules(csv: &str) -> Result<Vec<PriceRule>, Vec<String>> {
        let faults = |faults: Vec<Fault>| faults.into_iter().map(|fault| fault.field).collect();
        read(csv.as_bytes(), "KES".parse().ok(), &providers()).map_err(faults)
    }

    #[test]
    fn a_list_is_read_with_whatever_columns_it_has() {
        let read = rules(
            "\u{feff}Prefix,Price,Provider,Class,ValidFrom,Direction,Currency\n+254,0.80,main,otp,2026-03-01,,\n,1,,,,inbound,USD\n",
        )
        .expect("a list");
        assert_eq!(read.len(), 2);
        assert_eq!(
            (read[0].prefix.as_str(), read[0].price.to_string().as_str()),
            ("254", "KES 0.80")
        );
        assert_eq!(
            (read[0].provider, read[0].class),
            (Some(ProviderId::new(5)), Some(Class::Otp))
        );
        assert_eq!(read[0].valid_from, 1_772_323_200_000);
        assert_eq!(
            (read[1].direction, read[1].price.to_string().as_str()),
            (Direction::Inbound, "USD 1.00")
        );
        assert!(rules("prefix,price\n").expect("an empty list").is_empty());
    }

    #[test]
    fn every_faulty_row_is_named() {
        let faults = rules("prefix,price,provider,class,validFrom\n25x,1,,,\n254,1.1234567,,,\n255,1,nobody,,\n256,1,,sms,\n257,1,,,soon\n258,1,,,\n")
            .expect_err("refused");
        assert_eq!(
            faults,
            [
                "row 1: prefix",
                "row 2: price",
                "row 3: provider",
                "row 4: class",
                "row 5: validFrom"
            ]
        );
        assert_eq!(rules("number,cost\n1,2\n").expect_err("refused"), ["file"]);
        assert_eq!(
            read(b"prefix,price\n\xff,1\n", None, &providers()).map_err(|faults| faults.len()),
            Err(1)
        );
        let unpriced = read(b"prefix,price\n254,1\n", None, &providers()).expect_err("refused");
        assert_eq!(unpriced[0].field, "row 1: currency");
    }
}
