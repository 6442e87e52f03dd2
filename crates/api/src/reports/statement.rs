//! A statement of account on A4: what there was, what moved it, what there is.

use domain::{Currency, EntryKind, Money, Movement};
use tenancy::{Statement, StatementLine, day_text};

use super::pdf::{Column, Paper, Table, write};

const DAY_MS: i64 = 86_400_000;

/// The statement as a PDF. Fonts are cut and packed, which takes milliseconds: on a thread that may be blocked.
///
/// # Errors
/// What the PDF library says: for the log.
pub fn statement_pdf(statement: &Statement) -> Result<Vec<u8>, String> {
    write(&paper(statement))
}

fn paper(statement: &Statement) -> Paper {
    let currency = statement.balance.billing.currency;
    let amount = |micros| Money::new(micros, currency).amount();
    let (opening, closing) = (statement.opening, statement.closing);
    let days = format!(
        "{} to {} (UTC), all amounts in {currency}",
        day_text(statement.from),
        day_text(statement.until - 1)
    );
    Paper {
        title: "Statement of account".to_owned(),
        lines: vec![statement.organization.name.clone(), days],
        figures: vec![
            ("Balance before", amount(opening.available)),
            ("Paid in", amount(opening.funding.saturating_sub(closing.funding))),
            ("Spent", amount(closing.spent.saturating_sub(opening.spent))),
            ("Balance after", amount(closing.available)),
            ("Reserved after", amount(closing.reserved)),
        ],
        bars: Vec::new(),
        tables: vec![moved(statement), totals(statement)],
        footer: format!("Made on {} by Tuma", day_text(statement.made_at.div_euclid(DAY_MS))),
    }
}

/// What moved the balance, line by line, between what it was and what it is. The columns are 499 points together.
fn moved(statement: &Statement) -> Table {
    let currency = statement.balance.billing.currency;
    let standing = |day: i64, what: &str, accounts: Movement| {
        let head = [day_text(day), what.to_owned(), String::new(), String::new()];
        head.into_iter().chain(amounts(accounts, currency)).collect()
    };
    let mut rows = vec![standing(statement.from, "balance", statement.opening)];
    rows.extend(statement.lines.iter().map(|line| moved_by(line, currency)));
    rows.push(standing(statement.until - 1, "balance", statement.closing));
    Table {
        title: "What moved the balance",
        columns: vec![
            Column::words("Date", 58.0),
            Column::words("Entry", 62.0),
            Column::words("Remark", 95.0),
            Column::number("Messages", 54.0),
            Column::number("Available", 80.0),
            Column::number("Reserved", 74.0),
            Column::number("Spent", 76.0),
        ],
        rows,
    }
}

fn moved_by(line: &StatementLine, currency: Currency) -> Vec<String> {
    let head = [
        day_text(line.at().div_euclid(DAY_MS)),
        words(line.kind()),
        line.remark(),
        counted(line.counts().0),
    ];
    head.into_iter().chain(amounts(line.movement(), currency)).collect()
}

fn totals(statement: &Statement) -> Table {
    let currency = statement.balance.billing.currency;
    let row = |(kind, (messages, segments), sum): (EntryKind, (i64, i64), Movement)| {
        let head = [words(kind), counted(messages), counted(segments)];
        head.into_iter().chain(amounts(sum, currency)).collect()
    };
    Table {
        title: "Sums",
        columns: vec![
            Column::words("Entry", 120.0),
            Column::number("Messages", 74.0),
            Column::number("Segments", 75.0),
            Column::number("Available", 80.0),
            Column::number("Reserved", 74.0),
            Column::number("Spent", 76.0),
        ],
        rows: statement.totals().into_iter().map(row).collect(),
    }
}

fn amounts(sum: Movement, currency: Currency) -> [String; 3] {
    [sum.available, sum.reserved, sum.spent].map(|micros| Money::new(micros, currency).amount())
}

/// `top-up` for `TOP_UP`.
fn words(kind: EntryKind) -> String {
    kind.as_str().to_lowercase().replace('_', "-")
}

