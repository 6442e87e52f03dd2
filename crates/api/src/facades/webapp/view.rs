//! What source 001 calls things: a bulk and its messages, a report, an upload.

use domain::phone::mask;
use domain::{MessageState, Money};
use engine::Uploaded;
use engine::request::BulkSent;
use serde::Serialize;
use store::{BatchState, MessageRow, RowFault, RowFaultKind, Upload};
use utoipa::ToSchema;

use crate::messages::words::amount;
use crate::time::Time;

/// The word of source 001 for a state: it knows nothing of queues.
pub(super) const fn status(state: MessageState) -> &'static str {
    match state {
        MessageState::Scheduled | MessageState::Queued | MessageState::Submitted => "PENDING",
        other => other.as_str(),
    }
}

const fn batch_status(state: BatchState) -> &'static str {
    match state {
        BatchState::Running => "PROCESSING",
        BatchState::Done => "COMPLETED",
        BatchState::Failed => "FAILED",
    }
}

/// What was accepted.
#[derive(Serialize, ToSchema)]
#[schema(as = WebappBulk)]
pub(crate) struct BulkView {
    /// Follow it with `GET /api/v1/sms/reports/{id}`.
    #[schema(value_type = String, example = "bat_01k9zv0d3s8ra")]
    bulk_id: domain::BatchId,
    /// Recipients: those accepted and those refused, duplicates left out.
    #[schema(example = 2)]
    total_sent: i64,
    /// Accepted and on disk.
    #[schema(example = 2)]
    successful: i64,
    /// Refused: no numbers, or numbers that opted out.
    #[schema(example = 0)]
    failed: i64,
    /// The accepted messages, in the order of their numbers; at most 1,000.
    messages: Vec<MessageView>,
    /// Whether there are more messages; the reports have all of them.
    more_messages: bool,
    /// Numbers that came again; each is sent to once.
    duplicates: i64,
    /// The refused numbers; at most 1,000.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    refused: Vec<RefusedView>,
    /// `COMPLETED`, `PROCESSING` while numbers of a file are taken, or `FAILED`.
    #[schema(example = "COMPLETED")]
    status: &'static str,
}

/// One message.
#[derive(Serialize, ToSchema)]
#[schema(as = WebappMessage)]
struct MessageView {
    /// Its id.
    #[schema(value_type = String, example = "msg_01k9zv0d3s8ra")]
    message_id: domain::MessageId,
    /// Its number, E.164.
    #[schema(example = "+1234567890")]
    to: String,
    /// `PENDING`, or `REJECTED` where the number opted out.
    #[schema(example = "PENDING")]
    status: &'static str,
}

/// One number that was refused.
#[derive(Serialize, ToSchema)]
#[schema(as = WebappRefused)]
pub(super) struct RefusedView {
    /// Its path in the request, or the row of the file.
    #[schema(example = "phone_numbers[3]")]
    field: String,
    /// The number, masked, where it came with the request.
    value: Option<String>,
    /// What is wrong.
    error: String,
    /// How to mend it.
    mend: String,
}

impl BulkView {
    /// A batch with its first messages; `numbers` are those of the request, where they came with it.
    pub(super) fn new(sent: BulkSent, messages: Vec<MessageRow>, more_messages: bool, numbers: &[String]) -> Self {
        let opted_out = messages
            .iter()
            .filter(|one| one.state == MessageState::Rejected)
            .count() as i64;
        let batch = sent.batch;
        let refused = sent
            .faults
            .into_iter()
            .filter(|fault| fault.kind == RowFaultKind::Refused);
        Self {
            bulk_id: batch.id,
            total_sent: batch.accepted + batch.refused,
            successful: batch.accepted - opted_out,
            failed: batch.refused + opted_out,
            messages: messages.into_iter().map(MessageView::from).collect(),
            more_messages,
            duplicates: batch.duplicates,
            refused: refused.map(|fault| RefusedView::of_request(fault, numbers)).collect(),
            status: batch_status(batch.state),
        }
    }
}

impl From<MessageRow> for MessageView {
    fn from(row: MessageRow) -> Self {
        Self {
            message_id: row.id,
            to: row.to,
            status: status(row.state),
        }
    }
}

impl RefusedView {
    fn of_request(found: RowFault, numbers: &[String]) -> Self {
        let place = usize::try_from(found.row - 1).ok();
        let number = place.and_then(|place| numbers.get(place));
        let field = match number {
            Some(_) => format!("phone_numbers[{}]", found.row - 1),
            None => format!("row {}", found.row),
        };
        Self {
            field,
            value: number.map(|number| mask(number)),
            error: found.fault.fault,
            mend: found.fault.mend,
        }
    }

    fn of_file(found: RowFault) -> Self {
        Self {
            field: format!("row {}", found.row),
            value: None,
            error: found.fault.fault,
            mend: found.fault.mend,
        }
    }
}

/// The report of one message.
#[derive(Serialize, ToSchema)]
#[schema(as = WebappReport)]
pub(crate) struct ReportView {
    /// Its id.
    #[schema(value_type = String, example = "msg_01k9zv0d3s8ra")]
    message_id: domain::MessageId,
    /// The bulk that it came in.
    #[schema(value_type = Option<String>)]
    bulk_id: Option<domain::BatchId>,
    /// Its number.
    #[schema(example = "+1234567890")]
    to: String,
    /// `PENDING`, `SENT`, `DELIVERED`, `FAILED`, `REJECTED`, `EXPIRED`, `CANCELLED`.
    #[schema(example = "DELIVERED")]
    status: &'static str,
    /// The carrier's last error code.
    error_code: Option<String>,
    /// Why it ended.
    error_description: Option<String>,
    /// What it costs.
    #[schema(example = "0.50")]
    price: String,
    /// Of the price.
    #[schema(example = "PKR")]
    currency: String,
    /// When its last report came; null while nothing is known.
    #[schema(value_type = Option<String>, format = DateTime)]
    received_at: Option<Time>,
}

