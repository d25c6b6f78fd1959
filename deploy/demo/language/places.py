"""Words for the places."""

from language.tables import table
from language.words.place_locations import LOCATIONS
from language.words.place_nouns import NOUNS

__all__ = ["ADJECTIVES", "LOCATIONS", "NOUNS"]

ADJECTIVES = table({
    "mountains": """alpine|mountainous|rocky|mountain|himalayan|highland|craggy|rugged|steep|tyrolean|high-altitude
        |peaked""",
    "sea": """coastal|maritime|marine|ocean|seaside|nautical|oceanic|sea|seafaring|beachside|salty|oceanfront|island
        |tropical|wave-washed""",
    "desert": """desert|arid|sandy|dry|barren|parched|dusty|sandstone|saharan|bone-dry|waterless|wild west|western
        |bedouin|treeless|dune""",
    "meadow": """rural|pastoral|grassy|country|countryside|agricultural|hilly|farm|bucolic|rolling|fenced|farming
        |undulating|tuscan|rustic|prairie""",
    "forest": """forest|wooded|woodland|forested|sylvan|woodsy|tree-filled|pine|fir|birch|evergreen|coniferous
        |leafy woodland|timbered""",
    "city": """urban|city|metropolitan|downtown|big city|big-city|built-up|high-rise|cosmopolitan|inner-city
        |new york|towered|glass-and-steel""",
    "lake": "lakeside|lake|lakeshore|lakefront|waterside|mirror-smooth|reedy|fjord|pond|freshwater|lakeland",
})
