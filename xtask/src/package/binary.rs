//! The binary format of WebAssembly (section 5 of its specification), as far as the package changes
//! it.

use anyhow::{Context, Result};

/// What every module begins with: its mark and the version of the format.
pub const HEAD: [u8; 8] = *b"\0asm\x01\0\0\0";

/// The sections that are read or written here.
pub const NAMED: u8 = 0;
pub const IMPORTS: u8 = 2;
pub const CODE: u8 = 10;

/// The kind of an import that is a function.
pub const FUNCTION: u8 = 0;

/// The sections of a module: the kind of each, and what is in it.
///
/// # Errors
/// When the bytes are no module.
pub fn sections(module: &[u8]) -> Result<Vec<(u8, &[u8])>> {
    let sections = module.strip_prefix(&HEAD).context("no module")?;
    let mut reader = Reader::new(sections);
    let mut found = Vec::new();
    while !reader.is_empty() {
        found.push((reader.byte()?, reader.bytes()?));
    }
    Ok(found)
}

/// Reads from the front.
pub struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader(bytes)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn byte(&mut self) -> Result<u8> {
        let (byte, rest) = self.0.split_first().context("the module ends early")?;
        self.0 = rest;
        Ok(*byte)
    }

    /// A number of at most 32 bits, seven in each byte.
    pub fn number(&mut self) -> Result<usize> {
        let mut number = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        anyhow::bail!("a number of the module is too long")
    }

    /// Bytes with their length before them.
    pub fn bytes(&mut self) -> Result<&'a [u8]> {
        let length = self.number()?;
        let (bytes, rest) = self
            .0
            .split_at_checked(length)
            .context("the module ends early")?;
        self.0 = rest;
        Ok(bytes)
    }
}

pub fn put_number(number: usize, out: &mut Vec<u8>) {
    let mut rest = number;
    while rest > 0x7f {
        out.push((rest & 0x7f) as u8 | 0x80);
        rest >>= 7;
    }
    out.push(rest as u8);
}

pub fn put_bytes(bytes: &[u8], out: &mut Vec<u8>) {
    put_number(bytes.len(), out);
    out.extend_from_slice(bytes);
}
