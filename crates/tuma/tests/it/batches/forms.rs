//! The form of an upload, as tests fill it in.

use reqwest::multipart::{Form, Part};

/// Where forms go.
pub const BULK: &str = "/api/sms/send-bulk";

/// A form with these text fields.
pub fn fields(fields: &[(&str, &str)]) -> Form {
    let add = |form: Form, (name, value): &(&str, &str)| form.text((*name).to_owned(), (*value).to_owned());
    fields.iter().fold(Form::new(), add)
}

/// `form` with `content` as its file.
pub fn with_file(form: Form, content: impl Into<Vec<u8>>) -> Form {
    form.part("file", Part::bytes(content.into()).file_name("upload.csv"))
}

/// The file `name` of `testdata`.
pub fn sample(name: &str) -> Vec<u8> {
    std::fs::read(testkit::testdata(name)).expect("the sample is in testdata")
}
