//! Which of the systems a call is for.

/// One of the systems that the sandbox serves. AgileNow's token endpoint stands for itself: a fault
/// there is another one than a fault of its accounts, and so is a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    /// Everything under `/api/v2`.
    Mpdx,
    /// Everything under `/Endpoint/rest/api/v1`.
    AgileNow,
    /// Everything under `/api/v1`.
    Swift,
    /// `/oAuth/rest/v2/Token`.
    Token,
}

impl System {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Mpdx, Self::AgileNow, Self::Swift, Self::Token];

    /// `mpdx`, `agilenow`, `swift` or `token`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Mpdx => "mpdx",
            Self::AgileNow => "agilenow",
            Self::Swift => "swift",
            Self::Token => "token",
        }
    }

    /// The system of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|system| system.name() == name)
    }

    /// The system that answers at this path. The sandbox's own pages belong to none.
    pub(crate) fn at(path: &str) -> Option<Self> {
        let below = |folder: &str| {
            path.strip_prefix(folder)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        if below("/api/v2") {
            Some(Self::Mpdx)
        } else if below("/Endpoint") {
            Some(Self::AgileNow)
        } else if below("/api/v1") {
            Some(Self::Swift)
        } else {
            below("/oAuth").then_some(Self::Token)
        }
    }
}
