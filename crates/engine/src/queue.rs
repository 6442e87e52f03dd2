//! One lane's memory: the messages this node may hand over next, by priority, organizations taking turns.
//!
//! Pure and synchronous. Room is reserved before a message is committed and used (or given back) after it. Memory is
//! shared out: bulk may fill 60 %, transactional 85 %, OTP all of it; one organization at most a quarter of a level,
//! but every organization finds [`FOOTHOLD`] places, so that nobody's bulk keeps another's message out.

use std::collections::{HashMap, VecDeque};

use domain::{OrganizationId, Priority};
use store::LaneMessage;

/// Places that an organization finds in each priority however full the lane is.
pub const FOOTHOLD: usize = 64;

/// The messages of one lane that are in this node's memory.
pub struct LaneQueue {
    capacity: usize,
    held: usize,
    levels: [Level; 3],
}

#[derive(Default)]
struct Level {
    turns: VecDeque<OrganizationId>,
    queues: HashMap<OrganizationId, VecDeque<LaneMessage>>,
    held: HashMap<OrganizationId, usize>,
}

impl LaneQueue {
    /// A queue for at most `capacity` messages, footholds aside.
    pub fn new(capacity: usize) -> Self {
        Self {
            capacity: capacity.max(FOOTHOLD),
            held: 0,
            levels: Default::default(),
        }
    }

    /// How many messages are held or reserved.
    pub fn held(&self) -> usize {
        self.held
    }

    /// Whether less than a quarter of the room is used.
    pub fn is_low(&self) -> bool {
        self.held * 4 < self.capacity
    }

    /// Whether nothing waits for hand-over.
    pub fn is_empty(&self) -> bool {
        self.levels.iter().all(|level| level.turns.is_empty())
    }

    /// Whether messages of `organization` wait for hand-over.
    pub fn has_any_of(&self, organization: OrganizationId) -> bool {
        self.levels.iter().any(|level| level.queues.contains_key(&organization))
    }

    /// How many more messages of `organization` find room at `priority`.
    pub fn room(&self, priority: Priority, organization: OrganizationId) -> usize {
        let mine = self.levels[priority.index()]
            .held
            .get(&organization)
            .copied()
            .unwrap_or(0);
        let share = self.share(priority);
        let in_share = share.saturating_sub(self.held);
        let in_quarter = (share / 4).max(FOOTHOLD).saturating_sub(mine);
        in_share.min(in_quarter).max(FOOTHOLD.saturating_sub(mine))
    }

    /// Whether the share of `priority` is not used up.
    pub fn has_room(&self, priority: Priority) -> bool {
        self.held < self.share(priority)
    }

    /// Reserves room for up to `wanted` messages; says for how many.
    pub fn reserve(&mut self, priority: Priority, organization: OrganizationId, wanted: usize) -> usize {
        let granted = self.room(priority, organization).min(wanted);
        if granted > 0 {
            self.held += granted;
            *self.levels[priority.index()].held.entry(organization).or_default() += granted;
        }
        granted
    }

    /// Gives back room that was reserved and not used.
    pub fn unreserve(&mut self, priority: Priority, organization: OrganizationId, count: usize) {
        self.held = self.held.saturating_sub(count);
        let level = &mut self.levels[priority.index()];
        if let Some(held) = level.held.get_mut(&organization) {
            *held = held.saturating_sub(count);
            if *held == 0 {
                level.held.remove(&organization);
            }
        }
    }

    /// Puts a message into the room reserved for it, behind its organization's others.
    pub fn push(&mut self, message: LaneMessage) {
        self.queue_of(&message).push_back(message);
    }

    /// Takes up to `count` messages: the lowest priority number first, organizations in turn, those that are `paused`
    /// left out. Their room is free again.
    pub fn take(&mut self, count: usize, paused: impl Fn(OrganizationId) -> bool) -> Vec<LaneMessage> {
        let mut taken = Vec::with_capacity(count.min(self.held));
        for priority in Priority::ALL {
            while taken.len() < count {
                let Some(message) = self.levels[priority.index()].next(&paused) else {
                    break;
                };
                self.unreserve(priority, message.organization, 1);
                taken.push(message);
            }
        }
        taken
    }

    /// Puts messages back in front, in their order, after a hand-over that could not begin. Takes room even when full.
    pub fn put_back(&mut self, messages: Vec<LaneMessage>) {
        for message in messages.into_iter().rev() {
            self.held += 1;
            *self.levels[message.priority.index()]
                .held
                .entry(message.organization)
                .or_default() += 1;
            self.queue_of(&message).push_front(message);
        }
    }

    /// Takes everything out, for giving it back to the database at shutdown.
    pub fn drain(&mut self) -> Vec<LaneMessage> {
        self.take(usize::MAX, |_| false)
    }

