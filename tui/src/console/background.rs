//! Work behind the screen, and the threads that answer keys, which go before it: while a sandbox of
//! the same process makes one answer and the one before is read, or accounts are sorted, there is
//! more to do than there are processors.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

#[cfg(not(target_os = "linux"))]
use elsewhere::{Processors, Thread};
#[cfg(target_os = "linux")]
use linux::{Processors, Thread};

/// What a thread of a runtime that works behind the screen does first, so that the one that answers
/// keys goes before it: it takes less priority, and leaves one processor, where there are several,
/// because Linux may look only after four milliseconds for a thread of more priority. Elsewhere it
/// does nothing: the whole process would stand back.
pub fn stand_back() -> impl Fn() + Send + Sync + 'static {
    let processors = Processors::of_this_thread();
    move || processors.stand_back()
}

/// The threads that read keys, answer them and draw.
#[derive(Debug, Clone)]
pub struct Foreground(Arc<Mutex<Threads>>);

#[derive(Debug)]
struct Threads {
    processors: Processors,
    ahead: Vec<Thread>,
    /// How much is done behind them now.
    works: usize,
}

impl Foreground {
    /// The calling thread, on the processors that it may run on.
    #[must_use]
    pub fn of_this_thread() -> Foreground {
        Foreground(Arc::new(Mutex::new(Threads {
            processors: Processors::of_this_thread(),
            ahead: vec![Thread::this()],
            works: 0,
        })))
    }

    /// The calling thread is one of them.
    pub fn join(&self) {
        let mut threads = self.lock();
        threads.ahead.push(Thread::this());
        threads.place();
    }

    /// Does something on a thread of its own behind them, which ends with it.
    ///
    /// # Errors
    /// There is no thread to be had, and nothing was done.
    pub fn behind(&self, work: impl FnOnce() + Send + 'static) -> io::Result<JoinHandle<()>> {
        let foreground = self.clone();
        thread::Builder::new()
            .name("behind".to_owned())
            .spawn(move || {
                let _ahead = Ahead::of(foreground);
                work();
            })
    }

    /// Does something on the calling thread, which is one of them, without a place of its own: a
    /// process that it starts would keep that place for as long as it lives.
    pub fn anywhere<T>(&self, start: impl FnOnce() -> T) -> T {
        let threads = self.lock();
        threads.processors.anywhere(Thread::this());
        let started = start();
        threads.place();
        started
    }

    fn lock(&self) -> MutexGuard<'_, Threads> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Threads {
    /// Where each of them runs: on the processor that the work behind them leaves, as long as there
    /// is any.
    fn place(&self) {
        for thread in &self.ahead {
            if self.works > 0 {
                self.processors.ahead(*thread);
            } else {
                self.processors.anywhere(*thread);
            }
        }
    }
}

/// That the calling thread works behind those, until it is dropped.
struct Ahead(Foreground);

impl Ahead {
    fn of(foreground: Foreground) -> Ahead {
        let mut threads = foreground.lock();
        threads.processors.stand_back();
        threads.works += 1;
        threads.place();
        drop(threads);
        Ahead(foreground)
    }
}

