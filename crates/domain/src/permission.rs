//! What people and keys may do: the one table of permissions and of the roles that have each, and sets of them.
//!
//! A role is a set of permissions in an organization. The system administrator is no role in an organization: whoever is
//! one has the last column in every organization, beside whatever role they have there. What a key's scopes allow is in
//! [`crate::scope`]. Nobody below a door asks for a role: only for permissions.

use serde::{Deserialize, Serialize};

/// The place of each role in the table's column.
const COLUMNS: [(Role, u8); 7] = [
    (Role::Owner, b'O'),
    (Role::OrgAdmin, b'A'),
    (Role::Operator, b'P'),
    (Role::Technician, b'T'),
    (Role::CustomerService, b'C'),
    (Role::Viewer, b'V'),
    (Role::SystemAdministrator, b'S'),
];

/// A named set of permissions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything in the organization, its other owners included.
    Owner,
    /// Everything but the owners and the money.
    OrgAdmin,
    /// Writes to people: sends, reads, answers.
    Operator,
    /// Keeps connections and devices working; sees no message's text sent for others to read.
    Technician,
    /// Answers customers and looks after their records.
    CustomerService,
    /// Looks and changes nothing.
    Viewer,
    /// Runs the installation: organizations, shared providers, prices. Never a role in an organization.
    SystemAdministrator,
}

impl Role {
    /// The roles that a person can have in an organization.
    pub const IN_ORGANIZATIONS: [Self; 6] = [
        Self::Owner,
        Self::OrgAdmin,
        Self::Operator,
        Self::Technician,
        Self::CustomerService,
        Self::Viewer,
    ];

    /// The word that is stored and shown, such as `org_admin`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::OrgAdmin => "org_admin",
            Self::Operator => "operator",
            Self::Technician => "technician",
            Self::CustomerService => "customer_service",
            Self::Viewer => "viewer",
            Self::SystemAdministrator => "system_administrator",
        }
    }

    /// The role in an organization with this word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::IN_ORGANIZATIONS.into_iter().find(|role| role.as_str() == text)
    }

    /// What it allows.
    pub fn permissions(self) -> Permissions {
        let column = COLUMNS.iter().position(|(role, _)| *role == self);
        let has = |permission: &Permission| column.is_some_and(|at| permission.roles().as_bytes()[at] != b'-');
        Permission::ALL.into_iter().filter(has).collect()
    }
}

/// Writes the table as an enum, the words, and the columns.
macro_rules! permissions {
    ($($(#[doc = $doc:literal])+ $name:ident = $word:literal $roles:literal;)+) => {
        /// One thing that can be allowed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Permission {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Permission {
            /// All of them, in the order of the table.
            pub const ALL: [Self; [$($word),+].len()] = [$(Self::$name),+];

            /// Its word, such as `messages:send`.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)+
                }
            }

            /// What it allows, for people.
            pub fn describe(self) -> &'static str {
                match self {
                    $(Self::$name => concat!($($doc),+).trim_start(),)+
                }
            }

            /// A letter for each role that has it, `-` for each that has not, in the order of the columns.
            const fn roles(self) -> &'static str {
                match self {
                    $(Self::$name => $roles,)+
                }
            }
        }
    };
}

