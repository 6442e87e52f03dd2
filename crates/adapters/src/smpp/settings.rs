//! The settings of an SMPP provider: checked, completed, and never printed, since the password is among them.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::time::Duration;

use ::smpp::address::{Address, NPI_ISDN, TON_INTERNATIONAL};
use ::smpp::coding::Reading;
use ::smpp::command::Mode;
use ::smpp::pdu::Bind;
use ::smpp::tlv::Tlvs;
use domain::Fault;
use domain::alphabet::Alphabet;
use serde_json::Value;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;

use super::written::{BindMode, DataCoding, DefaultAlphabet, LongMessages, Priorities, Tls, Treatment};
use super::written::{UnknownState, Unmappable, Validity, Version, Written};
use super::{DRAIN, WINDOW, connect, forms};
use crate::http::{Guard, private};
use crate::senders::Senders;
use crate::settings::{read, require, within};

/// The port that SMPP is registered for.
const PORT: u32 = 2775;
/// The most binds of one provider.
const MAX_BINDS: usize = 32;
/// The largest window of one bind.
const MAX_WINDOW: u32 = 10_000;
/// The SMSC's requests that may be unanswered at once on one bind: as many go to the sink together at most. Much more than
/// a usual window: at the bound nothing more is read, answers to our own requests neither.
pub(super) const INCOMING_WINDOW: usize = 2_000;
/// The longest of the times that can be set.
const MAX_SECONDS: u32 = 3_600;
const MAX_MS: u32 = MAX_SECONDS * 1_000;
/// The most codes that can be given a meaning.
const MAX_STATUSES: usize = 200;
/// The longest DLT id, characters.
const MAX_DLT: usize = 64;
/// The farthest that a clock is from UTC, minutes.
const MAX_OFFSET_MINUTES: i32 = 14 * 60;

/// Settings that were checked.
pub(super) struct Settings {
    pub host: String,
    pub port: u16,
    pub tls: Option<(TlsConnector, ServerName<'static>)>,
    pub bind: Bind,
    pub binds: Vec<Mode>,
    pub session: ::smpp::Settings,
    pub reconnect: (Duration, Duration),
    pub throttle_pause: Duration,
    pub long_messages: LongMessages,
    pub alphabet: Alphabet,
    /// How the data_coding of what is delivered is read.
    pub reading: Reading,
    pub data_coding: DataCoding,
    pub unmappable: Unmappable,
    pub source: (Option<u8>, Option<u8>),
    pub destination: (u8, u8),
    pub senders: Senders,
    pub service_type: String,
    pub validity: Validity,
    pub registered_delivery: u8,
    pub protocol_id: u8,
    pub priority: Priorities,
    /// TLVs of every message.
    pub tlvs: Tlvs,
    pub unknown_state: UnknownState,
    pub utc_offset_ms: i64,
    pub status_map: BTreeMap<u32, Treatment>,
}

impl Settings {
    /// Reads `config`.
    ///
    /// # Errors
    /// Every fault of it.
    pub fn read(config: &Value, guard: Guard) -> Result<Self, Vec<Fault>> {
        let (written, mut faults) = read::<Written>(config);
        let settings = Self::check(written, guard, &mut faults);
        match (settings, faults.is_empty()) {
            (Some(settings), true) => Ok(settings),
            _ => Err(faults),
        }
    }

