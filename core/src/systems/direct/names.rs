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

/// Where reading is among the members of an object.
#[derive(Debug, Default)]
pub(super) struct Member {
    /// Whether one was read.
    begun: bool,
    /// The last one whose name is remembered, from 1 on; 0 at first.
    last: usize,
}

impl Member {
    fn behind(key: usize) -> Member {
        Member {
            begun: true,
            last: key + 1,
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

    /// Reads the name of the next member of an object and what stands before its value; `None` when
    /// there is none, and the object is read.
    #[inline(always)]
    pub(super) fn next<'a>(
        &mut self,
        scan: &mut Scan<'a>,
        member: &mut Member,
    ) -> Scanned<Option<Name<'a>>> {
        let guess = self.guess(member);
        let begins = if member.begun { b',' } else { b'{' };
        let key = self.keys.get(guess);
        if !(guess < self.known && key.is_some_and(|key| scan.skip_key(Some(begins), key))) {
            return self.seek(scan, member);
        }
        scan.token()?;
        *member = Member::behind(guess);
        Ok(Some(Name::Known(guess)))
    }

    /// The same, however the name is written.
    #[inline(never)]
    fn seek<'a>(&mut self, scan: &mut Scan<'a>, member: &mut Member) -> Scanned<Option<Name<'a>>> {
        if !scan.member(&mut member.begun)? {
            return Ok(None);
        }
        let guess = self.guess(member);
        let start = scan.at();
        let key = self.keys.get(guess);
        if !key.is_some_and(|key| scan.skip_key(None, key)) {
            return self.look(scan, member).map(Some);
        }
        let key = scan.since(start);
        scan.token()?;
        *member = Member::behind(guess);
        if guess < self.known {
            return Ok(Some(Name::Known(guess)));
        }
        let name = unquoted(key.get(..key.len() - 1).unwrap_or_default())?;
        Ok(Some(Name::Unknown(name)))
    }

    fn guess(&self, member: &Member) -> usize {
        let guess = self.followers.get(member.last);
        guess.copied().unwrap_or_default()
    }

    #[inline(never)]
    fn look<'a>(&mut self, scan: &mut Scan<'a>, member: &mut Member) -> Scanned<Name<'a>> {
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
        if let Some(follower) = self.followers.get_mut(member.last) {
            *follower = place;
        }
        *member = Member::behind(place);
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
        let known = |place| Ok(Some(Name::Known(place)));
        for _ in 0..2 {
            let json = br#"{"email":1, "id" : 2,"first_name":3,"more":4,"i\u0064":5}"#;
            let mut scan = Scan::new(json, 0);
            let mut member = Member::default();
            for name in [
                known(1),
                known(0),
                known(2),
                Ok(Some(Name::Unknown("more"))),
            ] {
                assert_eq!(names.next(&mut scan, &mut member), name);
                scan.whole().expect("a number");
            }
            assert_eq!(names.next(&mut scan, &mut member), Err(Stop::Strange));
        }
    }
}
