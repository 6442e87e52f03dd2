//! The ledger: what is held, spent, released and refunded, in the transaction of the state; and its laws.

use domain::{BatchId, BillingMode, EntryKind, MessageState, Movement, RefundRule, ReportStatus};

use super::harness::{HOUR, ORG, OTHER_ORG, TestStore, retry_at, submitted, unit};
use super::inbound::inbound;
use crate::{
    Accepted, Adjusted, Adjustment, Balance, Batch, BatchState, BatchStep, Billing, BillingSet, Cancelled, Credited,
    InboundUnit, LedgerEntry, LedgerFilter, Settled, Settlement, Shortfall, Suppression, TopUp, TopUpState,
};

/// How far below zero the balance of these tests may go.
pub(super) const LIMIT: i64 = 1_000_000;
/// What a message of these tests costs, and what is held for it: two segments of 0.40.
pub(super) const COST: i64 = 800_000;

pub(super) fn prepaid(refund: RefundRule) -> Billing {
    Billing {
        organization: ORG,
        mode: BillingMode::Prepaid,
        currency: "KES".parse().unwrap(),
        credit_limit_micros: LIMIT,
        refund,
        alert_below_micros: None,
    }
}

/// An organization whose balance is `available`.
pub(super) async fn paying(available: i64, refund: RefundRule) -> TestStore {
    let t = TestStore::start().await;
    let billing = Billing {
        credit_limit_micros: 0,
        ..prepaid(refund)
    };
    let set = t.store.billing_set(billing, t.now()).await.unwrap();
    assert!(matches!(set, BillingSet::Done(balance) if balance.billing == billing));
    if available > 0 {
        top_up(&t, available).await;
    }
    t
}

pub(super) fn paid_in(t: &TestStore, amount_micros: i64, reference: Option<&str>) -> TopUp {
    TopUp {
        id: domain::TopUpId::new(t.store.ids().next(t.now())),
        organization: ORG,
        source: "admin".to_owned(),
        reference: reference.map(str::to_owned),
        state: TopUpState::Pending,
        amount_micros,
        currency: "KES".parse().unwrap(),
        actor: Some("amina".to_owned()),
        note: Some("invoice 7".to_owned()),
        entry: None,
        created_at: t.now(),
        ended_at: None,
    }
}

pub(super) async fn top_up(t: &TestStore, amount_micros: i64) {
    let credited = t.store.top_up_credit(paid_in(t, amount_micros, None)).await.unwrap();
    assert!(matches!(credited, Credited::Now(_)), "{credited:?}");
}

impl TestStore {
    pub(super) async fn balance(&self) -> Balance {
        self.store.balance_get(ORG).await.unwrap().expect("a balance")
    }

    pub(super) async fn accounts(&self) -> Movement {
        self.balance().await.accounts
    }

    pub(super) async fn entries(&self) -> Vec<LedgerEntry> {
        let filter = LedgerFilter::default();
        self.store.ledger_list(ORG, filter, None, 1_000).await.unwrap()
    }

    /// The kinds of the entries, oldest first.
    async fn kinds_of_entries(&self) -> Vec<EntryKind> {
        self.entries().await.into_iter().rev().map(|entry| entry.kind).collect()
    }

    /// The laws of the ledger: every entry is balanced; balance, days and entries agree; what is held and was paid is
    /// what the messages say. Answers the accounts.
    pub(super) async fn check_books(&self) -> Movement {
        let entries = self.entries().await;
        let mut sum = Movement::default();
        for entry in &entries {
            assert!(entry.movement.is_balanced() && !entry.movement.is_zero(), "{entry:?}");
            sum = sum.plus(entry.movement);
        }
        let accounts = self.accounts().await;
        assert_eq!(accounts, sum, "the balance is not the sum of the entries");
        let days = self.store.ledger_before(ORG, i64::MAX).await.unwrap();
        assert_eq!(accounts, days, "the days are not the sum of the entries");
        let held = "SELECT CAST(COALESCE(SUM(held_micros), 0) AS BIGINT) FROM messages WHERE organization_id = 7";
        assert_eq!(self.rows(held).await, accounts.reserved, "what is held");
        let paid = "SELECT CAST(COALESCE(SUM(paid_micros), 0) AS BIGINT) FROM messages WHERE organization_id = 7";
        assert_eq!(self.rows(paid).await, accounts.spent, "what was paid");
        let wrong = "SELECT COUNT(*) FROM messages WHERE terms > 0 AND (
             (held_micros > 0 AND (paid_micros > 0 OR state > 2)) OR (paid_micros > 0 AND paid_micros <> cost_micros)
             OR (state > 2 AND paid_micros <> cost_micros))";
        assert_eq!(self.rows(wrong).await, 0, "a message's money does not fit its state");
        accounts
    }
}

