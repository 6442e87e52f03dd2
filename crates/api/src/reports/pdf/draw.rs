//! Draws laid out pages. The only file that knows the PDF library.

use krilla::Document;
use krilla::color::luma;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::text::TextDirection;

use super::face::Faces;
use super::layout::{Mark, PAGE, RULE};

/// The document of `pages`.
pub(super) fn document(pages: &[Vec<Mark>], title: &str, faces: &Faces) -> Result<Vec<u8>, String> {
    let mut document = Document::new();
    document.set_metadata(Metadata::new().title(title.to_owned()));
    for marks in pages {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or("the page has no size")?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        marks.iter().for_each(|mark| draw(&mut surface, mark, faces));
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|error| format!("{error:?}"))
}

fn draw(on: &mut Surface<'_>, mark: &Mark, faces: &Faces) {
    match mark {
        Mark::Text {
            x,
            y,
            size,
            bold,
            grey,
            text,
        } => {
            ink(on, *grey);
            let font = faces.of(*bold).font.clone();
            on.draw_text(Point::from_xy(*x, *y), font, *size, text, false, TextDirection::Auto);
        }
        Mark::Rule { y } => rule(on, *y),
        Mark::Block {
            x,
            y,
            width,
            height,
            grey,
        } => {
            let Some(block) = Rect::from_xywh(*x, *y, *width, *height) else {
                return;
            };
            let mut path = PathBuilder::new();
            path.push_rect(block);
            if let Some(path) = path.finish() {
                ink(on, *grey);
                on.draw_path(&path);
            }
        }
    }
}

fn rule(on: &mut Surface<'_>, y: f32) {
    let mut path = PathBuilder::new();
    path.move_to(RULE.0, y);
    path.line_to(RULE.1, y);
    if let Some(path) = path.finish() {
        on.set_fill(None);
        on.set_stroke(Some(Stroke {
            paint: luma::Color::new(150).into(),
            width: 0.6,
            ..Stroke::default()
        }));
        on.draw_path(&path);
        on.set_stroke(None);
    }
}

/// Draws in this grey from now on: 0 is black.
fn ink(on: &mut Surface<'_>, grey: u8) {
    on.set_fill(Some(Fill {
        paint: luma::Color::new(grey).into(),
        opacity: NormalizedF32::ONE,
        rule: Default::default(),
    }));
}
