//! Pictures drawn with lines, in the colour of the text around them.

use leptos::prelude::*;

/// What a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// The mark of the program.
    Brand,
    /// The day at hand.
    Today,
    /// Several people.
    People,
    /// One person.
    Person,
    /// A plus: something new.
    Sale,
    /// A message.
    Mail,
    /// Figures.
    Chart,
    /// A present.
    Gift,
    /// A date.
    Calendar,
    /// What is stored.
    Data,
    /// Settings.
    Gear,
    /// Three dots: more of it.
    More,
    /// A magnifying glass.
    Find,
    /// The way back; turns with the direction of the text.
    Back,
    /// The way on; turns with the direction of the text.
    Forward,
    /// More below.
    Down,
    /// Before what stands above.
    Up,
    /// A cross.
    Close,
    /// A tick.
    Check,
    /// A sign that warns.
    Warning,
    /// Take it back; turns with the direction of the text.
    Undo,
    /// A telephone.
    Phone,
    /// A pencil.
    Edit,
    /// Out of the program.
    Download,
    /// Into the program.
    Upload,
    /// A card under a camera.
    Scan,
    /// Takes back the last digit.
    Erase,
    /// A bin.
    Trash,
    /// A printer.
    Print,
    /// What was bought.
    Bag,
    /// Kept shut.
    Lock,
    /// A special one.
    Star,
    /// Fewer of them.
    Filter,
    /// In another order.
    Sort,
    /// A question.
    Help,
    /// A file.
    File,
    /// A phone or a laptop.
    Device,
}

impl Glyph {
    /// The strokes, on a field of 24 by 24.
    fn path(self) -> &'static str {
        match self {
            Self::Brand => {
                "M20 12a8 8 0 1 1-3-6.2M20 3v4h-4M9.8 12a2.2 2.2 0 1 0 4.4 0a2.2 2.2 0 1 0 -4.4 0"
            }
            Self::Today => "M4 11 12 4l8 7v9H4zM10 20v-6h4v6",
            Self::People => {
                "M5.5 8a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0M2.5 20c0-4 3-6 6.5-6s6.5 2 6.5 6M16 5a3.5 3.5 0 0 1 0 6.5M18 14.5c2.3.8 3.5 2.8 3.5 5.5"
            }
            Self::Person => "M8 8a4 4 0 1 0 8 0a4 4 0 1 0 -8 0M4.5 20c0-4 3.5-6 7.5-6s7.5 2 7.5 6",
            Self::Sale => "M12 5v14M5 12h14",
            Self::Mail => "M4 5h16v11H9l-5 4z",
            Self::Chart => "M4 20V4M4 20h16M8 16v-4M12.5 16V8M17 16v-6",
            Self::Gift => {
                "M4 10h16v10H4zM3 7h18v3H3zM12 7v13M12 7c-5 0-5-4-2.5-4S12 7 12 7s0-4 2.5-4S17 7 12 7"
            }
            Self::Calendar => {
                "M6 5h12a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2zM4 10h16M8 3v4M16 3v4"
            }
            Self::Data => {
                "M4 6a8 3 0 1 0 16 0a8 3 0 1 0 -16 0M4 6v12c0 1.7 3.6 3 8 3s8-1.3 8-3V6M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3"
            }
            Self::Gear => {
                "M9 12a3 3 0 1 0 6 0a3 3 0 1 0 -6 0M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.1 2.1M16.3 16.3l2.1 2.1M5.6 18.4l2.1-2.1M16.3 7.7l2.1-2.1"
            }
            Self::More => {
                "M3.5 12a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0 -3 0M10.5 12a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0 -3 0M17.5 12a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0 -3 0"
            }
            Self::Find => "M5 11a6 6 0 1 0 12 0a6 6 0 1 0 -12 0M16 16l4 4",
            Self::Back => "M19 12H5M11 6l-6 6 6 6",
            Self::Forward => "M5 12h14M13 6l6 6-6 6",
            Self::Down => "M6 9l6 6 6-6",
            Self::Up => "M6 15l6-6 6 6",
            Self::Close => "M6 6l12 12M18 6 6 18",
            Self::Check => "M5 12.5l4.5 4.5L19 7.5",
            Self::Warning => "M12 4 2.5 20h19zM12 10v4.5M12 17.2v.1",
            Self::Undo => "M9 7 4.5 11.5 9 16M5 11.5h9a5 5 0 0 1 0 10h-3",
            Self::Phone => {
                "M6 3h3l2 5-2.5 1.5a12 12 0 0 0 6 6L16 13l5 2v3a3 3 0 0 1-3 3C10 21 3 14 3 6a3 3 0 0 1 3-3z"
            }
            Self::Edit => "M4 20l1-4.5L16.5 4l3.5 3.5L8.5 19zM14 6.5l3.5 3.5",
            Self::Download => "M12 4v11M7 10.5l5 5 5-5M4 20h16",
            Self::Upload => "M12 16V5M7 9.5l5-5 5 5M4 20h16",
            Self::Scan => {
                "M4 8V5a1 1 0 0 1 1-1h3M16 4h3a1 1 0 0 1 1 1v3M20 16v3a1 1 0 0 1-1 1h-3M8 20H5a1 1 0 0 1-1-1v-3M7 12h10"
            }
            Self::Erase => "M9 6h11v12H9l-6-6zM12 9.5l5 5M17 9.5l-5 5",
            Self::Trash => "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5",
            Self::Print => "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
            Self::Bag => "M5 8h14l1 12H4zM9 11V7a3 3 0 0 1 6 0v4",
            Self::Lock => "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
            Self::Star => "M12 4l2.5 5.2 5.7.8-4.1 4 1 5.6L12 17l-5.1 2.6 1-5.6-4.1-4 5.7-.8z",
            Self::Filter => "M4 5h16l-6 8v6l-4-2v-4z",
            Self::Sort => "M8 5v14M4.5 15.5 8 19l3.5-3.5M16 19V5M12.5 8.5 16 5l3.5 3.5",
            Self::Help => {
                "M3 12a9 9 0 1 0 18 0a9 9 0 1 0 -18 0M9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M12 16.5v.1"
            }
            Self::File => "M6 3h8l5 5v13H6zM14 3v5h5",
            Self::Device => {
                "M8 3h8a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM11 18h2"
            }
        }
    }

    /// Arrows along the line of text point the other way where text runs the other way.
    fn class(self) -> &'static str {
        if matches!(self, Self::Back | Self::Forward | Self::Undo | Self::Erase) {
            "icon icon--directed"
        } else {
            "icon"
        }
    }
}

/// A picture; always beside words or inside something that has a name, so never read out.
#[component]
pub fn Icon(
    /// What it shows.
    glyph: Glyph,
) -> impl IntoView {
    view! {
        <svg class=glyph.class() viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=glyph.path() />
        </svg>
    }
}
