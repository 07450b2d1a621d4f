//! What keys and answers do, without a screen.

mod browsing;
mod editing;
mod loading;
