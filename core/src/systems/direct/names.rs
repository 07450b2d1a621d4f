//! The names of an object's members, of which the next one is guessed: records of one list are
//! written alike.

use crate::systems::direct::scan::{Scan, Scanned, Stop};

/// Known names, and after each the one that followed it last.
#[derive(Debug)]
pub(super) struct Names {
    /// As they stand in the object: `"email":`.
    keys: Vec<Vec<u8>>,
    /// By the one before, from 1 on; 0 is the start of an object.
    followers: Vec<usize>,
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
        let keys: Vec<Vec<u8>> = names
            .map(|name| format!("\"{name}\":").into_bytes())
            .collect();
        Names {
            followers: (0..=keys.len()).collect(),
            keys,
        }
    }

    /// Reads the name of a member and what stands before its value. `last` is the known one before
    /// it, from 1 on, and is set to this one.
    #[inline(always)]
    pub(super) fn read<'a>(&mut self, scan: &mut Scan<'a>, last: &mut usize) -> Scanned<Name<'a>> {
        let guess = self.followers.get(*last).copied().unwrap_or_default();
        let guessed = self.keys.get(guess).is_some_and(|key| scan.skip(key));
        if guessed {
            scan.token()?;
            *last = guess + 1;
            return Ok(Name::Known(guess));
        }
        self.look(scan, last)
    }

    #[inline(never)]
    fn look<'a>(&mut self, scan: &mut Scan<'a>, last: &mut usize) -> Scanned<Name<'a>> {
        let quoted = scan.value()?;
        scan.expect(b':')?;
        scan.token()?;
        let is = |key: &Vec<u8>| key.strip_suffix(b":") == Some(quoted);
        if let Some(place) = self.keys.iter().position(is) {
            if let Some(follower) = self.followers.get_mut(*last) {
                *follower = place;
            }
            *last = place + 1;
            return Ok(Name::Known(place));
        }
        let name = quoted.get(1..quoted.len() - 1).unwrap_or_default();
        // A name with an escape may be a known one.
        if name.contains(&b'\\') {
            return Err(Stop::Strange);
        }
        let name = std::str::from_utf8(name).map_err(|_| Stop::Strange)?;
        Ok(Name::Unknown(name))
    }
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