/// A count, and nothing for none.
fn counted(count: i64) -> String {
    if count == 0 { String::new() } else { count.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{BillingMode, LedgerEntryId, OrganizationId, RefundRule, TopUpId};
    use store::{Balance, Billing, LedgerDay, LedgerEntry, Organization};

    /// 2026-03-01.
    const FROM: i64 = 20_513;

    fn day(day: i64, kind: EntryKind, movement: Movement) -> StatementLine {
        StatementLine::Day(LedgerDay {
            day,
            kind,
            entries: 3,
            messages: 20,
            segments: 25,
            movement,
        })
    }

    fn lines(days: i64) -> Vec<StatementLine> {
        let mut lines = vec![StatementLine::Act(LedgerEntry {
            id: LedgerEntryId::new(77),
            kind: EntryKind::TopUp,
            at: FROM * DAY_MS + 5,
            messages: 0,
            segments: 0,
            movement: Movement::fund(12_500_000_000),
            batch: None,
            top_up: Some(TopUpId::new(5)),
            actor: Some("operator".to_owned()),
            note: Some("invoice 2026-017, paid by bank transfer".to_owned()),
        })];
        for n in 0..days {
            lines.push(day(FROM + n, EntryKind::Reserve, Movement::reserve(20_000_000)));
            lines.push(day(FROM + n, EntryKind::Spend, Movement::spend(20_000_000, 16_654_321)));
        }
        lines
    }

    fn statement(days: i64) -> Statement {
        let lines = lines(days);
        let opening = Movement {
            available: 80_500_000,
            spent: 19_500_000,
            funding: -100_000_000,
            ..Movement::default()
        };
        let closing = lines.iter().fold(opening, |sum, line| sum.plus(line.movement()));
        let billing = Billing {
            organization: OrganizationId::new(1),
            mode: BillingMode::Prepaid,
            currency: "PKR".parse().expect("a currency"),
            credit_limit_micros: 0,
            refund: RefundRule::None,
            alert_below_micros: None,
        };
        Statement {
            organization: Organization {
                id: OrganizationId::new(1),
                name: "Beacon House School – بیکن ہاؤس".to_owned(),
                slug: "beacon".to_owned(),
                region: "PK".to_owned(),
                max_segments: 10,
                unknown_policy: None,
                validity_ms: 1,
                callback_secret: None,
                time_zone: "UTC".to_owned(),
                second_factor_required: false,
                created_at: 0,
            },
            balance: Balance {
                billing,
                accounts: closing,
                alerted: false,
                updated_at: 0,
            },
            from: FROM,
            until: FROM + days.max(1),
            opening,
            closing,
            lines,
            made_at: (FROM + days) * DAY_MS,
        }
    }

    #[test]
    fn the_table_leads_from_what_there_was_to_what_there_is() {
        let rows = moved(&statement(1)).rows;
        let cells = |row: usize| rows[row].join("|");
        assert_eq!(rows.len(), 5);
        assert_eq!(cells(0), "2026-03-01|balance|||80.50|0.00|19.50");
        assert_eq!(
            cells(1),
            "2026-03-01|top-up|invoice 2026-017, paid by bank transfer, by operator||12500.00|0.00|0.00"
        );
        assert_eq!(cells(3), "2026-03-01|spend||20|3.345679|-20.00|16.654321");
        assert_eq!(cells(4), "2026-03-01|balance|||12563.845679|0.00|36.154321");
        let sums: Vec<String> = totals(&statement(3)).rows.iter().map(|row| row.join("|")).collect();
        assert_eq!(sums[0], "reserve|60|75|-60.00|60.00|0.00");
        assert_eq!(sums[2], "top-up|||12500.00|0.00|0.00");
    }

    /// With `TUMA_PDF_OUT` naming a folder the documents stay there, to be looked at.
    #[test]
    fn a_statement_is_a_pdf_however_many_lines_it_has() {
        for days in [0, 10, 60] {
            let pdf = statement_pdf(&statement(days)).expect("a document");
            assert!(pdf.starts_with(b"%PDF-1.") && pdf.ends_with(b"%%EOF"), "{days}");
            if let Some(folder) = std::env::var_os("TUMA_PDF_OUT") {
                let path = std::path::Path::new(&folder).join(format!("statement-{days}.pdf"));
                std::fs::write(path, pdf).expect("the folder can be written");
            }
        }
    }
}
