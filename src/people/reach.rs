//! Reach: may a customer be written to, by what, and the link that opens the program for it.
//!
//! The one place where it is decided who may hear from the shop; every list for sending, every
//! card and every button asks here. Nothing is sent: a link opens the phone's own messages, mail or
//! messenger with the text filled in, and the owner sends it there.

use std::fmt::Write as _;

use crate::people::customer::{Channel, Customer, Member};
use crate::units::digits;

/// A way to reach somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// By what.
    pub channel: Channel,
    /// The number, name or address, as it was written down.
    pub to: String,
}

/// Channels in the order they are tried when nothing is preferred: what a customer reads when it
/// suits them comes before what rings.
const USUAL: [Channel; 7] = [
    Channel::Sms,
    Channel::WhatsApp,
    Channel::Telegram,
    Channel::Viber,
    Channel::Email,
    Channel::Phone,
    Channel::Post,
];

/// Whether a customer may be written to at all; a list for sending holds nobody else.
///
/// Whoever came on a bought list never said yes to anything, so they must have said it since.
#[must_use]
pub fn may_write(customer: &Customer) -> bool {
    let said_yes = || customer.consents().any(|(_, said)| said.given);
    !customer.never_write() && (!customer.is_brought_in() || said_yes())
}

/// Whether they may be reached by a channel: they did not ask for silence and did not refuse it.
/// Whoever came on a bought list may be called, and asked; anything else needs their yes first.
#[must_use]
pub fn may_reach(customer: &Customer, channel: Channel) -> bool {
    let said = customer.consents().find(|(by, _)| *by == channel).map(|(_, said)| said.given);
    let may_be_asked = !customer.is_brought_in() || channel == Channel::Phone;
    !customer.never_write() && said.unwrap_or(may_be_asked)
}

/// Every allowed way to reach a customer, the one they prefer first; none for whoever never wants
/// to hear from the shop, refused every channel, or left nothing to be reached by.
#[must_use]
pub fn ways(customer: &Customer) -> Vec<Way> {
    let preferred = customer.prefers();
    let others = USUAL.into_iter().filter(|channel| Some(*channel) != preferred);
    preferred
        .into_iter()
        .chain(others)
        .filter(|channel| may_reach(customer, *channel))
        .filter_map(|channel| Some(Way { channel, to: address(customer, channel)? }))
        .collect()
}

/// The best allowed way to write to a customer or to call them.
#[must_use]
pub fn reach(customer: &Customer) -> Option<Way> {
    ways(customer).into_iter().next()
}

/// What a channel reaches them by.
fn address(customer: &Customer, channel: Channel) -> Option<String> {
    let phone = || customer.phones().next().map(str::to_owned);
    let named = customer.members().iter().find_map(|member| match member {
        Member::Messenger(by, name) if *by == channel => Some(name.clone()),
        _ => None,
    });
    match channel {
        Channel::Sms | Channel::Phone => phone(),
        Channel::Email => customer.emails().next().map(str::to_owned),
        // A messenger somebody prefers is mostly known by their phone number.
        Channel::WhatsApp | Channel::Telegram | Channel::Viber => {
            named.or_else(|| phone().filter(|_| customer.prefers() == Some(channel)))
        }
        Channel::Post => customer.members().iter().find_map(|member| match member {
            Member::Address(address) => Some(address.clone()),
            _ => None,
        }),
    }
}

/// The link that opens a program with the text filled in; `None` for a letter on paper.
#[must_use]
pub fn link(way: &Way, text: &str) -> Option<String> {
    let to = way.to.as_str();
    Some(match way.channel {
        Channel::Sms => format!("sms:{}?body={}", dialled(to), encoded(text)),
        Channel::Phone => format!("tel:{}", dialled(to)),
        Channel::Email => format!("mailto:{}?body={}", encoded(to), encoded(&with_crlf(text))),
        // A national number says nothing outside its country: then the owner picks whom there.
        Channel::WhatsApp => {
            let number = international(to).unwrap_or_default();
            format!("https://wa.me/{number}?text={}", encoded(text))
        }
        Channel::Telegram => match international(to) {
            Some(number) => format!("https://t.me/+{number}?text={}", encoded(text)),
            None => {
                let name = to.trim().trim_start_matches('@');
                format!("https://t.me/{}?text={}", encoded(name), encoded(text))
            }
        },
        Channel::Viber => {
            format!("viber://chat?number={}&draft={}", encoded(&dialled(to)), encoded(text))
        }
        Channel::Post => return None,
    })
}

/// A phone number as a dialler takes it: digits of ASCII, with the plus before them if there is one.
#[must_use]
pub fn dialled(phone: &str) -> String {
    let ascii = digits::to_ascii(phone);
    let is_mark = |c: char| c.is_whitespace() || ('\u{200e}'..='\u{202e}').contains(&c);
    let plus = if ascii.trim_start_matches(is_mark).starts_with('+') { "+" } else { "" };
    let digits: String = ascii.chars().filter(char::is_ascii_digit).collect();
    format!("{plus}{digits}")
}

/// The digits of a number written with its country, as messengers want them.
fn international(phone: &str) -> Option<String> {
    let number = dialled(phone);
    let digits = number.strip_prefix('+').or_else(|| number.strip_prefix("00"))?;
    (digits.len() >= 7).then(|| digits.to_owned())
}

