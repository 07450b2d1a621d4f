//! What keys and answers do, without a screen.

mod arranging;
mod browsing;
mod choices;
mod editing;
mod loading;
