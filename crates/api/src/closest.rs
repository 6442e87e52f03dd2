//! "Did you mean": the known word nearest to an unknown one.

/// The known word that is at most a third of its length away from `word`, if any; case does not count.
pub(crate) fn closest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = fold(word);
    let near = known
        .into_iter()
        .map(|candidate| (distance(&word, &fold(candidate)), candidate));
    let (edits, best) = near.min_by_key(|(edits, _)| *edits)?;
    (edits <= best.len().div_ceil(3)).then_some(best)
}

/// Lower case, without the separators that spellings of one name differ in; at most 64 characters are looked at.
fn fold(word: &str) -> Vec<char> {
    word.chars()
        .filter(|c| !matches!(c, '_' | '-' | ' '))
        .take(64)
        .flat_map(char::to_lowercase)
        .collect()
}

/// Levenshtein's distance.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(from != to);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: [&str; 4] = ["to", "body", "scheduledAt", "idempotencyKey"];

    #[test]
    fn a_misspelt_name_finds_its_field() {
        assert_eq!(closest("scheduled_at", FIELDS), Some("scheduledAt"));
        assert_eq!(closest("idempotencykey", FIELDS), Some("idempotencyKey"));
        assert_eq!(closest("bdy", FIELDS), Some("body"));
    }

    #[test]
    fn a_strange_name_finds_nothing() {
        assert_eq!(closest("campaign", FIELDS), None);
        assert_eq!(closest("", []), None);
    }
}