/// Lines of a mail end with both signs.
fn with_crlf(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\n', "\r\n")
}

/// A text as part of a link.
fn encoded(text: &str) -> String {
    let mut link = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~@".contains(&byte) {
            link.push(char::from(byte));
        } else {
            // Writing into a text cannot fail.
            write!(link, "%{byte:02X}").ok();
        }
    }
    link
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::customer::{Consent, Fact};
    use crate::units::calendar::Day;

    fn way(channel: Channel, to: &str) -> Way {
        Way { channel, to: to.into() }
    }

    fn refuse(customer: &mut Customer, channel: Channel) {
        let no = Consent { given: false, on: Day(1), source: String::new() };
        customer.set(Fact::Consent(channel, no));
    }

    #[test]
    fn nobody_is_reached_against_their_will() {
        let mut anna = Customer::default();
        assert_eq!(reach(&anna), None);
        anna.set_member(&Member::Phone("0630".into()), true);
        anna.set_member(&Member::Email("a@b".into()), true);
        assert_eq!(reach(&anna), Some(way(Channel::Sms, "0630")));
        anna.set(Fact::Prefers(Some(Channel::Phone)));
        assert_eq!(reach(&anna), Some(way(Channel::Phone, "0630")));
        for channel in [Channel::Phone, Channel::Sms] {
            refuse(&mut anna, channel);
        }
        assert_eq!(ways(&anna), [way(Channel::Email, "a@b")]);
        anna.set(Fact::NeverWrite(true));
        assert_eq!(ways(&anna), []);
        assert!(!may_reach(&anna, Channel::Email));
    }

    #[test]
    fn whoever_came_on_a_bought_list_is_written_to_only_after_a_yes() {
        let mut anna = Customer::default();
        anna.set_member(&Member::Phone("0630".into()), true);
        anna.set_member(&Member::Email("a@b".into()), true);
        anna.set(Fact::BroughtIn(true));
        assert!(!may_write(&anna));
        assert_eq!(ways(&anna), [way(Channel::Phone, "0630")]);
        let yes = Consent { given: true, on: Day(1), source: "on the phone".into() };
        anna.set(Fact::Consent(Channel::Email, yes));
        assert!(may_write(&anna));
        let both = [way(Channel::Email, "a@b"), way(Channel::Phone, "0630")];
        assert_eq!(ways(&anna), both);
        refuse(&mut anna, Channel::Phone);
        assert_eq!(ways(&anna), [way(Channel::Email, "a@b")]);
        anna.set(Fact::NeverWrite(true));
        assert!(!may_write(&anna) && ways(&anna).is_empty());
    }

    #[test]
    fn a_preferred_messenger_goes_by_its_name_or_else_the_phone() {
        let mut anna = Customer::default();
        anna.set_member(&Member::Phone("+36 30 555 0142".into()), true);
        // Nobody said that the number has a messenger.
        assert!(ways(&anna).iter().all(|way| way.channel != Channel::WhatsApp));
        anna.set(Fact::Prefers(Some(Channel::WhatsApp)));
        assert_eq!(reach(&anna), Some(way(Channel::WhatsApp, "+36 30 555 0142")));
        anna.set_member(&Member::Messenger(Channel::Telegram, "@anna".into()), true);
        assert_eq!(ways(&anna)[2], way(Channel::Telegram, "@anna"));
        refuse(&mut anna, Channel::WhatsApp);
        assert_eq!(reach(&anna), Some(way(Channel::Sms, "+36 30 555 0142")));
    }

    #[test]
    fn a_link_carries_the_text_and_nothing_breaks_out_of_it() {
        let check = |channel, to: &str, text: &str, expected: Option<&str>| {
            assert_eq!(link(&way(channel, to), text).as_deref(), expected);
        };
        check(
            Channel::Sms,
            "+36 30 555-0142",
            "Hi & bye?",
            Some("sms:+36305550142?body=Hi%20%26%20bye%3F"),
        );
        check(Channel::Phone, "۰۹۱۲ ۳۴۵", "", Some("tel:0912345"));
        check(Channel::Email, "a@b.c", "1\n2", Some("mailto:a@b.c?body=1%0D%0A2"));
        check(Channel::Email, "a@b.c?bcc=x@y", "", Some("mailto:a@b.c%3Fbcc%3Dx@y?body="));
        check(
            Channel::WhatsApp,
            "+36 30 555 0142",
            "سلام",
            Some("https://wa.me/36305550142?text=%D8%B3%D9%84%D8%A7%D9%85"),
        );
        check(Channel::WhatsApp, "0630 555 0142", "Hi", Some("https://wa.me/?text=Hi"));
        check(Channel::Telegram, "@anna", "Hi", Some("https://t.me/anna?text=Hi"));
        check(Channel::Telegram, "/../evil", "", Some("https://t.me/%2F..%2Fevil?text="));
        check(Channel::Viber, "+3630", "Hi", Some("viber://chat?number=%2B3630&draft=Hi"));
        check(Channel::Post, "Budapest", "Hi", None);
    }

    #[test]
    fn a_dialler_gets_digits_and_the_plus() {
        assert_eq!(dialled("+36 30 555-0142"), "+36305550142");
        assert_eq!(dialled("۰۹۱۲ ۳۴۵"), "0912345");
        assert_eq!(dialled("\u{200e}+36 30"), "+3630");
    }
}
