extension Background {
    /// Everyday captions of pictures in English, of people, animals, food, things, rooms, streets and landscapes; each
    /// part of the list is varied.
    ///
    /// Written for this purpose: none of them is taken from a data set, and none is in the demo's evaluation files.
    static let captions = """
        a man riding a bicycle down a busy street
        two children playing with a ball in a park
        a group of friends laughing around a table
        a quiet street with old houses
        a portrait of an old man with a beard
        a bride and groom cutting a wedding cake
        a doctor talking to a patient
        boats tied up at a small pier
        a chef cooking in a restaurant kitchen
        a student reading a book in a library
        an old barn in a green field
        a girl with curly hair blowing soap bubbles
        a musician playing an acoustic guitar on stage
        a crowd of people at a concert
        a country road between two stone walls
        a farmer driving a tractor
        a firefighter holding a hose
        a river winding through a valley
        a close-up of a woman's hands knitting
        a family having dinner together
        a soccer player kicking the ball
        tall buildings on both sides of a wide street
        a skier jumping over a slope
        a runner crossing the finish line
        a path through the woods in spring
        a basketball game in an arena
        a tennis player serving the ball
        a boy on a skateboard doing a trick
        waves breaking on black rocks
        a swimmer diving into a pool
        a black cat sitting on a windowsill
        a farm house with a red roof
        a dog catching a frisbee
        two puppies in a basket
        an elephant walking through tall grass
        cows standing in the shade of a tree
        a lion resting in the shade
        a giraffe eating leaves from a tree
        a white church on a hill
        a cow looking into the camera
        a butterfly on a purple flower
        a bee collecting pollen
        a dog running along the beach
        a whale jumping out of the water
        a snake coiled on a branch
        snow on the roofs of a small town
        a frog on a wet leaf
        an owl at night
        a squirrel eating a nut
        a train crossing a high bridge
        a penguin colony on the ice
        a pizza with cheese and tomatoes
        a bowl of fresh fruit
        a garden with yellow and purple flowers
        a cup of coffee on a wooden table
        a plate of sushi
        a wide river under a cloudy sky
        a glass of red wine
        a hamburger with french fries
        vegetables at a market stall
        rocks covered with green moss
        a breakfast with eggs and bacon
        an ice cream cone melting in the sun
        a windmill in a flat green country
        a bottle of olive oil
        a bowl of soup with noodles
        strawberries in a white bowl
        a small island with a single tree
        an old truck parked beside a barn
        a yellow taxi in the rain
        a woman walking alone on the sand
        a train arriving at the station
        a motorcycle leaning against a wall
        a bus full of passengers
        a lake house with a wooden deck
        a helicopter landing on a roof
        a rocket launch
        birds sitting on a wire
        a sailboat near the coast
        a steam locomotive crossing a viaduct
        traffic lights at an intersection
        ships waiting outside the port
        a highway at rush hour
        a living room with a grey sofa
        a frozen pond with people skating
        a bedroom with a large window
        a bathroom with a marble sink
        an office desk with two monitors
        tents beside a mountain stream
        a spiral staircase seen from above
        an empty classroom
        a vineyard in the evening sun
        a hospital corridor
        a museum hall with paintings
        a church with stained glass windows
        a tree growing out of a rock
        a factory with large machines
        a narrow street in an old town
        the skyline of a big city after dark
        a skyscraper with a glass facade
        a castle on a hill
        a wooden cabin among trees
        a bench under a tree in the park
        a lighthouse on a cliff
        a market square full of people
        a fountain in a public garden
        a dirt road in the rain
        a shop window decorated for christmas
        a playground with a slide and swings
        a rusty boat on dry land
        a mountain reflected in a lake
        a waterfall in a green forest
        a desert with sand dunes
        a red car on a mountain road
        a foggy morning in the countryside
        a thunderstorm over a city
        an orange sky behind a row of trees
        a sunset over the ocean
        the northern lights above a frozen lake
        a road through autumn trees
        a full moon above the roofs
        a snowy village at night
        a canyon seen from the air
        grey clouds over the open sea
        an iceberg floating in the sea
        a rainbow after the rain
        raindrops on a window
        a house with a blue door
        fallen leaves on the ground
        a vase of tulips
        ice on the branches of a bush
        a single red rose
        mushrooms growing on a log
        a clock on a brick wall
        a shepherd with his sheep in the hills
        a pair of glasses on a newspaper
        a set of keys on a hook
        a boy flying a kite in a field
        a violin and a sheet of music
        an old typewriter
        a smartphone with a cracked screen
        an old tower by the sea
        a gold ring with a diamond
        a toy robot
        a wooden fence around a green field
        a teddy bear on a bed
        a chess board in the middle of a game
        a toolbox with a hammer and nails
        a deep valley with a small village
        a burning candle
        balloons at a birthday party
        a handwritten letter
        a hot air balloon above the hills
        a microscope in a laboratory
        a solar panel on a roof
        dry grass in the wind
        a black and white photo of an empty street
        an abstract painting with bold shapes
        a pencil drawing of a face
        a fishing boat coming home in the morning
        a blurred background with lights
        a logo with a letter on a plain background
        wild horses running in the dust
        a chart with rising bars
        a computer rendering of a city of the future
        a statue of a horse and rider
        palm trees bending in a strong wind
        graffiti on a concrete wall
        smoke rising from a chimney
        lightning over a dark field
        a texture of rusty metal
        an aerial view of farmland
        a robot shaking hands with a man
        a cliff with nesting birds
        a team meeting around a whiteboard
        a girl in a red dress running through a field
        a light in the window of a cabin
        a man fishing from a pier
        a woman meditating on a rock
        hikers on a trail
        a storm coming in from the sea
        a tent under the stars
        a child building a sandcastle
        an empty beach in winter
        a dog and a cat sleeping together
        a street musician with a hat of coins
        a mechanic repairing an engine
        the first snow in the mountains
        a nurse preparing a syringe
        a teacher writing on a blackboard
        a green valley after the rain
        a judge with a gavel
        a soldier saluting a flag
        a hand holding a small plant
        a city park in autumn
        a close-up of a human eye
        silhouettes of people against a bright window
        a rocky coast at low tide
        """.split(separator: "\n").map(String.init)
}
