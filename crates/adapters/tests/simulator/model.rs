//! The model alone: chance that repeats, the throughput limit, and every configured misbehaviour.

use adapters::simulator::{Answer, Carrier, Config, Fate};
use adapters::{Outgoing, Rejection, SendOutcome};
use domain::ReportStatus;

use crate::stage::{NOW, message, messages};

fn carrier(config: &str) -> Carrier {
    Carrier::new(Config::parse(config).expect("a good configuration"), NOW)
}

fn submit_all(carrier: &mut Carrier, batch: &[Outgoing]) -> Vec<Fate> {
    batch.iter().map(|message| carrier.submit(NOW, message)).collect()
}

fn share(fates: &[Fate], what: impl Fn(&Fate) -> bool) -> f64 {
    fates.iter().filter(|fate| what(fate)).count() as f64 / fates.len() as f64
}

const EVERYTHING: &str = r#"{
    "seed": 42, "response": {"min_ms": 1, "max_ms": 90, "peak_ms": 20},
    "reports": {"lost_share": 0.1, "early_share": 0.1, "late_share": 0.1, "duplicate_share": 0.1},
    "failures": {"rejected_share": 0.1, "refused_share": 0.1, "failed_share": 0.1, "timeout_taken_share": 0.1,
                 "timeout_not_taken_share": 0.1, "disconnect_share": 0.1},
    "replies": {"share": 0.1}
}"#;

#[test]
fn the_same_seed_gives_the_same_fates() {
    let batch = messages(2_000);
    let one = submit_all(&mut carrier(EVERYTHING), &batch);
    let other = submit_all(&mut carrier(EVERYTHING), &batch);
    assert_eq!(format!("{one:?}"), format!("{other:?}"));
    let reseeded = submit_all(&mut carrier(&EVERYTHING.replace("42", "43")), &batch);
    assert_ne!(format!("{one:?}"), format!("{reseeded:?}"));
}

#[test]
fn the_order_of_destinations_changes_no_fate() {
    let mut batch = messages(500);
    let forward = submit_all(&mut carrier(EVERYTHING), &batch);
    batch.reverse();
    let mut backward = submit_all(&mut carrier(EVERYTHING), &batch);
    backward.reverse();
    for (one, other) in forward.iter().zip(&backward) {
        assert_eq!(
            (one.answer_at, one.is_taken(), &one.reply),
            (other.answer_at, other.is_taken(), &other.reply)
        );
        assert_eq!(one.report_times(), other.report_times());
    }
}

#[test]
fn shares_are_met() {
    let fates = submit_all(&mut carrier(EVERYTHING), &messages(20_000));
    let near = |found: f64, wanted: f64| assert!((found - wanted).abs() < 0.02, "{found} instead of {wanted}");
    near(
        share(&fates, |f| {
            matches!(f.answer, Answer::Says(SendOutcome::Rejected { .. }))
        }),
        0.1,
    );
    near(
        share(&fates, |f| {
            matches!(f.answer, Answer::Says(SendOutcome::RetryAfter { .. }))
        }),
        0.1,
    );
    near(
        share(&fates, |f| {
            matches!(f.answer, Answer::Says(SendOutcome::Accepted { .. }))
        }),
        0.5,
    );
    near(share(&fates, |f| f.answer == Answer::Silence && f.is_taken()), 0.1);
    near(share(&fates, |f| f.answer == Answer::Silence && !f.is_taken()), 0.1);
    near(share(&fates, |f| f.answer == Answer::Disconnect), 0.1);
    let failed = |f: &Fate| {
        f.report_times()
            .iter()
            .any(|(_, status)| *status == ReportStatus::Failed)
    };
    near(share(&fates, failed), 0.1 * 0.9);
    let taken: Vec<Fate> = fates.into_iter().filter(Fate::is_taken).collect();
    near(share(&taken, |f| f.report_times().is_empty()), 0.1);
    near(
        share(&taken, |f| {
            f.report_times().first().is_some_and(|(at, _)| *at < f.answer_at)
        }),
        0.1 * 0.9,
    );
    near(share(&taken, |f| f.report_times().len() == 2), 0.1 * 0.9);
    near(share(&taken, |f| f.reply.is_some()), 0.1);
}

