//! Calling off what is under way.

use std::sync::Arc;
use std::sync::Mutex;

use futures_channel::oneshot;
use futures_util::FutureExt;
use futures_util::future::Shared;

/// Ends when the work that it was given to is called off. Clones end together.
#[derive(Debug, Clone, Default)]
pub struct Cancel(Option<Shared<oneshot::Receiver<()>>>);

/// Calls off the work that its [`Cancel`] was given to. Dropping it does not.
#[derive(Debug, Clone)]
pub struct Canceller(Arc<Mutex<Option<oneshot::Sender<()>>>>);

impl Cancel {
    /// Nothing will be called off.
    #[must_use]
    pub fn never() -> Cancel {
        Cancel(None)
    }

    /// A pair.
    #[must_use]
    pub fn new() -> (Canceller, Cancel) {
        let (sender, receiver) = oneshot::channel();
        (
            Canceller(Arc::new(Mutex::new(Some(sender)))),
            Cancel(Some(receiver.shared())),
        )
    }

    /// Whether it was called off already.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0
            .as_ref()
            .is_some_and(|receiver| matches!(receiver.peek(), Some(Ok(()))))
            || self
                .0
                .clone()
                .and_then(FutureExt::now_or_never)
                .is_some_and(|end| end.is_ok())
    }

    /// Waits until it is called off; for ever, when it never is.
    pub async fn cancelled(&self) {
        if let Some(receiver) = self.0.clone()
            && receiver.await.is_ok()
        {
            return;
        }
        std::future::pending().await
    }
}

impl Canceller {
    /// Calls it off. A second time changes nothing.
    pub fn cancel(&self) {
        let sender = self.0.lock().ok().and_then(|mut sender| sender.take());
        if let Some(sender) = sender {
            // Nobody waits any more: nothing to call off.
            let _ = sender.send(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clones_are_cancelled_together_and_dropping_cancels_nothing() {
        let (canceller, cancel) = Cancel::new();
        let clone = cancel.clone();
        assert!(!clone.is_cancelled());
        assert_eq!(clone.cancelled().now_or_never(), None);
        canceller.cancel();
        canceller.cancel();
        assert!(clone.is_cancelled() && cancel.is_cancelled());
        assert_eq!(cancel.cancelled().now_or_never(), Some(()));

        let (canceller, cancel) = Cancel::new();
        drop(canceller);
        assert!(!cancel.is_cancelled());
        assert_eq!(cancel.cancelled().now_or_never(), None);
        assert!(!Cancel::never().is_cancelled());
    }
}
