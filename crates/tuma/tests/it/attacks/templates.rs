//! Templates merge named columns and do nothing else: what looks like a program is a text.

use serde_json::json;
use testkit::TestApp;

use crate::numbers::kenyan;

/// What other template languages, shells and formulas would work out.
const PROGRAMS: [&str; 9] = [
    "{{secret}}",
    "{{7*7}}",
    "{{{secret}}}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "{% for x in y %}",
    "$(id)",
    "=7*7",
];

#[tokio::test]
async fn a_value_is_merged_as_it_is_and_never_looked_at_again() {
    let app = TestApp::start().await;
    let rows: Vec<_> = PROGRAMS
        .iter()
        .map(|program| json!({ "name": program, "secret": "49" }))
        .collect();
    let body = json!({ "body": "Dear {{name}}.", "rows": rows });
    let answer = app.post("/api/sms/preview", body).await.expect(200);
    for (row, program) in answer.data()["rows"].as_array().expect("rows").iter().zip(PROGRAMS) {
        assert_eq!(row["text"], format!("Dear {program}."), "{program}");
    }
}

#[tokio::test]
async fn a_template_knows_names_of_columns_and_no_expressions() {
    let app = TestApp::start().await;
    for template in [
        "{{7*7}}",
        "{{constructor.constructor('return 1')()}}",
        "{{#each rows}}x{{/each}}",
        "{{> partial}}",
        "{{__proto__}}",
        "{{self.__class__}}",
        "{{name|upper(7*7)}}",
    ] {
        let body = json!({ "body": template, "rows": [{ "name": "Ali", "secret": "hidden" }] });
        let answer = app.post("/api/sms/preview", body).await;
        assert!([200, 400].contains(&answer.status), "{template}: {}", answer.text);
        let text = &answer.data()["rows"][0]["text"];
        let shown = text.as_str().unwrap_or_default();
        assert!(
            !shown.contains("49") && !shown.contains("hidden"),
            "{template}: {shown}"
        );
    }
}

#[tokio::test]
async fn what_a_file_says_reaches_the_phone_as_it_was_written() {
    let app = TestApp::start().await;
    let file = format!("phone,name,secret\n{},{{{{secret}}}} ${{7*7}},49\n", kenyan(1));
    let form = reqwest::multipart::Form::new()
        .text("body", "Dear {{name}}")
        .part("file", reqwest::multipart::Part::text(file).file_name("list.csv"));
    let answer = app.own().post_form("/api/sms/send-bulk", form).await.expect(202);
    app.own().wait_for_batch(answer.text_of("batchId")).await;
    app.run_until_idle().await;
    assert_eq!(app.recorder().seen_to(&kenyan(1))[0].body, "Dear {{secret}} ${7*7}");
}
