//! What keys and answers do, without a screen.

mod away;
mod browsing;
mod choices;
mod editing;
mod loading;
