//! The ledger's rules: four accounts, movements between them that always sum to zero, and what a message's life moves.
//!
//! Available is what can be sent with, reserved is held for messages on their way, spent is what carriers took, funding
//! is where money comes from (so it is negative). A message holds what it may cost at most from its acceptance on; what
//! it really costs is known when a carrier takes it, and is never more than what was held.

use serde::{Deserialize, Serialize};

use crate::MessageState;
use crate::state::coded;

coded!(
    /// What a ledger entry says. Codes from 10 on are the acts of people and payment providers.
    EntryKind {
        /// Held for accepted messages.
        Reserve = 1 => "RESERVE",
        /// Taken for messages that a carrier took; what was held beyond the price is available again.
        Spend = 2 => "SPEND",
        /// Given back for messages that no carrier took.
        Release = 3 => "RELEASE",
        /// Given back for messages that a carrier took and did not deliver.
        Refund = 4 => "REFUND",
        /// Taken for messages that came in.
        Inbound = 5 => "INBOUND",
        /// Paid in.
        TopUp = 10 => "TOP_UP",
        /// Corrected by an administrator, either way.
        Adjustment = 11 => "ADJUSTMENT",
    }
);

coded!(
    /// How an organization pays.
    BillingMode {
        /// Not at all: nothing is written into the ledger.
        Unlimited = 1 => "unlimited",
        /// From its balance, down to its credit limit.
        Prepaid = 2 => "prepaid",
    }
);

coded!(
    /// What is given back when a message that a carrier took does not arrive.
    RefundRule {
        /// Nothing.
        None = 1 => "none",
        /// What was paid for messages that failed or were rejected.
        Failed = 2 => "failed",
        /// What was paid for messages that failed, were rejected or expired.
        FailedAndExpired = 3 => "failed_and_expired",
    }
);

impl EntryKind {
    /// Whether a person or a payment provider caused it, not a message.
    pub const fn is_explicit(self) -> bool {
        self as i64 >= Self::TopUp as i64
    }

    /// Whether it takes from the available balance under its limit, so that it must be ordered with the others that do.
    pub const fn is_ordered(self) -> bool {
        matches!(self, Self::Reserve | Self::TopUp | Self::Adjustment)
    }
}

impl RefundRule {
    /// Whether a message that ends in `state` after a carrier took it is paid back.
    pub const fn covers(self, state: MessageState) -> bool {
        match state {
            MessageState::Failed | MessageState::Rejected => matches!(self, Self::Failed | Self::FailedAndExpired),
            MessageState::Expired => matches!(self, Self::FailedAndExpired),
            _ => false,
        }
    }
}

/// What one entry adds to each account, micros. The sum is zero.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Movement {
    /// What can be sent with.
    pub available: i64,
    /// What is held for messages on their way.
    pub reserved: i64,
    /// What was taken.
    pub spent: i64,
    /// Where it came from.
    pub funding: i64,
}

impl Movement {
    /// Holds `amount`.
    pub const fn reserve(amount: i64) -> Self {
        Self {
            available: -amount,
            reserved: amount,
            spent: 0,
            funding: 0,
        }
    }

    /// Takes `cost` of the `held` and gives the rest back.
    pub const fn spend(held: i64, cost: i64) -> Self {
        Self {
            available: held - cost,
            reserved: -held,
            spent: cost,
            funding: 0,
        }
    }

    /// Gives what was held back.
    pub const fn release(held: i64) -> Self {
        Self::spend(held, 0)
    }

    /// Gives what was paid back.
    pub const fn refund(paid: i64) -> Self {
        Self {
            available: paid,
            reserved: 0,
            spent: -paid,
            funding: 0,
        }
    }

    /// Takes `cost` without having held it.
    pub const fn charge(cost: i64) -> Self {
        Self::refund(-cost)
    }

    /// Pays `amount` in; a negative one goes out.
    pub const fn fund(amount: i64) -> Self {
        Self {
            available: amount,
            reserved: 0,
            spent: 0,
            funding: -amount,
        }
    }