#[test]
fn over_its_throughput_the_carrier_throttles_until_the_next_second() {
    let mut carrier = carrier(r#"{"throughput_per_second": 3}"#);
    let at = NOW + 400;
    let fates: Vec<Fate> = messages(5).iter().map(|message| carrier.submit(at, message)).collect();
    assert_eq!(share(&fates, Fate::is_taken), 0.6);
    let Answer::Says(SendOutcome::RetryAfter { code, pause, .. }) = &fates[4].answer else {
        panic!("{:?}", fates[4].answer);
    };
    assert_eq!((code.as_deref(), pause.unwrap().as_millis()), (Some("88"), 600));
    assert!(carrier.submit(at + 600, &messages(1)[0]).is_taken());
}

#[test]
fn answers_and_reports_come_in_their_spans() {
    let config = r#"{"response": {"min_ms": 7, "max_ms": 7}, "reports": {"delay": {"min_ms": 100, "max_ms": 120}}}"#;
    for fate in submit_all(&mut carrier(config), &messages(500)) {
        assert_eq!(fate.answer_at, NOW + 7);
        let reports = fate.report_times();
        assert_eq!(reports.len(), 1);
        assert!((NOW + 107..=NOW + 127).contains(&reports[0].0));
    }
}

#[test]
fn sent_is_reported_before_the_final_word() {
    let fates = submit_all(&mut carrier(r#"{"reports": {"sent_first": true}}"#), &messages(100));
    for fate in fates {
        let [(sent_at, ReportStatus::Sent), (delivered_at, ReportStatus::Delivered)] = fate.report_times()[..] else {
            panic!("{:?}", fate.report_times());
        };
        assert!(fate.answer_at < sent_at && sent_at < delivered_at);
    }
}

#[test]
fn every_segment_has_its_own_id_and_report_where_configured() {
    let mut carrier = carrier(r#"{"ids": {"per_segment": true, "style": "upper-hex", "first": 250, "pad": 4}}"#);
    let mut long = message(0, "+254700000000");
    long.segments = 3;
    let fate = carrier.submit(NOW, &long);
    let ids = ["00FA", "00FB", "00FC"].map(str::to_owned).to_vec();
    assert_eq!(fate.answer, Answer::Says(SendOutcome::accepted(ids)));
    assert_eq!(fate.report_times().len(), 3);
}

#[test]
fn what_no_carrier_takes_is_refused() {
    let mut carrier = carrier("{}");
    for to in ["", "0722000000", "+12", "+2547x0000000", "+2547000000000000"] {
        let fate = carrier.submit(NOW, &message(0, to));
        let Answer::Says(SendOutcome::Rejected { kind, .. }) = fate.answer else {
            panic!("{to} was not rejected")
        };
        assert_eq!(kind, Rejection::InvalidNumber);
    }
    let mut endless = message(0, "+254700000000");
    endless.segments = 256;
    assert!(!carrier.submit(NOW, &endless).is_taken());
}

#[test]
fn a_message_throttled_once_is_taken_when_submitted_again_under_the_same_attempt() {
    let mut carrier = carrier("{}");
    let message = message(0, "+923005550004");
    assert!(!carrier.submit(NOW, &message).is_taken());
    assert!(carrier.submit(NOW, &message).is_taken());
}

#[test]
fn no_number_in_the_sample_files_is_magic() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata");
    for name in ["fees-lahore.csv", "passengers-nairobi.csv", "parents.txt"] {
        let bytes = std::fs::read(folder.join(name)).expect("the sample files are in testdata");
        let text: String = bytes
            .iter()
            .map(|byte| char::from(*byte))
            .filter(|c| !" -()".contains(*c))
            .collect();
        for number in text.split(|c: char| !c.is_ascii_digit()) {
            assert!(
                adapters::simulator::Magic::of(number).is_none(),
                "a number in {name} is magic"
            );
        }
    }
}