impl Drop for Ahead {
    fn drop(&mut self) {
        let mut threads = self.0.lock();
        threads.works -= 1;
        threads.place();
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use rustix::process::setpriority_process;
    use rustix::thread::{CpuSet, Pid, gettid, sched_getaffinity, sched_setaffinity};

    /// What the shell's `nice` gives.
    const NICE: i32 = 10;

    /// A thread.
    #[derive(Debug, Clone, Copy)]
    pub struct Thread(Pid);

    impl Thread {
        /// The calling thread.
        pub fn this() -> Thread {
            Thread(gettid())
        }
    }

    /// The processors of this process, divided between the screen and the work behind it. Where
    /// something is refused, a key waits a little longer.
    #[derive(Debug, Clone)]
    pub struct Processors(Option<Divided>);

    #[derive(Debug, Clone)]
    struct Divided {
        all: CpuSet,
        first: CpuSet,
        others: CpuSet,
    }

    impl Processors {
        /// Those that the calling thread may run on; one alone is not divided.
        pub fn of_this_thread() -> Processors {
            Processors(divided())
        }

        /// The calling thread works behind the screen.
        pub fn stand_back(&self) {
            let _ = setpriority_process(None, NICE);
            if let Some(Divided { others, .. }) = &self.0 {
                let _ = sched_setaffinity(None, others);
            }
        }

        /// That thread is of the screen, and there is work behind it. Of two processors it takes the
        /// one that the work leaves: when that is busy for the moment in which a key wakes the
        /// thread, with whoever wakes it, Linux lets it wait for the other, until its next tick.
        /// Of more than two there is one that does nothing.
        pub fn ahead(&self, Thread(thread): Thread) {
            if let Some(Divided { first, others, .. }) = &self.0
                && others.count() == 1
            {
                let _ = sched_setaffinity(Some(thread), first);
            }
        }

        /// That thread may run on all of them.
        pub fn anywhere(&self, Thread(thread): Thread) {
            if let Some(Divided { all, others, .. }) = &self.0
                && others.count() == 1
            {
                let _ = sched_setaffinity(Some(thread), all);
            }
        }
    }

    fn divided() -> Option<Divided> {
        let all = sched_getaffinity(None).ok()?;
        let number = (0..CpuSet::MAX_CPU).find(|number| all.is_set(*number))?;
        let (mut first, mut others) = (CpuSet::new(), all);
        first.set(number);
        others.unset(number);
        (others.count() > 0).then_some(Divided { all, first, others })
    }
}

#[cfg(not(target_os = "linux"))]
mod elsewhere {
    /// A thread.
    #[derive(Debug, Clone, Copy)]
    pub struct Thread;

    impl Thread {
        /// The calling thread.
        pub fn this() -> Thread {
            Thread
        }
    }

    /// Processors, which are left to the system.
    #[derive(Debug, Clone)]
    pub struct Processors;

    impl Processors {
        /// Those that the calling thread may run on.
        pub fn of_this_thread() -> Processors {
            Processors
        }

        /// The calling thread works behind the screen.
        pub fn stand_back(&self) {}

        /// That thread is of the screen, and there is work behind it.
        pub fn ahead(&self, _: Thread) {}

        /// That thread may run on all of them.
        pub fn anywhere(&self, _: Thread) {}
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::sync::mpsc::channel;

    use rustix::process::getpriority_process;
    use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};

    use super::*;

    fn mine() -> CpuSet {
        sched_getaffinity(None).expect("processors")
    }

    fn set(numbers: &[usize]) -> CpuSet {
        let mut set = CpuSet::new();
        numbers.iter().for_each(|number| set.set(*number));
        set
    }

    /// On two processors; where there is one alone, it is everyone's.
    #[test]
    fn of_two_processors_work_leaves_one_to_the_screen() {
        let all = mine();
        let numbers = (0..CpuSet::MAX_CPU).filter(|number| all.is_set(*number));
        let numbers: Vec<usize> = numbers.take(2).collect();
        let (first, last) = (&numbers[..1], &numbers[numbers.len() - 1..]);
        sched_setaffinity(None, &set(&numbers)).expect("two processors");
        let foreground = Foreground::of_this_thread();
        let ((begun, begins), (end, ends)) = (channel(), channel::<()>());
        let work = foreground.behind(move || {
            let nice = getpriority_process(None).expect("a priority");
            begun.send((nice, mine())).expect("a test");
            ends.recv().expect("a test");
        });
        let (nice, behind) = begins.recv().expect("work");
        assert!(nice >= 10, "{nice}");
        assert_eq!(behind, set(last));
        assert_eq!(mine(), set(first));
        assert_eq!(foreground.anywhere(mine), set(&numbers));
        assert_eq!(mine(), set(first));
        let joined = foreground.clone();
        let reads_keys = thread::spawn(move || {
            joined.join();
            mine()
        });
        assert_eq!(reads_keys.join().expect("a thread"), set(first));
        end.send(()).expect("work");
        work.expect("a thread").join().expect("an end");
        assert_eq!(mine(), set(&numbers));
    }
}
