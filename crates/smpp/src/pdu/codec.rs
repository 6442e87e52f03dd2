//! Between [`Body`] and the `rusmpp` codec.
//!
//! rusmpp reads the mandatory fields only: told that the body ends after them, it leaves the TLVs in the buffer. What is
//! read is copied out of the read buffer, so that a message that waits does not hold the whole buffer.

use bytes::{Bytes, BytesMut};
use rusmpp::decode::DecodeWithLength;
use rusmpp::encode::owned::Encode;
use rusmpp::pdus;
use rusmpp::types::{COctetString, EmptyOrFullCOctetString, OctetString};
use rusmpp::values::ServiceType;

use super::body::{Alert, Bind, Body, Cancel, Message, Outbind, Query, QueryAnswer, Replace};
use super::fault::status_of;
use super::multi;
use crate::address::Address;
use crate::command::Command;
use crate::status::Status;

/// The length told to rusmpp, so that it leaves the TLVs alone.
const NO_TLVS: usize = 0;

/// The longest C-string that rusmpp is given, its NUL included: a message_id's.
const MAX_C_STRING: usize = 65;

fn mandatory<T: DecodeWithLength>(body: &mut BytesMut) -> Result<T, Status> {
    let decoded = T::decode(body, NO_TLVS);
    decoded.map(|(value, _)| value).map_err(|error| status_of(&error))
}

/// Reads the mandatory fields off `body`, and leaves the TLVs in it.
pub(super) fn decode(command: Command, is_response: bool, body: &mut BytesMut) -> Result<Body, Status> {
    if is_response {
        return decode_response(command, body);
    }
    Ok(match command {
        Command::BindTransmitter | Command::BindReceiver | Command::BindTransceiver => {
            // The three have one layout.
            bind_of(mandatory(body)?).into()
        }
        Command::Outbind => {
            let outbind: pdus::Outbind = mandatory(body)?;
            Body::Outbind(Outbind {
                system_id: outbind.system_id.as_str().to_owned(),
                password: outbind.password.as_str().to_owned(),
            })
        }
        Command::SubmitSm => message_of_submit(&mandatory(body)?).into(),
        Command::DeliverSm => message_of_deliver(&mandatory(body)?).into(),
        Command::DataSm => message_of_data(&mandatory(body)?).into(),
        Command::QuerySm => {
            let query: pdus::QuerySm = mandatory(body)?;
            Body::Query(Query {
                message_id: query.message_id.as_str().to_owned(),
                source: address(query.source_addr_ton, query.source_addr_npi, &query.source_addr),
            })
        }
        Command::CancelSm => {
            let cancel: pdus::CancelSm = mandatory(body)?;
            Cancel {
                service_type: cancel.service_type.value().as_str().to_owned(),
                message_id: cancel.message_id.as_str().to_owned(),
                source: address(cancel.source_addr_ton, cancel.source_addr_npi, &cancel.source_addr),
                destination: address(cancel.dest_addr_ton, cancel.dest_addr_npi, &cancel.destination_addr),
            }
            .into()
        }
        Command::ReplaceSm => replace_of(&mandatory(body)?).into(),
        Command::AlertNotification => {
            let alert: pdus::AlertNotification = mandatory(body)?;
            Body::Alert(Alert {
                source: address(alert.source_addr_ton, alert.source_addr_npi, &alert.source_addr),
                esme: address(alert.esme_addr_ton, alert.esme_addr_npi, &alert.esme_addr),
            })
        }
        Command::SubmitMulti => multi::of(&mandatory(body)?).into(),
        Command::BroadcastSm | Command::QueryBroadcastSm | Command::CancelBroadcastSm => opaque(body),
        Command::GenericNack | Command::Unbind | Command::EnquireLink => Body::Empty,
    })
}

