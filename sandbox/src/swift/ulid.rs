//! ULIDs: 26 characters of Crockford's base 32, of which the first ten tell the time.

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The ULID of a moment (microseconds since 1970) and 80 bits of randomness, the lower ones of `random`.
pub fn ulid(micros: i64, random: u128) -> String {
    let milliseconds = u128::try_from(micros.max(0) / 1000).unwrap_or_default();
    let bits = (milliseconds << 80) | (random & ((1 << 80) - 1));
    (0..26)
        .rev()
        .map(|place| {
            let digit = usize::try_from((bits >> (place * 5)) & 31).unwrap_or_default();
            ALPHABET
                .get(digit)
                .map_or('0', |letter| char::from(*letter))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_is_greater_and_the_time_can_be_read() {
        assert_eq!(ulid(0, 0), "00000000000000000000000000");
        // The example of the ULID specification.
        assert!(ulid(1_469_918_176_385_000, u128::MAX).starts_with("01ARYZ6S41"));
        assert!(ulid(2_000, 0) > ulid(1_000, u128::MAX));
    }
}
