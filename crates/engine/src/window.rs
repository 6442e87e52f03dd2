//! A lane's window: how many messages may be handed over and not yet answered.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Counts open hand-overs against a size that may change.
#[derive(Debug)]
pub struct Window {
    size: AtomicUsize,
    open: AtomicUsize,
}

impl Window {
    /// A window of `size`, at least 1.
    pub fn new(size: usize) -> Self {
        Self {
            size: AtomicUsize::new(size.max(1)),
            open: AtomicUsize::new(0),
        }
    }

    /// Changes the size; what is open beyond it stays open.
    pub fn resize(&self, size: usize) {
        self.size.store(size.max(1), Ordering::Relaxed);
    }

    /// How many may be open.
    pub fn size(&self) -> usize {
        self.size.load(Ordering::Relaxed)
    }

    /// How many more may be handed over.
    pub fn free(&self) -> usize {
        self.size.load(Ordering::Relaxed).saturating_sub(self.open())
    }

    /// How many have no outcome yet.
    pub fn open(&self) -> usize {
        self.open.load(Ordering::Acquire)
    }

    /// Counts `count` more as handed over.
    pub fn enter(&self, count: usize) {
        self.open.fetch_add(count, Ordering::AcqRel);
    }

    /// Counts `count` as answered.
    pub fn leave(&self, count: usize) {
        self.open.fetch_sub(count, Ordering::AcqRel);
    }
}
