"""The texts that travel."""

PLAIN = "Dear parent, the fee of KES 5,000 (term 2) is due on 1 March; pay by M-PESA!"
GSM = "£5 or 10 € @ 12:30_~ [Ünitéd Ä] {Ωmega} $ \\o/ ^|"
LATIN_1 = "Liebe Eltern, am 1. März fällt die Schule für die naïve Größe aus"
URDU = "محترم والدین، اسکول جمعہ کو بند رہے گا 🏫👩🏽‍🏫 شکریہ"


def long_with_emoji_on_every_border(units_a_part=67, characters=600):
    """So many characters; each time a part of so many UTF-16 units is full, an emoji lies across its end."""
    text, units = [], 0
    while len(text) < characters:
        if units % units_a_part == units_a_part - 1:
            text.append("😀")
            units += 2
        else:
            text.append(chr(ord("a") + len(text) % 26))
            units += 1
    return "".join(text)


LONG = long_with_emoji_on_every_border()
LONG_GSM = ("Wanjikù owes 5 € {due} 1 March. " * 40)[:600]