fn decode_response(command: Command, body: &mut BytesMut) -> Result<Body, Status> {
    Ok(match command {
        Command::BindTransmitter | Command::BindReceiver | Command::BindTransceiver => {
            let response: pdus::BindTransceiverResp = mandatory(body)?;
            Body::SystemId(response.system_id.as_str().to_owned())
        }
        Command::SubmitSm | Command::DeliverSm | Command::DataSm => {
            let response: pdus::SubmitSmResp = mandatory(body)?;
            Body::MessageId(response.message_id().as_str().to_owned())
        }
        Command::QuerySm => {
            let answer: pdus::QuerySmResp = mandatory(body)?;
            Body::QueryAnswer(QueryAnswer {
                message_id: answer.message_id.as_str().to_owned(),
                final_date: answer.final_date.as_str().to_owned(),
                message_state: answer.message_state.into(),
                error_code: answer.error_code,
            })
        }
        Command::SubmitMulti => Body::MultiAnswer(multi::answer_of(&mandatory(body)?)),
        Command::BroadcastSm | Command::QueryBroadcastSm => opaque(body),
        _ => Body::Empty,
    })
}

/// The octets of a command that nobody here reads, taken out of the buffer.
fn opaque(body: &mut BytesMut) -> Body {
    let octets = body.split();
    Body::Opaque(Bytes::copy_from_slice(&octets))
}

pub(super) fn address<const MAX: usize>(
    ton: impl Into<u8>,
    npi: impl Into<u8>,
    text: &COctetString<1, MAX>,
) -> Address {
    Address {
        ton: ton.into(),
        npi: npi.into(),
        text: text.as_str().to_owned(),
    }
}

fn bind_of(bind: pdus::BindTransceiver) -> Bind {
    Bind {
        system_id: bind.system_id.as_str().to_owned(),
        password: bind.password.as_str().to_owned(),
        system_type: bind.system_type.as_str().to_owned(),
        interface_version: bind.interface_version.into(),
        address_range: address(bind.addr_ton, bind.addr_npi, &bind.address_range),
    }
}

fn replace_of(replace: &pdus::ReplaceSm) -> Replace {
    Replace {
        message_id: replace.message_id.as_str().to_owned(),
        source: address(replace.source_addr_ton, replace.source_addr_npi, &replace.source_addr),
        schedule_delivery_time: replace.schedule_delivery_time.as_str().to_owned(),
        validity_period: replace.validity_period.as_str().to_owned(),
        registered_delivery: replace.registered_delivery.into(),
        default_message_id: replace.sm_default_msg_id,
        short_message: Bytes::copy_from_slice(replace.short_message().as_ref()),
    }
}

/// Writes the fields of `body`. The fault names the field that cannot be written.
pub(super) fn encode(command: Command, body: &Body, output: &mut BytesMut) -> Result<(), Status> {
    match body {
        Body::Empty => {}
        Body::Bind(bind) => bind_to(bind)?.encode(output),
        Body::SystemId(system_id) => c_string::<16>(system_id, Status::RINVSYSID)?.encode(output),
        Body::Outbind(outbind) => pdus::Outbind::new(
            c_string(&outbind.system_id, Status::RINVSYSID)?,
            c_string(&outbind.password, Status::RINVPASWD)?,
        )
        .encode(output),
        Body::Message(message) => match command {
            Command::DeliverSm => message_to_deliver(message)?.encode(output),
            Command::DataSm => message_to_data(message)?.encode(output),
            _ => message_to_submit(message)?.encode(output),
        },
        Body::MessageId(message_id) => c_string::<65>(message_id, Status::RINVMSGID)?.encode(output),
        Body::Query(query) => pdus::QuerySm::new(
            c_string(&query.message_id, Status::RINVMSGID)?,
            query.source.ton.into(),
            query.source.npi.into(),
            c_string(&query.source.text, Status::RINVSRCADR)?,
        )
        .encode(output),
        Body::QueryAnswer(answer) => pdus::QuerySmResp::new(
            c_string(&answer.message_id, Status::RINVMSGID)?,
            time(&answer.final_date, Status::RINVSCHED)?,
            answer.message_state.into(),
            answer.error_code,
        )
        .encode(output),
        Body::Cancel(cancel) => pdus::CancelSm::new(
            service_type(&cancel.service_type)?,
            c_string(&cancel.message_id, Status::RINVMSGID)?,
            cancel.source.ton.into(),
            cancel.source.npi.into(),
            c_string(&cancel.source.text, Status::RINVSRCADR)?,
            cancel.destination.ton.into(),
            cancel.destination.npi.into(),
            c_string(&cancel.destination.text, Status::RINVDSTADR)?,
        )
        .encode(output),
        Body::Replace(replace) => replace_to(replace)?.encode(output),
        Body::Alert(alert) => pdus::AlertNotification::new(
            alert.source.ton.into(),
            alert.source.npi.into(),
            c_string(&alert.source.text, Status::RINVSRCADR)?,
            alert.esme.ton.into(),
            alert.esme.npi.into(),
            c_string(&alert.esme.text, Status::RINVDSTADR)?,
            None,
        )
        .encode(output),
        Body::Multi(multi) => multi::to(multi)?.encode(output),
        Body::MultiAnswer(answer) => multi::answer_to(answer)?.encode(output),
        Body::Opaque(octets) => output.extend_from_slice(octets),
    }
    Ok(())
}