fn accounts(available: i64, reserved: i64, spent: i64, funding: i64) -> Movement {
    Movement {
        available,
        reserved,
        spent,
        funding,
    }
}

#[tokio::test]
async fn what_is_accepted_is_held_and_what_a_carrier_takes_is_spent() {
    let t = paying(10 * COST, RefundRule::None).await;
    let message = t.begun("+254700000001").await;
    assert_eq!(t.accounts().await, accounts(9 * COST, COST, 0, -10 * COST));
    t.settle(&message, submitted(&["a"])).await;
    assert_eq!(t.check_books().await, accounts(9 * COST, 0, COST, -10 * COST));
    t.report("a", ReportStatus::Delivered).await;
    assert_eq!(t.get(message.id).await.cost_micros, COST);
    assert_eq!(
        t.kinds_of_entries().await,
        [EntryKind::TopUp, EntryKind::Reserve, EntryKind::Spend]
    );
    t.check_books().await;
    t.check_counts().await;
}

#[tokio::test]
async fn what_the_balance_does_not_have_is_refused_whole_and_writes_nothing() {
    let t = paying(3 * COST - 1, RefundRule::None).await;
    let numbers = ["+254700000001", "+254700000002", "+254700000003"];
    let messages = |count| numbers[..count].iter().map(|to| t.message(to)).collect::<Vec<_>>();
    let short = t.store.accept(unit(messages(3))).await.unwrap();
    let expected = Shortfall {
        needed_micros: 3 * COST,
        spendable_micros: 3 * COST - 1,
        currency: "KES".parse().unwrap(),
        messages: 3,
    };
    assert_eq!(short.accepted, Accepted::Short(expected));
    for table in [
        "SELECT COUNT(*) FROM messages",
        "SELECT COUNT(*) FROM lane_entries",
        "SELECT COUNT(*) FROM events",
    ] {
        assert_eq!(t.rows(table).await, 0, "{table}");
    }
    assert_eq!(t.accept(messages(2)).await.accepted, Accepted::New);
    assert!(matches!(t.accept(messages(1)).await.accepted, Accepted::Short(_)));
    t.check_books().await;
}

#[tokio::test]
async fn a_refusal_for_money_keeps_no_idempotency_key_and_no_batch() {
    let t = paying(0, RefundRule::None).await;
    let mut keyed = super::harness::keyed(&t, "k", 1);
    keyed.new_batch = Some(batch(5));
    keyed.batch = Some(step(5));
    assert!(matches!(
        t.store.accept(keyed.clone()).await.unwrap().accepted,
        Accepted::Short(_)
    ));
    assert_eq!(t.store.batch_get(ORG, BatchId::new(5)).await.unwrap(), None);
    top_up(&t, COST).await;
    assert_eq!(t.store.accept(keyed.clone()).await.unwrap().accepted, Accepted::New);
    assert!(matches!(
        t.store.accept(keyed).await.unwrap().accepted,
        Accepted::Again(_)
    ));
    let reserve = &t.entries().await[0];
    assert_eq!(
        (reserve.kind, reserve.batch),
        (EntryKind::Reserve, Some(BatchId::new(5)))
    );
    assert_eq!((reserve.messages, reserve.segments), (1, 2));
    t.check_books().await;
}

fn batch(id: i64) -> Batch {
    Batch {
        id: BatchId::new(id),
        organization: ORG,
        api_key: None,
        state: BatchState::Running,
        spool: None,
        settings: "{}".to_owned(),
        total_rows: Some(1),
        row: 0,
        accepted: 0,
        refused: 0,
        duplicates: 0,
        failure: None,
        created_at: super::harness::START,
        finished_at: None,
    }
}

fn step(id: i64) -> BatchStep {
    BatchStep {
        batch: BatchId::new(id),
        from_row: 0,
        to_row: 1,
        faults: Vec::new(),
        duplicates: 0,
        done: true,
    }
}

#[tokio::test]
async fn who_opted_out_costs_nothing_in_a_call_that_others_pay_for() {
    let t = paying(COST, RefundRule::None).await;
    let stop = Suppression {
        organization: ORG,
        number: "+254700000002".to_owned(),
        reason: "stop".to_owned(),
        at: t.now(),
    };
    t.store.suppression_insert(stop).await.unwrap();
    let messages = ["+254700000001", "+254700000002"].map(|to| t.message(to)).to_vec();
    let committed = t.accept(messages).await;
    assert_eq!((committed.accepted, committed.suppressed), (Accepted::New, vec![1]));
    assert_eq!(t.check_books().await.reserved, COST);
}