    fn share(&self, priority: Priority) -> usize {
        self.capacity * [100, 85, 60][priority.index()] / 100
    }

    fn queue_of(&mut self, message: &LaneMessage) -> &mut VecDeque<LaneMessage> {
        let level = &mut self.levels[message.priority.index()];
        let queue = level.queues.entry(message.organization).or_default();
        if queue.is_empty() {
            level.turns.push_back(message.organization);
        }
        queue
    }
}

impl Level {
    fn next(&mut self, paused: &impl Fn(OrganizationId) -> bool) -> Option<LaneMessage> {
        let place = self.turns.iter().position(|organization| !paused(*organization))?;
        let organization = self.turns.remove(place)?;
        let queue = self.queues.get_mut(&organization)?;
        let message = queue.pop_front();
        if queue.is_empty() {
            self.queues.remove(&organization);
        } else {
            self.turns.push_back(organization);
        }
        message
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Class, MessageId, ProviderId};

    fn message(organization: i64, priority: Priority, id: i64) -> LaneMessage {
        LaneMessage {
            id: MessageId::new(id),
            organization: OrganizationId::new(organization),
            bucket: 0,
            provider: ProviderId::new(1),
            priority,
            class: Class::Transactional,
            attempts: 0,
            max_retries: 3,
            from: None,
            to: "+254722000000".into(),
            country: *b"KE",
            body: "x".into(),
            ucs2: false,
            segments: 1,
            cost_micros: 0,
            currency: "KES".parse().expect("a currency"),
            funds: domain::Funds::default(),
            accepted_at: 0,
            due_at: 0,
            expires_at: 0,
            forced: false,
            decision: None,
            callback: None,
        }
    }

    fn fill(queue: &mut LaneQueue, organization: i64, priority: Priority, wanted: usize) -> usize {
        let granted = queue.reserve(priority, OrganizationId::new(organization), wanted);
        for n in 0..granted {
            queue.push(message(organization, priority, n as i64));
        }
        granted
    }

    #[test]
    fn an_otp_is_taken_before_any_bulk() {
        let mut queue = LaneQueue::new(1_000);
        fill(&mut queue, 1, Priority::Bulk, 500);
        fill(&mut queue, 2, Priority::Transactional, 1);
        fill(&mut queue, 1, Priority::Otp, 1);
        let first: Vec<Priority> = queue.take(3, |_| false).iter().map(|m| m.priority).collect();
        assert_eq!(first, [Priority::Otp, Priority::Transactional, Priority::Bulk]);
    }

    #[test]
    fn organizations_take_turns() {
        let mut queue = LaneQueue::new(1_000);
        fill(&mut queue, 1, Priority::Bulk, 100);
        fill(&mut queue, 2, Priority::Bulk, 2);
        fill(&mut queue, 3, Priority::Bulk, 1);
        assert!(queue.has_any_of(OrganizationId::new(3)) && !queue.has_any_of(OrganizationId::new(4)));
        let order: Vec<i64> = queue.take(6, |_| false).iter().map(|m| m.organization.get()).collect();
        assert_eq!(order, [1, 2, 3, 1, 2, 1]);
    }

    #[test]
    fn a_full_lane_still_has_room_for_an_otp_and_a_foothold_for_a_newcomer() {
        let mut queue = LaneQueue::new(1_000);
        for organization in 1..=8 {
            fill(&mut queue, organization, Priority::Bulk, 10_000);
        }
        assert!(queue.room(Priority::Bulk, OrganizationId::new(1)) == 0);
        assert!(queue.room(Priority::Otp, OrganizationId::new(1)) > FOOTHOLD);
        assert_eq!(queue.room(Priority::Bulk, OrganizationId::new(99)), FOOTHOLD);
    }

    #[test]
    fn taking_frees_the_room_and_putting_back_keeps_the_order() {
        let mut queue = LaneQueue::new(1_000);
        fill(&mut queue, 1, Priority::Bulk, 10);
        let taken = queue.take(3, |_| false);
        assert_eq!(queue.held(), 7);
        queue.put_back(taken);
        assert_eq!(queue.held(), 10);
        let ids: Vec<i64> = queue.take(10, |_| false).iter().map(|m| m.id.get()).collect();
        assert_eq!(ids, (0..10).collect::<Vec<_>>());
        assert!(queue.is_empty() && queue.held() == 0);
    }

    #[test]
    fn unused_room_is_given_back() {
        let mut queue = LaneQueue::new(1_000);
        let organization = OrganizationId::new(1);
        let granted = queue.reserve(Priority::Bulk, organization, 100);
        queue.unreserve(Priority::Bulk, organization, granted);
        assert_eq!(queue.held(), 0);
        assert!(queue.is_empty());
    }
}