fn bind_to(bind: &Bind) -> Result<pdus::BindTransceiver, Status> {
    Ok(pdus::BindTransceiver::new(
        c_string(&bind.system_id, Status::RINVSYSID)?,
        c_string(&bind.password, Status::RINVPASWD)?,
        c_string(&bind.system_type, Status::RINVSYSTYP)?,
        bind.interface_version.into(),
        bind.address_range.ton.into(),
        bind.address_range.npi.into(),
        c_string(&bind.address_range.text, Status::RBINDFAIL)?,
    ))
}

fn replace_to(replace: &Replace) -> Result<pdus::ReplaceSm, Status> {
    Ok(pdus::ReplaceSm::new(
        c_string(&replace.message_id, Status::RINVMSGID)?,
        replace.source.ton.into(),
        replace.source.npi.into(),
        c_string(&replace.source.text, Status::RINVSRCADR)?,
        time(&replace.schedule_delivery_time, Status::RINVSCHED)?,
        time(&replace.validity_period, Status::RINVEXPIRY)?,
        replace.registered_delivery.into(),
        replace.default_message_id,
        short_message(&replace.short_message)?,
        None,
    ))
}

pub(super) fn c_string<const MAX: usize>(text: &str, fault: Status) -> Result<COctetString<1, MAX>, Status> {
    if text.is_empty() {
        return Ok(COctetString::empty());
    }
    let mut octets = [0; MAX_C_STRING];
    octets
        .get_mut(..text.len())
        .filter(|_| text.len() < MAX_C_STRING)
        .ok_or(fault)?
        .copy_from_slice(text.as_bytes());
    COctetString::from_slice(&octets[..=text.len()]).map_err(|_| fault)
}

fn time(text: &str, fault: Status) -> Result<EmptyOrFullCOctetString<17>, Status> {
    if text.is_empty() {
        return Ok(EmptyOrFullCOctetString::empty());
    }
    EmptyOrFullCOctetString::from_string(text.to_owned()).map_err(|_| fault)
}

fn service_type(text: &str) -> Result<ServiceType, Status> {
    c_string(text, Status::RINVSERTYP).map(ServiceType::new)
}

fn short_message(octets: &Bytes) -> Result<OctetString<0, 255>, Status> {
    OctetString::from_bytes(octets.clone()).map_err(|_| Status::RINVMSGLEN)
}

