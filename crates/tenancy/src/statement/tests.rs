//! Statements as they are read by people and spreadsheets.

use domain::{BillingMode, LedgerEntryId, RefundRule, TopUpId};
use store::Billing;

use super::*;

fn money(available: i64, reserved: i64, spent: i64, funding: i64) -> Movement {
    Movement {
        available,
        reserved,
        spent,
        funding,
    }
}

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

fn top_up(at: Millis, note: &str) -> StatementLine {
    StatementLine::Act(LedgerEntry {
        id: LedgerEntryId::new(77),
        kind: EntryKind::TopUp,
        at,
        messages: 0,
        segments: 0,
        movement: Movement::fund(500_000_000),
        batch: None,
        top_up: Some(TopUpId::new(5)),
        actor: Some("amina@example.org".to_owned()),
        note: Some(note.to_owned()),
    })
}

/// A statement of `days` days from 2026-03-01 on.
fn statement(days: i64) -> Statement {
    let from = 20_513;
    let currency = "KES".parse().expect("a currency");
    let mut lines = vec![top_up(from * DAY_MS + 5, "=HYPERLINK(\"http://evil\")")];
    for n in 0..days {
        lines.push(day(from + n, EntryKind::Reserve, Movement::reserve(20_000_000)));
        lines.push(day(from + n, EntryKind::Spend, Movement::spend(20_000_000, 16_000_000)));
    }
    let opening = money(80_500_000, 0, 19_500_000, -100_000_000);
    let closing = lines.iter().fold(opening, |sum, line| sum.plus(line.movement()));
    Statement {
        organization: Organization {
            id: OrganizationId::new(1),
            name: "Beacon House School – بیکن ہاؤس".to_owned(),
            slug: "beacon".to_owned(),
            region: "PK".to_owned(),
            time_zone: "UTC".to_owned(),
            max_segments: 10,
            unknown_policy: None,
            validity_ms: 1,
            callback_secret: None,
            second_factor_required: false,
            created_at: 0,
        },
        balance: Balance {
            billing: Billing {
                organization: OrganizationId::new(1),
                mode: BillingMode::Prepaid,
                currency,
                credit_limit_micros: 0,
                refund: RefundRule::None,
                alert_below_micros: None,
            },
            accounts: closing,
            alerted: false,
            updated_at: 0,
        },
        from,
        until: from + days.max(1),
        opening,
        closing,
        lines,
        made_at: (from + days) * DAY_MS,
    }
}

#[test]
fn a_spreadsheet_reads_every_line_and_runs_none() {
    let csv = String::from_utf8(statement(1).to_csv().expect("CSV")).expect("UTF-8");
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(
        lines,
        [
            "date,entry,messages,segments,available,reserved,spent,currency,id,remark",
            "2026-03-01,OPENING,,,80.50,0.00,19.50,KES,,",
            "2026-03-01,TOP_UP,0,0,500.00,0.00,0.00,KES,ldg_000000000002d,\"'=HYPERLINK(\"\"http://evil\"\"), by amina@example.org\"",
            "2026-03-01,RESERVE,20,25,-20.00,20.00,0.00,KES,,",
            "2026-03-01,SPEND,20,25,4.00,-20.00,16.00,KES,,",
            "2026-03-01,CLOSING,,,564.50,0.00,35.50,KES,,",
        ]
    );
}

#[test]
fn the_totals_are_the_sums_of_the_lines() {
    let totals = statement(3).totals();
    let kinds: Vec<_> = totals
        .iter()
        .map(|(kind, (messages, _), sum)| (*kind, *messages, sum.spent))
        .collect();
    assert_eq!(
        kinds,
        [
            (EntryKind::Reserve, 60, 0),
            (EntryKind::Spend, 60, 48_000_000),
            (EntryKind::TopUp, 0, 0)
        ]
    );
}
