"""What people type around the words that matter, and the mistakes that they make in them."""

import random

from language.tables import words

PREFIXES = words("""a picture of|a photo of|an image of|an illustration of|a painting of|show me|find|picture with
    |pictures of|a view of|a drawing of|i want to see|a scene with|photo of|a poster of|a photograph of|looking for
    |i am looking for|i'm looking for|i need|please show|please find|can you find|could you show me|do you have
    |search for|searching for|give me|get me|images of|image of|wallpaper of|a wallpaper with|background with|i want
    |i would like|i'd like to see|we need|find me|a nice picture of|a beautiful picture of|a good photo of
    |stock photo of|stock image of|artwork of|artwork showing|something with|something like|anything with
    |any pictures of|a postcard of|a postcard with|print of|vector of|vector illustration of|an artwork with
    |poster with|hd picture of|4k wallpaper of|free image of|photos of|royalty free picture of
    |a high quality image of|a scene of|a landscape with|landscape with|view of|view over|a shot of|a wide shot of
    |drawing of|digital art of|flat design of|minimalist|minimalistic|cartoon of|a picture showing|a picture with
    |picture showing|where is|i dream of|i love|imagine|think of|there is|here is|this is|you can see|we see
    |one can see|a depiction of|depiction of|a render of|a sketch of|a nice image with|please give me
    |i am searching for|what does it look like:|what about|how about|i remember|need a picture of|need|want
    |let me see|could i have|may i see|my dream is|the best picture of|best photos of|a cool picture of|is there
    |where can i find|which picture shows|got any|any|nothing but|only|just|oh,|o|behold|i need a nice picture with
    |please show me|a card with|a calendar page with|a jigsaw puzzle with|a mural of|an oil painting of
    |watercolour of|a screensaver with|desktop background with|banner with|header image with|a book cover with
    |in search of|help me find|bring me|take me to|dreaming of|on our trip we saw|concept art of|a film still with
    |a memory of|greeting card with|one with|the one with|that picture with|the picture where you see|we are after
    |illustration:|how beautiful:|would you have|there was|it shows|you see|title:|motif:""")
SUFFIXES = words("""for my website|for a website|for my blog|for a presentation|for my desktop|for my phone
    |as wallpaper|wallpaper|for a poster|for a book cover|for my homepage|please|thanks|thank you|4k|hd
    |high resolution|background|image|picture|photo|art|illustration|painting|drawing|vector|clipart
    |for my living room|for a birthday card|for a postcard|for my project|for school|for my mother|for my grandma
    |for a travel brochure|for a slide|to print|free|stock photo|royalty free|in flat style|flat design|minimalist
    |for kids|for children|for an album cover|for a calendar|poster|as a background|desktop background
    |in high quality|if possible|from my last holiday|from the holidays|on vacation|like in a film|like in a dream
    |like in a fairy tale|in the style of a poster|and nothing else|somewhere|somewhere in norway|in europe
    |in scotland|far away|for our newsletter|for my profile|cover image|header image|banner|hero image
    |without people|with no people|no people|with nobody around|nobody there|no humans|without any people
    |with no one in sight|!|!!|!!!|?|.|...|:)|asap|best quality|digital art|artwork|landscape|scenery|scene|panorama
    |view|nature|outdoors|outside|in the distance|in the background|in the foreground|on the left|on the right
    |in the middle|in the center|seen from afar|from a distance|from above|close to the viewer|with a lot of space
    |with copy space|in portrait format|as a wallpaper|for a flyer|for an exhibition|for the waiting room
    |for the hallway|for my office|for the bedroom wall|for a jigsaw puzzle|for a greeting card|for a screensaver
    |for a banner|for instagram|almost empty|with space for text|lots of empty space for text
    |and hardly anything else|and not much else|no cars|without cars|nobody about|thx|pls|in landscape format
    |as big as possible|or similar|if you have it|at the left|at the right|in front|like a painting|in oils
    |nothing more|for the cover|very atmospheric|you know the kind""")
PRAISE = words("""beautiful|gorgeous|breathtaking|stunning|amazing|wonderful|lovely|nice|pretty|cool|awesome|great
    |scenic|picturesque|fantastic|magnificent|spectacular|incredible|perfect|impressive|lonely|solitary|simple
    |typical|famous|magical|dreamlike|fabulous|delightful|superb|fine|splendid|charming|idyllic|remote|isolated
    |deserted|empty|endless|vast|huge|wide|open|wild|natural|timeless|classic|modern|stylised|flat|minimal|abstract
    |artistic|unusual|unique|dramatic-looking|majestic|grand|sublime|evocative|cinematic|storybook|dainty|elegant
    |photogenic|pleasing|quaint|striking|memorable|enchanting|captivating|contemplative|poetic|inspiring|epic|silent
    |faraway|distant|unspoilt|untouched|secluded|abandoned|ordinary""")
