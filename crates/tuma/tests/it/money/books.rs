//! The law of the books, as the database itself shows it: whatever happened, entries, balances, days and messages agree.

use testkit::TestDatabase;

/// What must be zero.
const LAWS: [(&str, &str); 6] = [
    (
        "entries that are not balanced",
        "SELECT COUNT(*) FROM ledger_entries WHERE available_micros + reserved_micros + spent_micros + funding_micros <> 0",
    ),
    (
        "balances that are not the sum of their entries",
        "SELECT COUNT(*) FROM balances b WHERE b.available_micros <> (
             SELECT COALESCE(SUM(e.available_micros), 0) FROM ledger_entries e WHERE e.organization_id = b.organization_id)
           - (SELECT COALESCE(SUM(m.available_micros), 0) FROM balance_moves m WHERE m.organization_id = b.organization_id)",
    ),
    (
        "days that are not the sum of their entries",
        "SELECT COALESCE(ABS((SELECT SUM(spent_micros) FROM ledger_days) - (SELECT SUM(spent_micros) FROM ledger_entries)), 0)
           + COALESCE(ABS((SELECT SUM(reserved_micros) FROM ledger_days)
               - (SELECT SUM(reserved_micros) FROM ledger_entries)), 0)",
    ),
    (
        "what is held for messages and not in the ledger, or the other way round",
        "SELECT COALESCE((SELECT SUM(held_micros) FROM messages), 0)
           - COALESCE((SELECT SUM(reserved_micros) FROM ledger_entries), 0)",
    ),
    (
        "what was paid for messages and is not in the ledger, or the other way round",
        "SELECT COALESCE((SELECT SUM(paid_micros) FROM messages), 0)
           - COALESCE((SELECT SUM(spent_micros) FROM ledger_entries), 0)",
    ),
    (
        "messages that no lane holds and for which money is held",
        "SELECT COUNT(*) FROM messages WHERE held_micros <> 0 AND state > 2",
    ),
];

/// Checks every law.
pub async fn balanced(database: &TestDatabase) {
    for (what, sql) in LAWS {
        assert_eq!(database.count(sql).await, 0, "{what}");
    }
}
