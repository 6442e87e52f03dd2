//! Which status answers a field that cannot be read.

use rusmpp::decode::DecodeError;
use rusmpp::fields::SmppField;

use crate::status::Status;

const STATUSES: [(SmppField, Status); 16] = [
    (SmppField::system_id, Status::RINVSYSID),
    (SmppField::password, Status::RINVPASWD),
    (SmppField::system_type, Status::RINVSYSTYP),
    (SmppField::address_range, Status::RBINDFAIL),
    (SmppField::service_type, Status::RINVSERTYP),
    (SmppField::source_addr, Status::RINVSRCADR),
    (SmppField::destination_addr, Status::RINVDSTADR),
    (SmppField::esme_addr, Status::RINVDSTADR),
    (SmppField::dl_name, Status::RINVDLNAME),
    (SmppField::number_of_dests, Status::RINVNUMDESTS),
    (SmppField::dest_address, Status::RINVDESTFLAG),
    (SmppField::message_id, Status::RINVMSGID),
    (SmppField::schedule_delivery_time, Status::RINVSCHED),
    (SmppField::validity_period, Status::RINVEXPIRY),
    (SmppField::sm_length, Status::RINVMSGLEN),
    (SmppField::short_message, Status::RINVMSGLEN),
];

/// The status that says which field is wrong; ESME_RINVCMDLEN when the body ends in a field that has no status.
pub(super) fn status_of(error: &DecodeError) -> Status {
    STATUSES
        .iter()
        .find(|(field, _)| error.field_exists(*field))
        .map_or(Status::RINVCMDLEN, |row| row.1)
}
