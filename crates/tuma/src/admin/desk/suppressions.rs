//! Numbers that may not be sent to. A number may have several reasons, and what a person takes back is the operator's own
//! unless another is named.

use domain::phone::mask;
use engine::suppress::{PERSON, REASONS};
use serde_json::json;
use store::Suppression;
use tenancy::Author;

use super::{Desk, number};
use crate::admin::request::*;
use crate::admin::views::*;
use crate::failure::Failure;

/// In place of a reason: all of them.
const ALL: &str = "all";

impl Desk {
    pub(super) async fn suppress_add(&self, ask: SuppressAdd) -> Result<SuppressionView, Failure> {
        let organization = self.organization(ask.organization.as_deref()).await?;
        let row = Suppression {
            organization: organization.id,
            number: number(&ask.number, &organization)?,
            reason: ask.reason,
            at: self.clock.now_ms(),
        };
        let number = row.number.clone();
        let change = (None, Some(json!({ "reason": row.reason })));
        let entry = Author::operator().changes(Some(organization.id), "suppression.add", mask(&number), change);
        let too_late = self.store.noting(entry).suppression_insert(row).await?;
        let reasons = self.store.suppression_get(organization.id, &number).await?;
        Ok(SuppressionView {
            number,
            reasons: reasons.iter().map(Into::into).collect(),
            too_late: Some(too_late),
        })
    }

    pub(super) async fn suppress_remove(&self, ask: SuppressRemove) -> Result<LiftedView, Failure> {
        let organization = self.organization(ask.organization.as_deref()).await?;
        let number = number(&ask.number, &organization)?;
        let named = [ask.reason.as_deref().unwrap_or(PERSON)];
        let reasons: &[&str] = if named == [ALL] { &REASONS } else { &named };
        let change = (Some(json!({ "reasons": reasons })), None);
        let entry = Author::operator().changes(Some(organization.id), "suppression.lift", mask(&number), change);
        let noted = self.store.noting(entry);
        let done = noted.suppression_lift(organization.id, &number, reasons).await?;
        Ok(LiftedView {
            number,
            lifted: done.lifted.iter().map(Into::into).collect(),
            left: done.left.iter().map(Into::into).collect(),
        })
    }

    pub(super) async fn suppress_list(&self, ask: SuppressList) -> Result<SuppressionPage, Failure> {
        let organization = self.organization(ask.organization.as_deref()).await?;
        let limit = usize::from(ask.limit.clamp(1, 1_000));
        let after = ask.after.as_deref();
        let rows = self.store.suppression_list(organization.id, after, limit + 1).await?;
        let mut numbers: Vec<SuppressionView> = rows
            .chunk_by(|one, next| one.number == next.number)
            .map(|reasons| SuppressionView {
                number: reasons[0].number.clone(),
                reasons: reasons.iter().map(Into::into).collect(),
                too_late: None,
            })
            .collect();
        let more = numbers.len() > limit;
        numbers.truncate(limit);
        Ok(SuppressionPage { numbers, more })
    }
}
