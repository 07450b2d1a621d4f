//! Threads that work behind the screen.

/// Lets the thread that answers keys go before the one that calls this: while an answer is read, or a
/// sandbox of the same process makes one, there may be more to do than there are processors. Only
/// Linux gives each thread a priority of its own; elsewhere the whole process would stand back.
pub fn stand_back() {
    // What the shell's `nice` gives. Where it is refused, a key waits a little longer.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::setpriority_process(None, 10);
}
