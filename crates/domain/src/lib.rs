//! The values and rules of Tuma: ids, phone numbers, text and segments, states, classes, money, templates.
//!
//! Pure: nothing here does I/O, reads a clock or draws randomness; whoever needs the time passes it in.
//! Everything that crosses a crate border is named by these types.

pub mod alphabet;
pub mod class;
pub mod clock;
pub mod fault;
pub mod gsm7;
pub mod hook;
pub mod id;
pub mod keyword;
pub mod ledger;
pub mod limit;
pub mod lookalike;
pub mod money;
pub mod network;
pub mod permission;
pub mod phone;
pub mod price;
pub mod privacy;
pub mod report;
pub mod retry;
pub mod route;
pub mod scope;
pub mod segment;
pub mod sender;
pub mod state;
pub mod template;
pub mod text;
pub mod ucs2;

pub use class::{Class, Priority};
pub use clock::{Clock, Millis};
pub use fault::Fault;
pub use hook::{HookEvent, HookEvents};
pub use id::{
    ApiKeyId, AuditEntryId, BatchId, DeliveryId, FileId, HookEventId, IdSequence, InvitationId, LedgerEntryId,
    MessageId, OrganizationId, PriceId, ProviderId, RouteId, SecurityEventId, SenderId, SessionId, SmppAccountId,
    TopUpId, UnitId, UserId, WebhookId,
};
pub use ledger::{BillingMode, EntryKind, Funds, Movement, RefundRule};
pub use limit::{Layer, RequestLimits, Span};
pub use money::{Currency, Money};
pub use network::{NetworkRules, Networks};
pub use permission::{Permission, Permissions, Role};
pub use phone::{PhoneFault, PhoneNumber, Region};
pub use price::{PriceList, PriceRule, PriceSubject};
pub use privacy::{Numbers, Privacy};
pub use report::{ReportMove, ReportStatus};
pub use scope::{Scope, Scopes};
pub use segment::{Encoding, SegmentCount};
pub use sender::Sender;
pub use state::{Direction, EventKind, MessageState};
pub use template::{MissingVariables, Template, TemplateError};
