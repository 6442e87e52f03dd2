//! What must hold for any input, a function for each parser.

use domain::gsm7::{self, packing};
use domain::phone::is_e164;
use domain::segment::{self, Encoding, Reference};
use domain::{
    ApiKeyId, BatchId, Currency, MessageId, Money, OrganizationId, PhoneNumber, ProviderId, Sender, Template,
    lookalike, text, ucs2,
};

/// An input's first line, and the rest: parsers with a setting read it from there.
fn setting_and_text(input: &[u8]) -> (String, String) {
    let text = String::from_utf8_lossy(input);
    let (setting, rest) = text.split_once('\n').unwrap_or(("", &text));
    (setting.to_owned(), rest.to_owned())
}

/// First line the region, then the number.
pub fn phone(input: &[u8]) {
    let (region, text) = setting_and_text(input);
    match PhoneNumber::parse(&text, &region) {
        Ok(number) => {
            assert!(is_e164(number.e164()));
            assert!(!number.to_string().contains(&number.e164()[1..]));
            assert_eq!(PhoneNumber::parse(number.e164(), ""), Ok(number));
        }
        Err(fault) => {
            let fault = fault.into_fault("to");
            assert!(
                !fault.fault.contains(|character: char| character.is_numeric()),
                "a fault repeats digits"
            );
        }
    }
}

/// First line the region, then the sender.
pub fn sender(input: &[u8]) {
    let (region, text) = setting_and_text(input);
    if let Ok(sender) = Sender::parse(&text, &region) {
        let address = sender.as_str();
        assert!(is_e164(address) || (1..=11).contains(&address.len()));
        assert!(address.is_ascii());
        assert_eq!(Sender::parse(address, ""), Ok(sender));
    }
}

/// First octet the fill bits, then packed septets; the same octets also as unpacked ones.
pub fn gsm7(input: &[u8]) {
    let (fill, octets) = input
        .split_first()
        .map_or((0, input), |(first, rest)| (first % 7, rest));
    assert!(gsm7::decode(octets).chars().count() <= octets.len());

    let septets = packing::unpack(octets, usize::MAX, fill);
    assert_eq!(
        packing::unpack(&packing::pack(&septets, fill), septets.len(), fill),
        septets
    );
    // Decoding loses which octets made a character, not the characters themselves.
    let shown = gsm7::decode(&septets);
    let encoded = gsm7::encode(&shown).expect("septets decode to characters of the alphabet");
    assert_eq!(gsm7::decode(&encoded), shown);
}

/// A text, counted and cut both ways.
pub fn segment(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let counted = segment::count(&text);
    for reference in [Reference::Bits8(1), Reference::Bits16(1)] {
        let segments = segment::split(&text, reference).expect("inputs are shorter than 255 segments");
        let joined: String = segments.iter().map(|segment| segment.text).collect();
        assert_eq!(joined, text);
        assert_eq!(segments.iter().map(|segment| segment.units).sum::<u32>(), counted.units);
        if matches!(reference, Reference::Bits8(_)) {
            assert_eq!(segments.len(), usize::from(counted.segments));
        }
        for segment in &segments {
            let header = segment.header.as_bytes().len();
            assert!(header + wire_octets(segment.encoding, segment.text, header) <= 140);
        }
    }
    assert_eq!(ucs2::decode(&ucs2::encode(&text)), text);
    ucs2::decode(input);
}

fn wire_octets(encoding: Encoding, text: &str, header: usize) -> usize {
    match encoding {
        Encoding::Gsm7 => {
            let septets = gsm7::encode(text).expect("counted as GSM-7");
            packing::pack(&septets, packing::fill_bits(header)).len()
        }
        Encoding::Ucs2 => ucs2::encode(text).len(),
    }
}

/// A template, rendered with values that hold braces themselves.
pub fn template(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let template = match Template::parse(&text) {
        Ok(template) => template,
        Err(error) => {
            assert!(!error.into_fault("body").mend.is_empty());
            return;
        }
    };
    for name in template.variables() {
        assert!((1..=64).contains(&name.chars().count()) && name.trim() == name);
    }
    let rendered = template
        .render(|_| Some("{{value}}"))
        .expect("every variable has a value");
    let places = rendered.matches("{{value}}").count();
    assert!(places >= template.variables().len());
    match template.render(|_| None) {
        Ok(rendered) => assert!(text.contains("{{") || rendered == text),
        Err(missing) => assert!(missing.0.iter().all(|name| template.variables().contains(name))),
    }
}

/// A body, cleaned and rewritten.
pub fn body(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let clean = text::sanitize_body(&text);
    assert!(!clean.contains(|character: char| character.is_control() && !matches!(character, '\n' | '\r')));
    assert_eq!(text::sanitize_body(&clean), clean);
    if let Ok(body) = text::check_body("body", &text) {
        assert!(!body.trim().is_empty() && body.chars().count() <= text::MAX_BODY_CHARS);
    }
    let rewritten = lookalike::rewrite(&text);
    assert!(gsm7::fits(&rewritten) || rewritten == text);
    assert_eq!(lookalike::rewrite(&rewritten), rewritten);
}

/// An id of any kind.
pub fn id(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    macro_rules! survives {
        ($($kind:ty),*) => {$(
            if let Ok(id) = text.parse::<$kind>() {
                assert!(id.get() >= 0);
                assert_eq!(id.to_string().parse::<$kind>().ok(), Some(id));
            }
        )*};
    }
    survives!(MessageId, OrganizationId, BatchId, ApiKeyId, ProviderId);
}

/// First line the currency, then the amount.
pub fn money(input: &[u8]) {
    let (currency, amount) = setting_and_text(input);
    let Ok(currency) = currency.parse::<Currency>() else {
        return;
    };
    assert_eq!(currency.to_string().parse(), Ok(currency));
    if let Ok(money) = Money::parse(&amount, currency) {
        assert_eq!(Money::parse(&money.amount(), currency), Ok(money));
    }
}