    fn check(written: Written, guard: Guard, faults: &mut Vec<Fault>) -> Option<Self> {
        check_host(&written.host, guard, faults);
        check_texts(&written, faults);
        let port = number("port", written.port, PORT, 1..=65_535, faults);
        let registered = number("registeredDelivery", written.registered_delivery, 1, 0..=31, faults);
        let pause = number("throttlePauseMs", written.throttle_pause_ms, 1_000, 10..=60_000, faults);
        for (field, flag) in [
            ("priority.otp", written.priority.otp),
            ("priority.transactional", written.priority.transactional),
            ("priority.promotional", written.priority.promotional),
        ] {
            within(field, flag, 0..=3, faults);
        }
        if written.utc_offset_minutes.abs() > MAX_OFFSET_MINUTES {
            let mend = "give the minutes from UTC, such as 180 for UTC+3";
            faults.push(Fault::new("utcOffsetMinutes", "is no clock's", mend));
        }
        let binds = binds(&written, faults);
        let session = session(&written, &binds, faults);
        let reconnect = reconnect(&written, faults);
        let single = ("fromNumber", written.from_number.as_deref());
        let senders = Senders::read(single, &written.senders, faults);
        let tlvs = dlt(&written, faults);
        let status_map = statuses(&written, faults);
        let tls = match written.tls {
            Tls::Off => None,
            Tls::On => Some(connect::tls(&written, faults)?),
        };
        let alphabet = match written.alphabet {
            DefaultAlphabet::Gsm7 => Alphabet::Gsm7,
            DefaultAlphabet::Gsm7Packed => Alphabet::Gsm7Packed,
            DefaultAlphabet::Latin1 => Alphabet::Latin1,
            DefaultAlphabet::Ascii => Alphabet::Ascii,
        };
        Some(Self {
            port: u16::try_from(port).unwrap_or_default(),
            tls,
            binds,
            session,
            reconnect,
            throttle_pause: Duration::from_millis(u64::from(pause)),
            long_messages: written.long_messages,
            alphabet,
            reading: Reading {
                zero: written.inbound_data_coding.zero.map_or(alphabet, Alphabet::from),
                one: written.inbound_data_coding.one.map(Alphabet::from),
            },
            data_coding: written.data_coding,
            unmappable: written.unmappable,
            source: (written.source_ton.0, written.source_npi.0),
            destination: (
                written.dest_ton.0.unwrap_or(TON_INTERNATIONAL),
                written.dest_npi.0.unwrap_or(NPI_ISDN),
            ),
            senders,
            validity: written.validity,
            registered_delivery: u8::try_from(registered).unwrap_or_default(),
            protocol_id: written.protocol_id,
            priority: written.priority,
            tlvs,
            unknown_state: written.unknown_state,
            utc_offset_ms: i64::from(written.utc_offset_minutes) * 60_000,
            status_map,
            bind: bind(&written),
            host: written.host,
            service_type: written.service_type,
        })
    }
}

fn bind(written: &Written) -> Bind {
    Bind {
        system_id: written.system_id.clone(),
        password: written.password.clone(),
        system_type: written.system_type.clone(),
        interface_version: match written.version {
            Version::V34 => 0x34,
            Version::V50 => 0x50,
        },
        address_range: Address {
            text: written.address_range.clone(),
            ..Address::default()
        },
    }
}

fn number(
    field: &str,
    value: Option<u32>,
    default: u32,
    range: std::ops::RangeInclusive<u32>,
    faults: &mut Vec<Fault>,
) -> u32 {
    let value = value.unwrap_or(default);
    within(field, value, range, faults);
    value
}

fn check_host(host: &str, guard: Guard, faults: &mut Vec<Fault>) {
    require("host", host, "give the SMSC's name or address, without a port", faults);
    if !guard.allows_host(host) {
        faults.push(private("host"));
    }
    if host.parse::<IpAddr>().is_err() && host.contains(['/', ':', '@', ' ']) {
        faults.push(Fault::new(
            "host",
            "is not a name or an address",
            "give it without scheme and port",
        ));
    }
}

/// The fields that PDUs bound, none of whose values a fault shows.
fn check_texts(written: &Written, faults: &mut Vec<Fault>) {
    require(
        "systemId",
        &written.system_id,
        "give the system_id that the carrier gave you",
        faults,
    );
    for (field, text, most) in [
        ("systemId", &written.system_id, 15),
        ("password", &written.password, 8),
        ("systemType", &written.system_type, 12),
        ("addressRange", &written.address_range, 40),
        ("serviceType", &written.service_type, 5),
    ] {
        if text.len() > most {
            let fault = format!("is longer than {most} characters");
            faults.push(Fault::new(field, fault, "SMPP has no room for more"));
        }
        if text.bytes().any(|octet| !octet.is_ascii() || octet.is_ascii_control()) {
            faults.push(Fault::new(
                field,
                "has a character outside of ASCII",
                "SMPP carries ASCII only",
            ));
        }
    }
}

fn binds(written: &Written, faults: &mut Vec<Fault>) -> Vec<Mode> {
    if written.binds.is_empty() {
        return vec![Mode::Transceiver];
    }
    let mut modes = Vec::new();
    for (at, bind) in written.binds.iter().enumerate() {
        let count = bind.count.unwrap_or(1);
        within(&format!("binds[{at}].count"), count, 1..=MAX_BINDS as u32, faults);
        let mode = match bind.mode {
            BindMode::Transceiver => Mode::Transceiver,
            BindMode::Transmitter => Mode::Transmitter,
            BindMode::Receiver => Mode::Receiver,
        };
        modes.extend(std::iter::repeat_n(mode, (count as usize).min(MAX_BINDS)));
    }
    if modes.len() > MAX_BINDS {
        let fault = format!("are more than {MAX_BINDS}");
        faults.push(Fault::new("binds", fault, "make a second provider for the others"));
    }
    if !modes.iter().any(|mode| transmits(*mode)) {
        let mend = "add a transceiver or a transmitter";
        faults.push(Fault::new("binds", "have none that can send", mend));
    }
    modes
}

/// Whether a bind of this mode submits messages.
pub(super) fn transmits(mode: Mode) -> bool {
    mode != Mode::Receiver
}

fn session(written: &Written, binds: &[Mode], faults: &mut Vec<Fault>) -> ::smpp::Settings {
    let transmitters = binds.iter().filter(|mode| transmits(**mode)).count().max(1) as u32;
    let window = number(
        "window",
        written.window,
        (WINDOW / transmitters).max(1),
        1..=MAX_WINDOW,
        faults,
    ) as usize;
    let enquire = number(
        "enquireLinkSeconds",
        written.enquire_link_seconds,
        30,
        0..=MAX_SECONDS,
        faults,
    );
    let response = number(
        "responseTimeoutSeconds",
        written.response_timeout_seconds,
        30,
        1..=MAX_SECONDS,
        faults,
    );
    let inactivity = number(
        "inactivitySeconds",
        written.inactivity_seconds,
        0,
        0..=MAX_SECONDS,
        faults,
    );
    let seconds = |count: u32| Duration::from_secs(u64::from(count));
    ::smpp::Settings {
        window,
        incoming_window: INCOMING_WINDOW,
        queue: window.max(4),
        response_timeout: seconds(response),
        enquire_link: (enquire > 0).then(|| seconds(enquire)),
        inactivity: (inactivity > 0).then(|| seconds(inactivity)),
        drain: DRAIN,
        ..::smpp::Settings::default()
    }
}

fn reconnect(written: &Written, faults: &mut Vec<Fault>) -> (Duration, Duration) {
    let least = number("reconnectMinMs", written.reconnect_min_ms, 1_000, 10..=MAX_MS, faults);
    let most = number(
        "reconnectMaxMs",
        written.reconnect_max_ms,
        60_000.max(least),
        10..=MAX_MS,
        faults,
    );
    if most < least {
        let mend = "give at least reconnectMinMs";
        faults.push(Fault::new("reconnectMaxMs", "is below reconnectMinMs", mend));
    }
    let ms = |count: u32| Duration::from_millis(u64::from(count));
    (ms(least), ms(most))
}

fn dlt(written: &Written, faults: &mut Vec<Fault>) -> Tlvs {
    let dlt = &written.dlt;
    let mut tlvs = Tlvs::new();
    for (name, id, tag) in [
        ("entityId", &dlt.entity_id, dlt.tags.entity_id),
        ("templateId", &dlt.template_id, dlt.tags.template_id),
    ] {
        let Ok(tag) = u16::try_from(tag.0) else {
            let field = format!("dlt.tags.{name}");
            faults.push(Fault::new(
                field,
                "is more than two octets",
                "give a tag such as \"0x1400\"",
            ));
            continue;
        };
        let Some(id) = id else { continue };
        if id.is_empty() || id.len() > MAX_DLT || !id.bytes().all(|octet| octet.is_ascii_graphic()) {
            let mend = format!("copy it from the DLT portal: 1 to {MAX_DLT} letters and digits");
            faults.push(Fault::new(format!("dlt.{name}"), "is not a DLT id", mend));
        }
        tlvs = tlvs.with(tag, id.clone().into_bytes());
    }
    tlvs
}

fn statuses(written: &Written, faults: &mut Vec<Fault>) -> BTreeMap<u32, Treatment> {
    if written.status_map.len() > MAX_STATUSES {
        let fault = format!("has more than {MAX_STATUSES} entries");
        faults.push(Fault::new(
            "statusMap",
            fault,
            "leave out those that are the standard's",
        ));
    }
    let mut known = BTreeMap::new();
    for (code, treatment) in &written.status_map {
        match forms::number(code) {
            Some(status) if status != 0 => drop(known.insert(status, *treatment)),
            _ => {
                let mend = "give a command_status such as \"0x45\" or \"1025\", and not 0";
                faults.push(Fault::new("statusMap", "has a key that is no error code", mend));
            }
        }
    }
    known
}
