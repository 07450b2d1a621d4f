//! What `--only` narrows a run to.

use super::steps::{STEPS, Step};

/// A part of the tests, or one step of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection(String);

impl Selection {
    /// Accepts the name of a part or of a step.
    ///
    /// # Errors
    /// When there is none of that name: lists those that there are.
    pub fn parse(text: &str) -> Result<Self, String> {
        if STEPS
            .iter()
            .any(|step| step.part == text || step.id() == text)
        {
            return Ok(Self(text.to_owned()));
        }
        let steps: Vec<String> = STEPS.iter().map(Step::id).collect();
        Err(format!(
            "choose rust, wasm, web or fuzz, or one of {}",
            steps.join(", ")
        ))
    }

    /// Whether a step is part of the run.
    pub fn includes(&self, step: &Step) -> bool {
        self.0 == step.part || self.0 == step.id()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_has_all_its_steps_and_a_step_only_itself() {
        let count = |text: &str| {
            let selection = Selection::parse(text).unwrap();
            STEPS.iter().filter(|step| selection.includes(step)).count()
        };
        assert!(count("rust") > 1 && count("wasm") > 1 && count("web") > 1);
        let parts = ["rust", "wasm", "web", "fuzz"];
        assert_eq!(parts.map(count).iter().sum::<usize>(), STEPS.len());
        assert_eq!(count("rust/clippy"), 1);
    }

    #[test]
    fn an_unknown_name_is_answered_with_the_known_ones() {
        for text in ["", "rus", "clippy", "rust/", "web/clippy"] {
            let error = Selection::parse(text).unwrap_err();
            assert!(
                error.contains("choose rust, wasm, web or fuzz") && error.contains("rust/clippy"),
                "{error}"
            );
        }
    }
}
