//! A labelled place to write in, and the frame it shares with other controls.

use leptos::{children::ViewFnOnce, either::Either, prelude::*};

use crate::app::components::dom::unique_id;

/// What is written into a field: chooses the keyboard of a phone and what the browser offers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldKind {
    /// A line of words.
    #[default]
    Text,
    /// Several lines of words.
    Paragraph,
    /// A telephone number.
    Phone,
    /// An email address.
    Email,
    /// A web address.
    Url,
    /// A day, by the browser's own calendar.
    Date,
    /// A number that may have a fraction.
    Decimal,
    /// Digits only.
    Digits,
    /// A secret.
    Password,
}

impl FieldKind {
    // Numbers are written as text: a number input drops what it cannot read, and the mark of a
    // fraction differs between a shop's language and the browser's.
    fn input_type(self) -> &'static str {
        match self {
            Self::Text | Self::Paragraph | Self::Decimal | Self::Digits => "text",
            Self::Phone => "tel",
            Self::Email => "email",
            Self::Url => "url",
            Self::Date => "date",
            Self::Password => "password",
        }
    }

    fn input_mode(self) -> Option<&'static str> {
        match self {
            Self::Decimal => Some("decimal"),
            Self::Digits => Some("numeric"),
            Self::Text
            | Self::Paragraph
            | Self::Phone
            | Self::Email
            | Self::Url
            | Self::Date
            | Self::Password => None,
        }
    }

    /// Numbers and addresses run from left to right in every language.
    fn direction(self) -> Option<&'static str> {
        match self {
            Self::Phone | Self::Email | Self::Url => Some("ltr"),
            Self::Text
            | Self::Paragraph
            | Self::Date
            | Self::Decimal
            | Self::Digits
            | Self::Password => None,
        }
    }
}

/// Whether the label of a control can be seen; it is always read out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LabelPlace {
    /// Above the control.
    #[default]
    Above,
    /// Nowhere: what stands around it says it already.
    Hidden,
}

impl LabelPlace {
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Above => "field__label",
            Self::Hidden => "field__label visually-hidden",
        }
    }
}

/// A labelled input.
#[component]
pub fn Field(
    /// What is to be written.
    #[prop(into)]
    label: Signal<String>,
    /// What is written now.
    #[prop(into)]
    value: Signal<String>,
    /// What every keystroke does.
    #[prop(into)]
    on_input: Callback<String>,
    /// What leaving the field, or Enter, does after a change.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
    /// What kind of thing is written.
    #[prop(optional)]
    kind: FieldKind,
    /// Help that is always there.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// What is wrong with it and what to do; while there is one, the field is marked.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// An example, shown while it is empty.
    #[prop(optional, into)]
    placeholder: MaybeProp<String>,
    /// What the browser may offer to fill in; `off` for other people's particulars.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Whether the label can be seen.
    #[prop(optional)]
    label_place: LabelPlace,
    /// Whether it must not stay empty.
    #[prop(optional, into)]
    required: Signal<bool>,
    /// Whether it cannot be written into now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// What stands beside it and writes into it, such as a button that scans.
    #[prop(optional, into)]
    end: Option<ViewFnOnce>,
) -> impl IntoView {
    let changed = move |event: web_sys::Event| {
        if let Some(on_change) = on_change {
            on_change.run(event_target_value(&event));
        }
    };
    let ids = ControlIds::new("field");
    let both = view! {
        <{..}
            id=ids.control.clone()
            prop:value=value
            placeholder=move || placeholder.get()
            autocomplete=autocomplete
            required=required
            disabled=disabled
            aria-invalid=move || error.get().map(|_| "true")
            aria-describedby=ids.described_by(hint, error)
            on:input=move |event| on_input.run(event_target_value(&event))
            on:change=changed
        />
    };
    let control = if kind == FieldKind::Paragraph {
        let class = "field__input field__input--paragraph";
        Either::Left(view! { <textarea class=class rows="3" {..both}></textarea> })
    } else {
        let (type_, mode) = (kind.input_type(), kind.input_mode());
        Either::Right(view! {
            <input class="field__input" type=type_ inputmode=mode dir=kind.direction() {..both} />
        })
    };
    let control = match end {
        Some(end) => Either::Left(view! { <div class="field__line">{control} {end.run()}</div> }),
        None => Either::Right(control),
    };
    framed(label, label_place, hint, error, ids, control)
}

/// Controls that belong together, under one name.
#[component]
pub fn FieldGroup(
    /// What they are together.
    #[prop(into)]
    label: Signal<String>,
    /// The controls.
    children: Children,
) -> impl IntoView {
    view! {
        <fieldset class="field-group">
            <legend class="field-group__label">{label}</legend>
            <div class="field-group__controls">{children()}</div>
        </fieldset>
    }
}

/// The ids that tie a control to what is written about it.
pub(super) struct ControlIds {
    pub(super) control: String,
    hint: String,
    error: String,
}

impl ControlIds {
    pub(super) fn new(prefix: &str) -> Self {
        let control = unique_id(prefix);
        Self { hint: format!("{control}-hint"), error: format!("{control}-error"), control }
    }

    /// The ids of the hint and the error, as far as there are any.
    pub(super) fn described_by(
        &self,
        hint: MaybeProp<String>,
        error: MaybeProp<String>,
    ) -> impl Fn() -> Option<String> + Send + Sync + Clone + use<> {
        let (hint_id, error_id) = (self.hint.clone(), self.error.clone());
        move || {
            let hint = hint.get().map(|_| hint_id.clone());
            let error = error.get().map(|_| error_id.clone());
            let ids: Vec<String> = error.into_iter().chain(hint).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    }
}

/// A control with its label above and its hint and error below.
pub(super) fn framed(
    label: Signal<String>,
    label_place: LabelPlace,
    hint: MaybeProp<String>,
    error: MaybeProp<String>,
    ids: ControlIds,
    control: impl IntoView + 'static,
) -> impl IntoView {
    let hint_id = ids.hint.clone();
    let hint = move || {
        let id = hint_id.clone();
        hint.get().map(|hint| view! { <p class="field__hint" id=id>{hint}</p> })
    };
    view! {
        <div class="field">
            <label class=label_place.class() for=ids.control.clone()>
                {label}
            </label>
            {control}
            // Always there, so that a new error is read out when it appears.
            <p class="field__error" id=ids.error.clone() aria-live="polite">
                {move || error.get()}
            </p>
            {hint}
        </div>
    }
}
