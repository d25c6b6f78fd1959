"""Texts of all kinds for the tokenizer, the same ones each time."""

import random
import sys
import unicodedata

from vocabulary import merges

SPACES = ["\t", "\n", "\v", "\f", "\r", "\r\n", " ", "  ", "\u0085", "\u00a0", "\u1680", "\u2000", "\u2003", "\u200a",
          "\u2028", "\u2029", "\u202f", "\u205f", "\u3000"]
NEARLY_SPACES = ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u180e", "\u00ad", "\u001c", "\u001d", "\u001e",
                 "\u001f", "\u0000", "\u007f", "\u0080", "\u009f"]
SPECIALS = ["<|startoftext|>", "<|endoftext|>", "<|STARTOFTEXT|>", "<|EndOfText|>", "<|endoftext|", "<|", "|>",
            "<|end|>", "<|startoftext|><|endoftext|>", "<<|endoftext|>>", "!<|ENDOFTEXT|>!", "</w>", "a</w>"]
CONTRACTIONS = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d", "'S", "'RE", "'LL", "'x", "''s", "'", "’s", "’re", "‘ll",
                "'st", "'lls", "'dd", "s'"]
EMOJI = ["😀", "👍🏽", "👩‍👩‍👧‍👦", "🏳️‍🌈", "🇩🇪", "🇯🇵🇫🇷", "1️⃣", "#️⃣", "❤️", "❤", "☺︎", "🧑🏿‍🚀", "👨‍💻", "🐈‍⬛", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "🦄",
         "✈️", "©️", "🀄", "🫠", "🧑‍🦰"]
MARKUP = ["<b>bold</b>", "&amp;", "&lt;p&gt;", "<a href=\"https://example.com/?q=1&r=2#x\">", "&#39;", "&nbsp;", "<!-- -->",
          "<br/>", "https://en.wikipedia.org/wiki/CLIP_(model)", "user@example.com", "C:\\Users\\x", "{\"a\": [1, 2]}",
          "x += y**2; // z", "$HOME/.local", "50%", "#hashtag", "@name", "3.14159", "1,000,000", "2024-02-29T12:34:56Z",
          "+49 (0)30 123", "AC/DC", "e.g.", "...", "?!?!", "—–-", "“quoted”", "«ici»", "½ ¼ ⅔", "x² + y³", "№ 5", "Ⅷ ⅻ"]
PLACES = ["with dark skies", "at sunset", "amidst flowers", "in the snow", "by the sea", "on a beach", "at night",
          "in black and white", "under a bridge", "close up", "from above", "with gloomy ambiance"]
