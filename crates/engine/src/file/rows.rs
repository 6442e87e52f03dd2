//! Reading a file's rows: decoded from its encoding as it is read, cut into rows, within bounds.

use std::fs::File;
use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, Encoding};

/// The largest row, bytes of UTF-8.
pub(crate) const MAX_ROW_BYTES: usize = 64 << 10;

/// Bytes read, and bytes decoded, at a time. The decoded part is larger: one byte of an old code page may take three.
const RAW_BYTES: usize = 16 << 10;
const TEXT_BYTES: usize = 3 * RAW_BYTES;

/// A file as UTF-8, whatever it was; a byte order mark is dropped, what cannot be decoded becomes U+FFFD.
pub(crate) struct Decoded {
    file: File,
    decoder: Decoder,
    raw: Part,
    text: Part,
    ended: bool,
}

/// A buffer and what of it is still to be used.
struct Part {
    bytes: Vec<u8>,
    used: usize,
    end: usize,
}

impl Decoded {
    /// `file`, read in `encoding`.
    pub(crate) fn new(file: File, encoding: &'static Encoding) -> Self {
        Self {
            file,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: Part::of(RAW_BYTES),
            text: Part::of(TEXT_BYTES),
            ended: false,
        }
    }

    /// Decodes until there is some text, or the file has ended.
    fn fill(&mut self) -> io::Result<()> {
        while self.text.rest().is_empty() && !self.ended {
            if self.raw.rest().is_empty() {
                self.raw.end = self.file.read(&mut self.raw.bytes)?;
                self.raw.used = 0;
            }
            let last = self.raw.end == 0;
            let (result, read, written, _) =
                self.decoder
                    .decode_to_utf8(&self.raw.bytes[self.raw.used..self.raw.end], &mut self.text.bytes, last);
            self.raw.used += read;
            (self.text.used, self.text.end) = (0, written);
            self.ended = last && result == CoderResult::InputEmpty;
        }
        Ok(())
    }
}

impl Part {
    fn of(size: usize) -> Self {
        Self {
            bytes: vec![0; size],
            used: 0,
            end: 0,
        }
    }

    fn rest(&self) -> &[u8] {
        &self.bytes[self.used..self.end]
    }
}

impl Read for Decoded {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.fill()?;
        let length = self.text.rest().len().min(out.len());
        out[..length].copy_from_slice(&self.text.rest()[..length]);
        self.text.used += length;
        Ok(length)
    }
}

/// A reader of rows that takes rows of any width and every kind of line end.
pub(crate) fn reader<R: Read>(from: R, separator: u8) -> csv::Reader<R> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{UTF_8, UTF_16LE, WINDOWS_1252};
    use proptest::prelude::*;
    use std::io::Write;

    fn decode(content: &[u8], encoding: &'static Encoding) -> String {
        let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
        file.write_all(content).expect("written");
        let mut text = String::new();
        let mut decoded = io::BufReader::with_capacity(64, Decoded::new(file.reopen().expect("opened"), encoding));
        decoded.read_to_string(&mut text).expect("decoded");
        text
    }

    #[test]
    fn encodings_are_decoded_and_marks_dropped() {
        assert_eq!(decode(b"Caf\xe9", WINDOWS_1252), "Café");
        assert_eq!(decode("\u{feff}محمد".as_bytes(), UTF_8), "محمد");
        assert_eq!(decode(b"\xff\xfea\0b\0", UTF_16LE), "ab");
        assert_eq!(decode(b"ok\xff", UTF_8), "ok\u{fffd}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn long_texts_survive_whatever_the_buffers(text in "[a-zé€😀]{0,300}") {
            let long = text.repeat(200);
            prop_assert_eq!(decode(long.as_bytes(), UTF_8), long);
        }
    }
}