// Columns: owner, org_admin (A), operator (P), technician, customer_service, viewer, system administrator.
permissions! {
    /// Send, preview and cancel messages.
    MessagesSend = "messages:send" "OAP-C--";
    /// Read messages, batches and their timelines.
    MessagesRead = "messages:read" "OAPTCVS";
    /// See whole phone numbers where the organization masks them.
    NumbersReveal = "numbers:reveal" "OA-----";
    /// Read what phones wrote.
    InboxRead = "inbox:read" "OAP-CV-";
    /// Answer, assign, label and close conversations.
    InboxWrite = "inbox:write" "OAP-C--";
    /// Read contacts and groups.
    ContactsRead = "contacts:read" "OAP-CV-";
    /// Change, import and erase contacts and groups.
    ContactsWrite = "contacts:write" "OA--C--";
    /// Read templates.
    TemplatesRead = "templates:read" "OAP-CV-";
    /// Change templates.
    TemplatesWrite = "templates:write" "OA-----";
    /// Read campaigns and their figures.
    CampaignsRead = "campaigns:read" "OAP--V-";
    /// Make, start, pause and cancel campaigns.
    CampaignsWrite = "campaigns:write" "OA-----";
    /// Read providers, routes and the callbacks' secret.
    ProvidersRead = "providers:read" "OA----S";
    /// Change and test providers, change routes.
    ProvidersWrite = "providers:write" "OA-----";
    /// Read sender IDs.
    SendersRead = "senders:read" "OAPTCVS";
    /// Ask for sender IDs and give them up.
    SendersWrite = "senders:write" "OA-----";
    /// Read the numbers that may not be sent to.
    SuppressionsRead = "suppressions:read" "OAP-CV-";
    /// Add and remove numbers that may not be sent to.
    SuppressionsWrite = "suppressions:write" "OAP-C--";
    /// Read API keys, never their text.
    KeysRead = "keys:read" "OA----S";
    /// Make, rotate and revoke API keys.
    KeysWrite = "keys:write" "OA-----";
    /// Read webhooks and their deliveries.
    WebhooksRead = "webhooks:read" "OA----S";
    /// Change, test and replay webhooks.
    WebhooksWrite = "webhooks:write" "OA-----";
    /// Read SMPP accounts, never their passwords.
    SmppRead = "smpp:read" "OA-T--S";
    /// Change SMPP accounts.
    SmppWrite = "smpp:write" "OA-----";
    /// Read who belongs to the organization.
    TeamRead = "team:read" "OAPTCVS";
    /// Invite people, change their roles, remove them.
    TeamWrite = "team:write" "OA-----";
    /// Make owners and unmake them.
    OwnersWrite = "owners:write" "O------";
    /// Read statements, prices and the balance.
    BillingRead = "billing:read" "OA----S";
    /// Top up, set alerts.
    BillingWrite = "billing:write" "O------";
    /// Read the balance alone.
    BalanceRead = "balance:read" "OAP-C-S";
    /// Read the organization's settings and units.
    SettingsRead = "settings:read" "OAPTCVS";
    /// Change the organization's settings and units.
    SettingsWrite = "settings:write" "OA-----";
    /// Read the log of changes.
    AuditRead = "audit:read" "OA----S";
    /// Read the log of what looks like an attack.
    SecurityRead = "security:read" "OA----S";
    /// Read how the API is used.
    UsageRead = "usage:read" "OA-T--S";
    /// Read the dashboard and the analytics.
    AnalyticsRead = "analytics:read" "OA----S";
    /// Read and export delivery reports.
    ReportsRead = "reports:read" "OAP-CVS";
    /// Read alerts and how providers and queues are.
    AlertsRead = "alerts:read" "OAPT-VS";
    /// Acknowledge alerts and change their rules.
    AlertsWrite = "alerts:write" "OA-T--S";
    /// Read all organizations, their use and the installation's health.
    SystemRead = "system:read" "------S";
    /// Create, suspend and bound organizations.
    SystemOrganizations = "system:organizations" "------S";
    /// Change providers that are shared with organizations.
    SystemProviders = "system:providers" "------S";
    /// Set prices and top organizations up.
    SystemBilling = "system:billing" "------S";
    /// Approve sender IDs.
    SystemSenders = "system:senders" "------S";
    /// Create, disable and reset people.
    SystemUsers = "system:users" "------S";
}

impl Permission {
    /// The permission with this word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }

    /// Whether it is about the installation, not about one organization.
    pub fn is_of_the_system(self) -> bool {
        self.as_str().starts_with("system:")
    }

    const fn bit(self) -> u64 {
        1 << self as u8
    }
}

impl Serialize for Permission {
    fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.as_str())
    }
}

/// A set of permissions. Never stored: roles and scopes are, and what they allow is read from the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Permissions(u64);

impl Permissions {
    /// None.
    pub const NONE: Self = Self(0);

    /// All that there are.
    pub fn all() -> Self {
        Permission::ALL.into_iter().collect()
    }

    /// The set with `permission` in it.
    #[must_use]
    pub const fn with(self, permission: Permission) -> Self {
        Self(self.0 | permission.bit())
    }

    /// What is in either.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether `permission` is in the set.
    pub const fn has(self, permission: Permission) -> bool {
        self.0 & permission.bit() != 0
    }

    /// Whether everything in `other` is in the set: what one may hand on.
    pub const fn covers(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The permissions in the set, in the order of the table.
    pub fn iter(self) -> impl Iterator<Item = Permission> {
        Permission::ALL.into_iter().filter(move |one| self.has(*one))
    }
}

impl FromIterator<Permission> for Permissions {
    fn from_iter<I: IntoIterator<Item = Permission>>(all: I) -> Self {
        all.into_iter().fold(Self::NONE, Self::with)
    }
}

#[cfg(test)]
mod tests;