#[tokio::test]
async fn what_no_carrier_takes_is_available_again() {
    let t = paying(10 * COST, RefundRule::None).await;
    let failed = t.begun("+254700000001").await;
    let cancelled = t.queued("+254700000002").await;
    let expired = t.queued("+254700000003").await;
    let retried = t.begun("+254700000004").await;
    let ended = Settled::Ended {
        state: MessageState::Failed,
        code: None,
        detail: "no".to_owned(),
    };
    t.settle(&failed, ended).await;
    t.settle(&retried, retry_at(t.now() + 1_000)).await;
    assert_eq!(
        t.store.message_cancel(ORG, cancelled.id, t.now()).await.unwrap(),
        Cancelled::Now
    );
    assert_eq!(t.check_books().await.reserved, 2 * COST);
    t.clock.advance(49 * HOUR);
    t.store.messages_expire(t.now(), 10).await.unwrap();
    assert_eq!(t.state(expired.id).await, MessageState::Expired);
    assert_eq!(t.check_books().await, accounts(10 * COST, 0, 0, -10 * COST));
    t.check_counts().await;
}

#[tokio::test]
async fn a_begin_that_is_refused_gives_back_what_was_held() {
    let t = paying(10 * COST, RefundRule::None).await;
    let message = t.queued("+254700000001").await;
    let stop = Suppression {
        organization: ORG,
        number: "+254700000001".to_owned(),
        reason: "stop".to_owned(),
        at: t.now(),
    };
    t.store.suppression_insert(stop).await.unwrap();
    assert_eq!(t.begin(&[message]).await, [crate::Begun::Suppressed]);
    assert_eq!(t.check_books().await.available, 10 * COST);
}

#[tokio::test]
async fn what_does_not_arrive_is_refunded_as_the_rule_says() {
    for (rule, failed, expired) in [
        (RefundRule::None, false, false),
        (RefundRule::Failed, true, false),
        (RefundRule::FailedAndExpired, true, true),
    ] {
        let t = paying(10 * COST, rule).await;
        let (one, other) = (
            t.submitted("+254700000001", &["a"]).await,
            t.submitted("+254700000002", &["b"]).await,
        );
        t.report("a", ReportStatus::Failed).await;
        t.clock.advance(49 * HOUR);
        t.store.messages_expire(t.now(), 10).await.unwrap();
        assert_eq!(t.state(other.id).await, MessageState::Expired);
        let refunds = i64::from(failed) + i64::from(expired);
        assert_eq!(t.check_books().await.spent, (2 - refunds) * COST, "{rule}");
        assert_eq!(t.get(one.id).await.cost_micros, if failed { 0 } else { COST }, "{rule}");
        // It arrived after all: what was given back stays so.
        t.report("b", ReportStatus::Delivered).await;
        assert_eq!(t.state(other.id).await, MessageState::Delivered);
        assert_eq!(t.check_books().await.spent, (2 - refunds) * COST, "{rule}");
        t.check_counts().await;
    }
}

#[tokio::test]
async fn another_provider_takes_its_own_price_and_never_more_than_was_held() {
    for (price, expected) in [(500_000, 500_000), (COST + 1, COST)] {
        let t = paying(10 * COST, RefundRule::None).await;
        let message = t.begun("+254700000001").await;
        let over = Settlement {
            message: message.clone(),
            attempt: 1,
            at: t.now(),
            cost_micros: Some(price),
            result: Settled::Retry {
                due_at: t.now(),
                provider: super::harness::OTHER_PROVIDER,
                unknown: false,
                code: None,
                detail: "busy; on to the other".to_owned(),
                counts: false,
                failover: true,
            },
        };
        t.store.settle(vec![over]).await.unwrap();
        assert_eq!(
            t.check_books().await.reserved,
            COST,
            "it is held until a carrier takes it"
        );
        let claimed = t
            .store
            .lane_claim(
                super::harness::OTHER_PROVIDER,
                domain::Priority::Transactional,
                vec![(ORG, 1)],
                t.now(),
            )
            .await
            .unwrap();
        assert_eq!((claimed[0].cost_micros, claimed[0].funds.held), (expected, COST));
        t.begin(&claimed).await;
        t.settle(&claimed[0], submitted(&["a"])).await;
        assert_eq!(
            t.check_books().await,
            accounts(10 * COST - expected, 0, expected, -10 * COST)
        );
        t.check_counts().await;
    }
}