    /// Both together.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self {
            available: self.available.saturating_add(other.available),
            reserved: self.reserved.saturating_add(other.reserved),
            spent: self.spent.saturating_add(other.spent),
            funding: self.funding.saturating_add(other.funding),
        }
    }

    /// Whether nothing moves.
    pub const fn is_zero(self) -> bool {
        self.available == 0 && self.reserved == 0 && self.spent == 0 && self.funding == 0
    }

    /// Whether what leaves some accounts enters others.
    pub fn is_balanced(self) -> bool {
        let all = [self.available, self.reserved, self.spent, self.funding];
        all.into_iter().map(i128::from).sum::<i128>() == 0
    }
}

/// The money of one message, as its row keeps it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Funds {
    /// The refund rule at its acceptance; `None` where nobody pays for it.
    pub terms: Option<RefundRule>,
    /// What is held for it now, micros.
    pub held: i64,
    /// What was taken for it and not given back, micros.
    pub paid: i64,
}

/// What a move of a message does to its money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    /// Its money from now on.
    pub funds: Funds,
    /// What it costs from now on, micros.
    pub cost: i64,
    /// What goes into the ledger, if anything.
    pub entry: Option<(EntryKind, Movement)>,
}

impl Funds {
    /// The money of a message that was accepted on these terms with so much held.
    pub const fn held(terms: RefundRule, held: i64) -> Self {
        Self {
            terms: Some(terms),
            held,
            paid: 0,
        }
    }

    /// What it may cost at most where `price` is asked.
    pub fn at_most(self, price: i64) -> i64 {
        match self.terms {
            Some(_) => price.min(self.held),
            None => price,
        }
    }

    /// A carrier took it for `cost`.
    pub fn taken(self, cost: i64) -> Settled {
        if self.terms.is_none() {
            return self.unmoved(cost);
        }
        let cost = cost.min(self.held);
        let movement = Movement::spend(self.held, cost);
        Settled {
            funds: Self {
                held: 0,
                paid: cost,
                ..self
            },
            cost,
            entry: (!movement.is_zero()).then_some((EntryKind::Spend, movement)),
        }
    }

    /// No carrier took it: it costs nothing.
    pub fn released(self) -> Settled {
        let movement = Movement::release(self.held);
        Settled {
            funds: Self { held: 0, ..self },
            cost: 0,
            entry: (!movement.is_zero()).then_some((EntryKind::Release, movement)),
        }
    }

    /// It ended in `state` after a carrier took it for `cost`.
    pub fn ended(self, state: MessageState, cost: i64) -> Settled {
        if self.paid == 0 || !self.terms.is_some_and(|rule| rule.covers(state)) {
            return self.unmoved(cost);
        }
        Settled {
            funds: Self { paid: 0, ..self },
            cost: 0,
            entry: Some((EntryKind::Refund, Movement::refund(self.paid))),
        }
    }

    /// What a move between two states does, whoever makes it; `cost` is what it costs so far.
    pub fn moved(self, from: MessageState, to: MessageState, cost: i64) -> Settled {
        use MessageState as S;
        match (from, to) {
            (S::Scheduled | S::Queued, S::Rejected | S::Expired | S::Cancelled) => self.released(),
            (S::Scheduled | S::Queued, S::Scheduled | S::Queued) => self.unmoved(cost),
            // A report of failure that came before the carrier's answer: it was taken, and is paid back at once.
            (S::Scheduled | S::Queued, S::Failed) if self.terms.is_some_and(|rule| rule.covers(to)) => self.released(),
            (S::Scheduled | S::Queued, _) => self.taken(cost),
            _ => self.ended(to, cost),
        }
    }