LANGUAGES = [
    "Ein Hund läuft über die Straße", "Größe, Übermut, Äpfel, ÄÖÜẞ", "L'été à Évian, où l'on rêve", "¿Dónde está el niño?",
    "Zażółć gęślą jaźń", "Příliš žluťoučký kůň", "Árvíztűrő tükörfúrógép", "İstanbul'da ılık IŞIK", "Ὀδυσσεύς ΣΊΣΥΦΟΣ σοφός",
    "Съешь ещё этих мягких французских булок", "Їжак, ґанок, Ё", "גן גורו מעניין אֶפְרוֹחִים", "نص حكيم له سر قاطع ١٢٣",
    "گربهٔ سیاه روی دیوار", "हिन्दी में लिखा हुआ पाठ १२३", "বাংলা লেখা কিছু", "தமிழ் மொழி", "తెలుగు అక్షరాలు", "ಕನ್ನಡ ಲಿಪಿ",
    "മലയാളം", "ສະບາຍດີ", "สวัสดีชาวโลก ๑๒๓", "မြန်မာဘာသာ", "ខ្មែរ", "བོད་ཡིག", "ქართული ენა ᲥᲐᲠᲗᲣᲚᲘ", "Հայերեն", "አማርኛ",
    "山上的黑云和湖泊", "繁體中文測試", "山の上の暗い空、カタカナ、ｶﾞ", "산 위의 어두운 하늘", "Tiếng Việt có dấu", "ᏣᎳᎩ ꭰꭱ", "ᠮᠣᠩᠭᠣᠯ",
    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𝟙𝟚𝟛", "ﬁne ﬂow ﬃ", "Ａｂｃ　１２３", "ǅ ǆ Ǆ", "Ω Ω K K Å Å", "ſ ẛ̣", "ŉ", "ΐ ΰ", "👁️‍🗨️"]


def assigned(maximum=0x110000):
    """All characters but surrogates and those for private use, as far as this Python knows them."""
    for code in range(maximum):
        if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co"):
            yield chr(code)


def make():
    dice = random.Random(20210191)
    words = [merge.replace(" ", "").removesuffix("</w>") for merge in merges() if merge.endswith("</w>")]
    words = [word for word in words if word.isascii()]
    texts = ["", " ", "a", "A photo of a cat", "a photo of a dog", "Hello World!", *SPACES, *NEARLY_SPACES, *SPECIALS,
             *CONTRACTIONS, *EMOJI, *MARKUP, *LANGUAGES]
    texts += [unicodedata.normalize(form, text) for text in LANGUAGES for form in ("NFC", "NFD", "NFKC", "NFKD")]
    texts += [text.upper() for text in LANGUAGES] + [text.title() for text in LANGUAGES]

    def some(choices, most):
        return [dice.choice(choices) for _ in range(dice.randint(1, most))]

    # Captions and what people type.
    for _ in range(3300):
        text = " ".join(some(words, 8) + ([dice.choice(PLACES)] if dice.random() < 0.3 else []))
        texts.append(dice.choice([str, str, str.upper, str.title, str.capitalize])(text))
    # Everything mixed, joined with and without space.
    pieces = words[:4000] + 40 * (SPACES + NEARLY_SPACES + SPECIALS + CONTRACTIONS + EMOJI + MARKUP + LANGUAGES)
    for _ in range(2200):
        texts.append(dice.choice(["", "", " ", " ", "'", ", "]).join(some(pieces, 6)))
    # Letters with marks in any order and number, composed or not.
    marks = [chr(code) for code in range(0x300, 0x370)] + ["\u0591", "\u05b0", "\u064b", "\u0e38", "\u3099", "\u20d0"]
    letters = list("aeiouyncsdkAEIOUΑαωΩиИёकがか한각") + ["\u1100", "\u1161", "\u11a8", "\u09c7", "\u09be", "\u0dd9", "\u0dcf"]
    for _ in range(1000):
        text = "".join(dice.choice(letters) + "".join(some(marks, 4) if dice.random() < 0.7 else "") for _ in range(5))
        texts.append(unicodedata.normalize(dice.choice(["NFC", "NFD", "NFD"]), text) if dice.random() < 0.5 else text)
    # Numbers, signs, control characters.
    signs = [chr(code) for code in range(0x00, 0x80) if not chr(code).isalnum()]
    for _ in range(800):
        texts.append("".join(some(signs + list("0123456789") + ["ab", "X"], 14)))
    # Each character of Unicode once between letters and digits; of the large blocks of ideographs and syllables some.
    characters = [c for c in assigned() if not large_block(c) or dice.random() < 0.06]
    for start in range(0, len(characters), 16):
        texts.append("".join(c + dice.choice(["", "", "a", "1", " ", "!"]) for c in characters[start:start + 16]))
    # Runs of neighbours without anything between.
    for _ in range(600):
        start = dice.randrange(len(characters) - 12)
        texts.append("".join(characters[start:start + dice.randint(2, 12)]))
    # Long words and long texts.
    texts += ["a" * 300, "ab" * 200, "é" * 100, "!" * 400, "1" * 90, "x" * 5000, "'s" * 60, "<" * 50, "word " * 120,
              "".join(dice.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(4000)), " ".join(words[:200])]
    return texts


def large_block(character):
    return any(low <= ord(character) <= high for low, high in (
        (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0x12000, 0x1254F), (0x13000, 0x1345F),
        (0x14400, 0x1467F), (0x16800, 0x16A3F), (0x17000, 0x18CFF), (0x18D00, 0x18D08), (0x1B000, 0x1B2FF),
        (0x1D400, 0x1D7FF), (0x1D800, 0x1DAAF), (0x20000, 0x3134F), (0xE0100, 0xE01EF), (0xA000, 0xA48C)))


if __name__ == "__main__":
    made = make()
    print(len(made), "texts,", sum(len(text.encode()) for text in made), "bytes", file=sys.stderr)
