//! Hashes of keys that are looked up for every row.

use std::hash::{BuildHasher as _, Hasher as _};

use hashbrown::DefaultHashBuilder;

/// The hash of the bytes of a key of several parts. Texts and slices hash themselves with a mark of
/// their ends, which takes longer than short keys do where numbers have 32 bits; keys whose parts
/// end elsewhere are told apart when they are compared.
#[inline]
pub(crate) fn hash<const PARTS: usize>(
    hasher: &DefaultHashBuilder,
    key: [impl AsRef<[u8]>; PARTS],
) -> u64 {
    let mut hasher = hasher.build_hasher();
    for part in key {
        hasher.write(part.as_ref());
    }
    hasher.finish()
}
