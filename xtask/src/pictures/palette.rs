//! A PNG picture with at most 256 colours: a third of the size, and for text on plain grounds the
//! same to the eye.

use std::collections::HashMap;
use std::io::Cursor;

use anyhow::{Context, Result, ensure};
use png::{BitDepth, ColorType, Compression, Decoder, Encoder, Filter, Transformations};

/// Red, green, blue, opacity.
type Rgba = [u8; 4];

const LARGEST: usize = 256;

/// Writes a picture with its most frequent colours; others become the nearest of them.
///
/// # Errors
/// When it is no PNG file.
pub fn reduce(file: &[u8]) -> Result<Vec<u8>> {
    let (width, height, pixels) = decode(file)?;
    let palette = most_frequent(&pixels);
    let mut known = HashMap::new();
    let indices: Vec<u8> = pixels
        .iter()
        .map(|pixel| {
            *known
                .entry(*pixel)
                .or_insert_with(|| nearest(&palette, *pixel))
        })
        .collect();
    encode(width, height, &palette, &indices)
}

fn decode(file: &[u8]) -> Result<(u32, u32, Vec<Rgba>)> {
    let mut decoder = Decoder::new(Cursor::new(file));
    decoder.set_transformations(Transformations::normalize_to_color8() | Transformations::ALPHA);
    let mut reader = decoder.read_info().context("the picture is not PNG")?;
    let size = reader
        .output_buffer_size()
        .context("the picture is too large")?;
    let mut bytes = vec![0; size];
    let frame = reader
        .next_frame(&mut bytes)
        .context("the picture is cut short")?;
    ensure!(frame.color_type == ColorType::Rgba, "the picture is grey");
    let pixels = bytes
        .chunks_exact(4)
        .map(|pixel| [pixel[0], pixel[1], pixel[2], pixel[3]])
        .collect();
    Ok((frame.width, frame.height, pixels))
}

fn most_frequent(pixels: &[Rgba]) -> Vec<Rgba> {
    let mut counts: HashMap<Rgba, usize> = HashMap::new();
    for pixel in pixels {
        *counts.entry(*pixel).or_default() += 1;
    }
    let mut colours: Vec<_> = counts.into_iter().collect();
    // Equal counts in an order of their own, so that the same picture gives the same file.
    colours.sort_by_key(|&(colour, count)| (std::cmp::Reverse(count), colour));
    colours.truncate(LARGEST);
    colours.into_iter().map(|(colour, _)| colour).collect()
}

fn nearest(palette: &[Rgba], pixel: Rgba) -> u8 {
    let distance = |colour: &Rgba| -> u32 {
        let squares = colour.iter().zip(pixel);
        squares
            .map(|(one, other)| u32::from(one.abs_diff(other)).pow(2))
            .sum()
    };
    (0..=u8::MAX)
        .zip(palette)
        .min_by_key(|(_, colour)| distance(colour))
        .map_or(0, |(index, _)| index)
}

fn encode(width: u32, height: u32, palette: &[Rgba], indices: &[u8]) -> Result<Vec<u8>> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, width, height);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_palette(
        palette
            .iter()
            .flat_map(|colour| [colour[0], colour[1], colour[2]])
            .collect::<Vec<_>>(),
    );
    encoder.set_trns(palette.iter().map(|colour| colour[3]).collect::<Vec<_>>());
    encoder.set_compression(Compression::High);
    // Differences between indices mean nothing.
    encoder.set_filter(Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(indices)?;
    writer.finish()?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(pixels: &[Rgba]) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = Encoder::new(&mut file, u32::try_from(pixels.len()).unwrap(), 1);
        encoder.set_color(ColorType::Rgba);
        encoder.set_depth(BitDepth::Eight);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(pixels.as_flattened()).unwrap();
        writer.finish().unwrap();
        file
    }

    #[test]
    fn a_picture_of_few_colours_stays_as_it_is() {
        let pixels = [[1, 2, 3, 255], [0, 0, 0, 0], [1, 2, 3, 255], [9, 9, 9, 100]];
        let (width, height, kept) = decode(&reduce(&picture(&pixels)).unwrap()).unwrap();
        assert_eq!((width, height), (4, 1));
        assert_eq!(kept, pixels);
    }

    #[test]
    fn a_rare_colour_becomes_the_nearest_frequent_one() {
        let mut pixels: Vec<Rgba> = (0..=u8::MAX)
            .flat_map(|grey| [[grey, grey, grey, 255]; 2])
            .collect();
        pixels.push([250, 251, 250, 255]);
        let (_, _, kept) = decode(&reduce(&picture(&pixels)).unwrap()).unwrap();
        assert_eq!(kept[..512], pixels[..512]);
        assert_eq!(kept.last(), Some(&[250, 250, 250, 255]));
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        assert!(reduce(b"<html>").is_err());
        let cut = picture(&[[1, 2, 3, 4]; 1000]);
        assert!(reduce(&cut[..cut.len() / 2]).is_err());
    }
}
