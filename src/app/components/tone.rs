//! What a colour says.

/// The mood of a tag, a banner or a figure; never the only carrier of a meaning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to feel about it.
    #[default]
    Neutral,
    /// As it should be.
    Good,
    /// Wants attention.
    Warm,
    /// Went wrong, or is about to be lost.
    Bad,
    /// A special occasion.
    Gold,
}

impl Tone {
    /// The name of the tone in class names.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Good => "good",
            Self::Warm => "warm",
            Self::Bad => "bad",
            Self::Gold => "gold",
        }
    }
}
