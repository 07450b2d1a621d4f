//! Hashes of keys that are looked up for every row.

use std::hash::{BuildHasher as _, Hash, Hasher as _};

use hashbrown::DefaultHashBuilder;

/// What [`hash_one`](std::hash::BuildHasher::hash_one) gives.
#[inline]
#[expect(
    clippy::manual_hash_one,
    reason = "the standard library's is not copied to its callers, and a load takes a twentieth more"
)]
pub(crate) fn hash(hasher: &DefaultHashBuilder, value: impl Hash) -> u64 {
    let mut hasher = hasher.build_hasher();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_one_hash_however_it_is_asked() {
        let hasher = DefaultHashBuilder::default();
        assert_eq!(hash(&hasher, "id"), hasher.hash_one("id"));
        let (field, raw) = (3_usize, b"raw".as_slice());
        assert_eq!(hash(&hasher, (field, raw)), hasher.hash_one((field, raw)));
    }
}
