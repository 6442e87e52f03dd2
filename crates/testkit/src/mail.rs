//! Mail that Tuma wrote into its folder, and the tokens in it.

use std::path::Path;

use crate::app::TestApp;
use crate::wait::eventually;

impl TestApp {
    /// The mails that went out to `email`, the newest last.
    pub fn mails_to(&self, email: &str) -> Vec<String> {
        to(self.mail_folder(), email)
    }

    /// The token in the newest mail to `email` that has a link to `page`; waits until it went out.
    pub async fn mailed_token(&self, email: &str, page: &str) -> String {
        let what = format!("a mail with a link to {page}");
        eventually(&what, async || token(&self.mails_to(email), page)).await
    }
}

/// The mails in `folder` to `email`, the oldest first.
fn to(folder: &Path, email: &str) -> Vec<String> {
    let Ok(files) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<_> = files
        .filter_map(|file| Some(file.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "eml"))
        .collect();
    paths.sort();
    let texts = paths.iter().filter_map(|path| std::fs::read_to_string(path).ok());
    let header = format!("To: {email}");
    texts.filter(|text| text.lines().any(|line| line == header)).collect()
}

/// What follows `/page#` in the newest of these mails that has such a link.
fn token(mails: &[String], page: &str) -> Option<String> {
    let link = format!("/{page}#");
    let (_, rest) = mails.iter().rev().find_map(|mail| mail.split_once(&link))?;
    Some(rest.chars().take_while(char::is_ascii_alphanumeric).collect())
}
