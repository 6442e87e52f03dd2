//! What Tuma does when what it stands on gives way.

mod database_gone;
mod disk_full;