impl From<MessageRow> for ReportView {
    fn from(row: MessageRow) -> Self {
        Self {
            message_id: row.id,
            bulk_id: row.batch.map(|(id, _)| id),
            to: row.to,
            status: status(row.state),
            error_code: row.error_code,
            error_description: row.detail,
            price: amount(row.cost_micros, &row.currency),
            currency: row.currency,
            received_at: row.ended_at.or(row.submitted_at).map(Time),
        }
    }
}

/// A bulk with the reports of its messages.
#[derive(Serialize, ToSchema)]
#[schema(as = WebappBulkReport)]
pub(crate) struct BulkReportView {
    /// Which.
    #[schema(value_type = String, example = "bat_01k9zv0d3s8ra")]
    bulk_id: domain::BatchId,
    /// Recipients, duplicates left out.
    total_sent: i64,
    /// Accepted as messages.
    successful: i64,
    /// Refused before they were messages.
    failed: i64,
    /// `COMPLETED`, `PROCESSING` or `FAILED`.
    status: &'static str,
    /// When it was accepted.
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
    #[serde(flatten)]
    page: ReportPage,
}

/// A page of reports.
#[derive(Serialize, ToSchema)]
#[schema(as = WebappReports)]
pub(crate) struct ReportPage {
    /// The reports.
    reports: Vec<ReportView>,
    /// Give it as `cursor` for the next page; null at the end.
    #[schema(value_type = Option<String>)]
    next_cursor: Option<domain::MessageId>,
}

impl From<store::Page<MessageRow>> for ReportPage {
    fn from(page: store::Page<MessageRow>) -> Self {
        Self {
            reports: page.rows.into_iter().map(ReportView::from).collect(),
            next_cursor: page.next.map(domain::MessageId::new),
        }
    }
}

impl BulkReportView {
    /// A batch with one page of its messages.
    pub(super) fn new(batch: &store::Batch, page: store::Page<MessageRow>) -> Self {
        Self {
            bulk_id: batch.id,
            total_sent: batch.accepted + batch.refused,
            successful: batch.accepted,
            failed: batch.refused,
            status: batch_status(batch.state),
            created_at: Time(batch.created_at),
            page: page.into(),
        }
    }
}

/// An uploaded list.
#[derive(Serialize, ToSchema)]
#[schema(as = WebappFile)]
pub(crate) struct FileView {
    /// Give it to `POST /api/v1/sms/bulk` within 24 hours.
    #[schema(value_type = String, example = "fil_01k9zv0d3s8ra")]
    file_id: domain::FileId,
    /// The name under which it is kept.
    #[schema(example = "fil_01k9zv0d3s8ra.numbers")]
    filename: String,
    /// What you called it.
    #[schema(example = "parents.csv")]
    original_filename: String,
    /// Its size in bytes.
    file_size: i64,
    /// Different numbers in it.
    phone_count: i64,
    /// Numbers that came again.
    duplicates: i64,
    /// Cells that should be numbers and are not.
    refused_count: i64,
    /// `PROCESSED`, or `EXPIRED` once its numbers are gone.
    #[schema(example = "PROCESSED")]
    status: &'static str,
    /// When it came.
    #[schema(value_type = String, format = DateTime)]
    uploaded_at: Time,
    /// When its numbers were known.
    #[schema(value_type = String, format = DateTime)]
    processed_at: Time,
}

impl From<Upload> for FileView {
    fn from(row: Upload) -> Self {
        Self {
            file_id: row.id,
            filename: format!("{}.numbers", row.id),
            original_filename: row.original_name,
            file_size: row.bytes,
            phone_count: row.numbers,
            duplicates: row.duplicates,
            refused_count: row.refused,
            status: row.state.as_str(),
            uploaded_at: Time(row.uploaded_at),
            processed_at: Time(row.processed_at),
        }
    }
}

/// An upload with its numbers.
#[derive(Serialize, ToSchema)]
#[schema(as = WebappUpload)]
pub(crate) struct UploadView {
    #[serde(flatten)]
    file: FileView,
    /// The first 10,000 numbers, E.164.
    phone_numbers: Vec<String>,
    /// Whether there are more than those.
    more_numbers: bool,
    /// The first of the cells that are no numbers; at most 100.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    refused: Vec<RefusedView>,
}

impl From<Uploaded> for UploadView {
    fn from(found: Uploaded) -> Self {
        let refused = found
            .faults
            .into_iter()
            .filter(|fault| fault.kind == RowFaultKind::Refused);
        Self {
            more_numbers: found.row.numbers > found.numbers.len() as i64,
            file: found.row.into(),
            phone_numbers: found.numbers,
            refused: refused.map(RefusedView::of_file).collect(),
        }
    }
}

/// An amount, as source 001 writes a balance.
#[derive(Serialize, ToSchema)]
#[schema(as = WebappMoney)]
pub(super) struct MoneyView {
    /// Decimal.
    #[schema(example = "1250.75")]
    pub(super) balance: String,
    /// ISO 4217.
    #[schema(example = "KES")]
    pub(super) currency: String,
}

impl From<Money> for MoneyView {
    fn from(money: Money) -> Self {
        Self {
            balance: money.amount(),
            currency: money.currency.to_string(),
        }
    }
}