    const fn unmoved(self, cost: i64) -> Settled {
        Settled {
            funds: self,
            cost,
            entry: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use MessageState as S;
    use proptest::prelude::*;

    fn entry(funds: Funds, from: S, to: S, cost: i64) -> (Option<EntryKind>, i64, Funds) {
        let settled = funds.moved(from, to, cost);
        (settled.entry.map(|(kind, _)| kind), settled.cost, settled.funds)
    }

    #[test]
    fn what_is_held_is_spent_or_given_back() {
        let held = Funds::held(RefundRule::None, 100);
        let none = Funds { held: 0, ..held };
        let paid = |paid| Funds { paid, ..none };
        for (to, cost, expected) in [
            (S::Submitted, 80, (Some(EntryKind::Spend), 80, paid(80))),
            (S::Delivered, 100, (Some(EntryKind::Spend), 100, paid(100))),
            (S::Submitted, 120, (Some(EntryKind::Spend), 100, paid(100))),
            (S::Failed, 100, (Some(EntryKind::Spend), 100, paid(100))),
            (S::Rejected, 100, (Some(EntryKind::Release), 0, none)),
            (S::Expired, 100, (Some(EntryKind::Release), 0, none)),
            (S::Cancelled, 100, (Some(EntryKind::Release), 0, none)),
            (S::Queued, 100, (None, 100, held)),
        ] {
            assert_eq!(entry(held, S::Queued, to, cost), expected, "{to}");
        }
    }

    #[test]
    fn what_was_paid_is_given_back_as_the_rule_says_and_once() {
        for (rule, failed, expired) in [
            (RefundRule::None, false, false),
            (RefundRule::Failed, true, false),
            (RefundRule::FailedAndExpired, true, true),
        ] {
            let paid = Funds {
                terms: Some(rule),
                held: 0,
                paid: 70,
            };
            for (to, refunded) in [
                (S::Failed, failed),
                (S::Rejected, failed),
                (S::Expired, expired),
                (S::Delivered, false),
            ] {
                let (kind, cost, after) = entry(paid, S::Submitted, to, 70);
                let expected = if refunded {
                    (Some(EntryKind::Refund), 0, 0)
                } else {
                    (None, 70, 70)
                };
                assert_eq!((kind, cost, after.paid), expected, "{rule} {to}");
                // A late report moves EXPIRED on: what was given back stays so, and is not given back again.
                let (late, ..) = entry(after, S::Expired, S::Failed, cost);
                assert_eq!(late.is_some(), failed && after.paid > 0, "{rule} {to}");
                assert_eq!(entry(after, S::Expired, S::Delivered, cost).0, None);
            }
        }
    }

    #[test]
    fn nobody_pays_without_terms() {
        let free = Funds::default();
        assert_eq!(entry(free, S::Queued, S::Submitted, 80), (None, 80, free));
        assert_eq!(entry(free, S::Queued, S::Cancelled, 80), (None, 0, free));
        assert_eq!(entry(free, S::Submitted, S::Failed, 80), (None, 80, free));
        assert_eq!(
            (free.at_most(90), Funds::held(RefundRule::None, 50).at_most(90)),
            (90, 50)
        );
    }

    proptest! {
        #[test]
        fn every_walk_is_balanced_and_leaves_nothing_held(
            held in 0i64..1_000_000_000_000, cost in 0i64..2_000_000_000_000, rule in 1i64..=3, steps in prop::collection::vec(0usize..10, 1..6),
        ) {
            let mut funds = Funds::held(RefundRule::from_code(rule).expect("a rule"), held);
            let (mut state, mut cost, mut sum) = (S::Queued, cost, Movement::reserve(held));
            for step in steps {
                let next = S::ALL[step];
                if !state.may_become(next) { continue; }
                let settled = funds.moved(state, next, cost);
                if let Some((_, movement)) = settled.entry {
                    prop_assert!(movement.is_balanced() && movement.available >= 0);
                    sum = sum.plus(movement);
                }
                (funds, cost, state) = (settled.funds, settled.cost, next);
            }
            prop_assert!(sum.is_balanced());
            prop_assert_eq!((sum.reserved, sum.spent), (funds.held, funds.paid));
            prop_assert!(state == S::Queued || funds.held == 0);
            prop_assert!(sum.available <= 0 && sum.available >= -held);
        }
    }
}
