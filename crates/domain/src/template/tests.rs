//! Templates as people write them, the mistakes they make, and what must hold for any text.

use std::collections::HashMap;

use proptest::prelude::*;

use super::*;

fn render(template: &str, values: &[(&str, &str)]) -> Result<String, MissingVariables> {
    let values: HashMap<String, String> = values
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_string()))
        .collect();
    let template = Template::parse(template).expect("a template");
    template.render(|name| values.get(name).map(String::as_str))
}

#[test]
fn a_fee_reminder_renders() {
    let text = "Dear {{student_name}}, the fee of Rs {{fee_amount}} for {{class}} is due on {{due_date}}.";
    let values = [
        ("student_name", "محمد Malik"),
        ("fee_amount", "9,200"),
        ("class", "Grade 3"),
        ("due_date", "2026-12-10"),
    ];
    let rendered = "Dear محمد Malik, the fee of Rs 9,200 for Grade 3 is due on 2026-12-10.";
    assert_eq!(render(text, &values).as_deref(), Ok(rendered));
}

#[test]
fn a_default_stands_in_for_an_absent_or_empty_value() {
    let cases: [(&str, Option<&str>, &str); 6] = [
        ("Hi {{name|there}}!", None, "Hi there!"),
        ("Hi {{name|there}}!", Some(""), "Hi there!"),
        ("Hi {{name|there}}!", Some("Ann"), "Hi Ann!"),
        ("Hi {{ name | dear friend }}!", None, "Hi dear friend!"),
        ("Hi {{name|}}!", None, "Hi !"),
        ("Hi {{name}}!", Some(""), "Hi !"),
    ];
    for (template, value, expected) in cases {
        let values: Vec<(&str, &str)> = value.map(|value| ("name", value)).into_iter().collect();
        assert_eq!(
            render(template, &values).as_deref(),
            Ok(expected),
            "{template} {value:?}"
        );
    }
}

#[test]
fn missing_variables_are_all_named_once() {
    let missing = render("{{b}} {{a}} {{b}} {{c|x}} {{d}}", &[("d", "1")]).expect_err("a and b are missing");
    assert_eq!(missing, MissingVariables(vec!["b".to_owned(), "a".to_owned()]));
    assert_eq!(missing.into_fault("body").fault, "has no value for b, a");
}

#[test]
fn a_default_given_once_does_not_cover_another_place() {
    assert!(render("{{name|there}} {{name}}", &[]).is_err());
}

#[test]
fn braces_that_are_escaped_or_alone_stay_as_they_are() {
    let cases = [
        (r"\{{name}}", "{{name}}"),
        (r"\\{{name}}", r"\Ann"),
        (r"\\\{{name}}", r"\{{name}}"),
        (r"C:\dir {{name}}\", r"C:\dir Ann\"),
        ("{ {name} } }}", "{ {name} } }}"),
        ("{{name}}}", "Ann}"),
        ("{{name}}{{name}}", "AnnAnn"),
    ];
    for (template, expected) in cases {
        assert_eq!(
            render(template, &[("name", "Ann")]).as_deref(),
            Ok(expected),
            "{template}"
        );
    }
}

#[test]
fn a_value_is_put_in_as_it_is() {
    let values = [("name", "{{name}} {{x|y}} \\{{"), ("x", "no")];
    assert_eq!(render("{{name}}", &values).as_deref(), Ok("{{name}} {{x|y}} \\{{"));
}

#[test]
fn names_are_words_of_any_script_and_files_headers() {
    for name in [
        "name",
        "Student Name",
        "fee-amount_2.total",
        "نام",
        "شماره\u{200c}موبایل",
        "फ़ोन",
        "Prénom",
        "7",
    ] {
        let template = Template::parse(&format!("{{{{  {name} }}}}")).expect(name);
        assert_eq!(template.variables(), [name]);
    }
}

#[test]
fn mistakes_are_found_where_they_are() {
    let bad_name = |position, found| TemplateError::BadName { position, found };
    let long = format!("ab {{{{{}}}}}", "n".repeat(MAX_NAME_CHARS + 1));
    let cases = [
        ("Habari {{name", TemplateError::Unclosed(8)),
        ("é {{name} and {{other}}", TemplateError::Unclosed(3)),
        ("{{a|b {{c}}", TemplateError::Unclosed(1)),
        ("{{}}", TemplateError::NoName(1)),
        ("{{a}}{{ |x}}", TemplateError::NoName(6)),
        ("{{{name}}}", bad_name(1, '{')),
        ("{{a+b}}", bad_name(1, '+')),
        ("{{a\nb}}", bad_name(1, '\n')),
        (long.as_str(), TemplateError::LongName(4)),
    ];
    for (text, error) in cases {
        assert_eq!(Template::parse(text), Err(error), "{text}");
    }
    let fault = Template::parse("Habari {{name")
        .expect_err("unclosed")
        .into_fault("body");
    assert_eq!(fault.fault, "has {{ at character 8 that is never closed");
    assert_eq!(fault.mend, "close it with }}, or write \\{{ for two braces as they are");
}

#[test]
fn a_template_does_not_print_its_text() {
    let template = Template::parse("secret {{name}}").expect("a template");
    assert_eq!(format!("{template:?}"), "Template { variables: [\"name\"], .. }");
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_panic_and_plain_text_renders_as_itself(text in any::<String>()) {
        if let Ok(template) = Template::parse(&text)
            && !text.contains("{{")
        {
            prop_assert_eq!(template.render(|_| None), Ok(text));
        }
    }

    #[test]
    fn an_escaped_text_renders_as_itself(text in r"[{}|\\ a]{0,30}") {
        let template = Template::parse(&Template::escaped(&text));
        prop_assert_eq!(template.map(|one| one.render(|_| None)), Ok(Ok(text)));
    }

    #[test]
    fn braces_in_any_order_never_panic(text in r"[{}|\\ a]{0,30}") {
        if let Ok(template) = Template::parse(&text) {
            let _ = template.render(|_| Some("v"));
        }
    }

    #[test]
    fn any_text_can_be_written_as_a_template(text in r"[{}\\a|]{0,20}") {
        // Doubling the backslashes before braces and adding one is the way to quote them.
        let quoted = quote(&text);
        let template = Template::parse(&quoted).expect("everything is quoted");
        prop_assert_eq!(template.render(|_| None), Ok(text));
    }

    #[test]
    fn values_land_where_their_variables_stand(before in "[a-z ]{0,9}", name in "[a-zA-Z_]{1,9}", value in any::<String>()) {
        let template = Template::parse(&format!("{before}{{{{{name}}}}}")).expect("a template");
        prop_assert_eq!(template.variables(), [name]);
        prop_assert_eq!(template.render(|_| Some(&value)), Ok(format!("{before}{value}")));
    }
}

/// The template that renders as `text`.
fn quote(text: &str) -> String {
    let mut quoted = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("{{") {
        let backslashes = rest[..at].len() - rest[..at].trim_end_matches('\\').len();
        quoted.push_str(&rest[..at]);
        quoted.push_str(&"\\".repeat(backslashes + 1));
        quoted.push_str("{{");
        rest = &rest[at + 2..];
    }
    quoted + rest
}