# Words that say nothing about these pictures: the model has to learn to read past words that it does not know.
NEUTRAL = words("""grandmother|holiday|website|project|company|travel|journey|adventure|story|memory|dream|wish
    |thought|moment|people|nobody|someone|anybody|man|woman|child|kids|family|friend|couple|love|freedom|hope
    |loneliness|solitude|time|world|planet|earth|life|place|spot|corner|side|left|right|centre|middle|foreground
    |background|distance|far|near|very|really|quite|rather|somewhat|totally|extremely|a bit|slightly|so|too|such
    |just|only|maybe|perhaps|always|never|again|today|tomorrow|yesterday|now|later|soon|once|already|still|yet|some
    |any|every|all|both|each|several|photo|picture|image|print|canvas|frame|poster|card|cover|book|magazine|album
    |song|film|movie|poem|novel|game|idea|concept|theme|topic|subject|motif|style|design|shape|line|form|shadow
    |detail|composition|perspective|angle|large|small|little|tall|short|high|low|long|thin|thick|round|square|flat
    |steep|deep|old|young|new|ancient|interesting|boring|funny|strange|weird|curious|special|normal|common|rare
    |expensive|cheap|good|bad|best|better|see|look|watch|find|show|want|need|like|think|feel|go|come|stay|live|walk
    |sit|wait|rest|sleep|wander|explore|europe|norway|scotland|canada|italy|america|iceland|japan|france|switzerland
    |england|africa|russia|germany|which|that|where|what|who|when|how|why|because|while|although|this|these|those
    |there|here|my|your|our|his|her|standing|lying|stands|lies|sits|seen|shown|painted|drawn|made|taken|located
    |placed|situated|visible|no cars|no animals|no text|car|dog|cat|road|path|fence|street|door|window|chimney|roof
    |tower|rock|stone|stones|smoke|wind|breeze|wave|ground|horizon|sky|air|nature|outdoor|scene|view|scenery
    |landscape|environment""")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
NEIGHBOURS = {
    "a": "qsz", "b": "vgn", "c": "xdv", "d": "sfe", "e": "wrd", "f": "dgr", "g": "fht", "h": "gjy", "i": "uok",
    "j": "hku", "k": "jli", "l": "kop", "m": "nk", "n": "bmh", "o": "ipl", "p": "ol", "q": "wa", "r": "etf", "s": "adw",
    "t": "ryg", "u": "yij", "v": "cbf", "w": "qes", "x": "zcs", "y": "tuh", "z": "xas",
}  # on a QWERTY keyboard


def mistype(rng: random.Random, text: str) -> str:
    """The text with one typing mistake in one of its longer words: a letter left out, doubled, swapped or mistaken."""
    places = [i for i in range(1, len(text)) if text[i].isalpha() and text[i - 1].isalpha()]
    if not places:
        return text
    i = rng.choice(places)
    kind = rng.randrange(5)
    if kind == 0:
        return text[:i] + text[i + 1 :]
    if kind == 1:
        return text[: i - 1] + text[i] + text[i - 1] + text[i + 1 :]
    if kind == 2:
        return text[:i] + text[i] + text[i:]
    if kind == 3:
        return text[:i] + rng.choice(NEIGHBOURS.get(text[i], LETTERS)) + text[i + 1 :]
    return text[:i] + rng.choice(LETTERS) + text[i:]


def unknown_word(rng: random.Random) -> str:
    """A word that nobody knows, of syllables."""
    syllables = (rng.choice("bcdfghjklmnprstvwz") + rng.choice("aeiou") + rng.choice(["", "", "n", "r", "s", "l", "t"])
                 for _ in range(rng.randint(1, 3)))  # fmt: skip
    return "".join(syllables)


def add_filler(rng: random.Random, text: str) -> str:
    """Filler before, behind or within the text, that leaves its meaning as it is."""
    if rng.random() < 0.03:  # very much of it
        parts = text.split(" ")
        for _ in range(rng.randint(6, 30)):
            parts.insert(rng.choice([0, len(parts)]), rng.choice(NEUTRAL))
        return " ".join(parts)
    kind = rng.random()
    if kind < 0.38:
        text = f"{rng.choice(PREFIXES)} {text}"
        if rng.random() < 0.3:
            text = f"{text} {rng.choice(SUFFIXES)}"
    elif kind < 0.62:
        text = f"{text} {rng.choice(SUFFIXES)}"
    elif kind < 0.78:
        text = f"{rng.choice(PRAISE)} {text}"
    else:
        parts = text.split(" ")
        for _ in range(rng.randint(1, 3)):
            word = unknown_word(rng) if rng.random() < 0.2 else rng.choice(NEUTRAL)
            parts.insert(rng.randint(0, len(parts)), word)
        text = " ".join(parts)
    return text
