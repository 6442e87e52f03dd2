//! The two fonts of a report, DejaVu Sans regular and bold, and how wide their letters are. They have the letters of most
//! languages; only the glyphs that are used go into a document.

use krilla::text::Font;

/// A font and the widths of its letters.
pub(super) struct Face {
    pub(super) font: Font,
    widths: ttf_parser::Face<'static>,
}

/// Both fonts.
pub(super) struct Faces {
    pub(super) regular: Face,
    pub(super) bold: Face,
}

impl Faces {
    pub(super) fn new() -> Result<Self, String> {
        Ok(Self {
            regular: Face::new(dejavu::sans::regular())?,
            bold: Face::new(dejavu::sans::bold())?,
        })
    }

    pub(super) const fn of(&self, bold: bool) -> &Face {
        if bold { &self.bold } else { &self.regular }
    }
}

impl Face {
    fn new(data: &'static [u8]) -> Result<Self, String> {
        Ok(Self {
            font: Font::new(data.into(), 0).ok_or("the font cannot be read")?,
            widths: ttf_parser::Face::parse(data, 0).map_err(|error| error.to_string())?,
        })
    }

    /// How wide a text is, in points.
    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        let advance = |letter| {
            let glyph = self.widths.glyph_index(letter).unwrap_or_default();
            f32::from(self.widths.glyph_hor_advance(glyph).unwrap_or_default())
        };
        text.chars().map(advance).sum::<f32>() * size / f32::from(self.widths.units_per_em())
    }

    /// As much of a text as fits, with an ellipsis where something is left out.
    pub(super) fn fitted(&self, text: &str, size: f32, width: f32) -> String {
        if self.width(text, size) <= width {
            return text.to_owned();
        }
        let mut kept: Vec<char> = text.chars().collect();
        while kept.pop().is_some() {
            let shorter: String = kept.iter().chain(&['…']).collect();
            if self.width(&shorter, size) <= width {
                return shorter;
            }
        }
        String::new()
    }
}
