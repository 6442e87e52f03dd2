//! People: who they are, where they belong, their sign-ins.

use std::fmt;

use domain::{Millis, OrganizationId, Role, SessionId, UnitId, UserId};

use super::Organization;

/// A person who signs in.
#[derive(Clone, PartialEq, Eq)]
pub struct User {
    /// Its id.
    pub id: UserId,
    /// Its address, in lower case.
    pub email: String,
    /// How it is called.
    pub name: String,
    /// The argon2id hash of its password; `None` while it has none.
    pub password_hash: Option<String>,
    /// Whether it runs the installation.
    pub system_administrator: bool,
    /// Whether it may sign in.
    pub active: bool,
    /// The secret of its second factor, sealed; `None` while it has none.
    pub second_factor: Option<String>,
    /// The step of the last code that was taken.
    pub second_factor_step: i64,
    /// When it was made.
    pub created_at: Millis,
    /// When it was last changed.
    pub updated_at: Millis,
    /// When it last signed in.
    pub last_sign_in_at: Option<Millis>,
}

impl fmt::Debug for User {
    /// Without address, password and second factor.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("User")
            .field("id", &self.id)
            .field("system_administrator", &self.system_administrator)
            .field("active", &self.active)
            .finish_non_exhaustive()
    }
}

/// Who a person is elsewhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    /// Where: an issuer's URL, or `directory`.
    pub issuer: String,
    /// What the person is called there, for good.
    pub subject: String,
    /// Who that is here.
    pub user: UserId,
    /// Since when that is known.
    pub created_at: Millis,
}

impl fmt::Debug for Identity {
    /// Without the subject.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity")
            .field("issuer", &self.issuer)
            .field("user", &self.user)
            .finish_non_exhaustive()
    }
}

/// A person's place in an organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Membership {
    /// Where.
    pub organization: OrganizationId,
    /// Who.
    pub user: UserId,
    /// What it may do there.
    pub role: Role,
    /// Since when.
    pub created_at: Millis,
}

/// A member as the organization sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The person.
    pub user: User,
    /// Its place.
    pub membership: Membership,
}

/// What came of a change to who belongs to an organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MembershipChange {
    /// It was done.
    Done,
    /// The person does not belong to the organization.
    Missing,
    /// The person has another role than was thought.
    Other,
    /// The organization would be without an owner.
    LastOwner,
}

/// What a session is shown by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(i64)]
pub enum SessionKind {
    /// A browser's cookie.
    Browser = 1,
    /// A token for the API.
    Token = 2,
}

impl SessionKind {
    /// The kind with this code.
    pub const fn from_code(code: i64) -> Option<Self> {
        match code {
            1 => Some(Self::Browser),
            2 => Some(Self::Token),
            _ => None,
        }
    }

    /// The word that is shown.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Browser => "browser",
            Self::Token => "token",
        }
    }
}

/// One sign-in of a person. Only hashes of what shows it are stored.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Whose.
    pub user: UserId,
    /// The organization that it is in now.
    pub organization: Option<OrganizationId>,
    /// What it is shown by.
    pub kind: SessionKind,
    /// SHA-256 of what shows it.
    pub token_hash: [u8; 32],
    /// SHA-256 of what showed it before the last rotation.
    pub previous_hash: Option<[u8; 32]>,
    /// What a browser has to send along with every change.
    pub csrf_token: String,
    /// Where it was begun.
    pub ip: Option<String>,
    /// The browser or program that began it.
    pub agent: Option<String>,
    /// When it was begun.
    pub created_at: Millis,
    /// When it was last used, to the minute.
    pub seen_at: Millis,
    /// When what shows it was last replaced.
    pub rotated_at: Millis,
    /// When it ends at the latest.
    pub expires_at: Millis,
    /// When it was ended.
    pub ended_at: Option<Millis>,
}

impl fmt::Debug for Session {
    /// Without what shows it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("id", &self.id)
            .field("user", &self.user)
            .field("organization", &self.organization)
            .field("kind", &self.kind)
            .field("ended_at", &self.ended_at)
            .finish_non_exhaustive()
    }
}

/// A session with all that decides about it, as one read finds it.
#[derive(Debug, Clone)]
pub struct SessionFound {
    /// The session.
    pub session: Session,
    /// Its person.
    pub user: User,
    /// The organization that it is in, if there is one.
    pub organization: Option<Organization>,
    /// The person's role there.
    pub role: Option<Role>,
    /// The unit that the person is limited to there, and what is below it; `None` where it is limited to none.
    pub units: Option<Vec<UnitId>>,
}

/// What failed sign-ins have in common, hashed: an address of e-mail, or of the network.
pub type SignInSubject = [u8; 32];

/// How often a subject may fail, and how long it then has to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackOff {
    /// The failure from which on it has to wait.
    pub failures: i64,
    /// The first wait, ms; each further failure doubles it.
    pub first_ms: Millis,
    /// The longest wait, ms.
    pub most_ms: Millis,
    /// After how long without an attempt everything is forgotten, ms.
    pub forget_ms: Millis,
}

impl BackOff {
    /// Until when a subject has to wait that failed `failures` times, the last time at `now`; 0 for not at all.
    pub fn until(&self, failures: i64, now: Millis) -> Millis {
        if failures < self.failures {
            return 0;
        }
        let doublings = (failures - self.failures).min(40) as u32;
        now + self.first_ms.saturating_mul(1 << doublings).min(self.most_ms)
    }
}

/// What came of asking whether a sign-in may be tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInTurn {
    /// Try it: it is counted as failed until it is told to have succeeded. Whether it is the last one before a wait.
    Go {
        /// Whether the subject has to wait if it fails.
        last: bool,
    },
    /// The subject has to wait until then.
    Wait(Millis),
}