#[tokio::test]
async fn a_report_that_is_faster_than_the_answer_pays_all_the_same() {
    let t = paying(10 * COST, RefundRule::Failed).await;
    let mut message = t.message("+254700000001");
    message.segments = 1;
    let message = t.accepted(message).await;
    t.begin(std::slice::from_ref(&message)).await;
    let mut receipt = t.receipt("early", ReportStatus::Delivered);
    receipt.reference = Some((message.id, 1));
    t.store.receipts(vec![receipt]).await.unwrap();
    // One segment: half of what is held.
    assert_eq!(t.check_books().await.spent, COST / 2);
    t.settle(&message, submitted(&["early2"])).await;
    assert_eq!(t.check_books().await.spent, COST / 2);
}

#[tokio::test]
async fn nobody_pays_who_is_unlimited_and_nothing_is_written() {
    let t = TestStore::start().await;
    t.submitted("+254700000001", &["a"]).await;
    assert_eq!(t.rows("SELECT COUNT(*) FROM ledger_entries").await, 0);
    assert_eq!(t.store.balance_get(ORG).await.unwrap(), None);
    let unlimited = Billing {
        mode: BillingMode::Unlimited,
        ..prepaid(RefundRule::None)
    };
    t.store.billing_set(unlimited, t.now()).await.unwrap();
    t.submitted("+254700000002", &["b"]).await;
    assert_eq!(t.rows("SELECT COUNT(*) FROM ledger_entries").await, 0);
    // What is on its way keeps its terms.
    t.store.billing_set(prepaid(RefundRule::None), t.now()).await.unwrap();
    let paid = t.begun("+254700000003").await;
    t.store.billing_set(unlimited, t.now()).await.unwrap();
    t.settle(&paid, submitted(&["c"])).await;
    assert_eq!(t.check_books().await, accounts(-COST, 0, COST, 0));
    assert_eq!(t.store.balances_all(None, 10).await.unwrap().len(), 1);
    assert!(t.store.balances_all(Some(ORG), 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn the_currency_of_a_ledger_stays() {
    let t = paying(COST, RefundRule::None).await;
    let dollars = Billing {
        currency: "USD".parse().unwrap(),
        ..prepaid(RefundRule::None)
    };
    let refused = t.store.billing_set(dollars, t.now()).await.unwrap();
    assert_eq!(refused, BillingSet::OtherCurrency("KES".parse().unwrap()));
    let other = Billing {
        organization: OTHER_ORG,
        ..dollars
    };
    for currency in ["USD", "EUR"] {
        let billing = Billing {
            currency: currency.parse().unwrap(),
            ..other
        };
        let set = t.store.billing_set(billing, t.now()).await.unwrap();
        assert!(
            matches!(set, BillingSet::Done(_)),
            "no entry holds it to a currency yet"
        );
    }
}

#[tokio::test]
async fn a_balance_that_falls_below_its_threshold_is_told_once_until_it_rises() {
    let t = paying(5 * COST, RefundRule::None).await;
    let billing = Billing {
        credit_limit_micros: 0,
        alert_below_micros: Some(3 * COST),
        ..prepaid(RefundRule::None)
    };
    t.store.billing_set(billing, t.now()).await.unwrap();
    let alerts = async || t.store.balance_alerts(ORG, None, 10).await.unwrap();
    for (to, told) in [
        ("+254700000001", 0),
        ("+254700000002", 0),
        ("+254700000003", 1),
        ("+254700000004", 1),
    ] {
        t.queued(to).await;
        assert_eq!(alerts().await.len(), told, "{to}");
    }
    let alert = alerts().await[0];
    assert_eq!((alert.available_micros, alert.below_micros), (2 * COST, 3 * COST));
    assert!(t.balance().await.alerted);
    top_up(&t, 4 * COST).await;
    assert!(!t.balance().await.alerted);
    let messages = ["+254700000005", "+254700000006", "+254700000007"].map(|to| t.message(to));
    t.accept(messages.to_vec()).await;
    assert_eq!(alerts().await.len(), 2);
    assert_eq!(
        t.store
            .balance_alerts(ORG, Some(alerts().await[0].id), 10)
            .await
            .unwrap()
            .len(),
        1
    );
    assert!(t.store.balance_alerts(OTHER_ORG, None, 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_inbound_message_is_paid_for_even_where_nothing_is_left() {
    let t = paying(COST, RefundRule::None).await;
    let priced = |dedupe: &str, charged| InboundUnit {
        price: Some(domain::Money::new(600_000, "KES".parse().unwrap())),
        segments: 2,
        charged,
        ..inbound(&t, dedupe, "+254700000001")
    };
    t.store
        .inbound_store(vec![priced("a", true), priced("a", true)])
        .await
        .unwrap();
    assert_eq!(t.check_books().await, accounts(COST - 1_200_000, 0, 1_200_000, -COST));
    t.store.inbound_store(vec![priced("b", false)]).await.unwrap();
    assert_eq!(t.check_books().await.spent, 1_200_000);
    t.check_counts().await;
}

#[tokio::test]
async fn a_correction_moves_the_balance_either_way_but_not_below_its_limit() {
    let t = paying(COST, RefundRule::None).await;
    let adjust = async |amount_micros, currency: &str| {
        let adjustment = Adjustment {
            organization: ORG,
            amount_micros,
            currency: currency.parse().unwrap(),
            actor: Some("amina".to_owned()),
            note: "entered twice".to_owned(),
        };
        t.store.balance_adjust(adjustment).await.unwrap()
    };
    assert!(matches!(adjust(5, "KES").await, Adjusted::Now(_)));
    assert!(matches!(adjust(-COST, "KES").await, Adjusted::Now(_)));
    assert!(matches!(adjust(-6, "KES").await, Adjusted::Short(_)));
    assert_eq!(
        adjust(1, "USD").await,
        Adjusted::NoBalance(Some("KES".parse().unwrap()))
    );
    assert_eq!(t.check_books().await, accounts(5, 0, 0, -5));
    let entry = &t.entries().await[0];
    assert_eq!(
        (entry.kind, entry.note.as_deref()),
        (EntryKind::Adjustment, Some("entered twice"))
    );
}

#[tokio::test]
async fn entries_are_listed_by_kind_and_time_and_summed_by_day() {
    let t = paying(10 * COST, RefundRule::None).await;
    let first_day = t.now().div_euclid(24 * HOUR);
    t.submitted("+254700000001", &["a"]).await;
    t.clock.advance(24 * HOUR);
    t.submitted("+254700000002", &["b"]).await;
    let list = async |filter| t.store.ledger_list(ORG, filter, None, 10).await.unwrap();
    let spent = LedgerFilter {
        kind: Some(EntryKind::Spend),
        ..LedgerFilter::default()
    };
    assert_eq!(list(spent).await.len(), 2);
    let explicit = LedgerFilter {
        explicit: true,
        ..LedgerFilter::default()
    };
    assert_eq!(list(explicit).await.len(), 1);
    let today = LedgerFilter {
        from: Some((first_day + 1) * 24 * HOUR),
        until: Some((first_day + 2) * 24 * HOUR),
        ..LedgerFilter::default()
    };
    let found = list(today).await;
    assert_eq!(found.len(), 2);
    let rest = t.store.ledger_list(ORG, today, Some(found[0].id), 10).await.unwrap();
    assert_eq!(rest, found[1..]);
    assert!(
        t.store
            .ledger_list(OTHER_ORG, today, None, 10)
            .await
            .unwrap()
            .is_empty()
    );
    let days = t.store.ledger_days(ORG, first_day, first_day + 2).await.unwrap();
    let sums: Vec<_> = days
        .iter()
        .map(|day| (day.day - first_day, day.kind, day.messages))
        .collect();
    assert_eq!(
        sums,
        [
            (0, EntryKind::Reserve, 1),
            (0, EntryKind::Spend, 1),
            (0, EntryKind::TopUp, 0),
            (1, EntryKind::Reserve, 1),
            (1, EntryKind::Spend, 1),
        ]
    );
    let opening = t.store.ledger_before(ORG, first_day + 1).await.unwrap();
    assert_eq!(opening, accounts(9 * COST, 0, COST, -10 * COST));
}

#[tokio::test]
async fn entries_can_be_neither_changed_nor_removed_but_for_the_names_in_them() {
    let t = paying(COST, RefundRule::None).await;
    for sql in [
        "UPDATE ledger_entries SET available_micros = 1, funding_micros = -1",
        "UPDATE ledger_entries SET kind = 11",
        "DELETE FROM ledger_entries",
    ] {
        let refused = t
            .store
            .write(crate::journal::Side::Front, async move |txn| {
                txn.conn.execute(sql, &[]).await
            })
            .await;
        assert!(refused.is_err(), "{sql}");
    }
    let changed = t
        .store
        .ledger_pseudonymize(ORG, "amina".to_owned(), "usr-7f3a".to_owned())
        .await
        .unwrap();
    assert_eq!(changed, 2);
    let entry = &t.entries().await[0];
    assert_eq!(
        (entry.actor.as_deref(), entry.note.as_deref()),
        (Some("usr-7f3a"), None)
    );
    t.check_books().await;
}
