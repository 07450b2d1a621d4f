//! The names of an object's members, of which the next one is guessed: records of one list are
//! written alike.

use crate::systems::direct::scan::{Scan, Scanned, Stop};

/// Unknown names that are learned, so that they too are guessed.
const LEARNED: usize = 64;

/// Known names, and after each the one that followed it last.
#[derive(Debug)]
pub(super) struct Names {
    /// As they stand in the object, `"email":`; the known ones first.
    keys: Vec<Key>,
    known: usize,
    /// By the one before, from 1 on; 0 is the start of an object.
    followers: Vec<usize>,
}

/// A name as it stands in an object. Most are short, and compared as a few numbers.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) bytes: Vec<u8>,
    /// Its first bytes, and which bits of those numbers are of it.
    pub(super) first: [u64; SHORT / 8],
    pub(super) of_it: [u64; SHORT / 8],
}

/// Bytes of a short name.
pub(super) const SHORT: usize = 32;

impl Key {
    fn new(name: &str) -> Key {
        let bytes = format!("\"{name}\":").into_bytes();
        let (mut first, mut of_it) = ([0; SHORT / 8], [0; SHORT / 8]);
        for (place, byte) in bytes.iter().take(SHORT).enumerate() {
            if let (Some(first), Some(of_it)) = (first.get_mut(place / 8), of_it.get_mut(place / 8))
            {
                *first |= u64::from(*byte) << (place % 8 * 8);
                *of_it |= 0xff << (place % 8 * 8);
            }
        }
        Key {
            bytes,
            first,
            of_it,
        }
    }
}

/// The name of a member.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Name<'a> {
    /// Its place among the known ones.
    Known(usize),
    Unknown(&'a str),
}

impl Names {
    pub(super) fn new<'n>(names: impl Iterator<Item = &'n str>) -> Names {
        let keys: Vec<Key> = names.map(Key::new).collect();
        Names {
            followers: (0..=keys.len()).collect(),
            known: keys.len(),
            keys,
        }
    }

    /// Reads the name of a member and what stands before its value. `last` is the one before it, 0
    /// at first, and is set to this one.
    #[inline(always)]
    pub(super) fn read<'a>(&mut self, scan: &mut Scan<'a>, last: &mut usize) -> Scanned<Name<'a>> {
        let guess = self.followers.get(*last).copied().unwrap_or_default();
        let start = scan.at();
        if !self.keys.get(guess).is_some_and(|key| scan.skip_key(key)) {
            return self.look(scan, last);
        }
        let key = scan.since(start);
        scan.token()?;
        *last = guess + 1;
        if guess < self.known {
            return Ok(Name::Known(guess));
        }
        unquoted(key.get(..key.len() - 1).unwrap_or_default()).map(Name::Unknown)
    }

    #[inline(never)]
    fn look<'a>(&mut self, scan: &mut Scan<'a>, last: &mut usize) -> Scanned<Name<'a>> {
        let quoted = scan.value()?;
        scan.expect(b':')?;
        scan.token()?;
        let is = |key: &Key| key.bytes.strip_suffix(b":") == Some(quoted);
        let name = unquoted(quoted)?;
        let place = self.keys.iter().position(is).unwrap_or(self.keys.len());
        if place == self.keys.len() {
            if place - self.known >= LEARNED {
                return Ok(Name::Unknown(name));
            }
            self.keys.push(Key::new(name));
            self.followers.push(place + 1);
        }
        if let Some(follower) = self.followers.get_mut(*last) {
            *follower = place;
        }
        *last = place + 1;
        Ok(if place < self.known {
            Name::Known(place)
        } else {
            Name::Unknown(name)
        })
    }
}

/// A name without its quotes.
#[inline]
fn unquoted(quoted: &[u8]) -> Scanned<&str> {
    let name = quoted.get(1..quoted.len() - 1).unwrap_or_default();
    // With an escape in it, it may be a known one.
    if name.contains(&b'\\') {
        return Err(Stop::Strange);
    }
    std::str::from_utf8(name).map_err(|_| Stop::Strange)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_any_order() {
        let mut names = Names::new(["id", "email", "first_name"].into_iter());
        for _ in 0..2 {
            let json = br#""email":1,"id" : 2,"first_name":3,"more":4,"i\u0064":5"#;
            let mut scan = Scan::new(json, 0);
            let mut last = 0;
            for place in [1, 0, 2] {
                assert_eq!(names.read(&mut scan, &mut last), Ok(Name::Known(place)));
                scan.whole().expect("a number");
                scan.expect(b',').expect("a comma");
            }
            assert_eq!(names.read(&mut scan, &mut last), Ok(Name::Unknown("more")));
            scan.whole().expect("a number");
            scan.expect(b',').expect("a comma");
            assert_eq!(names.read(&mut scan, &mut last), Err(Stop::Strange));
        }
    }
}
