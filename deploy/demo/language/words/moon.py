"""Words for the moon: nouns without and with their article, what they do."""

from language.tables import table

SINGULAR = {}
PLURAL = table({
    "moon": """the moon|moonlight|a bright moon|the moon in the sky|moon|moonlit sky|the moon shining|a full moon
        |a crescent moon|a half moon|the moonlight|a crescent|moonshine|the full moon|a white moon|the moon above
        |the moon up in the sky|a sickle moon|a new moon|a glowing moon|the moon overhead|a moonrise|the rising moon
        |the light of the moon|a pale moon|lunar light|a big moon|a moon|a sickle|the sickle moon|a lunar disc
        |a gibbous moon|a waxing moon|a waning moon|a harvest moon|the lunar crescent|a crescent in the sky
        |the man in the moon|moonbeams|moonglow|a silver moon|a silvery moon|a low moon|a round moon|half a moon
        |the half moon|the crescent moon|a quarter moon|a thin moon|a slim moon|a slice of moon|a sliver of moon
        |earth's satellite|luna|the moon's glow|a blue moon|a supermoon|a huge moon|a moon disc|a pearly moon
        |the moon's face|lunar glow|a lamp in the sky|a bright full moon|the silver disc of the moon|a half-moon
        |a moon like a boat|the moon's sickle|a horned moon|lunar scenery|a moonlit scene|a moonlit landscape
        |a werewolf's moon|the watching moon|a lantern moon|a golden moon|a cheese moon""",
})
VERBS = table({
    "moon": """shining|in the sky|above|high in the sky|glowing|rising|hanging in the sky|lighting the way|up above
        |overhead|watching|watching over everything|peeping out|peeking out|looking down|up high|low in the sky
        |floating above|keeping watch|riding high|smiling down|in the heavens|climbing|hovering|gleaming|beaming
        |full and round""",
})
DOES = table({
    "moon": """shines|rises|glows|hangs in the sky|watches|looks down|gleams|peeps out|lights the way|beams|hovers
        |is up|keeps watch|watches over it all""",
})
