//! What a person reads while a task runs.

use std::time::Duration;

/// Announces the next thing to be done.
pub fn heading(text: &str) {
    println!("\n==> {text}");
}

/// A detail of what was announced.
pub fn detail(text: &str) {
    println!("{}", format!("    {text}").trim_end());
}

/// `4.2 s` or `3 min 07 s`.
pub fn elapsed(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

/// `512 B` or `87.3 kB`.
pub fn size(bytes: u64) -> String {
    if bytes < 1000 {
        return format!("{bytes} B");
    }
    // Tenths of a kilobyte, rounded, without floating point.
    let tenths = (bytes + 50) / 100;
    format!("{}.{} kB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_appear_when_there_are_any() {
        assert_eq!(elapsed(Duration::from_millis(4_240)), "4.2 s");
        assert_eq!(elapsed(Duration::from_secs(187)), "3 min 07 s");
    }

    #[test]
    fn sizes_are_in_kilobytes() {
        assert_eq!(size(512), "512 B");
        assert_eq!(size(1_049), "1.0 kB");
        assert_eq!(size(1_050), "1.1 kB");
        assert_eq!(size(87_300), "87.3 kB");
    }
}
