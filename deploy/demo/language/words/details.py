"""What may be seen beside all that a scene names: no sentence means more for it, none becomes false."""

from language.tables import table, words

# By an attribute of the scenes where it may be painted.
DETAILS = table({
    "place:mountains": """boulders|a footpath|a path|green slopes|fir trees on the slope|rocks in front|a few pines
        |snow on top of the peaks|conifers on the slope""",
    "place:meadow": """a path|a winding path|a footpath|hedges|a fence in front|bushes|trees on the ridge
        |a few poplars|tufts of grass|fields behind""",
    "place:forest": """a path|a winding path|a footpath|a lane|birches at the side|tufts of grass|a grassy clearing
        |bushes|hills behind|ferns in front""",
    "place:lake": """reeds|hills behind|peaks behind|firs on the far bank|rocks on the bank
        |a snow-capped volcano behind|a grassy bank|a wooded far side""",
    "place:sea": """cliffs|an island far away|rocks in front|a rocky coast|a strip of beach|foam|a grassy cliff
        |islands behind""",
    "place:city": """an empty road in front|no cars|a park in front|trees in front|a river in front
        |antennas on the roofs|street trees|nobody about""",
    "place:desert": """stones|rocks|ripples in front|tufts of dry grass|hills behind|rocks behind
        |shadows on the slopes""",
    "obj:birds": "three birds|birds in formation|a few birds far away|two or three birds|a string of birds",
    "obj:house": """a pointed roof|a smoking chimney|smoke from the chimney|a garden|a dark roof|small windows
        |a front door|a roof of tiles""",
    "obj:boat": "a tall mast|two masts|full sails|a dark hull|wind in the sails|a little wake",
    "obj:balloon": "a wicker basket|its burner lit|passengers in the basket|stripes|a small basket",
    "obj:bridge": "tall pylons|thick cables|several arches|no traffic|no cars on it|stone piers|road lamps",
    "obj:horse": "no rider|a long tail|a flowing mane|its head down|without a saddle|no saddle",
    "obj:lighthouse": "a rotating lamp|red stripes|a narrow balcony|small windows|rocks below|its lamp on top",
    "obj:cactus": "long spines|raised arms|a small companion|two arms|thick arms",
    "obj:tree": "a thick trunk|wide branches|a broad shadow|grass around it|a round crown",
})
ANYWHERE = words("""no people|nobody around|no people no houses|lots of empty space for text|hardly anything else
    |nothing else|space for a headline|no text|no one in sight|not a soul|no humans anywhere|a wide view|a far view
    |a lot of sky|much sky|plenty of copy space|no signs of life|no cars|no wires|no roads|a low horizon
    |in the centre|empty foreground|nothing in front""")
