//! Administration without an API key, for whoever may read the data directory.
//!
//! One [`Desk`] carries out the requests. A running server keeps it behind a socket in its data directory; where no
//! server runs, the command opens the database itself, which locks it against a server that would start meanwhile. The
//! commands cannot tell the two apart.

mod access;
mod desk;
mod request;
mod socket;
mod views;

pub use access::{Access, ask_once, runs};
pub use desk::{Carriers, Desk};
pub use request::{
    Ask, BalanceAdjust, BalanceSet, BalanceShow, BalanceStatement, BalanceTopup, BoundWords, KeyCreate, KeyList,
    KeyRevoke, KeyRotate, KeySet, NetworksSet, NumberAdd, NumberList, NumberRemove, OrganizationCreate,
    OrganizationLimits, OrganizationList, OrganizationQuota, OrganizationResume, OrganizationSenders, OrganizationShow,
    OrganizationSuspend, OrganizationTimeZone, PriceAdd, PriceImport, PriceList, PriceRemove, ProviderAdd,
    ProviderCeiling, ProviderList, ProviderRemove, ProviderSet, ProviderShare, ProviderTest, Request, RouteAdd,
    RouteExplain, RouteList, RouteRemove, RouteSet, RouteWords, SecretsReseal, SenderApprove, SenderList, SenderReject,
    Setting, SmppAccountCreate, SmppAccountList, SmppAccountRevoke, SuppressAdd, SuppressList, SuppressRemove, UserAdd,
    UserList, UserReset, UserSecondFactorRemove, UserSet, UserUnlink, WebhookAdd, WebhookDeliveries, WebhookList,
    WebhookRemove, WebhookTest,
};
pub use socket::Listener;
pub use views::{
    BalanceView, CeilingView, CheckedView, CreatedKeyView, CreatedSmppAccountView, CreatedUserView, DecisionView,
    DeliveryView, KeyView, LiftedView, LimitsView, NetworksView, NumberView, OrganizationView, PriceView,
    ProviderTestView, ProviderView, ReasonView, RouteView, SenderView, SmppAccountView, StandingView, StatementFile,
    SuppressionPage, UserView, WebhookView,
};

#[cfg(test)]
mod tests;