/// submit_sm, deliver_sm and submit_multi have one layout but three types; the last says its destinations apart.
macro_rules! message_layout {
    ($from:ident $to:ident $sm:ty $(, $destination:ident)?) => {
        pub(super) fn $from(sm: &$sm) -> Message {
            Message {
                service_type: sm.service_type.value().as_str().to_owned(),
                source: address(sm.source_addr_ton, sm.source_addr_npi, &sm.source_addr),
                destination: message_layout!(@destination sm $($destination)?),
                esm_class: sm.esm_class.into(),
                protocol_id: sm.protocol_id,
                priority: sm.priority_flag.into(),
                schedule_delivery_time: sm.schedule_delivery_time.as_str().to_owned(),
                validity_period: sm.validity_period.as_str().to_owned(),
                registered_delivery: sm.registered_delivery.into(),
                replace_if_present: sm.replace_if_present_flag.into(),
                data_coding: sm.data_coding.into(),
                default_message_id: sm.sm_default_msg_id,
                short_message: Bytes::copy_from_slice(sm.short_message().as_ref()),
            }
        }

        pub(super) fn $to(message: &Message) -> Result<$sm, Status> {
            let mut sm = <$sm>::default();
            sm.service_type = service_type(&message.service_type)?;
            sm.source_addr_ton = message.source.ton.into();
            sm.source_addr_npi = message.source.npi.into();
            sm.source_addr = c_string(&message.source.text, Status::RINVSRCADR)?;
            $(
                sm.dest_addr_ton = message.destination.ton.into();
                sm.dest_addr_npi = message.destination.npi.into();
                sm.$destination = c_string(&message.destination.text, Status::RINVDSTADR)?;
            )?
            sm.esm_class = message.esm_class.into();
            sm.protocol_id = message.protocol_id;
            sm.priority_flag = message.priority.into();
            sm.schedule_delivery_time = time(&message.schedule_delivery_time, Status::RINVSCHED)?;
            sm.validity_period = time(&message.validity_period, Status::RINVEXPIRY)?;
            sm.registered_delivery = message.registered_delivery.into();
            sm.replace_if_present_flag = message.replace_if_present.into();
            sm.data_coding = message.data_coding.into();
            sm.sm_default_msg_id = message.default_message_id;
            sm.set_short_message(short_message(&message.short_message)?);
            Ok(sm)
        }
    };
    (@destination $sm:ident) => { Address::default() };
    (@destination $sm:ident $field:ident) => { address($sm.dest_addr_ton, $sm.dest_addr_npi, &$sm.$field) };
}

message_layout!(message_of_submit message_to_submit pdus::SubmitSm, destination_addr);
message_layout!(message_of_deliver message_to_deliver pdus::DeliverSm, destination_addr);
message_layout!(message_of_multi message_to_multi pdus::SubmitMulti);

fn message_of_data(sm: &pdus::DataSm) -> Message {
    Message {
        service_type: sm.service_type.value().as_str().to_owned(),
        source: address(sm.source_addr_ton, sm.source_addr_npi, &sm.source_addr),
        destination: address(sm.dest_addr_ton, sm.dest_addr_npi, &sm.destination_addr),
        esm_class: sm.esm_class.into(),
        registered_delivery: sm.registered_delivery.into(),
        data_coding: sm.data_coding.into(),
        ..Message::default()
    }
}

fn message_to_data(message: &Message) -> Result<pdus::DataSm, Status> {
    let mut sm = pdus::DataSm::default();
    sm.service_type = service_type(&message.service_type)?;
    sm.source_addr_ton = message.source.ton.into();
    sm.source_addr_npi = message.source.npi.into();
    sm.source_addr = c_string(&message.source.text, Status::RINVSRCADR)?;
    sm.dest_addr_ton = message.destination.ton.into();
    sm.dest_addr_npi = message.destination.npi.into();
    sm.destination_addr = c_string(&message.destination.text, Status::RINVDSTADR)?;
    sm.esm_class = message.esm_class.into();
    sm.registered_delivery = message.registered_delivery.into();
    sm.data_coding = message.data_coding.into();
    Ok(sm)
}
