//! The table of magic numbers in `docs/simulator.md`, played row by row: the document and the code cannot differ.

use adapters::SendOutcome;
use adapters::simulator::{Answer, Carrier, Config, Fate, Magic};
use domain::ReportStatus;

use crate::stage::{NOW, message};

const DOCUMENT: &str = include_str!("../../../../docs/simulator.md");

#[test]
fn every_magic_number_does_what_the_document_says() {
    let rows = documented_rows();
    assert_eq!(
        rows.len(),
        Magic::ALL.len(),
        "the table has a row for each magic number"
    );
    for (row, magic) in rows.iter().zip(Magic::ALL) {
        let played = played_row(*magic);
        assert_eq!(
            row, &played,
            "docs/simulator.md says something else than the carrier does"
        );
    }
}

#[test]
fn magic_numbers_can_be_switched_off() {
    let mut carrier = Carrier::new(
        Config {
            magic_numbers: false,
            ..Config::default()
        },
        NOW,
    );
    for magic in Magic::ALL {
        let fate = carrier.submit(NOW, &message(0, &number(*magic)));
        assert_eq!(
            (answer(&fate), reports(&fate)),
            ("accepted".to_owned(), "delivered".to_owned())
        );
    }
}

fn documented_rows() -> Vec<Vec<String>> {
    let table = DOCUMENT
        .lines()
        .skip_while(|line| !line.starts_with("| ends in |"))
        .skip(2);
    let cells = |line: &str| {
        line.trim_matches('|')
            .split('|')
            .map(|cell| cell.trim().to_owned())
            .collect()
    };
    table.take_while(|line| line.starts_with('|')).map(cells).collect()
}

fn played_row(magic: Magic) -> Vec<String> {
    let mut carrier = Carrier::new(Config::default(), NOW);
    let mut once_more = message(1, &number(magic));
    let first = carrier.submit(NOW, &once_more);
    once_more.attempt = 2;
    let next = carrier.submit(NOW + 30_000, &once_more);
    let taken = [&first, &next].into_iter().find(|fate| fate.is_taken());
    vec![
        magic.ending(),
        answer(&first),
        if first.is_taken() { "yes" } else { "no" }.to_owned(),
        answer(&next),
        taken.map_or("–".to_owned(), reports),
        taken.and_then(|fate| fate.reply.clone()).unwrap_or("–".to_owned()),
    ]
}

fn number(magic: Magic) -> String {
    format!("+92300{}", magic.ending())
}

fn answer(fate: &Fate) -> String {
    match &fate.answer {
        Answer::Silence => "none".to_owned(),
        Answer::Disconnect => "disconnect".to_owned(),
        Answer::Says(SendOutcome::Accepted { carrier_ids, .. }) => {
            assert_eq!(carrier_ids.len(), 1);
            "accepted".to_owned()
        }
        Answer::Says(SendOutcome::Rejected { kind, code, .. }) => {
            let kind = format!("{kind:?}")
                .replace("InvalidNumber", "invalid number")
                .replace("OptedOut", "opted out");
            format!(
                "rejected {}, {}",
                code.as_deref().unwrap_or_default(),
                kind.to_lowercase()
            )
        }
        Answer::Says(SendOutcome::RetryAfter { code, pause, .. }) => {
            let pause = pause.map_or(String::new(), |span| format!(", pause {} ms", span.as_millis()));
            format!("retry {}{pause}", code.as_deref().unwrap_or_default())
        }
        Answer::Says(SendOutcome::Unknown { .. } | SendOutcome::Unroutable { .. }) => {
            panic!("the simulated carrier never says this")
        }
    }
}

fn reports(fate: &Fate) -> String {
    let late_ms = Config::default().reports.late_ms as i64;
    let word = |(at, status): (i64, ReportStatus)| {
        let error = match status {
            ReportStatus::Failed | ReportStatus::Expired => " 27",
            ReportStatus::Rejected => " 13",
            ReportStatus::Sent | ReportStatus::Delivered => "",
        };
        let when = match at - fate.answer_at {
            early if early < 0 => " before the answer",
            late if late >= late_ms => " late",
            _ => "",
        };
        format!("{}{error}{when}", status.as_str())
    };
    let words: Vec<String> = fate.report_times().into_iter().map(word).collect();
    if words.is_empty() {
        "–".to_owned()
    } else {
        words.join(", ")
    }
}
