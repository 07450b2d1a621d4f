//! Threads that work behind the screen: while a sandbox of the same process makes one answer and the
//! one before is read, there is more to do than there are processors.

#[cfg(target_os = "linux")]
use rustix::{
    process::setpriority_process,
    thread::{CpuSet, sched_getaffinity, sched_setaffinity},
};

/// What such a thread does first, so that the one that answers keys goes before it: it takes less
/// priority, and leaves one processor, where there are several, because Linux may look only after
/// four milliseconds for a thread of more priority. Elsewhere it does nothing: the whole process
/// would stand back.
pub fn stand_back() -> impl Fn() + Send + Sync + 'static {
    #[cfg(target_os = "linux")]
    let processors = all_but_one();
    move || {
        #[cfg(target_os = "linux")]
        {
            // What the shell's `nice` gives. Where either is refused, a key waits a little longer.
            let _ = setpriority_process(None, 10);
            if let Some(processors) = &processors {
                let _ = sched_setaffinity(None, processors);
            }
        }
    }
}

/// The processors of this process but the first; `None` where there is one alone.
#[cfg(target_os = "linux")]
fn all_but_one() -> Option<CpuSet> {
    let mut processors = sched_getaffinity(None).ok()?;
    let first = (0..CpuSet::MAX_CPU).find(|number| processors.is_set(*number))?;
    processors.unset(first);
    (processors.count() > 0).then_some(processors)
}
