"""Tables of phrases, which bars separate."""


def words(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split("|")]


def table(entries: dict) -> dict:
    return {key: words(text) for key, text in entries.items()}


def joined(name: str, *modules) -> dict:
    """The tables of one name that several modules hold, each for other keys."""
    return {key: phrases for module in modules for key, phrases in getattr(module, name, {}).items()}
